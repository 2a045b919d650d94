/**
 * What became of the mail for one recipient. `hard`: the address is wrong or gone, so no mail will ever arrive there;
 * `soft`: not delivered this time, for a reason that may pass; `delayed`: the server still tries.
 */
export type DeliveryKind = 'hard' | 'soft' | 'delayed' | 'delivered' | 'expanded';

export interface ReportedRecipient {
  /** As the report names it, without comments and brackets. */
  readonly address: string;
  /** Enhanced status code (RFC 3463), when the report gives one: `5.1.1`. */
  readonly status?: string;
  readonly kind: DeliveryKind;
  /** What the server said, one line, ≤ 500 characters; '' when it said nothing. */
  readonly diagnostic: string;
}

export interface DeliveryReport {
  /** In the order of the report; empty when it names nobody. */
  readonly recipients: readonly ReportedRecipient[];
  /** Message-ID of the mail that the report is about, without angle brackets. */
  readonly originalMessageId?: string;
  /** Host name of the server that reports. */
  readonly reportedBy?: string;
}

/** A recipient as found, before anyone judged it. */
export interface FoundRecipient {
  readonly address: string;
  readonly action: string;
  readonly status: string;
  readonly diagnostic: string;
}

export const MAX_RECIPIENTS = 100;

/**
 * One address as mail systems print it; no `=` and no `:`, so that `RCPT TO:<a@b>` and
 * `T=[a@b]` come apart. Bounded, since reports come from strangers: no pattern here may take quadratic time.
 */
export const ADDRESS = /[^\s<>()[\]\\,;:"'=@|]{1,100}@[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,252}[\p{L}\p{N}])?/u;

export function oneLine(text: string, maxLength: number): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, maxLength).toWellFormed();
}
