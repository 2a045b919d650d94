import { notify, type EntityManager } from '#persistence';

/** The channel of every news of the desk; see `LIVE_CHANNEL` of the tickets, which lie above this room. */
const LIVE_CHANNEL = 'rekey_live';

/** What this agent hears live ends with `tx`, in every session and by every token; what still may come in comes back by itself and is asked anew (R53, R54). */
export async function tellRightsChanged(tx: EntityManager, agentId: string): Promise<void> {
  await notify(tx, LIVE_CHANNEL, JSON.stringify({ kind: 'rights', agentId }));
}
