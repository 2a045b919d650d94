import { z } from 'zod';
import { section } from '#config';

export const PersistenceConfig = section('DATABASE', {
  URL: z.string({ error: 'the PostgreSQL of Rekey is needed, e.g. postgres://rekey:…@localhost:5432/rekey' }).regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .describe('PostgreSQL, credentials included; the only truth'),
  POOL: z.coerce.number().int().min(2).max(100).default(10).describe('connections per process; one of them is never a transaction’s, so two at least'),
});
