import type { IncomingMail, MailClass } from '../incoming-mail.js';

/** `attach`: to its ticket when our own signed proof is in it, else aside. */
export type Disposition = 'file' | 'set-aside' | 'attach';

export interface ScreenVerdict {
  readonly mailClass: MailClass;
  readonly disposition: Disposition;
  /** The words or header that made the screen think so, ≤ 200 characters. */
  readonly because: string;
}

/** What a screen may know besides the mail. */
export interface ScreenContext {
  /** Whether a loop header names this desk; two desks have two marks. */
  readonly isOurLoopMark: (value: string) => boolean;
  /** Whether a Message-ID carries our signature. */
  readonly isOurMessageId: (messageId: string) => boolean;
  /** Domains of the desk's mailboxes. */
  readonly ownDomains: readonly string[];
}

/** One judge: an opinion, or none. */
export type Screen = (mail: IncomingMail, context: ScreenContext) => ScreenVerdict | undefined;

export function header(mail: IncomingMail, name: string): string {
  return mail.headers.get(name)?.[0]?.trim() ?? '';
}

export function says(verdict: Omit<ScreenVerdict, 'because'>, because: string): ScreenVerdict {
  return { ...verdict, because: because.replace(/\s+/g, ' ').slice(0, 200) };
}
