import type { EmailAddress } from '#kernel';
import type { AttachmentDescription } from '#tickets';
import type { SmimeFinding } from './smime-finding.js';

/** What class of mail it is; only `request` and `reply` come from a person with a concern. */
export type MailClass = 'request' | 'reply' | 'auto-reply' | 'bounce' | 'spam' | 'mailing-list' | 'receipt' | 'feedback-report' | 'challenge' | 'own-echo';

/** A mail after reading: frozen, valid UTF-8, no NUL, bounded. */
export interface IncomingMail {
  /** Without angle brackets; made from the digest when the mail has none. */
  readonly messageId: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly from: readonly EmailAddress[];
  readonly sender: EmailAddress | undefined;
  readonly replyTo: readonly EmailAddress[];
  readonly to: readonly EmailAddress[];
  readonly cc: readonly EmailAddress[];
  /** Envelope recipients that the server recorded (Delivered-To, X-Original-To). */
  readonly deliveredTo: readonly string[];
  /** Envelope sender from Return-Path; '' is the null sender; undefined when unknown. */
  readonly returnPath: string | undefined;
  readonly subject: string;
  readonly date: Date | undefined;
  /** All headers, names in lower case, in order, unfolded. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The names alone, lower case, from top to bottom: what stands above what decides whom we believe (R72). */
  readonly headerNames: readonly string[];
  /** Everything the mail says as text. */
  readonly text: string;
  /** What the person wrote now, their signature block, and what they quote. */
  readonly fresh: string;
  readonly signature: string;
  readonly quoted: string;
  /** Up to a million letters of which filing needs none: whoever reads in another thread leaves them there. */
  readonly html?: string | undefined;
  /** Whether there is such a page. */
  readonly hasPage: boolean;
  readonly attachments: readonly AttachmentDescription[];
  /** message/delivery-status parts as text, for bounces. */
  readonly deliveryStatus: readonly string[];
  /** Message-IDs of the mail that a delivery report returns, from its headers. */
  readonly reportedIds: readonly string[];
  /** Type of the whole mail, lower case, with the `report-type` of a multipart/report: `multipart/report; delivery-status`. */
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Of an S/MIME signature, where it has one and somebody looked. */
  readonly smime?: SmimeFinding | undefined;
  /** What had to be mended or left out while reading. */
  readonly defects: readonly string[];
}
