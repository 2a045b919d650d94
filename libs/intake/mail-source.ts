import type { Secret } from '#kernel';

export interface MailboxAccess {
  readonly host: string;
  readonly port: number;
  /** `none` is for a loopback host only. */
  readonly security: 'implicit' | 'starttls' | 'none';
  readonly user: string;
  readonly password: Secret;
  readonly folder: string;
}

export interface ListedMail {
  readonly uid: number;
  readonly sizeBytes: number;
  /** INTERNALDATE of the server. */
  readonly receivedAt: Date;
}

export interface FetchedMail extends ListedMail {
  /** The first `maxBytes` when the mail is larger. */
  readonly bytes: Uint8Array;
}

/**
 * One signed-in connection with one folder open, read-only: nothing on the server changes by reading. Every method
 * throws `MailboxUnreachable` when the connection is gone; then a new session is opened.
 */
export interface MailSession {
  /** RFC 3501 section 2.3.1.1; UIDs of another value mean nothing. */
  readonly uidValidity: string;
  /** The UID that the next mail will have at least. */
  readonly uidNext: number;
  /** At most `limit` mails with a UID above `uid`, ascending. */
  listAfter(uid: number, limit: number): Promise<ListedMail[]>;
  /** Mails that vanished meanwhile are left out. */
  fetch(uids: readonly number[], maxBytes: number): Promise<FetchedMail[]>;
  /** The first `maxBytes` of one mail, piece by piece, for a mail that is not to sit in memory. Ends early when it vanishes meanwhile. */
  download(uid: number, maxBytes: number): AsyncIterable<Uint8Array>;
  /** Waits for word of a new mail (IDLE), at most so long. */
  waitForNews(milliseconds: number): Promise<'news' | 'silence'>;
  close(): Promise<void>;
}

/** Where mails come from. */
export abstract class MailSource {
  /** @throws MailboxUnreachable, MailboxSignInRefused */
  abstract open(access: MailboxAccess): Promise<MailSession>;
}
