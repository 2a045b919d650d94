/** `off`: none is set up. */
export type Verdict = { readonly state: 'off' } | { readonly state: 'clean' } | { readonly state: 'infected'; readonly name: string } | { readonly state: 'unreachable'; readonly because: string };

/** Something that knows malware. It never stops a mail from arriving; it stops people from opening what came with it. */
export abstract class VirusScanner {
  abstract readonly isOn: boolean;
  /** Never throws: a scanner that does not answer is a state, too. */
  abstract scan(bytes: Buffer): Promise<Verdict>;
}
