/** What became of one try to hand a mail to the relay. `unknown`: it may have the mail or not, and nobody can ask. */
export type RelayOutcome = 'accepted' | 'rejected' | 'deferred' | 'unknown';

export interface RelayFailure {
  /** The last SMTP reply code, if there was one. */
  readonly replyCode?: number | undefined;
  /** The reply was about this mail (sender, recipient, content), not about the connection or our sign-in. */
  readonly aboutTheMail: boolean;
  /** The relay had asked for the mail and got at least one byte of it. */
  readonly bodyWasTaken: boolean;
}

/** RFC 4954 section 6: we are not signed in, or not well enough. Some relays say so only at the sender or recipient; the mail is not to blame. */
const ABOUT_SIGN_IN = [530, 534, 535, 538];

/**
 * Judges a failed hand-over. A reply decides where there is one (RFC 5321 section 4.2.1). Without a reply, a mail of
 * which no byte left may be tried again; otherwise the relay may have it, and trying again could send it twice.
 */
export function judgeFailure({ replyCode, aboutTheMail, bodyWasTaken }: RelayFailure): Exclude<RelayOutcome, 'accepted'> {
  const saidNo = replyCode !== undefined && replyCode >= 400;
  if (replyCode !== undefined && ABOUT_SIGN_IN.includes(replyCode)) return 'deferred';
  // 503, bad sequence of commands, is about the session: another one may well succeed.
  if (saidNo && replyCode >= 500 && replyCode !== 503 && aboutTheMail) return 'rejected';
  // Refused on our side, e.g. an address that the relay's dialect cannot express: no later try will differ.
  if (replyCode === undefined && aboutTheMail && !bodyWasTaken) return 'rejected';
  return bodyWasTaken && !saidNo ? 'unknown' : 'deferred';
}
