/** Who does something, and how surely we know. Goes into every line of the audit trail. */
export type Actor =
  | { readonly kind: 'agent'; readonly id: string; readonly strength: 'password' | 'second-factor' | 'fresh-second-factor' | 'token'; readonly ip?: string }
  /** Somebody on a public page; who they are is told by evidence, not by this. */
  | { readonly kind: 'requester'; readonly ip?: string }
  /** Rekey itself, acting on a rule. */
  | { readonly kind: 'rekey' }
  /** Whoever has a shell where Rekey runs. */
  | { readonly kind: 'operator' };
