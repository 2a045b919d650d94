import type { ProofOffer } from '#contracts';
import { maskAddress, type Locale } from '#kernel';
import { maskPhone } from '../../domain/candidates.js';
import { EVIDENCE_RULES } from '../../domain/evidence.js';
import { validFor, type Own } from '../../domain/stricter.js';
import { codeIsUsable, isUsable, type GrantPurpose } from '../../domain/grants.js';
import { counts } from '../../domain/level.js';
import { TRIES_PER_TOKEN } from '../../domain/limits.js';
import { mailboxKind, waysToProve, type PageProof } from '../../domain/ways-to-prove.js';
import type { Evidence } from '../../store/evidence.entity.js';
import type { Grant } from '../../store/grant.entity.js';
import { voucherOf } from '../../store/voucher-rows.js';
import { meansOf } from '../proofs/proof-means.js';
import { evidenceFacts } from '../account/action-facts.js';

const PURPOSES = {
  mailbox: 'mailbox-proof', 'second-address': 'second-address-proof', 'call-back': 'call-back', sms: 'sms-code', totp: 'totp', 'recovery-code': 'recovery-code', 'home-idp': 'home-idp', voucher: 'voucher',
} as const satisfies Record<PageProof, GrantPurpose>;

type NamedMeans = ReturnType<typeof meansOf>;

export interface OffersQuery {
  readonly means: NamedMeans;
  readonly locale: Locale;
  readonly evidence: readonly Evidence[];
  /** Requests of the account that are open, of whatever ticket. */
  readonly grants: readonly Grant[];
  /** What the portal asks besides. */
  readonly own?: Own;
  readonly now: Date;
}

/** What the agent can ask for on this case, what is under way, and until when it counts once it was given. */
export function proofOffers({ means, locale, evidence, grants, own, now }: OffersQuery): ProofOffer[] {
  const { account } = means;
  return waysToProve(means, now).map(({ kind, channelId, refusal }) => {
    const counted = kind === 'second-address' && channelId !== null ? mailboxKind(account.addresses, channelId) : kind;
    const grant = grants.find((one) => one.purpose === PURPOSES[kind] && (channelId === null || one.channelId === channelId) && isUsable(one, now) && (codeIsUsable(one, now) || one.codeTries < TRIES_PER_TOKEN));
    const given = evidence.filter((one) => one.kind === kind && (kind !== 'voucher' || voucherOf(one)?.ref === channelId) && counts(evidenceFacts(one, account), now)).map(({ expiresAt }) => expiresAt.getTime());
    return {
      kind, channelId, to: nameOf(kind, channelId, means, locale), points: EVIDENCE_RULES[counted].points, validForMs: validFor(counted, own),
      locked: refusal !== undefined, why: refusal ? { code: refusal.refusal, missing: [...(refusal.missing ?? [])], until: refusal.until?.toISOString() ?? null } : null,
      running: grant ? { expiresAt: grant.expiresAt.toISOString(), triesLeft: TRIES_PER_TOKEN - grant.codeTries } : null,
      countsUntil: given.length > 0 ? new Date(Math.max(...given)).toISOString() : null,
    };
  });
}

function nameOf(kind: PageProof, channelId: string | null, { account, homes, vouchers }: NamedMeans, locale: Locale): string | null {
  if (kind === 'home-idp') return homes.find(({ key }) => key === channelId)?.name[locale] ?? null;
  if (kind === 'voucher') return vouchers?.find(({ ref }) => ref === channelId)?.displayName ?? null;
  const address = account.addresses.find(({ id }) => id === channelId);
  const phone = account.phones.find(({ id }) => id === channelId);
  return address ? maskAddress(address.address) : phone ? maskPhone(phone.number) : null;
}
