import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TellAlarms } from '#alarms';
import { BuiltinDirectory, DirectoryRefused } from '#directory';
import { hashToken, newId, Sealer, Secret } from '#kernel';
import { CarryOutBulks, LookAtGrant, OrderBulk, PrintSlips, RedeemActivation, RedeemRecoveryLink, ReportNotMe } from '#recovery';
import { NEW_PASSWORD } from '../support/recovery-scene.js';
import { tokenOf } from '../support/recovery-world.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
const SLIP = { channel: 'elsewhere', parameters: { via: 'counter' } } as const;
let count = 0;

/** Somebody of their own in a class of their own, with two addresses, who waits for their first password. */
async function newcomer(more: object = {}): Promise<{ group: string }> {
  count += 1;
  const [address, second, group] = [`neu${count}@post.example`, `neu${count}@zweitpost.example`, `5c-${count}`];
  const ref = await scene.world.person({ username: `neu${count}`, password: undefined, group, addresses: [{ address }, { address: second, kind: 'second' }], ...more });
  Object.assign(scene.anna, { ref, username: `neu${count}`, address, second });
  return { group };
}

const notices = async (address: string) => (await scene.mails(address, 'notice')).filter(({ variables }) => variables['event'] === 'temporary-password-issued');
const addresses = () => [scene.anna.address, scene.anna.second];

async function classSlips(group: string): Promise<{ bulkId: string; approver: ReturnType<typeof scene.colleague> }> {
  const asked = await scene.world.get(OrderBulk).request({ portalKey: 'school', kind: 'initial-credentials', group, idempotencyKey: `class ${group}`, agent: scene.world.mara });
  const approver = scene.colleague();
  const bulkId = asked.allowed ? asked.bulkId : '';
  expect(await scene.world.get(OrderBulk).decide({ bulkId, agent: approver, decision: 'approve' })).toMatchObject({ allowed: true });
  await scene.world.get(CarryOutBulks).run();
  return { bulkId, approver };
}

describe('a first password that the desk makes', () => {
  beforeEach(() => {
    Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
  });

  it.each(['behind the mailbox', 'on a slip', 'with the class'] as const)('%s is told to every address on file, each with a way to object (R8, R42)', async (way) => {
    const { group } = await newcomer();
    if (way === 'with the class') await classSlips(group);
    else {
      const { number, caseId } = await scene.asksAPerson();
      if (way === 'behind the mailbox') await scene.proved(caseId, 'mailbox');
      const actionId = await scene.doing(number, 'send-initial-credentials', way === 'on a slip' ? SLIP : {});
      if (way === 'on a slip') await scene.approves(actionId);
      expect(await scene.state(actionId)).toBe('done');
    }
    for (const address of addresses()) {
      const told = await notices(address);
      expect({ address, told: told.length, canObject: told.every(({ secrets }) => secrets['reportLink']) }).toEqual({ address, told: 1, canObject: true });
    }
  });

  it('with the class is stopped by whom it concerns: the account freezes, and the security queue gets a ticket of its own', async () => {
    const { group } = await newcomer();
    await classSlips(group);
    const [{ secrets } = { secrets: {} as Record<string, string> }] = await notices(scene.anna.second);
    const token = tokenOf(secrets['reportLink']!);
    expect(await scene.world.get(LookAtGrant).run(token, 'report')).toMatchObject({ found: true, state: 'usable', ticketNumber: null });
    const wrong = secrets['typedNumber'] === '1234' ? '4321' : '1234';
    expect(await scene.world.get(ReportNotMe).run({ token, typedNumber: wrong })).toMatchObject({ refusal: 'recovery.code-wrong' });
    const tickets = () => scene.world.rows<{ priority: string; because: string[] }>(`select t.priority, t.route_because as because from ticket t join recovery_case c on c.ticket_id = t.id where c.account_ref = ?`, [scene.anna.ref]);
    expect(await tickets()).toEqual([]);
    const answers = await Promise.all([0, 1].map(() => scene.world.get(ReportNotMe).run({ token, typedNumber: secrets['typedNumber']! })));
    expect(answers.filter(({ allowed }) => allowed)).toEqual([{ allowed: true, frozen: true }]);
    expect(await tickets()).toEqual([{ priority: 'urgent', because: ['reported-by-holder'] }]);
    expect((await scene.world.account('school', scene.anna.ref)).state).toBe('frozen');
  });

  it('with the class is stopped also where the portal has no mailbox any more: frozen all the same, and an alarm instead of a ticket (R13)', async () => {
    const { group } = await newcomer();
    await classSlips(group);
    const [{ secrets } = { secrets: {} as Record<string, string> }] = await notices(scene.anna.second);
    const token = tokenOf(secrets['reportLink']!);
    const reports = (typedNumber = secrets['typedNumber']!) => scene.world.get(ReportNotMe).run({ token, typedNumber });
    const [mailbox] = await scene.world.rows<{ id: string }>(`update mailbox set portal_key = 'elsewhere' where portal_key = 'school' returning id`);
    try {
      expect(await reports(secrets['typedNumber'] === '1234' ? '4321' : '1234')).toMatchObject({ refusal: 'recovery.code-wrong' });
      expect((await scene.world.account('school', scene.anna.ref)).state).not.toBe('frozen');
      // While the directory is away nothing is called done, and the link goes on working.
      scene.world.directories.dies = 'before';
      await expect(reports()).rejects.toThrow();
      const answers = await Promise.all([reports(), reports()]);
      expect(answers.filter(({ allowed }) => allowed)).toEqual([{ allowed: true, frozen: true }]);
      expect((await scene.world.account('school', scene.anna.ref)).state).toBe('frozen');
      expect(await scene.world.rows(`select detail ->> 'accountRef' as ref from alarm where kind = 'report-without-ticket' and cleared_at is null`)).toEqual([{ ref: scene.anna.ref }]);
      expect(await reports()).toMatchObject({ allowed: false });
    } finally {
      await scene.world.rows(`update mailbox set portal_key = 'school' where id = ? returning id`, [mailbox!.id]);
    }
  });

  it.each([
    ['the directory is away and the person gives up', 'before'], ['the process dies once the account is frozen', 'after'], ['the directory refuses', 'refused'],
  ] as const)('that was stopped where there is no mailbox leaves its trace also when %s: an alarm that stays, the audit, and no proof counts any more', async (_when, how) => {
    const { group } = await newcomer();
    await classSlips(group);
    const [{ secrets } = { secrets: {} as Record<string, string> }] = await notices(scene.anna.second);
    const reports = () => scene.world.get(ReportNotMe).run({ token: tokenOf(secrets['reportLink']!), typedNumber: secrets['typedNumber']! });
    const { number, caseId } = await scene.asksAPerson();
    await scene.proved(caseId, 'mailbox');
    const [mailbox] = await scene.world.rows<{ id: string }>(`update mailbox set portal_key = 'elsewhere' where portal_key = 'school' returning id`);
    const refuses = how === 'refused' ? jest.spyOn(BuiltinDirectory.prototype, 'freeze').mockRejectedValueOnce(new DirectoryRefused('not this one')) : undefined;
    const alarms = () => scene.world.rows(`select count, cleared_at is not null as over from alarm where kind = 'report-without-ticket' and detail ->> 'accountRef' = ?`, [scene.anna.ref]);
    const audited = () => scene.world.rows(`select outcome from audit_entry where verb = 'account.reported' and detail ->> 'grantId' = (select id::text from recovery_grant where token_hash = ?) order by sequence`, [hashToken(tokenOf(secrets['reportLink']!))]);
    try {
      if (how === 'refused') expect(await reports()).toEqual({ allowed: true, frozen: false });
      else {
        scene.world.directories.dies = how;
        await expect(reports()).rejects.toThrow();
      }
      expect(await alarms()).toEqual([{ count: 1, over: false }]);
      expect(await audited()).toEqual(how === 'refused' ? [{ outcome: 'done' }, { outcome: 'failed' }] : [{ outcome: 'done' }]);
      expect(await scene.world.rows(`select voided_because as why from evidence where account_ref = ? and outcome = 'proved'`, [scene.anna.ref])).toEqual([{ why: 'account-frozen' }]);
      // Said again, it is the same report.
      expect(await reports()).toMatchObject(how === 'refused' ? { allowed: false } : { allowed: true, frozen: true });
      expect([await alarms(), (await audited()).length]).toEqual([[{ count: 1, over: false }], how === 'refused' ? 2 : 1]);
    } finally {
      refuses?.mockRestore();
      await scene.world.rows(`update mailbox set portal_key = 'school' where id = ? returning id`, [mailbox!.id]);
    }
    // Nobody but the desk ends it: with a freeze of its own, on a ticket, or by letting the holder in again.
    scene.world.clock.moveBy(8 * 24 * 3_600_000);
    await new TellAlarms(scene.world.database, { WEBHOOK_URL: undefined }).run(scene.world.clock.now());
    expect(await alarms()).toMatchObject([{ over: false }]);
    Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
    if (how === 'refused') await scene.doing(number, 'freeze');
    else {
      await scene.proved(caseId, 'in-person');
      await scene.approves(await scene.doing(number, 'unfreeze'));
    }
    expect(await alarms()).toMatchObject([{ over: true }]);
  });

  it('is not made once the person chose one: by a link of ours, or at the portal', async () => {
    await newcomer({ state: 'pending-activation', registration: { waitsFor: 'confirmation' } });
    const { number } = await scene.asksAPerson();
    await scene.doing(number, 'resend-activation');
    const [{ secrets } = { secrets: {} as Record<string, string> }] = await scene.mails(scene.anna.address, 'activation-link');
    expect(await scene.world.get(RedeemActivation).run({ token: tokenOf(secrets['link']!), password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ allowed: true });
    scene.world.clock.moveBy(120_000);
    expect((await scene.world.account('school', scene.anna.ref)).lastSignInAt).toBeNull();
    expect(await scene.does(number, 'send-initial-credentials', SLIP)).toMatchObject({ refusal: 'recovery.password-chosen' });

    const { group } = await newcomer({ password: new Secret('das mitgelieferte Passwort') });
    const later = await scene.asksAPerson();
    scene.world.clock.moveBy(3 * 3_600_000);
    Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
    await scene.world.rows('update builtin_account set password_changed_at = ? where id = ? returning id', [scene.world.clock.now(), scene.anna.ref]);
    expect(await scene.does(later.number, 'send-initial-credentials', SLIP)).toMatchObject({ refusal: 'recovery.password-chosen' });
    // Alone in the group they are nobody whom it means; beside a classmate they are passed over.
    expect(await scene.world.get(OrderBulk).request({ portalKey: 'school', kind: 'initial-credentials', group, idempotencyKey: `alone ${group}`, agent: scene.world.mara })).toMatchObject({ refusal: 'recovery.bulk-meets-nobody' });
    await scene.world.person({ username: `neben${count}`, password: undefined, group, addresses: [{ address: `neben${count}@post.example` }] });
    const { bulkId } = await classSlips(group);
    expect(await scene.world.rows('select state, failure from recovery_bulk_item where bulk_id = ? and account_ref = ?', [bulkId, scene.anna.ref])).toEqual([{ state: 'skipped', failure: 'recovery.password-chosen' }]);
  });

  it('is printed by somebody else than whoever approved it, who sees the outcome and never the secret (5.5)', async () => {
    await scene.world.get(PrintSlips).run({ agent: scene.colleague(), portalKey: 'school' });
    const { group } = await newcomer();
    const { bulkId, approver } = await classSlips(group);
    expect(await scene.world.get(PrintSlips).run({ agent: approver, portalKey: 'school', bulkId })).toMatchObject({ refusal: 'recovery.approver-prints-not' });
    expect(await scene.world.get(PrintSlips).run({ agent: scene.colleague(), portalKey: 'school', bulkId })).toMatchObject({ allowed: true, count: 1 });

    await newcomer();
    const { number } = await scene.asksAPerson();
    const actionId = await scene.doing(number, 'send-initial-credentials', SLIP);
    expect(await scene.approves(actionId, approver)).toMatchObject({ state: 'done' });
    expect(await scene.world.get(PrintSlips).run({ agent: approver, portalKey: 'school' })).toMatchObject({ refusal: 'recovery.approver-prints-not' });
    expect(await scene.world.get(PrintSlips).run({ agent: scene.colleague(), portalKey: 'school' })).toMatchObject({ allowed: true, count: 1 });
  });

  it('is printed however many papers before it this agent may not print, or nobody can: none is forgotten behind them', async () => {
    const { group } = await newcomer();
    const { bulkId, approver } = await classSlips(group);
    const [{ order }] = await scene.world.rows<{ order: string }>('select max(case_id::text) as "order" from recovery_action') as [{ order: string }];
    await scene.world.rows(`update recovery_bulk set approver_agent_id = null where id = ? returning id`, [bulkId]);
    const older = (kind: string, action: string | null, account: string) => scene.world.rows(
      `insert into recovery_slip (id, created_at, portal_key, account_ref, action_id, kind, secret_sealed, ends_at) select ('00000000-0000-7000-8000-' || substr(md5(? || i), 1, 12))::uuid, ?, 'school', ?, ?, ?, 'sealed', ? from generate_series(1, 520) i returning id`,
      [kind, scene.world.clock.now(), account, action, kind, new Date(scene.world.clock.now().getTime() + 86_400_000)]);
    const actionId = newId();
    await scene.world.rows(
      `insert into recovery_action (id, created_at, case_id, ticket_id, portal_key, account_ref, type, state, operation_id, idempotency_key, asker, level_needed, level_held, evidence_ids, started_at, approver_agent_id, channel, parameters)
       select ?, ?, ?, ?, 'school', 'x', 'send-initial-credentials', 'done', ?, 'many', 'agent', 1, 1, '[]', ?, ?, 'elsewhere', '{}' returning id`,
      [actionId, scene.world.clock.now(), order ?? newId(), newId(), newId(), scene.world.clock.now(), approver.agentId]);
    await older('temporary-password', actionId, 'x');
    await older('proof-letter', null, scene.anna.ref);
    expect(await scene.world.get(PrintSlips).run({ agent: approver, portalKey: 'school' })).toMatchObject({ allowed: true, count: 1 });
    expect(await scene.world.get(PrintSlips).run({ agent: approver, portalKey: 'school' })).toMatchObject({ refusal: 'recovery.approver-prints-not' });
    await scene.world.rows('delete from recovery_slip where id::text like ? returning id', ['00000000-0000-7000-8000-%']);
  });

  it('is the one on the slip, when two rounds of upkeep come to the same class at once', async () => {
    const { group } = await newcomer();
    const asked = await scene.world.get(OrderBulk).request({ portalKey: 'school', kind: 'initial-credentials', group, idempotencyKey: `twice ${group}`, agent: scene.world.mara });
    const bulkId = asked.allowed ? asked.bulkId : '';
    await scene.world.get(OrderBulk).decide({ bulkId, agent: scene.colleague(), decision: 'approve' });
    let goesOn!: () => void;
    scene.world.directories.slow = new Promise((resolve) => (goesOn = resolve));
    const slow = scene.world.get(CarryOutBulks).run();
    // The first stands before the directory; the second comes and goes.
    for (let at = 0; scene.world.directories.slow !== undefined && at < 6_000; at += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    await scene.world.get(CarryOutBulks).run();
    goesOn();
    await slow;
    await scene.world.get(CarryOutBulks).run();
    const slips = await scene.world.rows<{ id: string; sealed: string }>('select id, secret_sealed as sealed from recovery_slip where bulk_id = ?', [bulkId]);
    expect(slips).toHaveLength(1);
    const onPaper = scene.world.get(Sealer).open(slips[0]!.sealed, `slip:${slips[0]!.id}`);
    expect(await scene.signsIn(onPaper)).toMatchObject({ allowed: true, mustChange: true });
    expect(await notices(scene.anna.address)).toHaveLength(1);
    expect(await scene.world.rows('select state from recovery_bulk_item where bulk_id = ?', [bulkId])).toEqual([{ state: 'done' }]);
  });

  it('waits while somebody is at the same account: a class does not overtake what is under way there', async () => {
    const { group } = await newcomer();
    const { number } = await scene.asksAPerson();
    const actionId = await scene.doing(number, 'send-initial-credentials', SLIP);
    let goesOn!: () => void;
    scene.world.directories.slow = new Promise((resolve) => (goesOn = resolve));
    const slow = scene.approves(actionId);
    for (let at = 0; scene.world.directories.slow !== undefined && at < 6_000; at += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    const { bulkId } = await classSlips(group);
    expect(await scene.world.rows('select state from recovery_bulk_item where bulk_id = ?', [bulkId])).toEqual([{ state: 'approved' }]);
    goesOn();
    await slow;
    // Nor is the order over while it still has an account to come to.
    expect(await scene.world.rows('select state from recovery_bulk where id = ?', [bulkId])).toEqual([{ state: 'running' }]);
    await scene.world.get(CarryOutBulks).run();
    expect(await scene.world.rows('select state from recovery_bulk_item where bulk_id = ?', [bulkId])).toEqual([{ state: 'done' }]);
    expect(await scene.world.rows('select state from recovery_bulk where id = ?', [bulkId])).toEqual([{ state: 'done' }]);
    const slips = await scene.world.rows<{ id: string; sealed: string }>('select id, secret_sealed as sealed from recovery_slip where account_ref = ? and secret_sealed is not null', [scene.anna.ref]);
    expect(slips).toHaveLength(1);
    const onPaper = scene.world.get(Sealer).open(slips[0]!.sealed, `slip:${slips[0]!.id}`);
    expect(await scene.signsIn(onPaper)).toMatchObject({ allowed: true, mustChange: true });
  });

  it('does not overwrite what the person chose while their class was at the door', async () => {
    const { group } = await newcomer({ password: new Secret('das mitgelieferte Passwort') });
    const asked = await scene.world.get(OrderBulk).request({ portalKey: 'school', kind: 'initial-credentials', group, idempotencyKey: `chosen ${group}`, agent: scene.world.mara });
    const bulkId = asked.allowed ? asked.bulkId : '';
    await scene.world.get(OrderBulk).decide({ bulkId, agent: scene.colleague(), decision: 'approve' });
    scene.world.clock.moveBy(3 * 3_600_000);
    const transaction = scene.world.database.transaction.bind(scene.world.database);
    const steps = jest.spyOn(scene.world.database, 'transaction');
    // Intent, then the slip: in between somebody chooses a password at the portal.
    steps.mockImplementationOnce(transaction).mockImplementationOnce(async (work) => {
      await scene.world.rows('update builtin_account set password_changed_at = ? where id = ? returning id', [scene.world.clock.now(), scene.anna.ref]);
      return transaction(work);
    });
    await scene.world.get(CarryOutBulks).run();
    steps.mockRestore();
    expect(await scene.world.rows('select state, failure from recovery_bulk_item where bulk_id = ?', [bulkId])).toEqual([{ state: 'skipped', failure: 'recovery.password-chosen' }]);
    expect(await scene.signsIn('das mitgelieferte Passwort')).toMatchObject({ allowed: true, mustChange: false });
  });

  it('does not overwrite what the person chose by a link while their class was in the middle of their account', async () => {
    const { group } = await newcomer();
    await scene.world.writes(scene.anna.address);
    const token = tokenOf((await scene.lastMail('recovery-link')).secrets['link']!);
    const asked = await scene.world.get(OrderBulk).request({ portalKey: 'school', kind: 'initial-credentials', group, idempotencyKey: `link ${group}`, agent: scene.world.mara });
    const bulkId = asked.allowed ? asked.bulkId : '';
    await scene.world.get(OrderBulk).decide({ bulkId, agent: scene.colleague(), decision: 'approve' });
    let goesOn!: () => void;
    scene.world.directories.slow = new Promise((resolve) => (goesOn = resolve));
    const carried = scene.world.get(CarryOutBulks).run();
    for (let at = 0; scene.world.directories.slow !== undefined && at < 6_000; at += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    const redeemed = scene.world.get(RedeemRecoveryLink).run({ token, password: NEW_PASSWORD, repeat: NEW_PASSWORD });
    // Sooner or later whoever redeems comes to the lock that the class holds.
    const waits = () => scene.world.rows(`select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`);
    for (let at = 0; (await waits()).length === 0 && at < 6_000; at += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    goesOn();
    await carried;
    expect(await redeemed).toMatchObject({ allowed: true });
    expect(await scene.signsIn(NEW_PASSWORD)).toMatchObject({ allowed: true, mustChange: false });
  });

  it('with the class is told to the addresses that are on file when it is made, not to those of the list', async () => {
    const { group } = await newcomer();
    const asked = await scene.world.get(OrderBulk).request({ portalKey: 'school', kind: 'initial-credentials', group, idempotencyKey: `moved ${group}`, agent: scene.world.mara });
    await scene.world.get(OrderBulk).decide({ bulkId: asked.allowed ? asked.bulkId : '', agent: scene.colleague(), decision: 'approve' });
    const moved = `umgezogen${count}@post.example`;
    const transaction = scene.world.database.transaction.bind(scene.world.database);
    const steps = jest.spyOn(scene.world.database, 'transaction');
    steps.mockImplementationOnce(transaction).mockImplementationOnce(async (work) => {
      await scene.world.rows('update builtin_address set address = ?, canonical = ? where account_id = ? and canonical = ? returning id', [moved, moved, scene.anna.ref, scene.anna.second]);
      return transaction(work);
    });
    await scene.world.get(CarryOutBulks).run();
    steps.mockRestore();
    const told = await Promise.all([scene.anna.address, scene.anna.second, moved].map(async (address) => (await notices(address)).length));
    expect(told).toEqual([1, 0, 1]);
  });
});
