import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail, EndAudit, ReadAudit, VerifyAudit, type AuditLine } from '#audit';
import { Sealer, Secret } from '#kernel';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const sealer = new Sealer(new Secret('a key for specs that is long enough to be one'));
const now = new Date('2026-11-23T09:00:00.123Z');
let fresh: FreshDatabase;
let trail: AuditTrail;
let verify: VerifyAudit;

beforeAll(async () => {
  fresh = await freshDatabase();
  trail = new AuditTrail(sealer);
  verify = new VerifyAudit(fresh.database, sealer);
});
afterAll(() => fresh.close());

const record = (more: Partial<AuditLine> = {}) => fresh.database.transaction((tx) => trail.record(tx, {
  portalKey: 'school', verb: 'ticket.opened', actor: { kind: 'rekey' }, outcome: 'done', now, ...more,
}));
const sql = (text: string) => fresh.database.read((em) => em.execute(text));

describe('the audit trail', () => {
  it('keeps one gapless chain per portal, however many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => record({
      portalKey: index % 4 === 0 ? null : 'school', actor: { kind: 'agent', id: '019b0000-0000-7000-8000-000000000001', strength: 'second-factor', ip: '192.0.2.7' },
      ticketNumber: `SCH-${index}`, account: { portalKey: 'school', ref: 'ada' }, detail: { zwei: 2, eins: ['a', { b: null, a: 1.5 }], wann: now, nichts: undefined, böse: 'a\u0000b\\u0000\ud800' },
    })));
    const verdict = await verify.run();
    expect(verdict).toMatchObject({ ok: true, rows: 20, heads: [{ chain: 'house', sequence: 5 }, { chain: 'school', sequence: 15 }] });
  });

  it('forgets a line whose transaction was rolled back, and leaves no gap', async () => {
    await expect(fresh.database.transaction(async (tx) => {
      await trail.record(tx, { portalKey: 'school', verb: 'action.done', actor: { kind: 'rekey' }, outcome: 'done', now });
      throw new Error('rolled back');
    })).rejects.toThrow('rolled back');
    await record();
    expect(await verify.run()).toMatchObject({ ok: true, rows: 21 });
  });

  it('writes several lines of one transaction in order', async () => {
    await fresh.database.transaction(async (tx) => {
      await trail.record(tx, { portalKey: 'chamber', verb: 'action.approved', actor: { kind: 'rekey' }, outcome: 'done', now });
      await trail.record(tx, { portalKey: 'chamber', verb: 'action.done', actor: { kind: 'rekey' }, outcome: 'done', now });
    });
    const rows = await sql(`select verb from audit_entry where chain = 'chamber' order by sequence`);
    expect(rows).toEqual([{ verb: 'action.approved' }, { verb: 'action.done' }]);
  });

  it('names accounts by a keyed pseudonym only', async () => {
    const [row] = await sql(`select * from audit_entry where chain = 'school' and account_pseudonym is not null limit 1`) as Record<string, unknown>[];
    const account = { portalKey: 'school', ref: 'ada' };
    const pseudonymBy = (key: Sealer): Promise<string | undefined> => fresh.database.read((em) => new EndAudit(key).pseudonymOf(em, account));
    expect(row?.['account_pseudonym']).toBe(await pseudonymBy(sealer));
    expect(JSON.stringify(row)).not.toContain('"ada"');
    expect(await pseudonymBy(new Sealer(new Secret('another key that is also long enough for it')))).toBeUndefined();
  });

  it('can be paged through, newest first, restricted to portals, tickets and verbs', async () => {
    const read = new ReadAudit(fresh.database);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await read.list({ portal: 'school', limit: 7, cursor });
      seen.push(...page.items.map(({ chain, sequence }) => `${chain}/${sequence}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(16);
    expect(new Set(seen).size).toBe(16);
    expect((await read.list({ ticketNumber: 'SCH-3', limit: 10 })).items).toHaveLength(1);
    expect((await read.list({ verb: 'action.done', limit: 10 })).items.map(({ chain }) => chain)).toEqual(['chamber']);
    expect((await read.list({ seen: { sql: 'a.chain = ?', values: ['nowhere'] }, limit: 10 })).items).toEqual([]);
    expect((await read.list({ limit: 3, cursor: 'no cursor' })).items).toHaveLength(3);
  });
});

describe('a desk that was tampered with', () => {
  // Somebody who owns the database can take the lock off; the chain shows it all the same.
  beforeAll(() => sql('alter table audit_entry disable trigger user'));
  afterAll(() => sql('alter table audit_entry enable trigger user'));

  const changes: readonly (readonly [string, string])[] = [
    ['verb', `'ticket.noted'`], ['at', `at + interval '1 millisecond'`], ['outcome', `'refused'`], ['detail', `detail || '{"x":1}'`], ['actor_kind', `'requester'`], ['actor_id', `'somebody'`],
    ['actor_strength', `'token'`], ['ticket_number', `'SCH-999'`], ['account_pseudonym', `'0'`], ['ip', `'192.0.2.8'`], ['ip_pseudonym', `'0'`], ['previous_hash', `'0'`], ['hash', `'0'`],
  ];

  it.each(changes)('is found out when %s of a row is changed', async (column, value) => {
    const [row] = await sql(`select * from audit_entry where chain = 'school' and sequence = 3`) as Record<string, unknown>[];
    await sql(`update audit_entry set ${column} = ${value} where chain = 'school' and sequence = 3`);
    expect(await verify.run()).toMatchObject({ ok: false, chain: 'school', sequence: 3, why: expect.any(String) });
    const back = column === 'detail' ? JSON.stringify(row![column]) : row![column];
    await fresh.database.read((em) => em.execute(`update audit_entry set ${column} = ? where chain = 'school' and sequence = 3`, [back] as never[]));
    expect(await verify.run()).toMatchObject({ ok: true });
  });

  it('is found out when a row is missing, or moved to another chain', async () => {
    await sql(`update audit_entry set chain = 'manufacturer' where chain = 'school' and sequence = 5`);
    expect(await verify.run()).toMatchObject({ ok: false, chain: 'manufacturer', sequence: 5 });
    await sql(`update audit_entry set chain = 'school' where chain = 'manufacturer' and sequence = 5`);
    expect(await verify.run()).toMatchObject({ ok: true });
    await sql(`create table taken_out as select * from audit_entry where chain = 'school' and sequence = 5; delete from audit_entry where chain = 'school' and sequence = 5`);
    expect(await verify.run()).toEqual({ ok: false, chain: 'school', sequence: 6, why: 'row 5 is missing' });
    await sql(`insert into audit_entry select * from taken_out`);
    expect(await verify.run()).toMatchObject({ ok: true });
  });
});

describe('the database', () => {
  it('refuses to change, delete or empty the trail, and still takes new lines', async () => {
    for (const statement of [`update audit_entry set verb = 'x'`, 'delete from audit_entry', 'truncate audit_entry', `delete from audit_entry where chain = 'none'`]) {
      await expect(sql(statement)).rejects.toThrow(/append-only/);
    }
    await record();
    expect(await verify.run()).toMatchObject({ ok: true });
  });
});
