/** What people may ask about their data: a copy (Art. 15 GDPR), that it ends (Art. 17), that it is put right (Art. 16). */
export const REQUEST_KINDS = ['access', 'erasure', 'rectification'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** `open` somebody has to decide · `proposed` waits for a second person · `approved` is carried out, and again after a crash · the others are ends. */
export type RequestState = 'open' | 'proposed' | 'approved' | 'done' | 'refused';

export const ARTICLE: Readonly<Record<RequestKind, number>> = { access: 15, rectification: 16, erasure: 17 };

/** Whose data: addresses in canonical form, and accounts of the portal's directory. */
export interface RequestScope {
  readonly addresses: readonly string[];
  readonly accountRefs: readonly string[];
}

/** What became of it: how many of each, and what stays and why (machine words; the console and the mail have sentences). */
export interface RequestResult {
  readonly ended: Readonly<Record<string, number>>;
  readonly kept: readonly { readonly what: string; readonly because: KeptBecause }[];
}

export type KeptBecause = 'open-ticket' | 'legal-hold' | 'running' | 'this-request' | 'shared-ticket' | 'audit' | 'account';
