import type { EmailAddress, Secret } from '#kernel';
import type { SmimeSigner } from './render/sign-mail.js';
import type { RelayOutcome } from './domain/relay-verdict.js';

/** One mail to one recipient, ready to leave. Message-IDs come without angle brackets. */
export interface OutgoingMail {
  readonly messageId: string;
  readonly from: EmailAddress;
  readonly to: string;
  readonly replyTo: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly date: Date;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Where bounces go; null is `<>`, so that nothing ever bounces (RFC 3834 section 3.3). */
  readonly envelopeFrom: string | null;
  /** From whose account it goes, where the relay wants each mailbox to sign in as itself. */
  readonly mailbox?: { readonly id: string; readonly user: string } | undefined;
  /** Signs its content as that of the address (RFC 8551), before the domain signs. */
  readonly smime?: SmimeSigner | undefined;
  /** Signs the mail as that of a domain (RFC 6376). */
  readonly dkim?: { readonly domain: string; readonly selector: string; readonly privateKey: Secret } | undefined;
}

export interface RelayAnswer {
  readonly outcome: RelayOutcome;
  /** The relay's words, or ours where it had none. */
  readonly reply: string;
  /** Signatures that were asked for and could not be made: the mail left without them, since somebody waits for it. */
  readonly unsigned?: Unsigned | undefined;
}

export type Unsigned = 'smime' | 'dkim' | 'both';

export type RelayCheck = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Whoever carries our mails away. */
export abstract class MailRelay {
  /**
   * Hands over one mail. Never throws for what the network or the relay does: that is an answer. `accepted` is final,
   * the relay is responsible from then on (RFC 5321 section 6.1).
   */
  abstract hand(mail: OutgoingMail): Promise<RelayAnswer>;

  /** Whether the relay can be reached and lets us in. For `rekey doctor` and health. */
  abstract check(): Promise<RelayCheck>;

  /** Whether it lets this mailbox in as itself. Undefined: this mailbox sends through the desk's own sign-in. */
  abstract checkAs(mailbox: NonNullable<OutgoingMail['mailbox']>): Promise<RelayCheck | undefined>;
}
