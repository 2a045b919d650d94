import type { EntityManager } from '#persistence';

/** Which notice this text message was; undefined: none, but a code. */
export async function toldByText(em: EntityManager, ticketId: string, smsMessageId: string): Promise<string | undefined> {
  const [row] = await em.execute<{ event: string }[]>(
    `select detail ->> 'event' as event from ticket_event where ticket_id = ? and verb = 'notice.told' and detail -> 'smsMessageIds' @> to_jsonb(?::text) limit 1`, [ticketId, smsMessageId]);
  return row?.event;
}
