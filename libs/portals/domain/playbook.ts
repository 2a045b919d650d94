import { z } from 'zod';
import { CASE_TYPES, type Locale } from '#kernel';
import { says } from './profile-mistakes.js';

/** What a requester may be asked to add, on the short form of their status page. The same words as recognition extracts. */
export const ASKED_FIELDS = ['username', 'registeredEmail', 'newEmail', 'serialNumber', 'customerNumber', 'fullName', 'phone', 'organisation'] as const;
export type AskedField = (typeof ASKED_FIELDS)[number];

/** When a case counts as solved: what the requester can do then that they could not do before. */
export const SOLVED_WHEN = ['password-set', 'account-active', 'action-done', 'answered', 'handed-over'] as const;

const word = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, says('dashed-words'));
const text = z.strictObject({ de: z.string().min(1).max(300), en: z.string().min(1).max(300) });

/**
 * How one case type is worked, as data: what must be known, what proves it, what helps, what is said, when it is over.
 * The desk shows it as a checklist; intake asks for what is missing and gives answers that need nobody.
 */
export const PlaybookSchema = z.strictObject({
  caseType: z.enum(CASE_TYPES),
  /** Each entry must be known; `username|registeredEmail`: one of them is enough. Asked back in one mail, with a form. */
  needs: z.array(z.string().refine(isNeed, says('asked-field', ASKED_FIELDS.join(', ')))).default([]),
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

/** Cases in which people write from an address that is not, or not yet, on file. */
const WRITES_FROM_NEW_ADDRESS: readonly string[] = ['lost-email-access', 'email-change'];

/**
 * What is known of a request without asking: what it says, and the address that it came from, which is the registered
 * one or, where the mailbox was lost or changes, the new one. All of it is claimed; it saves a question, nothing else.
 */
export function knownOf({ caseType, claimed, requesterAddress }: { readonly caseType: string; readonly claimed: Readonly<Record<string, string | undefined>>; readonly requesterAddress: string }): Readonly<Record<string, string | undefined>> {
  return { [WRITES_FROM_NEW_ADDRESS.includes(caseType) ? 'newEmail' : 'registeredEmail']: requesterAddress, ...claimed };
}

/** Each need as a person is asked for it, `user name or registered address`. */
export function inWords(needs: readonly string[], locale: Locale): string[] {
  const [words, or] = [FIELD_WORDS[locale], locale === 'de' ? ' oder ' : ' or '];
  return needs.map((need) => alternativesOf(need).map((field) => words[field]).join(or));
}

const FIELD_WORDS: Readonly<Record<Locale, Readonly<Record<AskedField, string>>>> = {
  de: {
    username: 'Ihr Benutzername', registeredEmail: 'die E-Mail-Adresse, mit der Sie registriert sind', newEmail: 'Ihre neue E-Mail-Adresse', serialNumber: 'die Seriennummer Ihres Geräts',
    customerNumber: 'Ihre Kunden- oder Betriebsnummer', fullName: 'Ihr Vor- und Nachname', phone: 'Ihre Telefonnummer', organisation: 'Ihre Schule, Firma oder Einrichtung',
  },
  en: {
    username: 'your user name', registeredEmail: 'the e-mail address that you are registered with', newEmail: 'your new e-mail address', serialNumber: 'the serial number of your device',
    customerNumber: 'your customer or company number', fullName: 'your first and last name', phone: 'your phone number', organisation: 'your school, company or organisation',
  },
};

function isNeed(value: string): boolean {
  return value.split('|').every((field) => (ASKED_FIELDS as readonly string[]).includes(field));
}
