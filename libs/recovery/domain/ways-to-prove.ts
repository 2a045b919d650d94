import { domainOf, refuse, type Refusal } from '#kernel';
import { usableAddresses, type AddressFacts } from './account-facts.js';
import { UNCHANGED_FOR_MS, type EvidenceKind } from './evidence.js';
import { whyNotVouch, type RegisteredVoucher } from './vouchers.js';

/** What the desk can ask for and the requester gives on a page; a mailbox or a phone by its id on file, a sign-in service by its key. A voucher is somebody else, by their reference. */
export const PAGE_PROOFS = ['mailbox', 'second-address', 'call-back', 'sms', 'totp', 'recovery-code', 'home-idp', 'voucher'] as const satisfies readonly EvidenceKind[];
export type PageProof = (typeof PAGE_PROOFS)[number];

/** Asked for by the desk, given on the status page without any code of ours. */
export type AskedProof = 'totp' | 'recovery-code' | 'home-idp';

export interface ProofMeans {
  readonly account: {
    readonly addresses: readonly AddressFacts[];
    readonly phones: readonly { readonly id: string; readonly number: string; readonly since: Date }[];
    readonly hasSecondFactor: boolean;
    readonly savedCodes?: number | undefined;
    readonly organisation: string | null;
  };
  /** The directory can say whether a code is right. */
  readonly checksSecondFactor: boolean;
  /** Null: the portal has no gateway for text messages. */
  readonly sms: { readonly countries: readonly string[] } | null;
  readonly homes: readonly { readonly key: string; readonly organisations: readonly string[] }[];
  /** Whom the directory names; null: it names nobody. */
  readonly vouchers: readonly RegisteredVoucher[] | null;
}

export interface WayToProve {
  readonly kind: PageProof;
  /** Id of the address or phone on file, key of the sign-in service, reference of the voucher; null: there is none, or none is needed. */
  readonly channelId: string | null;
  /** Why it cannot be asked for; undefined: it can. */
  readonly refusal: Refusal | undefined;
}

/** Everything that could be asked for about this account, each with the reason why not (recovery-security 5.2). */
export function waysToProve(means: ProofMeans, now: Date): WayToProve[] {
  return PAGE_PROOFS.flatMap((kind) => {
    const channels = channelsOf(kind, means);
    return (channels.length > 0 ? channels : [null]).map((channelId) => ({ kind, channelId, refusal: refusalToAsk(kind, channelId, means, now) }));
  });
}

/** The server's answer to "ask for this proof"; undefined: it may be asked for. The one place that knows. */
export function refusalToAsk(kind: PageProof, channelId: string | null, means: ProofMeans, now: Date): Refusal | undefined {
  const { account } = means;
  switch (kind) {
    case 'mailbox': case 'second-address': {
      const address = usableAddresses(account).find(({ id, kind: is }) => id === channelId && (kind === 'second-address' ? is === 'second' : is === 'primary'));
      if (!address) return refuse(kind === 'mailbox' ? 'recovery.no-address-on-file' : 'recovery.no-second-address');
      return address.kind === 'second' ? tooNew(address.confirmedAt!, now) : undefined;
    }
    case 'call-back': case 'sms': {
      if (kind === 'sms' && !means.sms) return refuse('recovery.sms-off');
      const phone = account.phones.find(({ id }) => id === channelId);
      if (!phone) return refuse('recovery.no-such-phone');
      if (kind === 'sms' && !means.sms!.countries.some((beginning) => phone.number.startsWith(beginning))) return refuse('recovery.sms-country');
      return tooNew(phone.since, now);
    }
    case 'totp':
      if (!means.checksSecondFactor) return refuse('recovery.directory-cannot', { missing: ['ability:checkSecondFactor'] });
      return account.hasSecondFactor ? undefined : refuse('recovery.no-authenticator');
    case 'recovery-code':
      if (!means.checksSecondFactor) return refuse('recovery.directory-cannot', { missing: ['ability:checkSecondFactor'] });
      // Where the directory does not tell how many are left, it will tell when one is typed.
      return account.savedCodes === 0 ? refuse('recovery.no-saved-codes') : undefined;
    case 'home-idp':
      return homesOf(means).some(({ key }) => key === channelId) ? undefined : refuse('recovery.home-sign-in-off');
    case 'voucher':
      if (!means.vouchers) return refuse('recovery.directory-cannot', { missing: ['ability:vouchers'] });
      return whyNotVouch(means.vouchers.find(({ ref }) => ref === channelId));
  }
}

/** A second address at the same provider is often behind the same sign-in, so it is no second class (5.2). */
export function mailboxKind(addresses: readonly AddressFacts[], addressId: string | null | undefined): 'mailbox' | 'second-address' {
  const address = addresses.find(({ id }) => id === addressId);
  const main = usableAddresses({ addresses }).find(({ kind }) => kind === 'primary');
  return address?.kind === 'second' && main && domainOf(address.address) !== domainOf(main.address) ? 'second-address' : 'mailbox';
}

function channelsOf(kind: PageProof, means: ProofMeans): string[] {
  const { account } = means;
  switch (kind) {
    case 'mailbox': return usableAddresses(account).filter((one) => one.kind === 'primary').map(({ id }) => id);
    case 'second-address': return usableAddresses(account).filter((one) => one.kind === 'second').map(({ id }) => id);
    case 'call-back': case 'sms': return account.phones.map(({ id }) => id);
    case 'home-idp': return homesOf(means).map(({ key }) => key);
    case 'voucher': return (means.vouchers ?? []).map(({ ref }) => ref);
    default: return [];
  }
}

/** Which organisations may speak for this account. */
export function homesOf<Home extends { readonly organisations: readonly string[] }>({ account, homes }: { readonly account: { readonly organisation: string | null }; readonly homes: readonly Home[] }): Home[] {
  return homes.filter(({ organisations }) => organisations.length === 0 || (account.organisation !== null && organisations.includes(account.organisation)));
}

function tooNew(since: Date, now: Date): Refusal | undefined {
  const oldEnough = since.getTime() + UNCHANGED_FOR_MS;
  return oldEnough > now.getTime() ? refuse('recovery.channel-too-new', { until: new Date(oldEnough) }) : undefined;
}
