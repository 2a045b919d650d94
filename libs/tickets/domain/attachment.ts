/** What is known about an attachment without decoding it; the bytes stay in the raw mail until somebody asks. */
export interface AttachmentDescription {
  /** Position of the MIME part, e.g. `2.1`. */
  readonly part: string;
  /** Cleaned for display: no path, no control characters, ≤ 120 characters. */
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly inline: boolean;
  readonly dangerous: boolean;
  /** Why, in machine words of intake's `Mark`; by name and declared type only, the content is looked at when somebody asks. */
  readonly marks?: readonly string[];
}
