import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#persistence';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { addTickets } from '../support/tickets-in-a-queue.js';

interface Page { readonly items: readonly { readonly number: string }[]; readonly nextCursor: string | null }

const HOUR = 3_600_000;
const START = Date.parse('2026-11-30T08:00:00.000Z');
const at = (hours: number): Date => new Date(START + hours * HOUR);

describe('the order of a list', () => {
  let api: TestApi;
  let mara: AgentClient;

  beforeAll(async () => {
    api = await TestApi.open();
    mara = await api.agent('mara', ['agent']);
    await addTickets(api, 'school', [
      { number: 'SCH-1', createdAt: at(1), promisedBy: at(30) },
      { number: 'SCH-2', createdAt: at(2), promisedBy: at(10) },
      { number: 'SCH-3', createdAt: at(3), promisedBy: null },
      // Wrote again after she was answered: the promise is kept, and she waits since then.
      { number: 'SCH-4', createdAt: at(-9), state: 'open', promisedBy: at(5), firstAnsweredAt: at(-2), lastMessageAt: at(4) },
      // Set to wait by hand, without an answer: the promise runs on, and nobody waits for us.
      { number: 'SCH-5', createdAt: at(5), state: 'waiting', promisedBy: at(20) },
      // Reminded us twice: they still wait since their first mail.
      { number: 'SCH-6', createdAt: at(0), state: 'open', promisedBy: at(40), lastMessageAt: at(9) },
      { number: 'SCH-7', createdAt: at(7), state: 'solved', promisedBy: at(6) },
    ]);
    await addTickets(api, 'chamber', Array.from({ length: 23 }, (_, n) => ({ number: `CHA-${100 + n}`, createdAt: at(1), promisedBy: n % 3 === 0 ? null : at(9) })));
    // Finer than a moment of JavaScript, as a statement of the database itself leaves it.
    await api.get(Database).transaction((tx) => tx.execute(`update ticket set created_at = created_at + right(number, 1)::int * interval '1 microsecond', last_message_at = last_message_at + right(number, 1)::int * interval '1 microsecond' where portal_key = 'chamber'`));
  });
  afterAll(() => api?.close());

  const list = async (query: string): Promise<Page> => mara.get<Page>(`/api/v1/tickets?portal=school&queue=triage&${query}`);
  const numbers = ({ items }: Page): string[] => items.map(({ number }) => number);
  const walk = async (query: string, between?: (pages: number) => Promise<unknown>): Promise<string[]> => {
    const walked: string[] = [];
    for (let cursor: string | null = '', pages = 1; cursor !== null && pages < 100; pages += 1) {
      const page: Page = await list(`${query}${cursor && `&cursor=${cursor}`}`);
      walked.push(...numbers(page));
      cursor = page.nextCursor;
      await between?.(pages);
    }
    return walked;
  };

  it('is the newest message first, unless one asks for another', async () => {
    expect(numbers(await list('state=active'))).toEqual(['SCH-6', 'SCH-5', 'SCH-4', 'SCH-3', 'SCH-2', 'SCH-1']);
    expect(numbers(await list('state=active&sort=newest'))).toEqual(numbers(await list('state=active')));
    expect(await mara.refusalOf(list('sort=loudest'))).toMatchObject({ status: 400, fields: [{ path: 'sort' }] });
  });

  it('can be the promise that ends first: broken ones on top; those that are kept, and tickets without one, at the end', async () => {
    expect(numbers(await list('state=active&sort=promise'))).toEqual(['SCH-2', 'SCH-5', 'SCH-1', 'SCH-6', 'SCH-3', 'SCH-4']);
    // A solved ticket breaks nothing any more.
    expect(numbers(await list('sort=promise')).slice(0, 4)).toEqual(['SCH-2', 'SCH-5', 'SCH-1', 'SCH-6']);
  });

  it('can be who waits longest for us: writing again does not put anybody at the end, and who has to answer themselves does not wait', async () => {
    expect(numbers(await list('state=active&sort=waiting'))).toEqual(['SCH-6', 'SCH-1', 'SCH-2', 'SCH-3', 'SCH-4', 'SCH-5']);
  });

  it.each(['newest', 'promise', 'waiting'])('is walked without gaps or repetitions, also over equal moments, by %s', async (sort) => {
    const all = numbers(await mara.get<Page>(`/api/v1/tickets?portal=chamber&sort=${sort}&limit=100`));
    expect(all).toHaveLength(23);
    const walked: string[] = [];
    for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 30; pages += 1) {
      const page: Page = await mara.get<Page>(`/api/v1/tickets?portal=chamber&sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`);
      walked.push(...numbers(page));
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(all);
  });

  it('stays right when a ticket that was seen is answered while somebody scrolls: nobody else is left out', async () => {
    const before = numbers(await list('state=active&sort=promise'));
    const walked = await walk('state=active&sort=promise&limit=2', async (pages) => {
      if (pages === 1) await api.get(Database).transaction((tx) => tx.execute(`update ticket set first_answered_at = now() where number in ('SCH-2', 'SCH-5')`));
    });
    // The two that were answered come once more, where they are now; the console shows each once.
    expect(walked).toHaveLength(before.length + 2);
    expect([...new Set(walked)]).toEqual(before);
    await api.get(Database).transaction((tx) => tx.execute(`update ticket set first_answered_at = null where number in ('SCH-2', 'SCH-5')`));
  });

  it('refuses a cursor of another order, or one that was made up', async () => {
    const { nextCursor } = await list('state=active&sort=promise&limit=1');
    expect(await mara.refusalOf(list(`sort=waiting&cursor=${nextCursor!}`))).toMatchObject({ status: 400, code: 'request.cursor-unreadable' });
    const id = '019b0000-0000-7000-8000-000000000000';
    for (const made of [`2026-02-31T08:00:00.000000Z ${id} promise`, `infinity ${id}`, `-infinity ${id} promise`, `2026-11-30 ${id} promise`, `2026-11-30T08:00:00.000000Z ${'-'.repeat(36)} promise`, `infinity ${id} __proto__`]) {
      expect({ made, answer: await mara.refusalOf(list(`sort=promise&cursor=${Buffer.from(made).toString('base64url')}`)) }).toEqual({ made, answer: expect.objectContaining({ status: 400 }) });
    }
  });

  it.each(['promise', 'waiting'])('is read from an index where many lie, by %s', async (sort) => {
    const plan = await api.get(Database).transaction(async (tx) => {
      await tx.execute('set local enable_seqscan = off');
      await tx.execute('set local enable_sort = off');
      const { ticketRows } = await import('../../libs/tickets/store/ticket-lists.queries.js');
      const asked: { sql: string; values: unknown[] }[] = [];
      await ticketRows({ execute: async (sql: string, values: unknown[]) => { asked.push({ sql, values }); return []; } } as never, { scope: { portals: [] }, sort: sort as 'promise', state: 'active', after: undefined }, 51);
      return tx.execute<{ 'QUERY PLAN': string }[]>(`explain ${asked[0]!.sql}`, asked[0]!.values as never[]);
    });
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain(`using ticket_${sort}_index`);
  });
});
