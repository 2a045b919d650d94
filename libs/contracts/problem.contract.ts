import { z } from 'zod';

/** RFC 9457 problem details. `code` is stable; `missing` and `until` say what would have to change. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  missing: z.array(z.string()).optional(),
  until: z.string().optional(),
  /** For a body that does not fit: which field, and what is wrong with it. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** For a profile that does not fit: where in the file, and what, by a stable code with what it is about; `missing` says the same in English. */
  places: z.array(z.object({ line: z.number().int(), column: z.number().int(), path: z.string(), code: z.string(), values: z.array(z.string()) })).optional(),
});
export type Problem = z.infer<typeof Problem>;
