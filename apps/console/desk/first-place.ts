import type { QueryClient } from '@tanstack/react-query';
import type { SessionView } from '../shell/session.js';
import { portalsQuery, queuesQuery } from './desk.queries.js';

/** Where somebody without tickets works. */
const OTHER_PLACES = [['outbox.read', '/outbox'], ['audit.read', '/audit']] as const;

/** The first queue in which somebody waits; otherwise everything, so that the next mail is seen wherever it lands. */
export async function firstPlace(client: QueryClient, { permissions }: Pick<SessionView, 'permissions'>): Promise<string> {
  if (!permissions.includes('tickets.read')) return OTHER_PLACES.find(([permission]) => permissions.includes(permission))?.[1] ?? '/settings';
  const [{ items: portals }, { items: queues }] = await Promise.all([client.ensureQueryData(portalsQuery), client.ensureQueryData(queuesQuery)]);
  const ordered = portals.flatMap((portal) => portal.queues.map(({ key }) => ({ portal: portal.key, queue: key })));
  const busy = ordered.find((one) => queues.some((row) => row.portal === one.portal && row.queue === one.queue && row.active > 0));
  return busy ? `/q/${busy.portal}/${busy.queue}` : '/q/all/all';
}
