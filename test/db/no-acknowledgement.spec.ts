import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BORDER, MailDesk } from '../support/mail-desk.js';

const told = (desk: MailDesk, ticketId: string | null): Promise<{ verb: string; detail: object }[]> => desk.rows(`select verb, detail from ticket_event where ticket_id = ? and verb like 'request.%'`, [ticketId]);
const passed = (domain: string): readonly string[] => [`Authentication-Results: ${BORDER}; dmarc=pass header.from=${domain}`, 'Received: from hop'];

describe('a mail that asks for no automatic answer (MS-OXCMAIL: X-Auto-Response-Suppress)', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open()));
  afterAll(() => desk?.close());

  it.each([['All', false], ['DR, RN, NRN, OOF, AutoReply', false], ['DR, OOF', true]])('"%s" → acknowledged: %s', async (value, isAcknowledged) => {
    const sender = `ida${value.length}@ida.example`;
    const { disposition, ticket_id: ticketId } = await desk.arrives([...passed('ida.example'), `From: ${sender}`, `X-Auto-Response-Suppress: ${value}`], 'Guten Tag, wo finde ich den Stundenplan der Klasse 7b?');
    expect(disposition).toBe('filed');
    expect((await desk.outbox()).some(({ recipient }) => recipient === sender)).toBe(isAcknowledged);
    expect((await told(desk, ticketId)).map(({ detail }) => (detail as { because?: string }).because)).toEqual([isAcknowledged ? undefined : 'the sender asks for no automatic answer']);
  });
});

describe('a portal that acknowledges nothing by machine', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open({ profile: (yaml) => `${yaml}\nacknowledge: false\n` })));
  afterAll(() => desk?.close());

  it('writes to nobody that a request arrived, files it all the same, and says why on the ticket', async () => {
    const { disposition, ticket_id: ticketId } = await desk.arrives([...passed('ida.example'), 'From: ida@ida.example'], 'Guten Tag, wo finde ich den Stundenplan der Klasse 7b?');
    expect(disposition).toBe('filed');
    expect(await desk.outbox()).toEqual([]);
    expect(await told(desk, ticketId)).toEqual([{ verb: 'request.not-acknowledged', detail: { because: 'the portal acknowledges nothing by machine' } }]);
  });

  it('still sends a link at once where that is safe: it is another switch', async () => {
    await desk.person('vera.vogel', 'vera@vogel.example');
    await desk.arrives([...passed('vogel.example'), 'From: Vera Vogel <vera@vogel.example>']);
    expect((await desk.outbox()).map(({ kind, recipient }) => ({ kind, recipient }))).toEqual([{ kind: 'recovery-link', recipient: 'vera@vogel.example' }]);
  });
});
