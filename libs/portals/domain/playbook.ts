import { z } from 'zod';
import { CASE_TYPES } from '#kernel';

/** What a requester may be asked to add, on the short form of their status page. The same words as recognition extracts. */
export const ASKED_FIELDS = ['username', 'registeredEmail', 'newEmail', 'serialNumber', 'customerNumber', 'fullName', 'phone', 'organisation'] as const;
export type AskedField = (typeof ASKED_FIELDS)[number];

/** When a case counts as solved: what the requester can do then that they could not do before. */
export const SOLVED_WHEN = ['password-set', 'account-active', 'action-done', 'answered', 'handed-over'] as const;

const word = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'lower-case words joined by dashes');
const text = z.strictObject({ de: z.string().min(1).max(300), en: z.string().min(1).max(300) });

/**
 * How one case type is worked, as data: what must be known, what proves it, what helps, what is said, when it is over.
 * The desk shows it as a checklist; intake asks for what is missing and gives answers that need nobody.
 */
export const PlaybookSchema = z.strictObject({
  caseType: z.enum(CASE_TYPES),
  /** Each entry must be known; `username|registeredEmail`: one of them is enough. Asked back in one mail, with a form. */
  needs: z.array(z.string().refine(isNeed, `one of ${ASKED_FIELDS.join(', ')}, or several joined by "|"`)).default([]),
  /** Proofs that fit, the easiest for the requester first. */
  evidence: z.array(word).default([]),
  /** Actions that help, the one to try first in front. */
  proposes: z.array(word).default([]),
  /** `automatic`: the portal's answer goes out by itself; `propose`: an agent sends it with one key; `none`: there is nothing to say but what is done. */
  answer: z.enum(['automatic', 'propose', 'none']).default('none'),
  solved: z.enum(SOLVED_WHEN),
  /** What a person does that no button does. Ticked off by hand. */
  steps: z.array(z.strictObject({ key: word, text })).default([]),
});

export type Playbook = z.output<typeof PlaybookSchema>;
export type SolvedWhen = Playbook['solved'];

/** The alternatives of one need. */
export function alternativesOf(need: string): AskedField[] {
  return need.split('|') as AskedField[];
}

/** What is still missing of the needs, given what is known. */
export function missingNeeds({ needs }: Pick<Playbook, 'needs'>, known: Readonly<Record<string, string | undefined>>): string[] {
  return needs.filter((need) => !alternativesOf(need).some((field) => Boolean(known[field]?.trim())));
}

function isNeed(value: string): boolean {
  return value.split('|').every((field) => (ASKED_FIELDS as readonly string[]).includes(field));
}
