import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReadTickets } from '#tickets';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

/** More than `MANY_HITS`, so that the common word goes the other way. */
const TICKETS = 2_500;
const NAMES = ['Jonas Weber', 'Lena Müller', 'Zoë Ångström', "Pat O'Neill", 'Ali-Reza Karimi'];

describe('finding tickets by words', () => {
  let fresh: FreshDatabase;
  let read: ReadTickets;
  beforeAll(async () => {
    fresh = await freshDatabase();
    read = new ReadTickets(fresh.database);
    await fresh.database.transaction(async (tx) => {
      await tx.execute(`insert into ticket (id, created_at, portal_key, number, mailbox_id, queue, state, case_type, secondary, confidence, risk, risk_signals, language, subject, requester_address, requester_canonical, route_because, last_message_at)
        select gen_random_uuid(), now(), case when n % 10 = 0 then 'chamber' else 'school' end, 'SCH-' || n, gen_random_uuid(), 'triage', case when n % 7 = 0 then 'closed' else 'open' end, 'forgot-password', '[]', 1, 'low', '[]', 'de',
          'Hilfe', 'x@y.example', 'x@y.example', '[]', now() - n * interval '1 minute' from generate_series(1, ?) n`, [TICKETS]);
      await tx.execute(`insert into ticket_message (id, created_at, ticket_id, kind, from_address, from_name, subject, "references", text, attachments, warnings)
        select gen_random_uuid(), now(), id, 'inbound', 'person.' || substr(number, 5) || '@post.example', (?::text[])[1 + substr(number, 5)::int % 5], 'Zugang', '[]',
          'Guten Tag, mein Passwort geht nicht. Kundennummer KD-' || lpad(substr(number, 5), 7, '0') || case when substr(number, 5) = '77' then ' Straße, Äpfel und 1e5 Grüße.' else '' end, '[]', '[]' from ticket`, [`{${NAMES.map((name) => `"${name}"`).join(',')}}`]);
    });
  });
  afterAll(() => fresh.close());

  const numbers = async (q: string, more: Partial<Parameters<ReadTickets['list']>[0]> = {}): Promise<string[]> => (await read.list({ scope: { portals: [] }, q, limit: 100, ...more })).items.map(({ number }) => number);

  it.each([
    ['a number', 'sch-1042', ['SCH-1042']],
    ['a customer number, with its leading zeros', 'KD-0001042', ['SCH-1042']],
    ['the digits alone', '0001042', ['SCH-1042']],
    ['an address', 'person.1042@post.example', ['SCH-1042']],
    ['the beginning of a word', 'Äpf', ['SCH-77']],
    ['words in capitals', 'ÄPFEL grüße', ['SCH-77']],
    ['words of text, name and subject together', 'zugang zoe äpfel', ['SCH-77']],
    ['what looks like a number to a computer', '1e5', ['SCH-77']],
    ['nothing that is there', 'äpfel birne', []],
    ['signs only', "%_'\\ | & !", []],
  ])('%s', async (_, typed, expected) => expect(await numbers(typed)).toEqual(expected));

  it('finds people whatever their names are made of', async () => {
    for (const typed of ['oneill', "O'Neill", 'neill', 'zoe', 'angstrom', 'ÅNGSTRÖM', 'reza karimi', 'Müller', 'muller']) {
      const found = await numbers(typed, { limit: 3 });
      expect([typed, found.length]).toEqual([typed, typed === 'oneill' ? 0 : 3]);
    }
  });

  it('gives the newest first and page by page, whether few or nearly all tickets hold the word', async () => {
    for (const [typed, count] of [['person.10', 11 + 100 + 1], ['passwort', TICKETS]] as const) {
      const walked: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page: Awaited<ReturnType<ReadTickets['list']>> = await read.list({ scope: { portals: [] }, q: typed, limit: 100, cursor });
        walked.push(...page.items.map(({ number }) => number));
        cursor = page.nextCursor;
      }
      const order = walked.map((number) => Number(number.slice(4)));
      expect(order).toEqual(order.toSorted((one, other) => one - other));
      expect([typed, new Set(walked).size]).toEqual([typed, walked.length]);
      if (typed === 'passwort') expect(walked).toHaveLength(count);
      else expect(order.every((number) => String(number).startsWith('10'))).toBe(true);
    }
  });

  it('looks only where the reader may look, and only among what the list shows', async () => {
    for (const typed of ['passwort', 'person.100', 'sch-100']) {
      expect((await read.list({ q: typed, limit: 100, scope: { portals: ['chamber'] } })).items.every(({ portalKey }) => portalKey === 'chamber')).toBe(true);
      expect((await read.list({ q: typed, limit: 100, scope: { portals: ['nowhere'] } })).items).toEqual([]);
      expect((await read.list({ scope: { portals: [] }, q: typed, limit: 100, state: 'closed' })).items.every(({ state }) => state === 'closed')).toBe(true);
    }
    expect(await numbers('sch-1001', { portal: 'chamber' })).toEqual([]);
  });
});
