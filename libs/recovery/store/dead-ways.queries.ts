import { canonicalAddress } from '#kernel';
import { smsOfTickets, suppressedAmong } from '#outbound';
import type { EntityManager } from '#persistence';
import { RecoveryCase } from './recovery-case.entity.js';

const MOST = 100;

/**
 * Of these addresses those whose mails came back, and the numbers to which the last text message of the account that is settled was refused or came
 * too late: told again, and not relied on. What is queued still says nothing, nor what a newer one overtook.
 */
export async function deadWays(em: EntityManager, { portalKey, accountRef }: { readonly portalKey: string; readonly accountRef: string }, addresses: readonly string[], now: Date): Promise<string[]> {
  const cases = await em.find(RecoveryCase, { portalKey, accountRef }, { fields: ['ticketId'], orderBy: { createdAt: 'desc' }, limit: MOST });
  const last = new Map<string, string>();
  for (const { recipient, state, isOvertaken } of await smsOfTickets(em, cases.map(({ ticketId }) => ticketId))) if (state !== 'queued' && !isOvertaken && !last.has(recipient)) last.set(recipient, state);
  const refused = [...last].filter(([, state]) => state !== 'sent').map(([recipient]) => recipient);
  return [...(await suppressedAmong(em, portalKey, addresses.map(canonicalAddress), now)).keys(), ...refused];
}
