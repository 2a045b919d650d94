import { z } from 'zod';
import { section } from '#config';

export const JobsConfig = section('QUEUE', {
  URL: z.string().regex(/^(postgres(ql)?|rediss?):/, 'must start with postgres: or redis:').default('postgres:')
    .describe('`postgres:` keeps jobs in the database of Rekey, `redis://…` in Redis or Valkey'),
  PREFIX: z.string().regex(/^[a-z0-9-]+$/).default('rekey').describe('keeps desks apart that share one Redis'),
});
