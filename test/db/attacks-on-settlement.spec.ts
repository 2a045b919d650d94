import { describe, expect, it } from '@jest/globals';
import type { SignedIn } from '#agents';
import { DirectoryUnreachable, type BuiltinAccountToCreate } from '#directory';
import { hashToken, newId, Secret } from '#kernel';
import { CancelAction, CancelByLink, CarryOutBulks, ListWaiting, OrderBulk, RedeemRecoveryLink, ReportNotMe, ScrambleExpired, SettleStuckActions, type EvidenceKind } from '#recovery';
import { Killed, tokenOf } from '../support/recovery-world.js';
import { NEW_PASSWORD } from '../support/recovery-scene.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
const HOUR_MS = 3_600_000;
const never = { recognition: { instant: { allowed: false, because: ['several-problems'] } } } as const;
let count = 0;

type Person = Partial<BuiltinAccountToCreate>;

/** Anna, proved, writes and names a number that is another account's; so that one is offered as well. */
async function besides(person: Person = {}, fields = true) {
  count += 1;
  const address = `opfer${count}@alt.example`;
  const ref = await scene.world.person({ username: `opfer${count}`, password: undefined, addresses: [{ address }], facts: { customerNumber: `KD-${count}` }, ...person });
  const ticket = await scene.world.writes(scene.anna.address, { ...(fields && { fields: { customerNumber: `KD-${count}` } }), ...never });
  await scene.proved(ticket.caseId, 'mailbox');
  return { ...ticket, ref, address };
}

async function provedOf(ref: string, caseId: string, kind: EvidenceKind, { by = null, detail = {}, hours = 24 }: { readonly by?: string | null; readonly detail?: object; readonly hours?: number } = {}): Promise<void> {
  const now = scene.world.clock.now();
  await scene.world.rows(
    `insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, recorded_by_agent_id, detail) values (?, 'school', ?, ?, ?, 'proved', ?, ?, ?, ?) returning id`,
    [newId(), ref, caseId, kind, now, new Date(now.getTime() + hours * HOUR_MS), by, JSON.stringify(detail)]);
}

const stateOf = async (ref: string) => (await scene.world.account('school', ref))?.state;
const security = (): SignedIn => scene.colleague({ roles: ['security'], email: 'sec@desk.example' });
const REASON = 'Der Kunde ist auf Reisen und braucht es heute noch';

describe('a merger closes no account', () => {
  const merges = (number: string, otherRef: string, more: Parameters<WaitingScene['does']>[2] = {}) => scene.does(number, 'merge-accounts', { parameters: { otherRef }, ...more });

  it('on the word of the agent alone who asks for it', async () => {
    const { number, caseId, ref } = await besides();
    await provedOf(ref, caseId, 'in-person', { by: scene.world.mara.agentId });
    expect(await merges(number, ref)).toMatchObject({ refusal: 'recovery.checked-by-asker' });
    expect(await stateOf(ref)).toBe('active');
  });

  it('on a call that nobody but the agent made who asks for it; another one may act', async () => {
    const { number, caseId, ref } = await besides();
    await provedOf(ref, caseId, 'call-back', { by: scene.world.mara.agentId });
    expect(await merges(number, ref)).toMatchObject({ refusal: 'recovery.checked-by-asker' });
    expect(await merges(number, ref, { agent: scene.colleague({ roles: ['agent'] }) })).toMatchObject({ allowed: true });
  });

  it('that is frozen, nor lets it come out of its freeze', async () => {
    const { number, caseId, ref } = await besides();
    await provedOf(ref, caseId, 'call-back');
    await scene.world.directories.of('school').freeze(ref, newId());
    expect(await merges(number, ref)).toMatchObject({ refusal: 'recovery.account-frozen' });
    expect(await stateOf(ref)).toBe('frozen');
  });

  it('that was frozen between the decision and the call', async () => {
    const { number, caseId, ref } = await besides();
    await provedOf(ref, caseId, 'call-back');
    scene.world.directories.dies = 'before';
    await expect(merges(number, ref)).rejects.toThrow(Killed);
    await scene.world.directories.of('school').freeze(ref, newId());
    scene.world.clock.moveBy(120_000);
    await scene.world.get(SettleStuckActions).run();
    expect(await stateOf(ref)).toBe('frozen');
  });

  it('that has a second factor, when only its mailbox was proved', async () => {
    const { number, caseId, ref, address } = await besides({ totpSecret: new Secret('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP') });
    await provedOf(ref, caseId, 'mailbox', { detail: { channel: hashToken(address) } });
    expect(await merges(number, ref)).toMatchObject({ refusal: 'recovery.other-account-unproved', missing: expect.arrayContaining(['families:1']) });
    await provedOf(ref, caseId, 'totp');
    expect(await merges(number, ref)).toMatchObject({ allowed: true });
  });

  it('of a kind of people that the agent does not look after', async () => {
    const { number, caseId, ref } = await besides({ userType: 'teacher' });
    await provedOf(ref, caseId, 'call-back');
    const limited = { ...scene.world.mara, portals: ['school'], limits: { school: { kinds: ['pupil'] } } };
    expect(await merges(number, ref, { agent: limited })).toMatchObject({ refusal: 'recovery.not-a-candidate' });
    expect(await stateOf(ref)).toBe('active');
  });

  it('of the agent themself, nor of a colleague', async () => {
    const { number, caseId, ref } = await besides({ addresses: [{ address: scene.world.mara.email }] });
    await provedOf(ref, caseId, 'call-back');
    expect(await merges(number, ref)).toMatchObject({ refusal: 'recovery.own-account' });
  });

  it('on a mailbox that came on file within 30 days', async () => {
    const { number, caseId, ref, address } = await besides();
    const now = scene.world.clock.now();
    await scene.world.rows(
      `insert into recovery_action (id, created_at, case_id, ticket_id, portal_key, account_ref, type, state, operation_id, idempotency_key, asker, level_needed, level_held, evidence_ids, started_at, attempt, settled_at, channel, parameters, hold_ms)
       select gen_random_uuid(), ?, case_id, ticket_id, portal_key, ?, 'change-email', 'done', gen_random_uuid(), 'before', 'agent', 1, 1, '[]', ?, 1, ?, 'on-file', ?, 0 from (select id as case_id, ticket_id, portal_key from recovery_case where id = ?) c returning id`,
      [now, ref, now, now, JSON.stringify({ address }), caseId]);
    await provedOf(ref, caseId, 'mailbox', { detail: { channel: hashToken(address) } });
    expect(await merges(number, ref)).toMatchObject({ refusal: 'recovery.other-account-unproved' });
  });

  it.each([
    ['is excluded', { excluded: true }, 'recovery.excluded-account'], ['is privileged', { privileged: true }, 'recovery.excluded-account'],
    ['is frozen', { state: 'frozen' }, 'recovery.account-frozen'], ['is no candidate', undefined, 'recovery.not-a-candidate'],
  ] as [string, Person | undefined, string][])('that %s, by an override either', async (_why, person, refusal) => {
    const { number, ref } = await besides(person, person !== undefined);
    expect(await merges(number, ref, { agent: security(), overrideReason: REASON })).toMatchObject({ refusal });
  });

  it('of which the second person is not told', async () => {
    const { number, ref, address } = await besides({ givenName: 'Otto', familyName: 'Opfer' });
    const id = await scene.doing(number, 'merge-accounts', { parameters: { otherRef: ref }, agent: security(), overrideReason: REASON });
    const { waiting } = await scene.world.get(ListWaiting).run(scene.colleague());
    const { details } = waiting.find((one) => one.id === id)!;
    expect(details['otherRef']).toMatch(/Otto Opfer.*opfer/);
    expect(details['otherRef']).not.toContain(address);
  });
});

/** The old mailbox is said to be silent: two other ways, a second person, 72 hours. */
async function held(hours = 24) {
  const { number, caseId, ticketId } = await scene.asksAPerson();
  for (const kind of ['call-back', 'second-address'] as const) await provedOf(scene.anna.ref, caseId, kind, { hours });
  const address = `neu${(count += 1)}@frisch.example`;
  await scene.newAddressSaysYes(number, address);
  const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
  expect(await scene.approves(actionId)).toEqual({ allowed: true, state: 'held' });
  return { number, caseId, ticketId, actionId, address };
}

describe('a held change', () => {
  it('is not made once the “silent” mailbox set a password, also when the evidence had run out before', async () => {
    const { actionId } = await held();
    await scene.later(30);
    expect(await scene.state(actionId)).toBe('held');
    const other = await scene.world.writes(scene.anna.address);
    expect(other.instant).toMatchObject({ allowed: true });
    const { secrets } = await scene.lastMail('recovery-link');
    expect(await scene.world.get(RedeemRecoveryLink).run({ token: tokenOf(secrets['link']!), password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ allowed: true });
    await scene.later(1);
    expect(await scene.state(actionId)).toBe('cancelled');
    await scene.later(72);
    expect(await scene.addresses()).toEqual([scene.anna.address, scene.anna.second]);
  });

  it('is made although somebody closed the ticket meanwhile, which stays closed', async () => {
    const { actionId, caseId } = await held();
    const [closed] = await scene.world.rows<{ id: string }>(`update ticket set state = 'closed', closed_at = ? where id = (select ticket_id from recovery_case where id = ?) returning id`, [scene.world.clock.now(), caseId]);
    await scene.later(73);
    expect(await scene.state(actionId)).toBe('done');
    expect(await scene.world.rows('select state, closed_at is null as "isOpen" from ticket where id = ?', [closed!.id])).toEqual([{ state: 'closed', isOpen: false }]);
  });

  it('is not made once somebody who answers for the person said that it is not them', async () => {
    const { actionId, caseId } = await held();
    await scene.later(30);
    const now = scene.world.clock.now();
    await scene.world.rows(`insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, detail) values (?, 'school', ?, ?, 'voucher', 'failed', ?, ?, '{}') returning id`,
      [newId(), scene.anna.ref, caseId, now, now]);
    await scene.later(1);
    expect(await scene.state(actionId)).toBe('cancelled');
  });

  it('is not made once a word that it rests on was taken back, also when that had run out before', async () => {
    const teacher = await scene.world.person({ username: `lehrt${(count += 1)}`, userType: 'teacher', password: undefined, addresses: [{ address: `lehrt${count}@post.example` }] });
    const { number, caseId } = await scene.asksAPerson();
    await provedOf(scene.anna.ref, caseId, 'call-back');
    await provedOf(scene.anna.ref, caseId, 'voucher', { detail: { voucher: { ref: teacher, name: 'Vera', relation: 'teacher', agentId: null, marks: [] } }, hours: 48 });
    await scene.newAddressSaysYes(number, `neu${(count += 1)}@frisch.example`);
    await scene.world.rows(
      `insert into recovery_grant select (jsonb_populate_record(g, jsonb_build_object('id', gen_random_uuid(), 'token_hash', md5(random()::text), 'purpose', 'voucher', 'state', 'used', 'channel_id', ?::text))).*
       from recovery_grant g where g.account_ref = ? limit 1 returning id`, [teacher, scene.anna.ref]);
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    expect(await scene.approves(actionId)).toMatchObject({ state: 'held' });
    await scene.later(60);
    expect(await scene.state(actionId)).toBe('held');
    await scene.doing((await scene.world.writes(`lehrt${count - 1}@post.example`, never)).number, 'freeze');
    await scene.later(1);
    expect(await scene.state(actionId)).toBe('cancelled');
  });

  it('is made on what has run out by itself', async () => {
    const { actionId, address } = await held(2);
    await scene.later(73);
    expect(await scene.state(actionId)).toBe('done');
    expect(await scene.addresses()).toContain(address);
  });
});


describe('what a crash left behind', () => {
  it.each(['before', 'after'] as const)('is not done to an account that was frozen meanwhile, unless it had happened already (killed %s the call)', async (dies) => {
    const { number } = await scene.asksAPerson();
    const other = await scene.asksAPerson();
    const address = `neu${(count += 1)}@frisch.example`;
    await scene.newAddressSaysYes(number, address);
    await scene.provesMailbox(number);
    scene.world.directories.dies = dies;
    await expect(scene.does(number, 'change-email')).rejects.toThrow(Killed);
    await scene.doing(other.number, 'freeze');
    scene.world.clock.moveBy(120_000);
    await scene.world.get(SettleStuckActions).run();
    const [row] = await scene.world.rows<{ state: string; failure: string | null }>(`select state, failure from recovery_action where account_ref = ? and type = 'change-email'`, [scene.anna.ref]);
    expect(row).toMatchObject(dies === 'before' ? { state: 'failed', failure: 'recovery.account-frozen' } : { state: 'done', failure: null });
    expect((await scene.addresses()).includes(address)).toBe(dies === 'after');
  });
});

describe('a freeze', () => {
  it('is not ended by the end of an earlier one', async () => {
    const { number, caseId } = await scene.asksAPerson();
    await scene.doing(number, 'freeze');
    scene.world.clock.moveBy(120_000);
    await scene.proved(caseId, 'call-back');
    expect(await scene.approves(await scene.doing(number, 'unfreeze'))).toEqual({ allowed: true, state: 'done' });
    scene.world.clock.moveBy(20 * HOUR_MS);
    Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
    const again = await scene.asksAPerson();
    await scene.proved(again.caseId, 'call-back');
    await scene.doing(again.number, 'freeze');
    await scene.later(5);
    expect(await stateOf(scene.anna.ref)).toBe('frozen');
    await scene.later(48);
    expect(await stateOf(scene.anna.ref)).toBe('frozen');
  });
});

describe('a deletion of an account that is frozen', () => {
  async function deletedAndReported() {
    const { number } = await scene.asksAPerson();
    await scene.provesMailbox(number);
    const actionId = await scene.doing(number, 'delete-account');
    const { secrets } = await scene.lastMail('deletion-announced');
    await scene.doing((await scene.asksAPerson()).number, 'freeze');
    const [notice] = (await scene.mails(scene.anna.address, 'notice')).toReversed();
    expect(await scene.world.get(ReportNotMe).run({ token: tokenOf(notice!.secrets['reportLink']!), typedNumber: notice!.secrets['typedNumber']! })).toMatchObject({ allowed: true });
    expect(await stateOf(scene.anna.ref)).toBe('frozen');
    return { actionId, cancel: { token: tokenOf(secrets['cancelLink']!), typedNumber: secrets['typedNumber']! } };
  }

  it('is taken back for good: the account comes out of the freeze as it was before', async () => {
    const { actionId, cancel } = await deletedAndReported();
    expect(await scene.world.get(CancelByLink).run(cancel)).toEqual({ allowed: true, outcome: 'undone' });
    expect(await scene.state(actionId)).toBe('undone');
    expect(await stateOf(scene.anna.ref)).toBe('frozen');
    await scene.world.directories.of('school').unfreeze(scene.anna.ref, newId());
    expect(await stateOf(scene.anna.ref)).toBe('active');
  });

  it('waits and says nothing, can still be taken back, and after the thaw there are seven days again', async () => {
    const { actionId } = await deletedAndReported();
    await scene.later(8 * 24);
    expect(await scene.mails(scene.anna.address, 'account-deleted')).toEqual([]);
    expect(await stateOf(scene.anna.ref)).toBe('frozen');
    const { number, caseId } = await scene.asksAPerson();
    await scene.proved(caseId, 'call-back', 'second-address');
    expect(await scene.approves(await scene.doing(number, 'unfreeze'))).toEqual({ allowed: true, state: 'done' });
    await scene.later(6 * 24);
    expect(await stateOf(scene.anna.ref)).toBe('disabled');
    expect(await scene.mails(scene.anna.address, 'account-deleted')).toEqual([]);
    expect(await scene.world.get(CancelAction).run({ actionId, agent: scene.world.mara })).toMatchObject({ allowed: true, state: 'undone' });
    expect(await stateOf(scene.anna.ref)).toBe('active');
  });

  it('is carried out once nobody says anything after the thaw either', async () => {
    await deletedAndReported();
    scene.world.clock.moveBy(120_000);
    const { number, caseId } = await scene.asksAPerson();
    await scene.proved(caseId, 'call-back', 'second-address');
    expect(await scene.approves(await scene.doing(number, 'unfreeze'))).toEqual({ allowed: true, state: 'done' });
    await scene.later(7 * 24 + 1);
    expect(await stateOf(scene.anna.ref)).toBeUndefined();
    expect(await scene.mails(scene.anna.address, 'account-deleted')).toHaveLength(1);
  });
});

describe('what is done to many', () => {
  it('stops where somebody stopped it, not at the end of the round', async () => {
    for (let more = 0; more < 3; more += 1) await scene.world.person({ username: `viele${more}`, password: undefined, group: '7x', addresses: [{ address: `viele${more}@post.example` }] });
    const asker = scene.colleague({ roles: ['approver'] });
    const asked = await scene.world.get(OrderBulk).request({ portalKey: 'school', kind: 'forced-reset', group: '7x', reason: 'Sicherheitsvorfall im Haus', idempotencyKey: 'many', agent: asker });
    if (!asked.allowed) throw new Error(asked.refusal);
    expect(await scene.world.get(OrderBulk).decide({ bulkId: asked.bulkId, agent: scene.colleague(), decision: 'approve' })).toMatchObject({ state: 'running' });
    const { directories } = scene.world;
    let goOn = () => undefined as void;
    directories.slow = new Promise((resolve) => (goOn = resolve));
    const round = scene.world.get(CarryOutBulks).run();
    while (directories.slow) await new Promise((resolve) => setImmediate(resolve));
    expect(await scene.world.get(OrderBulk).cancel({ bulkId: asked.bulkId, agent: asker })).toMatchObject({ state: 'cancelled' });
    goOn();
    expect(await round).toBe(1);
    expect(await scene.world.rows('select 1 from recovery_bulk_item where bulk_id = ?', [asked.bulkId])).toHaveLength(1);
  });
});

describe('temporary passwords', () => {
  it('end on time in one portal, however many wait in another whose directory is away', async () => {
    await scene.getsTemporaryPassword();
    await scene.world.rows(
      `insert into recovery_grant select (jsonb_populate_record(g, jsonb_build_object('id', gen_random_uuid(), 'portal_key', 'chamber', 'token_hash', md5(random()::text), 'expires_at', g.expires_at - interval '1 hour'))).*
       from recovery_grant g, generate_series(1, 51) where g.purpose = 'reveal' and g.account_ref = ? returning id`, [scene.anna.ref]);
    const { directories } = scene.world;
    const of = directories.of.bind(directories);
    directories.of = (key) => (key === 'chamber' ? new Proxy(of(key), { get: () => () => Promise.reject(new DirectoryUnreachable('chamber')) }) : of(key));
    scene.world.clock.moveBy(25 * HOUR_MS);
    expect(await scene.world.get(ScrambleExpired).run()).toBe(1);
    directories.of = of;
  });
});
