import type { Account, Directory } from '#directory';
import { Fault } from '#kernel';
import { formatOf, type ApprovalOffice } from '#portals';
import { usableAddresses } from '../../domain/account-facts.js';
import { judgeEntitlements, type EntitlementFacts, type EntitlementVerdict } from '../../domain/entitlements.js';

/** What the registration names, beside the owner's lists. Asked before anything is locked; empty for what is no registration. */
export async function checkEntitlements(directory: Directory, account: Account, office: ApprovalOffice | undefined): Promise<EntitlementVerdict[]> {
  const { registration } = account;
  if (!registration) return [];
  const checked = await compared(directory, account);
  return judgeEntitlements({
    asked: (office?.entitlements ?? []).map(({ name, format }) => ({ name, format: format === undefined ? undefined : formatOf(format) })),
    named: registration.entitlements, given: typeof checked === 'string' ? {} : (checked.given ?? {}), compared: checked, addresses: usableAddresses(account).map(({ address }) => address),
  });
}

async function compared(directory: Directory, { ref }: Account): Promise<Exclude<EntitlementFacts['compared'], object> | Awaited<ReturnType<Directory['checkEntitlements']>>> {
  if (!directory.abilities.entitlements) return 'directory-cannot';
  try {
    return await directory.checkEntitlements(ref);
  } catch (error) {
    if (error instanceof Fault) return 'directory-away';
    throw error;
  }
}
