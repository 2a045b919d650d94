import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import fc from 'fast-check';
import { AgentsConfig } from '#agents';
import { AuditTrail, VerifyAudit } from '#audit';
import { ConfigModule } from '#config';
import { DAY_MS, newId } from '#kernel';
import { OutboundConfig } from '#outbound';
import { PersistenceConfig, PersistenceModule } from '#persistence';
import { DATA_CLASSES, DATA_CLASS_NAMES, ImportPortal, shippedProfiles } from '#portals';
import { EnforceRetention, PrivacyModule, ReadRetention } from '#privacy';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { allEntities } from '../support/entities.js';
import { fillTables, markedTables, type Given } from '../support/filled-tables.js';

const MARK = 'Vera Vogel';
/** The database's own clock guards the audit, so the old desk lies in the past and "later" is today. */
const TODAY = new Date();
const LONG_AGO = new Date(TODAY.getTime() - 1_500 * DAY_MS);
const ID = (digit: string): string => `019b0000-0000-7000-8000-00000000000${digit}`;

/** Machine words that stay for the statistics: they say nothing about anybody. Everything else in the schema is marked. */
const GIVEN: Given = {
  '*': {
    portal_key: 'school', ticket_id: ID('1'), kept_mail_id: ID('2'), outbound_message_id: ID('3'), case_id: ID('4'), action_id: ID('5'), bulk_id: ID('6'), breach_id: ID('7'),
    texts_ended_at: null, bytes_end_at: null, authenticity_retry_at: null, merged_into_id: null, claims_ticket_id: null, link_kind: null, case_type: 'forgot-password',
  },
  ticket: { id: ID('1'), number: 'SCH-1001', state: 'closed', queue: 'triage', secondary: [], language: 'de', routed: null },
  kept_mail: { id: ID('2'), disposition: 'filed', folder: 'INBOX', uid_validity: '1', raw_sha256: 'a'.repeat(64), screen: 'none', follow_up: null },
  outbound_message: { id: ID('3'), state: 'sent' },
  recovery_case: { id: ID('4'), state: 'closed', ended_at: null },
  recovery_action: { id: ID('5'), state: 'done', type: 'unlock', asker: 'agent', channel: 'on-file', stopped_by: 'desk', recheck: 'fine', ended_at: null },
  recovery_bulk: { id: ID('6'), state: 'done' },
  recovery_breach: { id: ID('7') },
  agent: { id: ID('9'), ended_at: null, locale: 'de' },
  sign_in_key: { agent_id: ID('9') },
  sms_message: { state: 'sent' },
  ticket_merge: { source_id: ID('1'), target_id: ID('1') },
  data_request: { state: 'done' },
  attachment: { id: ID('8') },
};
/** The audit is filled by those who write it, and ends by the database's clock. */
const FILLED = [...new Set(DATA_CLASS_NAMES.flatMap((name): readonly string[] => DATA_CLASSES[name].tables))].filter((table) => table !== 'audit_entry');

let fresh: FreshDatabase;
let house: TestingModule;
let retention: EnforceRetention;
const rows = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => fresh.database.read((em) => em.execute<Row[]>(sql, values as never[]));
const record = (at: Date, n: number) => fresh.database.transaction((tx) => house.get(AuditTrail, { strict: false }).record(tx, {
  portalKey: 'school', verb: 'session.started', actor: { kind: 'agent', id: newId(), strength: 'password', ip: '192.0.2.7' }, account: { portalKey: 'school', ref: 'ada' }, outcome: 'done', detail: { n }, now: at,
}));
const rounds = async (now: Date): Promise<Partial<Record<string, number>>> => {
  await fresh.database.statement((em) => em.execute('update retention_run set next_at = ?', [new Date(0)]));
  return retention.run(now);
};

beforeAll(async () => {
  fresh = await freshDatabase();
  const environment = { REKEY_DATABASE_URL: fresh.url, REKEY_SECRET_KEY: 'k'.repeat(40), REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1', REKEY_PUBLIC_URL: 'https://desk.example' };
  house = await Test.createTestingModule({ imports: [ConfigModule.forRoot([PersistenceConfig, AgentsConfig, OutboundConfig], environment), PersistenceModule.forRoot(await allEntities()), PrivacyModule] }).compile();
  house.useLogger(false);
  for (let n = 1; n <= 5; n += 1) await record(LONG_AGO, n);
  await house.get(ImportPortal, { strict: false }).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
  retention = house.get(EnforceRetention);
});
afterAll(async () => {
  await house.close();
  await fresh.close();
});

describe('the time of data', () => {
  it('ends them all: the clock moves on, and nothing about anybody is left in any table (R79)', async () => {
    await fillTables(fresh.database, FILLED, MARK, LONG_AGO, GIVEN);
    // Of an incident and its recoveries the second table has nothing but ids.
    expect(Object.keys(await markedTables(fresh.database, MARK)).sort()).toEqual(FILLED.filter((table) => table !== 'recovery_breach_action').sort());

    // A day before its time nothing that a portal decides has gone.
    await rounds(new Date(LONG_AGO.getTime() + 29 * DAY_MS));
    const left = Object.keys(await markedTables(fresh.database, MARK));
    for (const name of DATA_CLASS_NAMES.filter((one) => DATA_CLASSES[one].days >= 30 && one !== 'audit' && one !== 'audit-addresses')) expect(left).toEqual(expect.arrayContaining(DATA_CLASSES[name].tables.filter((table) => table !== 'recovery_breach_action')));

    const ended = await rounds(TODAY);
    expect(await markedTables(fresh.database, MARK)).toEqual({});
    for (const table of DATA_CLASS_NAMES.filter((name) => DATA_CLASSES[name].end === 'deleted' && name !== 'audit').flatMap((name): readonly string[] => DATA_CLASSES[name].tables)) {
      expect({ table, rows: await rows(`select 1 from ${table}`) }).toEqual({ table, rows: [] });
    }
    expect(ended).toMatchObject({ 'ticket-texts': 1, evidence: 1, grants: 1, audit: 5 });
    // What stays is what statistics count.
    expect(await rows('select number, portal_key, queue, case_type, state from ticket')).toEqual([{ number: 'SCH-1001', portal_key: 'school', queue: 'triage', case_type: 'forgot-password', state: 'closed' }]);
    expect(await rows('select type, state, account_ref from recovery_action')).toEqual([{ type: 'unlock', state: 'done', account_ref: '' }]);
  });

  it('leaves a trail that proves itself from its checkpoint on, and that nobody else can shorten', async () => {
    expect(await house.get(VerifyAudit, { strict: false }).run()).toMatchObject({ ok: true });
    const [checkpoint] = await rows<{ sequence: number }>(`select sequence from audit_checkpoint where chain = 'school'`);
    const [first] = await rows<{ first: number }>(`select min(sequence) as first from audit_entry where chain = 'school'`);
    expect(first!.first).toBe(checkpoint!.sequence + 1);
    // A checkpoint that says otherwise is found out.
    await rows(`update audit_checkpoint set hash = repeat('0', 64) where chain = 'school'`);
    expect(await house.get(VerifyAudit, { strict: false }).run()).toMatchObject({ ok: false, chain: 'school', sequence: first!.first });
    await rows(`update audit_checkpoint set hash = (select previous_hash from audit_entry where chain = 'school' and sequence = ?) where chain = 'school'`, [first!.first]);
    expect(await house.get(VerifyAudit, { strict: false }).run()).toMatchObject({ ok: true });
    // Young rows stay, whatever the caller's clock says.
    await rows('select rekey_audit_prune(?, ?, 100)', ['school', new Date(TODAY.getTime() + 9_999 * DAY_MS)]);
    expect((await rows<{ count: number }>(`select count(*)::int as count from audit_entry where chain = 'school'`))[0]!.count).toBeGreaterThan(0);
    await expect(rows(`set rekey.audit_ends = 'DELETE'; delete from audit_entry; reset rekey.audit_ends`)).rejects.toThrow(/append-only/);
  });

  it('takes source addresses out of the trail after 30 days, and their pseudonym still counts', async () => {
    await record(new Date(TODAY.getTime() - 31 * DAY_MS), 7);
    await record(new Date(TODAY.getTime() - 29 * DAY_MS), 8);
    await rounds(TODAY);
    const seen = await rows<{ n: string; ip: string | null; ip_pseudonym: string }>(`select detail->>'n' as n, ip, ip_pseudonym from audit_entry where detail->>'n' in ('7', '8') order by 1`);
    expect(seen).toEqual([{ n: '7', ip: null, ip_pseudonym: expect.any(String) }, { n: '8', ip: '192.0.2.7', ip_pseudonym: seen[0]!.ip_pseudonym }]);
    expect(await house.get(VerifyAudit, { strict: false }).run()).toMatchObject({ ok: true });
  });

  it('never touches what is open, held, disputed, asked for or part of a breach, whatever else is true of it', async () => {
    const facts = fc.record({
      state: fc.constantFrom('closed', 'closed', 'closed', 'solved', 'open', 'waiting', 'new'), days: fc.constantFrom(179, 181, 400), hold: fc.constantFrom('none', 'none', 'set', 'released'), request: fc.constantFrom('none', 'none', 'open', 'done'),
      action: fc.constantFrom('none', 'none', 'done', 'held', 'awaiting-approval', 'approved', 'undoing', 'undo-open', 'not-final', 'breach-open', 'breach-closed', 'recheck'), caseState: fc.constantFrom('closed', 'closed', 'done', 'frozen', 'hold', 'executing', 'second-person'),
      mergedInto: fc.constantFrom('none', 'none', 'none', 'open', 'closed', 'long-closed'),
    });
    await fc.assert(fc.asyncProperty(fc.array(facts, { minLength: 15, maxLength: 40 }), async (tickets) => {
      const ids = tickets.map(() => newId());
      for (const [at, fact] of tickets.entries()) await write(ids[at]!, fact);
      await rounds(TODAY);
      const ended = new Set((await rows<{ id: string }>('select id from ticket where texts_ended_at is not null')).map(({ id }) => id));
      for (const [at, fact] of tickets.entries()) expect({ fact, ended: ended.has(ids[at]!) }).toEqual({ fact, ended: isDue(fact) });
    }), { numRuns: 4 });
  });

  it('counts every row once: two workers at once, and one that dies in the middle', async () => {
    const before = await figure('limit-counts');
    const old = new Date(TODAY.getTime() - 200 * DAY_MS);
    await rows(`insert into limit_hit (id, "limit", subject, at) select gen_random_uuid(), 'x', 'y', ? from generate_series(1, 900)`, [old]);
    await rows(`update retention_run set next_at = ?`, [new Date(0)]);
    await Promise.all([retention.run(TODAY), retention.run(TODAY)]);
    await retention.run(TODAY);
    expect(await figure('limit-counts')).toBe(before + 900);

    await rows(`insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, detail) select gen_random_uuid(), 'school', 'x', gen_random_uuid(), 'mailbox', 'proved', ?, ?, '{}' from generate_series(1, 450)`, [LONG_AGO, LONG_AGO]);
    const counted = await figure('evidence');
    const trail = house.get(AuditTrail, { strict: false });
    const really = trail.record.bind(trail);
    let calls = 0;
    trail.record = (...given) => (given[1].detail?.['class'] === 'evidence' && (calls += 1) === 2 ? Promise.reject(new Error('killed')) : really(...given));
    await rounds(TODAY);
    trail.record = really;
    // The first batch stands, the second never happened, and it is said.
    expect([await figure('evidence'), (await rows('select 1 from evidence')).length]).toEqual([counted + 200, 250]);
    expect((await house.get(ReadRetention).run()).items.find(({ name }) => name === 'evidence')).toMatchObject({ failure: 'killed' });
    expect(await rows(`select subject from alarm where kind = 'retention-failing' and cleared_at is null`)).toEqual([{ subject: 'evidence' }]);
    await rounds(TODAY);
    expect([await figure('evidence'), (await rows('select 1 from evidence')).length]).toEqual([counted + 450, 0]);
    expect(await rows(`select subject from alarm where kind = 'retention-failing' and cleared_at is null`)).toEqual([]);
  });

  it('is what the portal says, within its bounds', async () => {
    const { yaml } = (await shippedProfiles()).find(({ key }) => key === 'school')!;
    const own = await house.get(ImportPortal, { strict: false }).run(`${yaml}\nretention: { ticket-texts: 60, evidence: 90 }\n`, { kind: 'operator' });
    expect(own).toBeDefined();
    expect((await house.get(ReadRetention).run()).items.find(({ name }) => name === 'ticket-texts')).toMatchObject({ days: 180, portals: [{ portal: 'school', days: 60 }], bounds: { min: 30, max: 730 }, spared: true });
    const id = await ticket(newId(), 'closed', 61);
    await rounds(TODAY);
    expect(await rows('select texts_ended_at is not null as ended from ticket where id = ?', [id])).toEqual([{ ended: true }]);
  });
});

interface Fact {
  readonly state: string;
  readonly days: number;
  readonly hold: string;
  readonly request: string;
  readonly action: string;
  readonly caseState: string;
  readonly mergedInto: string;
}

/** The rule in words: over, old enough, and nothing runs; the one that it went into is over as long. */
function isDue(fact: Fact): boolean {
  return ['closed', 'solved'].includes(fact.state) && fact.days > 180 && fact.hold !== 'set' && fact.request !== 'open' && ['none', 'done', 'breach-closed'].includes(fact.action) && ['closed', 'done'].includes(fact.caseState) && ['none', 'long-closed'].includes(fact.mergedInto);
}

async function figure(name: string): Promise<number> {
  return Number((await rows<{ ended: string }>('select ended from retention_run where name = ?', [name]))[0]?.ended ?? 0);
}

async function ticket(id: string, state: string, days: number, mergedInto: string | null = null): Promise<string> {
  const at = new Date(TODAY.getTime() - days * DAY_MS);
  await rows(`insert into ticket (id, created_at, portal_key, number, mailbox_id, queue, state, case_type, secondary, confidence, risk, risk_signals, language, subject, requester_address, requester_canonical, route_because, last_message_at, closed_at, merged_into_id, version)
    values (?, ?, 'school', ?, ?, 'triage', ?, 'forgot-password', '[]', 1, 'low', '[]', 'de', 'x', 'a@b.example', 'a@b.example', '[]', ?, ?, ?, 1)`, [id, at, `SCH-${id}`, newId(), state, at, state === 'closed' ? at : null, mergedInto]);
  return id;
}

async function write(id: string, fact: Fact): Promise<void> {
  const into = fact.mergedInto === 'none' ? null : await ticket(newId(), fact.mergedInto === 'open' ? 'open' : 'closed', fact.mergedInto === 'long-closed' ? 300 : 1);
  await ticket(id, fact.state, fact.days, into);
  const at = new Date(TODAY.getTime() - fact.days * DAY_MS);
  await rows(`insert into recovery_case (id, created_at, ticket_id, portal_key, case_type, state, candidates, claimed, updated_at, version) values (?, ?, ?, 'school', 'forgot-password', ?, '[]', '{}', ?, 1)`, [newId(), at, id, fact.caseState, at]);
  if (fact.hold !== 'none') await rows(`insert into legal_hold (id, created_at, portal_key, ticket_id, reason, agent_id, released_at) values (?, ?, 'school', ?, 'x', ?, ?)`, [newId(), at, id, newId(), fact.hold === 'released' ? at : null]);
  if (fact.request !== 'none') await rows(`insert into data_request (id, created_at, portal_key, ticket_id, kind, state, received_at, due_at, settled_at) values (?, ?, 'school', ?, 'access', ?, ?, ?, ?)`, [newId(), at, id, fact.request, at, at, fact.request === 'done' ? at : null]);
  if (fact.action === 'none') return;
  const actionId = newId();
  const later = new Date(TODAY.getTime() + DAY_MS);
  const state = ['held', 'awaiting-approval', 'approved', 'undoing'].includes(fact.action) ? fact.action : 'done';
  await rows(`insert into recovery_action (id, created_at, case_id, ticket_id, portal_key, account_ref, type, state, operation_id, idempotency_key, asker, level_needed, level_held, evidence_ids, started_at, undo_until, final_at, recheck)
    values (?, ?, ?, ?, 'school', ?, 'unlock', ?, ?, ?, 'agent', 0, 0, '[]', ?, ?, ?, ?)`,
  [actionId, at, newId(), id, id, state, newId(), newId(), at, fact.action === 'undo-open' ? later : null, fact.action === 'not-final' ? later : null, fact.action === 'recheck' ? 'due' : null]);
  if (!fact.action.startsWith('breach')) return;
  const breachId = newId();
  await rows(`insert into recovery_breach (id, created_at, portal_key, ticket_number, marked_by_agent_id, reason, due_at, closed_at) values (?, ?, 'school', 'x', ?, 'x', ?, ?)`, [breachId, at, newId(), at, fact.action === 'breach-closed' ? at : null]);
  await rows('insert into recovery_breach_action (action_id, breach_id, marked_at, marked_by_agent_id) values (?, ?, ?, ?)', [actionId, breachId, at, newId()]);
}
