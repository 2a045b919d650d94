import { describe, expect, it } from '@jest/globals';
import { AddAgent } from '#agents';
import { Directories } from '#directory';
import { DAY_MS } from '#kernel';
import { CarryOutBulks, ListBulkAccounts, ListWaiting, OrderBulk, type BulkCommand } from '#recovery';
import { Killed } from '../support/recovery-world.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
let count = 0;

const office = () => scene.colleague({ provedAt: scene.world.clock.now() });
const desk = () => ({ ...scene.world.mara, provedAt: scene.world.clock.now() });
const order = (group: string | undefined, more: Partial<BulkCommand> = {}) => scene.world.get(OrderBulk).request({
  portalKey: 'school', kind: 'forced-reset', group, reason: 'Die alten Passwörter sind geleakt.', idempotencyKey: `order ${(count += 1)}`, agent: desk(), ...more,
});
const decide = (bulkId: string, decision: 'approve' | 'refuse' = 'approve') => scene.world.get(OrderBulk).decide({ bulkId, agent: office(), decision });
const seen = async (bulkId: string) => (await scene.world.get(ListWaiting).run(office())).bulks.find(({ id }) => id === bulkId);
const accountsOf = async (bulkId: string) => {
  const listed = await scene.world.get(ListBulkAccounts).run({ bulkId, agent: desk() });
  if (!listed.allowed) throw new Error(listed.refusal);
  return listed;
};
const carryOut = () => scene.world.get(CarryOutBulks).run();
const toldAt = async (address: string) => (await scene.world.mailsTo(address)).filter(({ kind }) => kind === 'forced-reset');
const mustChange = async (ref: string) => (await scene.world.account('school', ref)).mustChangePassword;
const alarms = () => scene.world.rows<{ detail: object }>(`select detail from alarm where kind = 'bulk-incomplete' and cleared_at is null order by raised_at`);

/** A class of so many who can sign in and be told; each with a second address besides where `second`. */
async function group(of: number, { second = false } = {}): Promise<{ name: string; refs: string[]; at: (index: number) => string }> {
  const name = `g${(count += 1)}`;
  const at = (index: number) => `${name}-${index}@post.example`;
  const refs = [];
  for (let index = 0; index < of; index += 1) {
    refs.push(await scene.world.person({
      username: `${name}-${index}`, group: name, password: undefined,
      addresses: [{ address: at(index) }, ...(second ? [{ address: `second-${at(index)}`, kind: 'second' as const, confirmedAt: index === 0 ? undefined : null }] : [])],
    }));
  }
  return { name, refs, at };
}

const without = (ref: string) => scene.world.rows('delete from builtin_address where account_id = ? returning id', [ref]);

async function ordered(name: string, more: Partial<BulkCommand> = {}): Promise<string> {
  const asked = await order(name, more);
  if (!asked.allowed) throw new Error(`${asked.refusal} ${JSON.stringify(asked.missing)}`);
  return asked.bulkId;
}

async function begun(name: string, more: Partial<BulkCommand> = {}): Promise<string> {
  const bulkId = await ordered(name, more);
  expect(await decide(bulkId)).toMatchObject({ allowed: true, state: 'running' });
  return bulkId;
}

describe('an order for many', () => {
  it('says before the approval how many are meant, passed over and out of reach, and then how many of them are done', async () => {
    const { name, refs } = await group(4);
    await without(refs[1]!);
    await scene.world.rows(`update builtin_account set state = 'disabled' where id = ? returning id`, [refs[3]]);
    const bulkId = await ordered(name);
    expect(await seen(bulkId)).toMatchObject({ state: 'awaiting-approval', meant: 3, leftOut: 1, unreachable: 1, countedAll: true, done: 0 });
    expect(await scene.world.rows(`select (detail->>'meant')::int as meant, detail->>'policy' is not null as policy from audit_entry where verb = 'bulk.requested' and detail->>'bulkId' = ?`, [bulkId])).toEqual([{ meant: 3, policy: true }]);
    expect(await decide(bulkId)).toMatchObject({ state: 'running' });
    await carryOut();
    expect(await seen(bulkId)).toMatchObject({ state: 'done', meant: 3, done: 2, untold: 1, skipped: 1, failed: 0 });
  });

  it('that meets nobody is refused, and the refusal is written down', async () => {
    expect(await order('7B (mistyped)')).toMatchObject({ allowed: false, refusal: 'recovery.bulk-meets-nobody' });
    const { name, refs } = await group(1);
    await scene.world.rows(`update builtin_account set state = 'disabled' where id = ? returning id`, [refs[0]]);
    expect(await order(name)).toMatchObject({ allowed: false, refusal: 'recovery.bulk-meets-nobody' });
    expect(await scene.world.rows(`select outcome, detail->>'refusal' as refusal from audit_entry where verb = 'bulk.requested' and detail->>'group' = ?`, [name])).toEqual([{ outcome: 'refused', refusal: 'recovery.bulk-meets-nobody' }]);
  });

  it('is approved for those who were shown: whoever came since is shown first, and a group that emptied is refused', async () => {
    const { name } = await group(2);
    const bulkId = await ordered(name);
    await scene.world.person({ username: `${name}-late`, group: name, password: undefined, addresses: [{ address: `late-${name}@post.example` }] });
    expect(await decide(bulkId)).toMatchObject({ allowed: false, refusal: 'recovery.bulk-has-grown' });
    expect(await seen(bulkId)).toMatchObject({ state: 'awaiting-approval', meant: 3 });
    expect(await decide(bulkId)).toMatchObject({ allowed: true, state: 'running' });
    const emptied = await group(1);
    const other = await ordered(emptied.name);
    await scene.world.rows(`update builtin_account set state = 'disabled' where id = ? returning id`, [emptied.refs[0]]);
    expect(await decide(other)).toMatchObject({ allowed: false, refusal: 'recovery.bulk-meets-nobody' });
    expect(await decide(other, 'refuse')).toMatchObject({ allowed: true, state: 'refused' });
    await carryOut();
  });

  it('of first passwords is no way around a portal that asks for evidence of each of them (R44), and meets nobody at the desk (T22)', async () => {
    const { name, at } = await group(2);
    const first = { kind: 'initial-credentials', reason: undefined } as const;
    await scene.world.rows(`update portal set profile = jsonb_set(profile, '{policy}', '{"actions": {"send-initial-credentials": {"level": 2}}}') where key = 'school' returning key`);
    expect(await order(name, first)).toMatchObject({ allowed: false, refusal: 'recovery.bulk-needs-evidence' });
    await scene.world.rows(`update portal set profile = profile - 'policy' where key = 'school' returning key`);
    expect(await scene.world.get(AddAgent).run({ email: at(0), displayName: 'Kim', code: 'kk', roles: ['agent'], portals: [], password: 'Sieben Stühle am Fenster 3' })).toMatchObject({ allowed: true });
    const bulkId = await begun(name, first);
    await carryOut();
    expect(await seen(bulkId)).toMatchObject({ state: 'done', done: 1, skipped: 1, failed: 0 });
    expect((await accountsOf(bulkId)).items).toMatchObject([{ state: 'skipped', because: 'recovery.colleagues-account', username: `${name}-0` }]);
  });
});

describe('who has to choose a new password', () => {
  it('hears of it at every usable address, and at none that was never confirmed', async () => {
    const { name, at } = await group(2, { second: true });
    await begun(name);
    await carryOut();
    expect(await Promise.all([at(0), `second-${at(0)}`, at(1), `second-${at(1)}`].map(async (address) => (await toldAt(address)).length))).toEqual([1, 1, 1, 0]);
  });

  it('reads of a date only where the order has one, which lies ahead', async () => {
    const [dated, plain] = [await group(1), await group(1)];
    const now = scene.world.clock.now().getTime();
    for (const deadlineAt of [new Date(now - 1), new Date(now + DAY_MS - 1), new Date(now + 400 * DAY_MS)]) expect(await order(dated.name, { deadlineAt })).toMatchObject({ refusal: 'recovery.bulk-deadline-misfit', missing: ['parameter:deadlineAt'] });
    const deadlineAt = new Date(now + 7 * DAY_MS);
    const bulkId = await begun(dated.name, { deadlineAt });
    await begun(plain.name);
    expect(await seen(bulkId)).toMatchObject({ deadlineAt: deadlineAt.toISOString() });
    await carryOut();
    expect((await toldAt(dated.at(0)))[0]?.variables).toMatchObject({ deadlineAt: deadlineAt.toISOString() });
    expect((await toldAt(plain.at(0)))[0]?.variables).toMatchObject({ deadlineAt: null });
  });

  it('and cannot be told, or is passed over, stands in a list with the reason, with an alarm; the audit names nobody', async () => {
    const { name, refs, at } = await group(3);
    await without(refs[0]!);
    await scene.world.rows(`update builtin_account set state = 'frozen' where id = ? returning id`, [refs[1]]);
    const bulkId = await begun(name);
    await carryOut();
    expect(await mustChange(refs[0]!)).toBe(true);
    expect(await toldAt(at(2))).toHaveLength(1);
    const { items, left } = await accountsOf(bulkId);
    expect({ items, left }).toEqual({ left: 0, items: [
      { state: 'untold', because: 'recovery.no-address-on-file', account: expect.stringContaining('Anna'), username: `${name}-0` },
      { state: 'skipped', because: 'recovery.account-frozen', account: expect.stringContaining('Anna'), username: `${name}-1` },
    ] });
    expect((await alarms()).map(({ detail }) => detail)).toContainEqual({ bulkId, kind: 'forced-reset', untold: 1, failed: 0 });
    const said = await scene.world.rows<{ said: string }>(`select detail::text as said from audit_entry where detail->>'bulkId' = ?`, [bulkId]);
    expect(said.length).toBeGreaterThan(3);
    for (const line of said) for (const mark of [`${name}-`, 'Anna', ...refs]) expect(line.said).not.toContain(mark);
    expect(await scene.world.get(ListBulkAccounts).run({ bulkId, agent: { ...desk(), portals: ['chamber'] } })).toMatchObject({ refusal: 'recovery.bulk-unknown' });
    expect(await scene.world.get(ListBulkAccounts).run({ bulkId, agent: { ...desk(), roles: [] } })).toMatchObject({ refusal: 'recovery.bulk-unknown' });
  });

  it('is told although everything died after the directory did it, and the order was stopped meanwhile', async () => {
    const { name, refs, at } = await group(2);
    const bulkId = await begun(name);
    scene.world.directories.dies = 'after';
    await expect(carryOut()).rejects.toThrow(Killed);
    expect(await scene.world.get(OrderBulk).cancel({ bulkId, agent: desk() })).toMatchObject({ state: 'cancelled' });
    scene.world.clock.moveBy(120_000);
    await carryOut();
    const flagged = await Promise.all(refs.map(mustChange));
    const told = await Promise.all([0, 1].map(async (index) => (await toldAt(at(index))).length === 1));
    expect(flagged.filter(Boolean)).toHaveLength(1);
    expect(told).toEqual(flagged);
    expect(await seen(bulkId)).toMatchObject({ state: 'cancelled', done: 1 });
  });

  it('is told although they left the group between the directory and the mail', async () => {
    const { name, refs } = await group(2);
    const bulkId = await begun(name);
    scene.world.directories.dies = 'after';
    await expect(carryOut()).rejects.toThrow(Killed);
    const [first] = (await Promise.all(refs.map(async (ref) => ((await mustChange(ref)) ? [ref] : [])))).flat();
    await scene.world.rows(`update builtin_account set group_name = 'elsewhere' where id = ? returning id`, [first]);
    await carryOut();
    await carryOut();
    const { addresses } = await scene.world.account('school', first!);
    expect(await toldAt(addresses[0]!.address)).toHaveLength(1);
    expect(await seen(bulkId)).toMatchObject({ state: 'done', done: 2 });
  });

  it('is left alone when everything died before it, and the order was stopped or the account frozen meanwhile; the list says so', async () => {
    const [stopped, frozen] = [await group(1), await group(1)];
    const one = await begun(stopped.name);
    scene.world.directories.dies = 'before';
    await expect(carryOut()).rejects.toThrow(Killed);
    await scene.world.get(OrderBulk).cancel({ bulkId: one, agent: desk() });
    scene.world.clock.moveBy(120_000);
    await carryOut();
    expect((await accountsOf(one)).items).toMatchObject([{ state: 'skipped', because: 'recovery.bulk-stopped' }]);
    const two = await begun(frozen.name);
    scene.world.directories.dies = 'before';
    await expect(carryOut()).rejects.toThrow(Killed);
    await scene.world.get(Directories).of('school').freeze(frozen.refs[0]!, 'somebody froze it');
    await carryOut();
    expect((await accountsOf(two)).items).toMatchObject([{ state: 'skipped', because: 'recovery.account-frozen' }]);
    expect([await mustChange(stopped.refs[0]!), await mustChange(frozen.refs[0]!)]).toEqual([false, false]);
  });
});
