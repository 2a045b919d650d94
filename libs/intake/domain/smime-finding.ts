import { canonicalAddress, type EmailAddress } from '#kernel';
import type { SmimeSeen } from '#tickets';

/**
 * What an S/MIME signature on a mail says, and whether it fits. It is shown and counts for nothing: whoever holds the key
 * of a certificate is not the account holder until evidence says so, and a mail is a claim (rule of the house). Neither
 * evidence, nor levels, nor instant recovery, nor authenticity ever read it; `smime-counts-for-nothing.spec.ts` holds that.
 */
export interface SmimeFinding {
  /** `weak`: by an algorithm or key that others can forge. `unreadable`: no signature that can be checked here. */
  readonly state: 'fits' | 'broken' | 'weak' | 'unreadable' | 'too-large';
  /** `part`: the mail shows more than what is signed, such as a footer, or something that was put there. */
  readonly covers: 'whole' | 'part';
  readonly signer: SmimeSigner | null;
  /** `not-asked`: the profile lists no authorities. */
  readonly trust: 'trusted' | 'unknown-issuer' | 'not-asked';
}

export interface SmimeSigner {
  readonly name: string;
  /** Canonical. */
  readonly addresses: readonly string[];
  readonly issuer: string;
  /** ISO 8601; with a chain to an authority the time in which all of it holds. */
  readonly validFrom: string;
  readonly validUntil: string;
}

/** The part of it that an agent sees, as things stood when the mail came. */
export function smimeSeen({ state, covers, signer, trust }: SmimeFinding, from: readonly EmailAddress[], receivedAt: Date): SmimeSeen {
  const author = from.length === 1 ? canonicalAddress(from[0]!.address) : undefined;
  const isSenders = author !== undefined && signer?.addresses.includes(author) === true;
  const at = receivedAt.toISOString();
  return {
    state, covers, trust, isSenders,
    name: signer?.name ?? null, issuer: signer?.issuer ?? null, address: (isSenders ? author : signer?.addresses[0]) ?? null, validUntil: signer?.validUntil ?? null,
    isExpired: signer !== null && (at < signer.validFrom || at > signer.validUntil),
  };
}
