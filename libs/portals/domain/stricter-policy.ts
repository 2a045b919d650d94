import { z } from 'zod';
import { says } from './profile-mistakes.js';

const name = z.string().min(1).max(60);

/**
 * Where a portal wants more than the policy of the house (recovery-security 5.2–5.8: its numbers are defaults that a portal
 * may make stricter, never looser). Which names there are, and what would be looser, knows the room that decides
 * (`#recovery` `problemsOfPolicy`); here stand the shapes.
 */
export const StricterPolicySchema = z.strictObject({
  /** By action: at least this level (1–3), always a second person, at least so many hours of hold (5.6: at most 14 days). */
  actions: z.record(name, z.strictObject({ level: z.int().min(1).max(3).optional(), secondPerson: z.literal(true, says('second-person')).optional(), holdHours: z.int().min(1).max(336).optional() })).optional(),
  /** By link: it lives at most so many minutes (5.7). */
  links: z.record(name, z.int().min(15, says('link-minutes'))).optional(),
  /** By kind of evidence: it counts at most so many minutes (5.2). */
  evidence: z.record(name, z.int().min(5, says('evidence-minutes'))).optional(),
  /** By brake: at most so many an hour, a day (5.8). */
  limits: z.record(name, z.strictObject({ perHour: z.int().min(1).optional(), perDay: z.int().min(1).optional() })).optional(),
});

export type StricterPolicy = z.output<typeof StricterPolicySchema>;
