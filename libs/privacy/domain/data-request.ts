import { DAY_MS, refuse, type Refusal } from '#kernel';

/** What people may ask about their data: a copy (Art. 15 GDPR), that it ends (Art. 17), that it is put right (Art. 16). */
export const REQUEST_KINDS = ['access', 'erasure', 'rectification'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** `open` somebody has to decide · `proposed` waits for a second person · `approved` is carried out, and again after a crash · the others are ends; `mistaken`: it was none. */
export type RequestState = 'open' | 'proposed' | 'approved' | 'done' | 'refused' | 'mistaken';

export const ARTICLE: Readonly<Record<RequestKind, number>> = { access: 15, rectification: 16, erasure: 17 };
/** Somebody is called so long before the time is over. */
export const ALARM_BEFORE_MS = 7 * DAY_MS;
/** How long the person may fetch their copy. */
export const FETCH_WITHIN_MS = 14 * DAY_MS;
/** A reason of one word tells nobody anything. */
export const SHORTEST_REASON = 10;

/** Whose data: addresses in canonical form, and accounts of the portal's directory. */
export interface RequestScope {
  readonly addresses: readonly string[];
  readonly accountRefs: readonly string[];
}

/** What became of it: how many of each, and what stays and why (machine words; console and mail have sentences). */
export interface RequestResult {
  readonly ended: Readonly<Record<string, number>>;
  readonly kept: readonly { readonly what: string; readonly because: KeptBecause }[];
}
export type KeptBecause = 'open-ticket' | 'legal-hold' | 'running' | 'this-request' | 'account';

export interface IdentityFacts {
  /** Canonical address of who asks. */
  readonly sender: string;
  /** What is known of where the mail came from: `pass`, `fail`, `none`, `unknown`. */
  readonly authenticity: string | null;
  /** The account that the desk linked; null: none. Addresses are canonical and confirmed. */
  readonly account: { readonly ref: string; readonly addresses: readonly string[] } | null;
  /** Evidence for that account reaches A1 now. */
  readonly isProved: boolean;
  readonly kind: RequestKind;
}

/**
 * Whose data may be handed over or ended (R78, Art. 12(6): checked again only on reasonable doubt). An authentic mail is
 * enough for what is held about its own address; from an address on file also for the account. Doubt is: a mail that is
 * not proven genuine, or an account that does not know the address. Evidence, as for any recovery, removes it, but makes no
 * address of a stranger one on file: what is held about the account then goes to the account (`whereToAnswer`), without the
 * stranger's own mails, and nothing of it ends before their address is on file, with that change's own holds and notices.
 */
export function scopeFor({ sender, authenticity, account, isProved, kind }: IdentityFacts): RequestScope | Refusal {
  const isOnFile = account !== null && account.addresses.includes(sender);
  if (isProved && account) return isOnFile || kind === 'access' ? { addresses: unique(account.addresses), accountRefs: [account.ref] } : refuse('privacy.identity-in-doubt', { missing: ['address-on-file'] });
  if (authenticity !== 'pass') return refuse('privacy.identity-in-doubt', { missing: ['authentic-mail'] });
  if (account && !isOnFile) return refuse('privacy.identity-in-doubt', { missing: ['address-on-file'] });
  return { addresses: unique([sender, ...(account?.addresses ?? [])]), accountRefs: account ? [account.ref] : [] };
}

/**
 * Whether the account has other addresses than when the scope was proposed: what the second person agrees to is then no longer what would be handed over
 * or ended. An account that its directory does not know any more changes nothing: what was held about it is still what was seen.
 */
export function hasMoved(proposed: RequestScope, now: RequestScope): boolean {
  return now.accountRefs.length > 0 && unique(proposed.addresses).join(' ') !== unique(now.addresses).join(' ');
}

/**
 * Where the link to a copy goes. One of an account goes to an address that is on file there when it leaves, whoever asked:
 * to the sender's own if it is one, else to the main one. Undefined: none is on file.
 *
 * @param onFile canonical addresses of the account, the main one first; null: the copy is of no account
 */
export function whereToAnswer(sender: string, onFile: readonly string[] | null): string | undefined {
  return onFile === null || onFile.includes(sender) ? sender : onFile[0];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

export type RequestClock = 'running' | 'ending' | 'late' | 'over';

/** `ending`: a week before, or in the last quarter of a shorter promise. */
export function clockOf({ receivedAt, dueAt, settledAt }: { readonly receivedAt: Date; readonly dueAt: Date; readonly settledAt?: Date | null | undefined }, now: Date): RequestClock {
  if (settledAt) return 'over';
  if (now >= dueAt) return 'late';
  const before = Math.min(ALARM_BEFORE_MS, (dueAt.getTime() - receivedAt.getTime()) / 4);
  return dueAt.getTime() - now.getTime() <= before ? 'ending' : 'running';
}
