/** An S/MIME signature, as intake found it: who signed, and whether that fits. Shown, and counted nowhere. */
export interface SmimeSeen {
  /** `fits`, `broken`, `weak`, `unreadable`, `too-large`. */
  readonly state: string;
  /** `whole`, or `part`: the mail shows more than what is signed. */
  readonly covers: string;
  /** `trusted`, `unknown-issuer`, `not-asked`. */
  readonly trust: string;
  readonly name: string | null;
  readonly address: string | null;
  readonly issuer: string | null;
  /** ISO 8601. */
  readonly validUntil: string | null;
  /** The certificate is for the address that the mail comes from. */
  readonly isSenders: boolean;
  /** It did not hold when the mail came. */
  readonly isExpired: boolean;
}

/** What is shown beside a sender, as intake found it. */
export interface SenderCheck {
  /** `border`, `own-check`, `arc`, or `form`: nobody looked beyond the From header. */
  readonly by: string;
  readonly because: string;
  readonly checked: readonly { readonly method: string; readonly result: string; readonly domain: string | null }[];
  /** What the domain asks to be done with mail that fails: `none`, `quarantine`, `reject`. */
  readonly policy: string | null;
  /** DNS gave no answer yet. */
  readonly isTemporary: boolean;
  /** Addresses of Reply-To that are not the author's. Nothing is ever sent there (T4). */
  readonly replyTo: readonly string[];
  readonly smime?: SmimeSeen | null | undefined;
}
