import { z } from 'zod';
import { section } from '#config';

export const LogConfig = section('LOG', {
  LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('how much is written to standard output'),
});
