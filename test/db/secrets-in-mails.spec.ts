import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReadTickets } from '#tickets';
import { found, MailDesk } from '../support/mail-desk.js';

describe('secrets that nobody asked for (recovery-security 5.11)', () => {
  let desk: MailDesk;
  beforeAll(async () => {
    desk = await MailDesk.open();
  });
  afterAll(() => desk.close());

  const SECRETS = ['Sommer2024!', 'DE89 3704 0044 0532 0130 00', 'L01X00T471', '4711'];

  it('are nowhere but in the raw mail, and the acknowledgement asks to change the password', async () => {
    const arrived = await desk.arrives(
      [found('pass', 'post.example'), 'From: Vera Vogel <vera@post.example>', 'Subject: Passwort Sommer2024! geht nicht'],
      'Guten Tag,\n\nmein Passwort ist Sommer2024! und die PIN 4711.\nPersonalausweis L01X00T471, IBAN DE89 3704 0044 0532 0130 00.\n\n> Passwort: Sommer2024!\n');
    expect(arrived.disposition).toBe('filed');
    for (const table of ['ticket', 'ticket_message', 'ticket_event', 'kept_mail', 'mail_trace', 'recovery_case', 'audit_entry', 'outbound_message']) {
      const rows = JSON.stringify(await desk.rows(`select * from ${table}`));
      expect([table, SECRETS.filter((one) => rows.includes(one))]).toEqual([table, []]);
    }
    const [message] = await desk.rows<{ text: string; warnings: string[] }>('select * from ticket_message where kept_mail_id = ?', [arrived.id]);
    expect(message!.text).toContain('mein Passwort ist [•••] und die PIN [•••].');
    expect(message!.warnings).toEqual(expect.arrayContaining(['masked-password', 'masked-pin', 'masked-iban', 'masked-id-number']));
    expect(await desk.rows('select has_secrets from kept_mail where id = ?', [arrived.id])).toEqual([{ has_secrets: true }]);
    const [acknowledgement] = (await desk.outbox()).filter(({ kind }) => kind === 'request-received');
    expect(acknowledgement!.variables).toMatchObject({ mentionsSecret: true });
    expect((await desk.get(ReadTickets).list({ scope: { portals: [] }, q: 'Sommer2024', limit: 10 })).items).toEqual([]);
  });

  it('are not seen where there are none', async () => {
    const arrived = await desk.arrives([found('pass', 'post.example'), 'From: Udo <udo@post.example>'], 'Guten Tag, mein Passwort ist abgelaufen. Kundennummer 107919, Seriennummer AB123Z.');
    expect(await desk.rows('select has_secrets from kept_mail where id = ?', [arrived.id])).toEqual([{ has_secrets: false }]);
    const [message] = await desk.rows<{ warnings: string[] }>('select * from ticket_message where kept_mail_id = ?', [arrived.id]);
    expect(message!.warnings).toEqual([]);
    const last = (await desk.outbox()).findLast(({ kind }) => kind === 'request-received');
    expect(last!.variables).toMatchObject({ mentionsSecret: false });
  });
});
