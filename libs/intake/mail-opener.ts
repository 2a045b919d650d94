import type { Inspected } from './domain/attachment/inspect.js';

export interface OpenedPart extends Inspected {
  /** Where the bytes lie now. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface OpenedText {
  readonly subject: string;
  readonly text: string;
}

export interface OpenedPage {
  /** Cleaned: no script, nothing that loads from elsewhere, no secret (`show-html.ts`). */
  readonly html: string;
  readonly blockedImages: number;
  readonly hasHiddenText: boolean;
}

/** Looks into kept bytes when somebody asks. Hostile bytes cost it time and memory within bounds, and never the process. */
export abstract class MailOpener {
  /** Takes one attachment out, puts it into storage, and says what it is; undefined when the mail has no such part. @throws StorageFault */
  abstract openPart(rawSha256: string, part: string, named: { readonly name: string; readonly type: string }): Promise<OpenedPart | undefined>;
  /** Draws a picture anew into storage; undefined when it cannot be drawn. @throws StorageFault */
  abstract redraw(sha256: string): Promise<string | undefined>;
  /** The HTML part, fit to be shown; undefined when there is none. @throws StorageFault */
  abstract openPage(rawSha256: string): Promise<OpenedPage | undefined>;
  /** Subject and text as they were sent. @throws StorageFault */
  abstract openText(rawSha256: string): Promise<OpenedText>;
}
