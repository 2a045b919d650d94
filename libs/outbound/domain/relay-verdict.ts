/** What became of one try to hand a mail to the relay. `unknown`: it may have the mail or not, and nobody can ask. */
export type RelayOutcome = 'accepted' | 'rejected' | 'deferred' | 'unknown';

export interface RelayFailure {
  /** The last SMTP reply code, if there was one. */
  readonly replyCode?: number | undefined;
  /** The reply itself, code included. */
  readonly reply?: string | undefined;
  /** What it answered, where it answered that. */
  readonly at?: 'sender' | 'recipient' | undefined;
  /** The reply was about this mail (sender, recipient, content), not about the connection or our sign-in. */
  readonly aboutTheMail: boolean;
  /** The relay had asked for the mail and got at least one byte of it. */
  readonly bodyWasTaken: boolean;
}

/** RFC 4954 section 6: we are not signed in, or not well enough. Some relays say so only at the sender or recipient; the mail is not to blame. */
const ABOUT_SIGN_IN = [530, 534, 535, 538];
/**
 * By how it begins, whether what stopped a mail is the line to the relay or our sign-in there, and so gone for all of them once one was
 * taken: no reply at all, 421 (RFC 5321 section 3.8), 454, 530, 534, 535, 538 (RFC 4954 section 6). For PostgreSQL, too.
 */
export const ABOUT_THE_LINE = String.raw`^(?![45]\d\d)|^(?:421|454|530|534|535|538)`;
/** Too much for now or too large: about the recipient's store or this mail, wherever it is said. */
const TOO_MUCH = 552;
/**
 * Enhanced codes about the sender's address, our sign-in, our name, our signatures or how much we send: RFC 3463 and the IANA registry
 * (X.1.7, X.1.8, X.4.5, X.7.8 … X.7.11, RFC 7372 X.7.20 … X.7.27), and those of Exchange Online for a sender who has used up
 * what they may send (X.1.90, X.7.232, X.7.233, X.7.705), may not send as this sender (X.7.57, X.7.60) or is barred (X.7.501 … X.7.503, X.7.606 … X.7.649, X.7.708, X.7.750).
 * Gmail has X.4.5 for the daily limit.
 */
const ABOUT_US_BY_CODE = /^5\d\d[ -]5\.(?:1\.(?:[78]|90)|4\.5|7\.(?:8|9|10|11|2[0-7]|57|60|23[23]|50[1-3]|60[6-9]|6[1-4]\d|705|708|750))\b/;
/** A quota of ours is used up, in words: also after the content, and whatever is said of the recipient at whom it was said (policyd: "Recipient address rejected: Too many …"). */
const SENT_TOO_MUCH = [
  /\b(?:daily|hourly|sending|submission|outgoing|outbound)\b[^.]{0,40}\b(?:limit|quota|threshold)\b/i, /\b(?:limit|quota|threshold)\b[^.]{0,40}\b(?:per|an?|every) (?:minute|hour|day)\b/i, /submission ?quota/i, /\b(?:message|recipient) count quota\b/i,
  /\btoo (?:many|much) (?:messages|(?:e-?)?mails?|recipients)\b/i, /\brate[- ]?limit|\bthrottl/i, /\b(?:try|retry|resend)\b[^.]{0,30}\blater\b/i,
] as const;
/** Too large is the mail, even where the reply calls that a limit. */
const ABOUT_SIZE = /\bsize\b|\btoo (?:large|big)\b/i;
/** Nothing proves that the mail is from our domain: mended in DNS, or by a key, and so also after the content. */
const NOT_PROVEN_OURS = /\bunauthenticated (?:e-?)?mail\b|\b(?:DMARC|DKIM|SPF)\b/i;
/** The same in words, where the code says no more than "policy". */
const ABOUT_US_IN_WORDS = [
  /\brelay(?:ing)?\b[^.]{0,20}\b(?:denied|prohibited|refused|(?:not|n['’]t) (?:permitted|allowed))/i, /\b(?:unable|not (?:permitted|allowed|authori[sz]ed)) to relay\b/i,
  /\bclient host\b[^.]{0,40}\b(?:blocked|rejected|refused|denied)/i, /\b(?:your|sending) (?:ip|host|server|network|mail server)\b/i, /\b(?:spamhaus|dnsbl|rbl|block ?list|black ?list)/i,
  /\bsender (?:address )?rejected\b/i, /\bsend as (?:this|the) sender\b/i, /\bauthentication (?:is )?required\b|\bmust authenticate\b|\bnot (?:logged|signed) in\b/i,
] as const;
/** Whatever else it says, this is about whom we write to. */
const ABOUT_THE_RECIPIENT = /\brecipient address rejected\b/i;

/**
 * Judges a failed hand-over. A reply decides where there is one (RFC 5321 section 4.2.1). Without a reply, a mail of
 * which no byte left may be tried again; otherwise the relay may have it, and trying again could send it twice.
 *
 * "No" for good ends a mail only where the mail is to blame. What the relay holds against us (sender, sign-in, our
 * address on a list, a quota that is used up) passes or is mended by a person while the mail waits, and `outbox-waiting` calls one.
 */
export function judgeFailure({ replyCode, reply = '', at, aboutTheMail, bodyWasTaken }: RelayFailure): Exclude<RelayOutcome, 'accepted'> {
  const saidNo = replyCode !== undefined && replyCode >= 400;
  if (replyCode !== undefined && ABOUT_SIGN_IN.includes(replyCode)) return 'deferred';
  // RFC 5321 section 4.5.3.1.10: at the recipient it means "later", as 452 does.
  if (replyCode === TOO_MUCH && at === 'recipient') return 'deferred';
  // 503, bad sequence of commands, is about the session: another one may well succeed.
  if (saidNo && replyCode >= 500 && replyCode !== 503 && aboutTheMail) return isAboutUs(replyCode, reply, at) ? 'deferred' : 'rejected';
  // Refused on our side, e.g. an address that the relay's dialect cannot express: no later try will differ.
  if (replyCode === undefined && aboutTheMail && !bodyWasTaken) return 'rejected';
  return bodyWasTaken && !saidNo ? 'unknown' : 'deferred';
}

function isAboutUs(replyCode: number, reply: string, at: RelayFailure['at']): boolean {
  // At the sender nothing is known of the recipient yet; too large is the mail (RFC 1870 section 6.1).
  if (at === 'sender') return replyCode !== TOO_MUCH;
  if (!ABOUT_SIZE.test(reply) && SENT_TOO_MUCH.some((words) => words.test(reply))) return true;
  if (ABOUT_THE_RECIPIENT.test(reply)) return false;
  // After the content a list is nearly always one of links, and trying again helps nobody.
  return ABOUT_US_BY_CODE.test(reply) || NOT_PROVEN_OURS.test(reply) || (at === 'recipient' && ABOUT_US_IN_WORDS.some((words) => words.test(reply)));
}
