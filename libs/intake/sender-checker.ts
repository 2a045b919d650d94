import type { SenderFindings } from './domain/own-check.js';

/** What one mail is checked with. */
export interface SenderCheck {
  readonly bytes: Uint8Array;
  /** The way in, where it is known: client address and name, envelope sender ('' is the null sender). */
  readonly path: { readonly ip: string; readonly helo: string | undefined; readonly mailFrom: string } | undefined;
}

/** DKIM, SPF, ARC and DMARC of a mail, where no border does it for the portal. */
export abstract class SenderChecker {
  /** Undefined: this house does not check (DNS is off). Never throws for what a mail says; what DNS would not tell is `temperror`. */
  abstract run(check: SenderCheck): Promise<SenderFindings | undefined>;
}
