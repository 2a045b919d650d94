import { describe, expect, it, jest } from '@jest/globals';
import { BuiltinDirectory } from '#directory';
import { CancelAction, CarryOutBulks, CarryOutWaiting, EndSlips, ListWaiting, NoteReceipts, OrderBulk, PrintSlips, SettlePapers, SettleStuckActions, WatchDirectories } from '#recovery';
import { saidButNeverShown } from '../support/as-shown.js';
import { begun, looksLike, SETTINGS, type Setting } from '../support/recovery-settings.js';
import { Killed } from '../support/recovery-world.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
let count = 0;

/** Everything up to the irreversible call and beyond, as the desk and time do it. */
async function finish(setting: Setting, start: () => ReturnType<typeof scene.does>): Promise<string> {
  const asked = await start();
  if (!asked.allowed) throw new Error(`${setting.type}: ${asked.refusal} ${JSON.stringify(asked.missing)}`);
  if (setting.secondPerson) await scene.approves(asked.actionId);
  if (setting.hours) await scene.later(setting.hours);
  return asked.actionId;
}

const settle = async () => {
  scene.world.clock.moveBy(120_000);
  await scene.world.get(CarryOutWaiting).run();
  await scene.world.get(SettleStuckActions).run();
};
const callsOf = (setting: Setting) => scene.world.directories.changes.filter((name) => name === setting.call).length;
const about = async (address: string) => (await scene.world.mailsTo(address)).filter(({ variables, kind }) => kind !== 'mailbox-proof' && variables['event'] !== 'case-opened');

describe.each(SETTINGS)('$type', (setting) => {
  it('does it once, and every address on file hears of it with a way to object (R8, R9)', async () => {
    const { start, newAddress } = await begun(scene, setting);
    const before = callsOf(setting);
    const actionId = await finish(setting, start);
    expect(await scene.state(actionId)).toBe('done');
    expect(await start()).toMatchObject({ allowed: true, actionId });
    await settle();
    expect(callsOf(setting) - before).toBe(1);
    expect(await scene.world.account('school', scene.anna.ref)).toMatchObject(looksLike(setting.after, expect));
    if (setting.newAddress) expect(await scene.addresses()).toContain(newAddress);
    // Who has no account yet has nothing to object to: the refusal goes to the one who asked.
    const told = setting.type === 'refuse-registration' ? [scene.anna.address] : [scene.anna.address, scene.anna.second];
    for (const address of told) {
      const mails = await about(address);
      expect(mails.length).toBeGreaterThan(0);
      if (told.length === 2) expect(mails.some(({ secrets }) => secrets['reportLink'] ?? secrets['cancelLink'] ?? secrets['revertLink'])).toBe(true);
    }
    if (setting.newAddress) expect((await about(newAddress)).some(({ secrets }) => secrets['reportLink'] ?? secrets['revertLink'])).toBe(false);
  });
});

describe('a deletion', () => {
  const setting = SETTINGS.find(({ type }) => type === 'delete-account')!;

  it('is taken back within seven days, by the desk too', async () => {
    const { start } = await begun(scene, setting);
    const actionId = await finish(setting, start);
    scene.world.directories.dies = 'after';
    await expect(scene.world.get(CancelAction).run({ actionId, agent: scene.world.mara })).rejects.toThrow(Killed);
    expect(await scene.state(actionId)).toBe('undoing');
    await settle();
    expect(await scene.state(actionId)).toBe('undone');
    expect((await scene.world.account('school', scene.anna.ref)).state).toBe('active');
    expect(await scene.mails(scene.anna.second, 'deletion-cancelled')).toHaveLength(1);
    await scene.later(8 * 24);
    expect(await scene.world.account('school', scene.anna.ref)).toBeDefined();
  });

  it('that is given up, since the directory stayed away, is given up there, too: what it had begun to note stands in no later decision\'s way', async () => {
    const givenUp = jest.spyOn(BuiltinDirectory.prototype, 'giveUpDisabling');
    const { start } = await begun(scene, setting);
    scene.world.directories.dies = 'before';
    await expect(start()).rejects.toThrow(Killed);
    const [{ id } = { id: '' }] = await scene.world.rows<{ id: string }>(`select id from recovery_action where account_ref = ? and type = 'delete-account'`, [scene.anna.ref]);
    scene.world.clock.moveBy(3_700_000);
    await scene.world.get(SettleStuckActions).run();
    expect([await scene.state(id), givenUp.mock.calls]).toEqual(['failed', [[scene.anna.ref]]]);
    givenUp.mockRestore();
  });

  it.each(['before', 'after'] as const)('is final after seven days, also when killed %s the last call', async (dies) => {
    const { start } = await begun(scene, setting);
    await finish(setting, start);
    scene.world.clock.moveBy(7 * 24 * 3_600_000);
    scene.world.directories.dies = dies;
    await expect(scene.world.get(CarryOutWaiting).run()).rejects.toThrow(Killed);
    await scene.world.get(CarryOutWaiting).run();
    await scene.world.get(CarryOutWaiting).run();
    expect(await scene.world.account('school', scene.anna.ref)).toBeUndefined();
    for (const address of [scene.anna.address, scene.anna.second]) expect(await scene.mails(address, 'account-deleted')).toHaveLength(1);
  });
});

describe('a merger', () => {
  it('needs both accounts proved, and a second person where their data differ (U36)', async () => {
    const old = await scene.world.person({ username: `old${(count += 1)}`, familyName: 'Beispiel-Alt', legacy: true, addresses: [{ address: `old${count}@alt.example` }], facts: { customerNumber: `KD-${count}` } });
    const { number, caseId } = await scene.world.writes(scene.anna.address, { fields: { customerNumber: `KD-${count}` }, recognition: { instant: { allowed: false, because: ['several-problems'] } } });
    await scene.proved(caseId, 'mailbox');
    const parameters = { otherRef: old };
    expect(await scene.does(number, 'migrate-account')).toMatchObject({ refusal: 'recovery.parameter-missing' });
    expect(await scene.does(number, 'migrate-account', { parameters: { otherRef: 'somebody' } })).toMatchObject({ refusal: 'recovery.not-a-candidate' });
    expect(await scene.does(number, 'migrate-account', { parameters })).toMatchObject({ refusal: 'recovery.other-account-unproved' });
    await scene.world.rows(`insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, detail) values (gen_random_uuid(), 'school', ?, ?, 'call-back', 'proved', ?, ?, '{}') returning id`,
      [old, caseId, scene.world.clock.now(), new Date(scene.world.clock.now().getTime() + 3_600_000)]);
    const actionId = await scene.doing(number, 'migrate-account', { parameters });
    expect(await scene.state(actionId)).toBe('awaiting-approval');
    expect(await scene.approves(actionId)).toEqual({ allowed: true, state: 'done' });
    expect(await scene.world.account('school', old)).toMatchObject({ state: 'disabled', addresses: [] });
    expect(await scene.addresses()).toContain(`old${count}@alt.example`);
  });
});

describe('a person is called', () => {
  const alarms = () => scene.world.rows<{ kind: string; subject: string }>(`select kind, subject from alarm where cleared_at is null and kind in ('directory-unreachable', 'action-stuck') order by kind, subject`);

  it('when a directory does not answer, until it does', async () => {
    scene.world.directories.away.add('school');
    expect(await scene.world.get(WatchDirectories).run()).toBe(1);
    expect(await alarms()).toEqual([{ kind: 'directory-unreachable', subject: 'school' }]);
    scene.world.directories.away.clear();
    expect(await scene.world.get(WatchDirectories).run()).toBe(0);
    expect(await alarms()).toEqual([]);
  });

  it('when somebody opened in the directory what is frozen, on the ticket of the freeze, until that is settled; a directory that is away settles nothing', async () => {
    const { number } = await scene.world.writes(scene.anna.address, { recognition: { instant: { allowed: false, because: ['several-problems'] } } });
    await scene.doing(number, 'freeze');
    const account = { ...(await scene.world.account('school', scene.anna.ref))!, state: 'active' as const, shouldBeFrozen: true };
    const undone = () => scene.world.rows<{ portal: string }>(`select portal_key as portal, subject, detail from alarm where cleared_at is null and kind = 'freeze-undone'`);
    const looks = jest.spyOn(BuiltinDirectory.prototype, 'openedPastUs').mockImplementation(async () => [account]);
    const raised = [{ portal: 'school', subject: number, detail: { accountRefs: [account.ref] } }];
    await scene.world.get(WatchDirectories).run();
    expect((await undone()).filter(({ portal }) => portal === 'school')).toEqual(raised);
    looks.mockImplementation(async () => []);
    scene.world.directories.away.add('school');
    await scene.world.get(WatchDirectories).run();
    expect(await undone()).toEqual(raised);
    scene.world.directories.away.clear();
    await scene.world.get(WatchDirectories).run();
    expect(await undone()).toEqual([]);
    // Another account was frozen on the same ticket: the alarm names both, and is not over with one of them.
    const other = await scene.world.person({ username: `frozen-too${(count += 1)}`, addresses: [{ address: `frozen-too${count}@post.example` }] });
    await scene.world.rows(`insert into recovery_action select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'account_ref', ?::text, 'idempotency_key', gen_random_uuid(), 'operation_id', gen_random_uuid()))).* from recovery_action a join ticket t on t.id = a.ticket_id where t.number = ? and a.type = 'freeze' returning id`, [other, number]);
    const both = [account, { ...account, ref: other }];
    const named = async (opened: typeof both) => {
      looks.mockImplementation(async () => opened);
      await scene.world.get(WatchDirectories).run();
      return (await undone()).filter(({ portal }) => portal === 'school');
    };
    for (const order of [both, both.toReversed()]) expect(await named(order)).toEqual([{ portal: 'school', subject: number, detail: { accountRefs: [account.ref, other].toSorted() } }]);
    expect(await named([both[1]!])).toEqual([{ portal: 'school', subject: number, detail: { accountRefs: [other] } }]);
    expect(await named([])).toEqual([]);
    looks.mockRestore();
    await scene.world.directories.of('school').unfreeze(account.ref, 'over');
  });

  it('when an action does not come to an end, until it does', async () => {
    const [action] = await scene.world.rows<{ id: string; number: string }>('select a.id, t.number from recovery_action a join ticket t on t.id = a.ticket_id order by a.id desc limit 1');
    const [{ state } = { state: '' }] = await scene.world.rows<{ state: string }>('select state from recovery_action where id = ?', [action!.id]);
    await scene.world.rows(`update recovery_action set state = 'approved' where id = ? returning id`, [action!.id]);
    await scene.world.get(WatchDirectories).run(new Date(scene.world.clock.now().getTime() + 11 * 60_000));
    expect(await alarms()).toEqual([{ kind: 'action-stuck', subject: action!.number }]);
    await scene.world.rows('update recovery_action set state = ? where id = ? returning id', [state, action!.id]);
    await scene.world.get(WatchDirectories).run();
    expect(await alarms()).toEqual([]);
  });
});

describe('somebody looks why', () => {
  it('two people changed the credentials of one account a fourth time within a day (5.8)', async () => {
    const often = () => scene.world.rows<{ subject: string }>(`select subject from alarm where kind = 'credentials-often' and cleared_at is null`);
    const { number, caseId } = await scene.asksAPerson();
    await scene.proved(caseId, 'mailbox');
    const again = async (familyName: string) => {
      scene.world.clock.moveBy(61_000);
      Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
      return scene.doing(number, 'update-profile', { parameters: { profile: { familyName } } });
    };
    for (const name of ['Eins', 'Zwei', 'Drei']) expect(await scene.state(await again(name))).toBe('done');
    expect(await often()).toEqual([]);
    const fourth = await again('Vier');
    expect(await scene.approves(fourth)).toEqual({ allowed: true, state: 'done' });
    expect(await often()).toEqual([{ subject: number }]);
  });
});

describe('many accounts at once', () => {
  it('a class gets its first passwords on slips: ordered by one, approved by another, printed once, received when they sign in (P10, R66)', async () => {
    const group = `7b-${(count += 1)}`;
    for (let at = 0; at < 3; at += 1) await scene.world.person({ username: `kind${count}-${at}`, group, addresses: [{ address: `kind${count}-${at}@post.example` }] });
    const used = await scene.world.person({ username: `used${count}`, group, addresses: [{ address: `used${count}@post.example` }] });
    await scene.world.rows('update builtin_account set last_sign_in_at = now() where id = ? returning id', [used]);
    const order = { portalKey: 'school', kind: 'initial-credentials' as const, group, idempotencyKey: `class ${group}` };
    const asked = await scene.world.get(OrderBulk).request({ ...order, agent: scene.world.mara });
    expect(await scene.world.get(OrderBulk).request({ ...order, agent: scene.world.mara })).toEqual(asked);
    const bulkId = asked.allowed ? asked.bulkId : '';
    expect(await scene.world.get(OrderBulk).decide({ bulkId, agent: scene.world.mara, decision: 'approve' })).toMatchObject({ allowed: false });
    expect(await scene.world.get(OrderBulk).decide({ bulkId, agent: scene.colleague(), decision: 'approve' })).toMatchObject({ allowed: true, state: 'running' });
    scene.world.directories.dies = 'after';
    await expect(scene.world.get(CarryOutBulks).run()).rejects.toThrow(Killed);
    await scene.world.get(CarryOutBulks).run();
    const office = scene.colleague();
    expect(await scene.world.get(PrintSlips).run({ agent: scene.world.mara, portalKey: 'school', bulkId })).toMatchObject({ refusal: 'agents.not-permitted' });
    const [first, second] = await Promise.all([0, 1].map(() => scene.world.get(PrintSlips).run({ agent: office, portalKey: 'school', bulkId })));
    const printed = [first, second].flatMap((one) => (one!.allowed ? [one] : []));
    expect(printed).toHaveLength(1);
    expect(printed[0]!.count).toBe(3);
    expect(printed[0]!.pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await scene.world.rows('select done, skipped, failed, state from recovery_bulk where id = ?', [bulkId])).toEqual([{ done: 3, skipped: 1, failed: 0, state: 'done' }]);
    const left = () => scene.world.rows('select id from recovery_slip where bulk_id = ? and secret_sealed is not null', [bulkId]);
    expect(await left()).toHaveLength(3);
    expect(await scene.world.get(SettlePapers).sent({ agent: office, batchId: printed[0]!.batchId })).toEqual({ allowed: true });
    expect(await left()).toEqual([]);
    const [first7b] = await scene.world.rows<{ account_ref: string }>('select account_ref from recovery_slip where bulk_id = ? order by id limit 1', [bulkId]);
    const receipts = async () => (await scene.world.get(ListWaiting).run(office)).bulks.find(({ id }) => id === bulkId);
    expect(await scene.world.get(NoteReceipts).run()).toBe(0);
    expect(await receipts()).toMatchObject({ slipsToPrint: 0, slipsPrinted: 3, slipsReceived: 0 });
    scene.world.clock.moveBy(3_600_000);
    await scene.world.rows('update builtin_account set last_sign_in_at = ? where id = ? returning id', [scene.world.clock.now(), first7b!.account_ref]);
    expect(await scene.world.get(NoteReceipts).run()).toBe(1);
    expect(await scene.world.get(NoteReceipts).run()).toBe(0);
    expect(await receipts()).toMatchObject({ slipsPrinted: 3, slipsReceived: 1 });
    expect(await scene.world.rows(`select detail->>'by' as by from audit_entry where verb = 'slip.received'`)).toEqual([{ by: 'sign-in' }]);
    scene.world.clock.moveBy(15 * 24 * 3_600_000);
    expect(await scene.world.get(EndSlips).run()).toBeGreaterThanOrEqual(3);
    expect(await scene.world.get(NoteReceipts).run()).toBe(0);
  });

  it('a whole portal is told to choose new passwords, each once, without a link in the mail (U20)', async () => {
    const refs = [];
    for (let at = 0; at < 60; at += 1) refs.push(await scene.world.person({ portalKey: 'chamber', username: `m${at}`, password: undefined, addresses: [{ address: `m${at}@betrieb.example` }] }));
    const order = (reason?: string) => scene.world.get(OrderBulk).request({ portalKey: 'chamber', kind: 'forced-reset', reason, idempotencyKey: 'all of them', agent: scene.world.mara });
    for (const reason of [undefined, '', 'because', '          .']) expect({ reason, answer: await order(reason) }).toEqual({ reason, answer: { allowed: false, refusal: 'recovery.reason-needed', missing: ['parameter:reason'] } });
    const because = 'The sign-in software had a hole until Monday';
    const asked = await order(` ${because} `);
    expect((await scene.world.get(ListWaiting).run(scene.colleague())).bulks).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'forced-reset', reason: because })]));
    expect(await scene.world.rows(`select detail->>'reason' as reason from audit_entry where verb = 'bulk.requested' and detail->>'kind' = 'forced-reset' and outcome = 'done'`)).toEqual([{ reason: because }]);
    await scene.world.get(OrderBulk).decide({ bulkId: asked.allowed ? asked.bulkId : '', agent: scene.colleague(), decision: 'approve' });
    expect(await scene.world.get(CarryOutBulks).run()).toBe(50);
    expect(await scene.world.get(CarryOutBulks).run()).toBe(10);
    expect(await scene.world.get(CarryOutBulks).run()).toBe(0);
    for (const at of [0, 49, 59]) {
      expect((await scene.world.account('chamber', refs[at]!)).mustChangePassword).toBe(true);
      const mails = await scene.world.mailsTo(`m${at}@betrieb.example`);
      expect(mails.map(({ kind, secrets }) => [kind, Object.keys(secrets)])).toEqual([['forced-reset', []]]);
    }
  });

  it('a portal larger than an hour has room for is told hour by hour, and anybody can see how far it is', async () => {
    const now = scene.world.clock.now();
    // As if the hour were nearly full already.
    await scene.world.rows(`insert into outbound_message select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'created_at', ?::timestamptz, 'message_id', gen_random_uuid()::text))).*
      from outbound_message m, (select generate_series(1, 991 - count(*)::int) from outbound_message where kind = 'forced-reset' and created_at > ?::timestamptz - interval '1 hour') more
      where m.id = (select id from outbound_message where kind = 'forced-reset' limit 1) returning id`, [now, now]);
    for (let at = 0; at < 15; at += 1) await scene.world.person({ portalKey: 'chamber', username: `late${at}`, group: 'late', password: undefined, addresses: [{ address: `late${at}@betrieb.example` }] });
    const asked = await scene.world.get(OrderBulk).request({ portalKey: 'chamber', kind: 'forced-reset', group: 'late', reason: 'Die alten Passwörter sind geleakt.', idempotencyKey: 'hour by hour', agent: scene.world.mara });
    await scene.world.get(OrderBulk).decide({ bulkId: asked.allowed ? asked.bulkId : '', agent: scene.colleague(), decision: 'approve' });
    expect(await scene.world.get(CarryOutBulks).run()).toBe(9);
    expect(await scene.world.get(CarryOutBulks).run()).toBe(0);
    expect((await scene.world.get(ListWaiting).run(scene.colleague())).bulks.find(({ group }) => group === 'late')).toMatchObject({ state: 'running', done: 9 });
    scene.world.clock.moveBy(3_600_001);
    expect(await scene.world.get(CarryOutBulks).run()).toBe(6);
    expect((await scene.world.mailsTo('late14@betrieb.example')).map(({ kind }) => kind)).toEqual(['forced-reset']);
  });
});

it('no mail of all these says what the preview of its kind never shows', async () => {
  const { said, kinds } = await saidButNeverShown(scene.world);
  expect(said).toEqual([]);
  expect(kinds).toBeGreaterThan(15);
});
