import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, HOUR_MS, newId, Sealer, Secret } from '#kernel';
import { FileStorage } from '#storage';
import { restoreBackup, type Restored } from '../../apps/ops/backup/restore-backup.js';
import { RESTORED } from '../../apps/ops/backup/settle-restored.js';
import { takeBackup } from '../../apps/ops/backup/take-backup.js';
import { GRANT_RULES } from '../../libs/recovery/domain/grants.js';
import { dueToEnd, waitingOnTime } from '../../libs/recovery/store/waiting.queries.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { fillTables, type Given } from '../support/filled-tables.js';

const NOW = new Date();
const SEALER = new Sealer(new Secret('k'.repeat(40)));
const at = (ms: number): string => new Date(NOW.getTime() + ms).toISOString();
const TICKET = newId();
const CASE = newId();
const EVERYWHERE = { ticket_id: TICKET, case_id: CASE, portal_key: 'school', ended_at: null, settled_at: null, revoked_at: null };

describe('a restored desk', () => {
  let from: FreshDatabase;
  let to: FreshDatabase;
  let place: string;
  let restored: Restored;
  const fill = (table: string, row: Record<string, unknown>) => fillTables(from.database, [table], 'M', new Date(NOW.getTime() - DAY_MS), { '*': EVERYWHERE, [table]: { id: newId(), ...row } } as Given);
  const rows = <Row>(sql: string) => to.database.read((em) => em.execute<Row[]>(sql));
  const action = (state: string, more: Record<string, unknown> = {}) => fill('recovery_action', { state, type: 'change-email', idempotency_key: newId(), final_at: null, finalised_at: null, hold_until: at(-HOUR_MS), approval_until: at(HOUR_MS), ...more });
  const mail = (state: string, kind: string, secrets: string | null) => fill('outbound_message', { state, kind, message_id: newId(), secrets_sealed: secrets, next_attempt_at: at(0) });

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'rekey-restored-'));
    [from, to] = await Promise.all([freshDatabase(), freshDatabase()]);
    await fill('ticket', { id: TICKET, state: 'open', number: 'SCH-1001' });
    await fill('recovery_case', { id: CASE, state: 'hold' });
    for (const state of ['held', 'undoing', 'awaiting-approval', 'approved', 'done']) await action(state);
    await action('done', { type: 'delete-account', final_at: at(-1), undo_until: at(-1) });
    for (const [purpose] of Object.entries(GRANT_RULES)) await fill('recovery_grant', { purpose, state: purpose === 'reveal' ? 'redeeming' : 'opened', token_hash: newId(), expires_at: at(DAY_MS) });
    await fill('evidence', { kind: 'mailbox', outcome: 'proved', expires_at: at(HOUR_MS), voided_at: null });
    const order = newId();
    await fill('recovery_bulk', { id: order, state: 'running', kind: 'forced-reset', failed: 0 });
    await fill('recovery_bulk_item', { bulk_id: order, state: 'approved' });
    await fill('sms_message', { state: 'queued' });
    await mail('queued', 'recovery-link', 'M');
    await mail('unknown', 'recovery-link', 'M');
    await mail('queued', 'hold-started', 'M');
    await mail('sending', 'reply', null);
    await fill('agent', { email: 'ada@desk.example', enrolment_code_until: at(HOUR_MS) });
    await fill('agent_session', {});
    await fill('api_token', {});
    await fill('data_request', { state: 'done', download_until: at(HOUR_MS) });
    await fill('data_request', { state: 'approved', kind: 'erasure', download_hash: null, download_until: null });
    await fill('asked_link', {});
    await takeBackup(from.url, new FileStorage(join(place, 's')), join(place, 'b'), SEALER, NOW);
    restored = await restoreBackup(to.url, new FileStorage(join(place, 't')), join(place, 'b'), { sealer: SEALER, now: NOW });
  });
  afterAll(async () => {
    await Promise.all([from.close(), to.close()]);
    await rm(place, { recursive: true, force: true });
  });

  it('goes on with nothing that was under way: it may have been stopped since', async () => {
    expect(await to.database.read((em) => waitingOnTime(em, NOW))).toEqual([]);
    expect(await to.database.read((em) => dueToEnd(em, NOW))).toEqual([]);
    expect(await rows('select state, failure, count(*)::int as count from recovery_action group by 1, 2 order by 1')).toEqual([{ state: 'done', failure: expect.any(String), count: 2 }, { state: 'failed', failure: RESTORED, count: 4 }]);
    expect(await rows('select state from recovery_case')).toEqual([{ state: 'cancelled' }]);
    expect(await rows('select state, failed from recovery_bulk')).toEqual([{ state: 'cancelled', failed: 1 }]);
    expect(await rows('select state, failure from recovery_bulk_item')).toEqual([{ state: 'failed', failure: RESTORED }]);
  });

  it('opens nothing by what may have been used or taken away since; what lets a holder object stays', async () => {
    expect((await rows<{ purpose: string }>(`select purpose from recovery_grant where state in ('unused', 'opened', 'redeeming') order by 1`)).map(({ purpose }) => purpose)).toEqual(['cancel', 'report', 'status']);
    expect(await rows(`select 1 from recovery_grant where state = 'revoked' and (code_hash is not null or secret_sealed is not null)`)).toEqual([]);
    expect(await rows('select voided_because from evidence')).toEqual([{ voided_because: 'restored-from-backup' }]);
    expect(await rows('select 1 from agent_session where ended_at is null union all select 1 from api_token where revoked_at is null union all select 1 from agent where enrolment_code_hash is not null')).toEqual([]);
    expect(await rows('select download_hash, scope, state from data_request order by state')).toEqual([{ download_hash: null, scope: null, state: 'done' }, { download_hash: null, scope: null, state: 'open' }]);
    expect(await rows('select known_browsers_since = ? as anew from agent'.replace('?', `'${NOW.toISOString()}'`))).toEqual([{ anew: true }]);
    expect(await rows('select 1 from asked_link')).toEqual([]);
  });

  it('sends nothing by itself, and no dead link at all', async () => {
    expect(await rows(`select kind, state, secrets_sealed is null as "isEmpty" from outbound_message order by 1, 2`)).toEqual([
      { kind: 'hold-started', state: 'unknown', isEmpty: false }, { kind: 'recovery-link', state: 'cancelled', isEmpty: true }, { kind: 'recovery-link', state: 'cancelled', isEmpty: true }, { kind: 'reply', state: 'unknown', isEmpty: true },
    ]);
    expect(await rows('select state, text_sealed from sms_message')).toEqual([{ state: 'expired', text_sealed: null }]);
  });

  it('says so in the ticket, and to whoever restored it', async () => {
    const [event, ...others] = await rows<{ ticket_id: string; detail: { ended: string[] } }>(`select ticket_id, detail from ticket_event where verb = 'desk.restored'`);
    expect(others).toEqual([]);
    expect(event!.ticket_id).toBe(TICKET);
    expect(event!.detail.ended).toEqual(expect.arrayContaining(['change-email', 'delete-account', 'recovery-link', 'mailbox']));
    expect(restored.ended).toMatchObject({ actions: 4, endings: 1, cases: 1, evidence: 1, ordersForMany: 1, textMessages: 1, apiTokens: 1 });
  });
});
