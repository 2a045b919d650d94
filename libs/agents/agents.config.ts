import { z } from 'zod';
import { section } from '#config';

export const AgentsConfig = section('AGENTS', {
  REQUIRE_SECOND_FACTOR: z.stringbool().default(true)
    .describe('agents without a second factor can do nothing but enrol one (R68); the demo world says false'),
});
