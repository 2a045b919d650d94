import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BORDER, MailDesk } from '../support/mail-desk.js';

describe('a portal that acknowledges nothing by machine', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open({ profile: (yaml) => `${yaml}\nacknowledge: false\n` })));
  afterAll(() => desk?.close());

  it('writes to nobody that a request arrived, files it all the same, and says why on the ticket', async () => {
    const { disposition, ticket_id: ticketId } = await desk.arrives([`Authentication-Results: ${BORDER}; dmarc=pass header.from=ida.example`, 'Received: from hop', 'From: ida@ida.example'], 'Guten Tag, wo finde ich den Stundenplan der Klasse 7b?');
    expect(disposition).toBe('filed');
    expect(await desk.outbox()).toEqual([]);
    const events = await desk.rows<{ verb: string; detail: object }>(`select verb, detail from ticket_event where ticket_id = ? and verb like 'request.%'`, [ticketId]);
    expect(events).toEqual([{ verb: 'request.not-acknowledged', detail: { because: 'the portal acknowledges nothing by machine' } }]);
  });

  it('still sends a link at once where that is safe: it is another switch', async () => {
    await desk.person('vera.vogel', 'vera@vogel.example');
    await desk.arrives([`Authentication-Results: ${BORDER}; dmarc=pass header.from=vogel.example`, 'Received: from hop', 'From: Vera Vogel <vera@vogel.example>']);
    expect((await desk.outbox()).map(({ kind, recipient }) => ({ kind, recipient }))).toEqual([{ kind: 'recovery-link', recipient: 'vera@vogel.example' }]);
  });
});
