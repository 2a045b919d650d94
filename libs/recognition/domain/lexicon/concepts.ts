/** The things a mail about an account speaks of, whatever the words and the language. */
export const CONCEPTS = [
  // things
  'pw', 'newpw', 'user', 'mail', 'addr', 'mailbox', 'link', 'act', 'regi', 'login', 'account', 'reset', 'creds', 'initial', 'teacher', 'pin', 'area', 'letter', 'serial', 'device',
  'captcha', 'criteria', 'factor', 'phone', 'staff', 'stay', 'session', 'slip', 'given', 'migr', 'oldportal', 'form', 'profile', 'office', 'site', 'othersite', 'update', 'mishap', 'noted',
  // what happens to them; the polarity counts
  'forgot', 'know', 'have', 'arrive', 'missing', 'work', 'broken', 'wrong', 'reject', 'expired', 'locked', 'attempts', 'change', 'changed', 'delete', 'need', 'send', 'get',
  'gone', 'lostbox', 'moved', 'request', 'incomplete', 'pending', 'taken', 'forced', 'hacked', 'notme', 'stranger', 'lostdevice', 'find', 'where', 'allowed', 'enter', 'weak',
  'unknown', 'thanks', 'solved', 'business', 'signin', 'myself', 'swap', 'scanner', 'junk', 'both', 'unlock', 'again', 'typo', 'began', 'trick',
  // machines and advertising
  'advert', 'prize', 'threat', 'verify', 'salute', 'away', 'receipt', 'undelivered',
] as const;

export type Concept = (typeof CONCEPTS)[number];

/** Whether a noun is denied makes no difference ("no password" is about the password all the same); for a doing it is the point. */
const FIRST_DOING: Concept = 'forgot';
export const DOINGS: ReadonlySet<Concept> = new Set(CONCEPTS.slice(CONCEPTS.indexOf(FIRST_DOING)));

/** Doings whose words are affirming: a "not" in the middle of them ("kam nicht an") denies them like one beside them. */
export const AFFIRMING: ReadonlySet<Concept> = new Set(['arrive', 'work', 'have', 'know', 'get', 'signin', 'enter', 'find', 'send', 'solved', 'change', 'delete', 'need', 'request', 'unlock', 'allowed']);

export type Lexicon = Readonly<Partial<Record<Concept, readonly string[]>>>;

/** Words that turn a statement round. */
export const NEGATORS = new Set([
  'nicht', 'kein', 'keine', 'keinen', 'keinem', 'keiner', 'keinerlei', 'keins', 'nie', 'niemals', 'nirgends', 'nirgendwo', 'weder', 'noch_nicht', 'nichts', 'ohne', 'kaum', 'nix', 'ned', 'niemand', 'net', 'nimmer', 'nich',
  'not', 'no', 'never', 'none', 'nothing', 'neither', 'nor', 'without', 'unable', 'fail', 'fails', 'failed', 'hardly', 'nobody', 'refuses', 'refused', 'stopped', 'weigert', 'verweigert',
]);
