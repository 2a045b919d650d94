import type { Texts } from '../de.js';

type Mistakes = Texts['profiles']['mistakes'];

const TYPES: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a block of keys', record: 'a block of keys' };
const KINDS: Readonly<Record<string, string>> = { email: 'mail address', url: 'URL', date: 'date', ipv4: 'IPv4 address', ipv6: 'IPv6 address' };
const of = (table: Readonly<Record<string, string>>, word: string) => (Object.hasOwn(table, word) ? table[word]! : word);

export const formMistakes = {
  missing: () => 'is missing', type: (type) => `must be ${of(TYPES, type)}`, choice: (values) => `must be one of: ${values}`,
  short: (least) => (least === '1' ? 'must not be empty' : `too short: at least ${least} characters`), long: (most) => `too long: at most ${most} characters`,
  few: (least) => (least === '1' ? 'at least one entry' : `at least ${least} entries`), many: (most) => (most === '1' ? 'at most one entry' : `at most ${most} entries`),
  small: (least) => `at least ${least}`, big: (most) => `at most ${most}`, above: (than) => `must be more than ${than}`, below: (than) => `must be less than ${than}`,
  pattern: (pattern) => `does not fit the pattern ${pattern}`, kind: (kind) => `not valid as: ${of(KINDS, kind)}`, multiple: (number) => `must be a multiple of ${number}`,
  'no-alternative': () => 'fits none of the possible forms', key: () => 'this key does not fit here', unfit: () => 'does not fit',
  yaml: () => 'from here on the file is not valid YAML', 'yaml-twice': () => 'this key is there already', 'yaml-indent': () => 'the indentation does not fit', 'yaml-tab': () => 'indent with spaces, not with tabs', 'yaml-missing': () => 'a sign is missing here, such as a bracket or a quotation mark', 'yaml-lines': () => 'a key must stand on one line',
} satisfies Partial<Mistakes>;

export const profileMistakes = {
  'dashed-words': () => 'lower-case words joined by dashes', colour: () => 'a colour such as #1f6feb', folder: () => 'the name of a folder such as INBOX or INBOX/Support',
  hours: () => 'opening hours such as 09:00-15:30', 'closes-before': () => 'closing comes after opening', day: () => 'a day that there is, such as 12-24, or 2027-05-07 for one year',
  'key-reserved': () => '“house” is the name of what belongs to no portal; choose another key', 'ticket-prefix': () => 'two to five capital letters', flag: () => 'a flag such as $Rekey or \\Seen',
  'time-zone': () => 'an IANA time zone such as Europe/Berlin', 'never-open': () => 'the office is open on at least one day', certificate: () => 'one certificate in PEM, from BEGIN CERTIFICATE to END CERTIFICATE',
  attribute: () => 'the name of an attribute', filter: () => 'an LDAP filter in parentheses', 'without-tls': () => 'without TLS only to a loopback address', 'secret-in-url': () => 'no user name or password in the URL; they are set with “rekey directory secret”',
  'https-only': () => 'https, or http on this machine', 'one-word': () => 'one word, without spaces', 'sms-sender': () => 'up to eleven letters and digits, or a number such as +4930555', 'number-begins': () => 'the beginning of a number, such as +49',
  scope: () => 'one scope, without spaces', claim: () => 'the name of a claim', 'amr-or-acr': () => 'name words of amr, or values of acr', format: () => 'a pattern of letters, digits, classes and counts such as [A-Z]{2}[0-9]{3}[A-Z]',
  'format-unread': () => 'a pattern that can be read', 'link-minutes': () => 'at least 15 minutes: a mail takes some', 'evidence-minutes': () => 'at least 5 minutes', 'second-person': () => 'true, or nothing: what needs a second person keeps needing one',
  aliases: () => 'a profile has no aliases', 'unknown-key': (name) => `unknown key “${name}”`, 'asked-field': (fields) => `one of ${fields}, or several joined by “|”`,
  'no-queue': (queue) => `there is no queue “${queue}”`, 'reason-twice': (key) => `the reason “${key}” is there twice`, 'asked-twice': (name) => `“${name}” is asked for twice`, 'queue-twice': (key) => `the queue “${key}” is there twice`,
  'mailbox-twice': (address) => `the mailbox ${address} is there twice`, 'folder-twice': (name) => `the folder “${name}” is there twice`, 'folder-read': (name) => `“${name}” is read itself`,
  'last-route': () => 'the last route must fit everything: no caseTypes, no risk', 'last-promise': () => 'the last promise must fit everything: no caseTypes', 'never-automatic': (caseType) => `“${caseType}” is never answered automatically`,
  'playbook-twice': (caseType) => `there are two playbooks for “${caseType}”`, 'no-answer': (caseType) => `“${caseType}” has no text in answers`, 'home-twice': (key) => `the sign-in service “${key}” is there twice`,
  'policy-unknown': (what, name, known) => `there is no ${what} “${name}” to be stricter about; there are: ${known}`,
  'policy-open': (name) => `“${name}” stays as it is: what only the holder’s own mailbox gets, and a freeze, are open to everybody who was locked out`, 'policy-level': (name, level) => `“${name}” needs level ${level} at least; a portal may ask for more`,
  'policy-no-hold': (name) => `“${name}” does not wait`, 'policy-hold': (name, hours) => `“${name}” waits ${hours} hours; a portal may let it wait longer`,
  'policy-most': (most) => `at most ${most}; a portal may allow fewer`, 'policy-minutes': (minutes) => `at most ${minutes} minutes; a portal may allow fewer`,
  'no-mail': (kind) => `there is no mail “${kind}”`, 'no-mails-here': () => 'the texts of mails cannot be brought in here',
} satisfies Partial<Mistakes>;
