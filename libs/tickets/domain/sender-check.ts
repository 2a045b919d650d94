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
}
