import type { Account } from '#directory';
import { whyCandidate, type Candidate } from '../../domain/candidates.js';

export interface Found {
  readonly accounts: readonly Account[];
  /** The sender's address, when an account has it on file. */
  readonly senderAddress: string | undefined;
  /** What the mail says of itself. */
  readonly claimed: Readonly<Record<string, string | undefined>>;
}

/** The accounts that a mail points to, each with why. */
export function candidatesFrom({ accounts, senderAddress, claimed }: Found): Candidate[] {
  const addresses = [claimed['registeredEmail'], claimed['oldEmail']].filter((one) => one !== undefined);
  return accounts.map((account) => ({ ref: account.ref, why: whyCandidate(account, { senderAddress, addresses, username: claimed['username'], name: claimed['fullName'] }) }));
}
