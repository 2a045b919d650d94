/** How much of a mail is read. What goes beyond stays in the raw mail, which is kept whole; the ticket says so. */
export interface ReadLimits {
  readonly bytes: number;
  /** Of multipart delimiters: RFC 2046 knows no limit, and a mail with more of them is an attack on the parser. */
  readonly parts: number;
  /** Of parts in parts. */
  readonly depth: number;
  /** Of the header of the mail, and of each part. */
  readonly headerBytes: number;
  /** Of header fields of the mail. */
  readonly headers: number;
}

export const READ_LIMITS: ReadLimits = { bytes: 50 * 1024 * 1024, parts: 1_000, depth: 50, headerBytes: 1024 * 1024, headers: 2_000 };
