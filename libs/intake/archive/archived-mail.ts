/** One mail in an archive of old mail. */
export interface ArchivedMail {
  /** File, and where in it: `old.mbox:1024`. */
  readonly where: string;
  /** When it came, where the archive says so. */
  readonly receivedAt: Date | undefined;
  /** Must be read, or left, before the next mail is asked for. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Something in an archive that is no mail, or cannot be read. */
export interface BadInput {
  readonly where: string;
  readonly problem: string;
}

export function isBad(one: ArchivedMail | BadInput): one is BadInput {
  return 'problem' in one;
}

/** A moment that a mail can have come at: since there is mail in this form, and not tomorrow. */
export function plausible(moment: Date | undefined, now: Date): Date | undefined {
  return moment && !Number.isNaN(moment.getTime()) && moment.getUTCFullYear() >= 1980 && moment.getTime() <= now.getTime() ? moment : undefined;
}
