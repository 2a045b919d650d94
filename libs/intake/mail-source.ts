import type { Secret } from '#kernel';
import type { UidRange } from './domain/seen-uids.js';
import type { FolderLook } from './store/folder-cursor.entity.js';

export type { FolderLook };

/** By which a mailbox lets us in: a password, or a token of its sign-in service (XOAUTH2, OAUTHBEARER). */
export type SignIn = { readonly password: Secret } | { readonly accessToken: Secret };

export type MailboxAccess = SignIn & {
  readonly host: string;
  readonly port: number;
  /** `none` is for a loopback host only. With `starttls` nothing is said before the line is encrypted. */
  readonly security: 'implicit' | 'starttls' | 'none';
  readonly user: string;
  readonly folder: string;
};

export interface ListedMail {
  readonly uid: number;
  /** RFC822.SIZE. What the server stores, which need not be what it gives: Exchange tells more. */
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
 * throws `MailboxUnreachable` when the connection is gone or the server said no; then a new session is opened. An answer
 * that is incomplete is never given as if it were whole.
 */
export interface MailSession {
  /** RFC 3501 section 2.3.1.1; UIDs of another value mean nothing. */
  readonly uidValidity: string;
  /** The UID that the next mail will have at least. */
  readonly uidNext: number;
  /**
   * How the folder of this name looks now, asked of the server afresh: also notices a connection that died silently, and
   * a folder that was renamed away or made anew under an open session.
   */
  look(): Promise<FolderLook>;
  /**
   * Which of these numbers were mails that are gone since the folder had this HIGHESTMODSEQ, ascending: VANISHED (EARLIER) of
   * RFC 7162 section 3.2.6. A number that nobody ever had is none of them, as far as the server remembers. Undefined: it cannot tell (no QRESYNC).
   */
  vanishedSince(modseq: string, numbers: readonly UidRange[]): Promise<number[] | undefined>;
  /** The UIDs above `uid`, ascending; all of them above 0. */
  uidsAbove(uid: number): Promise<number[]>;
  /** Mails that vanished meanwhile are left out. */
  list(uids: readonly number[]): Promise<ListedMail[]>;
  /** The bytes of listed mails: less than `maxBytes` is the whole mail, whatever size was told. Those that vanished are left out, at the latest after the next `uidsAbove` (RFC 2180 section 4.1: a server may keep giving them until then). */
  fetch(mails: readonly ListedMail[], maxBytes: number): Promise<FetchedMail[]>;
  /** The first `maxBytes` of one mail, piece by piece, for a mail that is not to sit in memory. Ends early when it vanishes meanwhile, and says so by `onVanished`. */
  download(uid: number, maxBytes: number, onVanished?: () => void): AsyncIterable<Uint8Array>;
  /** Waits for word of a new mail (IDLE), at most so long. */
  waitForNews(milliseconds: number): Promise<'news' | 'silence'>;
  close(): Promise<void>;
}

/** What a mailbox does on its server with a mail that is safely ours. */
export type AfterKeep = { readonly do: 'flag'; readonly flag: string } | { readonly do: 'move'; readonly to: string };

/** Where mails come from. */
export abstract class MailSource {
  /** @throws MailboxUnreachable, MailboxSignInRefused, FolderMissing */
  abstract open(access: MailboxAccess): Promise<MailSession>;

  /**
   * Flags or moves mails by their UIDs, the only thing that ever changes on a server. Nothing happens when the folder
   * has another UIDVALIDITY by now. Returns the UIDs that it is true of afterwards: the rest is not there any more.
   *
   * @throws MailboxUnreachable, MailboxSignInRefused, FolderMissing
   */
  abstract followUp(access: MailboxAccess, uidValidity: string, uids: readonly number[], what: AfterKeep): Promise<number[]>;
}
