import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReplayTickets, type ReplayedTicket } from '#intake';
import { newId } from '#kernel';
import { ChangeTicket } from '#tickets';
import { MailDesk } from '../support/mail-desk.js';

const mara = { agentId: newId(), email: 'mara@desk.example', displayName: 'Mara', code: 'mc', roles: ['agent' as const], portals: [], locale: 'de' as const, strength: 'second-factor' as const };

describe('the last tickets by the rules of today', () => {
  let desk: MailDesk;
  beforeAll(async () => {
    desk = await MailDesk.open();
  });
  afterAll(() => desk?.close());

  const replay = async (limit = 10): Promise<ReplayedTicket[]> => {
    const all: ReplayedTicket[] = [];
    for await (const one of desk.get(ReplayTickets).run({ limit })) all.push(one);
    return all;
  };
  const numberOf = async (ticketId: string | null): Promise<{ number: string; version: number }> => (await desk.rows<{ number: string; version: number }>('select number, version from ticket where id = ?', [ticketId]))[0]!;

  it('come out as they were filed, beside what agents corrected; rules that changed show, and nothing is written', async () => {
    const mails = [];
    for (const [at, text] of ['Ich habe mein Passwort vergessen.', 'Ich finde die Seriennummer auf dem Gerät nicht.', 'Nach fünf Fehlversuchen ist mein Konto gesperrt.'].entries()) {
      mails.push(await desk.arrives([`From: person${at}@post.example`, 'Subject: Frage'], text));
    }
    const [plain, corrected, other] = await Promise.all(mails.map(({ ticket_id }) => numberOf(ticket_id)));
    await desk.get(ChangeTicket).run({ ticketNumber: corrected!.number, agent: mara, version: corrected!.version, patch: { caseType: 'registration-form-blocked' } });
    // As if older rules had taken it for something else.
    await desk.rows(`update ticket_event set detail = detail || '{"caseType":"forgot-username"}' where verb = 'ticket.opened' and ticket_id = ?`, [mails[2]!.ticket_id]);
    const before = await desk.rows('select count(*)::int as events from ticket_event');
    const all = await replay();
    expect(all.map(({ number, verdict, corrected: label }) => [number, verdict, label])).toEqual([
      [other!.number, 'changed', null], [corrected!.number, 'same', 'registration-form-blocked'], [plain!.number, 'same', null],
    ]);
    expect(all[0]).toMatchObject({ then: { caseType: 'forgot-username' }, now: { caseType: 'account-locked' } });
    expect(await replay(1)).toHaveLength(1);
    expect(await desk.rows('select count(*)::int as events from ticket_event')).toEqual(before);
  });
});
