import type { z } from 'zod';

/** What can be wrong in the file of a portal, in English. The console says the same by these codes, in both languages. */
export const PROFILE_MISTAKES = {
  'dashed-words': () => 'lower-case words joined by dashes', colour: () => 'a colour such as #1f6feb', folder: () => 'the name of a folder such as INBOX or INBOX/Support',
  hours: () => 'opening hours such as 09:00-15:30', 'closes-before': () => 'closing comes after opening', day: () => 'a day that there is, such as 12-24, or 2027-05-07 for one year',
  'key-reserved': () => '"house" is the name of what belongs to no portal; choose another key', 'ticket-prefix': () => 'two to five capital letters', flag: () => 'a flag such as $Rekey or \\Seen',
  'time-zone': () => 'an IANA time zone such as Europe/Berlin', 'never-open': () => 'the office is open on at least one day', certificate: () => 'one certificate in PEM, from BEGIN CERTIFICATE to END CERTIFICATE',
  attribute: () => 'the name of an attribute', filter: () => 'an LDAP filter in parentheses', 'without-tls': () => 'without TLS only to a loopback address', 'secret-in-url': () => 'no user name or password in the URL: rekey directory secret',
  'https-only': () => 'https, or http on this machine', 'one-word': () => 'one word, without spaces', 'sms-sender': () => 'up to eleven letters and digits, or a number such as +4930555', 'number-begins': () => 'the beginning of a number, such as +49',
  scope: () => 'one scope, without spaces', claim: () => 'the name of a claim', 'amr-or-acr': () => 'name words of amr, or values of acr', format: () => 'a pattern of letters, digits, classes and counts such as [A-Z]{2}[0-9]{3}[A-Z]',
  'format-unread': () => 'a pattern that can be read', 'link-minutes': () => 'at least 15 minutes: a mail takes some', 'evidence-minutes': () => 'at least 5 minutes', 'second-person': () => 'true, or nothing: what needs a second person keeps needing one',
  aliases: () => 'a profile has no aliases', 'unknown-key': (name: string) => `unknown key "${name}"`, 'asked-field': (fields: string) => `one of ${fields}, or several joined by "|"`,
  'no-queue': (queue: string) => `there is no queue "${queue}"`, 'reason-twice': (key: string) => `the reason "${key}" is there twice`, 'asked-twice': (name: string) => `"${name}" is asked for twice`, 'queue-twice': (key: string) => `the queue "${key}" is there twice`,
  'mailbox-twice': (address: string) => `the mailbox ${address} is there twice`, 'folder-twice': (name: string) => `the folder "${name}" is there twice`, 'folder-read': (name: string) => `"${name}" is read itself`,
  'last-route': () => 'the last route must fit everything: no caseTypes, no risk', 'last-promise': () => 'the last promise must fit everything: no caseTypes', 'never-automatic': (caseType: string) => `"${caseType}" is never answered automatically`,
  'playbook-twice': (caseType: string) => `there are two playbooks for "${caseType}"`, 'no-answer': (caseType: string) => `"${caseType}" has no text in answers`, 'home-twice': (key: string) => `the sign-in service "${key}" is there twice`,
  'no-mail': (kind: string) => `there is no mail "${kind}"`, 'no-mails-here': () => 'the texts of mails cannot be brought in here',
} satisfies Record<string, (...values: string[]) => string>;
export type ProfileMistake = keyof typeof PROFILE_MISTAKES;

/** What zod and the YAML reader find themselves; their English stays theirs. */
export const FORM_MISTAKES = [
  'missing', 'type', 'choice', 'short', 'few', 'small', 'above', 'long', 'many', 'big', 'below', 'pattern', 'kind', 'multiple', 'no-alternative', 'key', 'unfit',
  'yaml', 'yaml-twice', 'yaml-indent', 'yaml-tab', 'yaml-missing', 'yaml-lines',
] as const;
export type FormMistake = (typeof FORM_MISTAKES)[number];

/** `code`: stable, `mail-…` for a sentence of a mail · `values`: what it is about, in the order of the sentence · `message`: English, for files and the command line. */
export interface Mistake {
  readonly code: string;
  readonly values: readonly string[];
  readonly message: string;
}

export function mistake<Code extends ProfileMistake>(code: Code, ...values: Parameters<(typeof PROFILE_MISTAKES)[Code]>): Mistake {
  return { code, values, message: english(code, values) };
}

/** The English alone, for a schema; `mistakeOf` finds the code again. */
export function says(code: ProfileMistake, ...values: string[]): string {
  return english(code, values);
}

/** A mistake that the schema found. `askedFields`: what the only sentence of a schema that has a value names. */
export function mistakeOf(issue: z.core.$ZodIssue, askedFields: string): Mistake {
  const own = (Object.keys(PROFILE_MISTAKES) as ProfileMistake[]).find((code) => english(code, [askedFields]) === issue.message);
  if (own) return { code: own, values: own === 'asked-field' ? [askedFields] : [], message: issue.message };
  const [code, ...values] = formOf(issue);
  return { code, values: values.map(String), message: issue.message };
}

const YAML_CODES: Readonly<Record<string, FormMistake>> = { DUPLICATE_KEY: 'yaml-twice', BAD_INDENT: 'yaml-indent', TAB_AS_INDENT: 'yaml-tab', MISSING_CHAR: 'yaml-missing', MULTILINE_IMPLICIT_KEY: 'yaml-lines' };

/** A mistake that the YAML reader found. */
export function mistakeOfYaml({ code, message }: { readonly code: string; readonly message: string }): Mistake {
  return { code: YAML_CODES[code] ?? 'yaml', values: [], message };
}

function formOf(issue: z.core.$ZodIssue): readonly [FormMistake, ...(string | number | bigint)[]] {
  switch (issue.code) {
    case 'invalid_type': return issue.input === undefined ? ['missing'] : ['type', issue.expected];
    case 'invalid_value': return issue.input === undefined ? ['missing'] : ['choice', issue.values.map(String).join(', ')];
    case 'too_small': return [issue.origin === 'string' ? 'short' : isCounted(issue.origin) ? 'few' : issue.inclusive === false ? 'above' : 'small', issue.minimum];
    case 'too_big': return [issue.origin === 'string' ? 'long' : isCounted(issue.origin) ? 'many' : issue.inclusive === false ? 'below' : 'big', issue.maximum];
    case 'invalid_format': return issue.format === 'regex' ? ['pattern', issue.pattern ?? ''] : ['kind', issue.format];
    case 'not_multiple_of': return ['multiple', issue.divisor];
    case 'invalid_union': return ['no-alternative'];
    case 'invalid_key': return ['key'];
    default: return ['unfit'];
  }
}

function isCounted(origin: string): boolean {
  return origin === 'array' || origin === 'set' || origin === 'map' || origin === 'object' || origin === 'record';
}

function english(code: ProfileMistake, values: readonly string[]): string {
  return (PROFILE_MISTAKES[code] as (...all: readonly string[]) => string)(...values);
}
