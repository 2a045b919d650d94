import { beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalAddress, newId } from '#kernel';
import { Database } from '#persistence';
import { ACTION_TYPES, CarryOutWaiting, SettleStuckActions } from '#recovery';
import { MortalDatabase } from '../support/mortal-database.js';
import { begun, looksLike, MORE_SETTINGS, SETTINGS, type Begun, type Setting } from '../support/recovery-settings.js';
import { Killed } from '../support/recovery-world.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
const ALL: readonly Setting[] = [...SETTINGS, ...MORE_SETTINGS];
const MOST_STEPS = 80;
/** One of each kind dies also where nothing was written: a secret is made, an address moves, mail only. */
const EVERY_STEP: ReadonlySet<string> = new Set(['issue-temporary-password', 'change-email', 'send-recovery-link']);
let mortal: MortalDatabase;

beforeAll(() => {
  mortal = new MortalDatabase(scene.world.get(Database), () => new Killed());
});

/** A desk of its own each time, so that no limit of one agent reaches another run. */
async function someone(setting: Setting): Promise<Begun> {
  Object.assign(scene.world.mara, { agentId: newId(), provedAt: scene.world.clock.now() });
  return begun(scene, setting);
}

/** What people and time do, from the first click to the end; doing all of it again changes nothing. */
async function drive(setting: Setting, { start }: Begun): Promise<void> {
  const asked = await start();
  if (!asked.allowed) throw new Error(`${setting.type}: ${asked.refusal} ${JSON.stringify(asked.missing)}`);
  if (setting.secondPerson && (await scene.state(asked.actionId)) === 'awaiting-approval') await scene.approves(asked.actionId);
  if (setting.hours && (await scene.state(asked.actionId)) === 'held') {
    scene.world.clock.moveBy(setting.hours * 3_600_000);
    await scene.world.get(CarryOutWaiting).run();
  }
}

/** Upkeep of a process that started anew. */
async function settle(): Promise<void> {
  scene.world.clock.moveBy(120_000);
  await scene.world.get(CarryOutWaiting).run();
  await scene.world.get(SettleStuckActions).run();
}

/** Who was told what, how often, and whether it counts as sent by Rekey itself (it never does, since an agent asked for all of it); the words that stand for a secret are another each time. */
async function told({ addresses }: Begun): Promise<string[]> {
  const mails = await Promise.all(addresses.map(async (address, at) => (await scene.world.rows<{ kind: string; event: string | null; counted: string | null }>(
    `select kind, variables ->> 'event' as event, counts_in as counted from outbound_message where recipient_canonical = ? and kind not in ('mailbox-proof', 'confirm-new-address', 'confirm-second-address')`, [canonicalAddress(address)]))
    .map(({ kind, event, counted }) => `${at}: ${kind} ${event ?? ''}${counted === null ? '' : ` counted for ${counted}`}`)));
  return mails.flat().toSorted();
}

describe('every action', () => {
  it('has a setting here', () => expect(ALL.map(({ type }) => type).toSorted()).toEqual([...ACTION_TYPES].toSorted()));

  it.each(ALL)('$type, killed at each step of the way, ends once: nothing doubled, nothing lost', async (setting) => {
    const whole = await someone(setting);
    await drive(setting, whole);
    const expected = await told(whole);
    expect(expected.filter((one) => one.includes('counted for'))).toEqual([]);
    const { directories } = scene.world;
    let step = 1;
    for (; step < MOST_STEPS; step += 1) {
      const one = await someone(setting);
      const before = directories.changes.length;
      const lived = await mortal.run(step, EVERY_STEP.has(setting.type) ? 'all' : 'commits', () => drive(setting, one));
      await settle();
      // Whoever got no answer clicks again.
      Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
      await drive(setting, one);
      await settle();
      const at = `${setting.type}, step ${step}`;
      const rows = await scene.world.rows<{ state: string }>('select state from recovery_action where (select number from ticket where id = recovery_action.ticket_id) = ?', [one.number]);
      expect([at, rows]).toEqual([at, [{ state: 'done' }]]);
      expect(await scene.world.account('school', scene.anna.ref)).toMatchObject(looksLike(setting.after, expect));
      if (setting.newAddress) expect((await scene.addresses()).filter((address) => address === one.newAddress)).toHaveLength(1);
      if (one.otherRef !== undefined) expect(await scene.world.account('school', one.otherRef)).toMatchObject({ state: 'disabled', addresses: [] });
      expect([at, await told(one)]).toEqual([at, expected]);
      const calls = directories.changes.slice(before).filter((name) => name === setting.call).length;
      // What makes a secret makes it anew, since nobody has seen the former; anything else is asked for once, or was done by the one who died.
      const makesSecret = setting.call === 'setPin' || setting.call === 'setTemporaryPassword';
      expect(calls).toBeLessThanOrEqual(setting.call === undefined ? 0 : makesSecret ? 2 : 1);
      if (lived) break;
    }
    expect(step).toBeGreaterThan(1);
    expect(step).toBeLessThan(MOST_STEPS);
  });
});
