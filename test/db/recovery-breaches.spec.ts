import { describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '#kernel';
import { CloseBreach, ExportBreach, ListBreaches, MarkBreach, WatchBreaches } from '#recovery';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
const REASON = 'Die Anruferin war nicht Anna; Anna rief am Nachmittag selbst an.';
const mark = (actionId: string, more: { breachId?: string; reason?: string; agent?: ReturnType<typeof scene.colleague> } = {}) => scene.world.get(MarkBreach).run({ actionId, agent: scene.colleague(), reason: REASON, ...more });
const alarms = async () => (await scene.world.rows<{ kind: string }>('select kind from alarm where cleared_at is null and kind like ? order by kind', ['data-breach%'])).map(({ kind }) => kind);
const mine = async (id: string) => (await scene.world.get(ListBreaches).run(scene.colleague())).find((one) => one.id === id)!;

/** Something that was carried out on Anna's account. */
async function granted(): Promise<{ number: string; ticketId: string; actionId: string }> {
  const { number, ticketId } = await scene.asksAPerson();
  // Not so soon after the last one that the limits speak.
  scene.world.clock.moveBy(2 * HOUR_MS);
  return { number, ticketId, actionId: await scene.doing(number, 'send-recovery-link') };
}
async function marked(...given: Parameters<typeof mark>): Promise<string> {
  const answer = await mark(...given);
  if (!answer.allowed) throw new Error(answer.refusal);
  return answer.breachId;
}

describe('a recovery that should not have been granted', () => {
  it('is marked by who answers for it, once, and from then on 72 hours run with an alarm before they end (R80)', async () => {
    const { number, ticketId, actionId } = await granted();
    expect(await mark(actionId, { agent: scene.colleague({ roles: ['agent'] }) })).toMatchObject({ refusal: 'recovery.no-such-action' });
    expect(await mark(actionId, { agent: scene.colleague({ portals: ['chamber'] }) })).toMatchObject({ refusal: 'recovery.no-such-action' });
    expect(await mark(actionId, { reason: 'falsch' })).toMatchObject({ refusal: 'recovery.reason-too-short' });
    const breachId = await marked(actionId);
    expect(await Promise.all([marked(actionId), marked(actionId)])).toEqual([breachId, breachId]);
    const dueAt = new Date(scene.world.clock.now().getTime() + 72 * HOUR_MS).toISOString();
    expect(await mine(breachId)).toMatchObject({ ticketNumber: number, reason: REASON, dueAt, clock: 'running', closedAt: null, actions: [{ id: actionId, type: 'send-recovery-link' }] });
    expect(await alarms()).toEqual(['data-breach']);
    expect((await scene.world.events(ticketId)).filter((verb) => verb === 'breach.marked')).toHaveLength(1);

    const watch = scene.world.get(WatchBreaches);
    scene.world.clock.moveBy(47 * HOUR_MS);
    expect(await watch.run()).toBe(0);
    scene.world.clock.moveBy(HOUR_MS);
    expect(await watch.run()).toBe(1);
    expect(await alarms()).toEqual(['data-breach', 'data-breach-ending']);
    expect(await mine(breachId)).toMatchObject({ clock: 'ending' });
    scene.world.clock.moveBy(24 * HOUR_MS);
    expect(await mine(breachId)).toMatchObject({ clock: 'over' });

    const close = (note: string) => scene.world.get(CloseBreach).run({ breachId, agent: scene.colleague(), reported: true, note });
    expect(await close('gemeldet')).toMatchObject({ refusal: 'recovery.reason-too-short' });
    expect(await close('Der Aufsicht gemeldet, Anna ist benachrichtigt, das Konto wurde eingefroren.')).toEqual({ allowed: true });
    expect(await close('Ein zweites Wort, das nichts mehr ändert, was schon gesagt ist.')).toEqual({ allowed: true });
    expect(await mine(breachId)).toMatchObject({ clock: 'closed', reported: true, note: 'Der Aufsicht gemeldet, Anna ist benachrichtigt, das Konto wurde eingefroren.' });
    expect(await watch.run()).toBe(0);
    expect(await alarms()).toEqual([]);
    const lines = await scene.world.rows<{ verb: string; detail: unknown }>(`select verb, detail from audit_entry where verb like 'breach.%' and detail->>'breachId' = ? order by sequence`, [breachId]);
    expect(lines).toMatchObject([{ verb: 'breach.marked' }, { verb: 'breach.closed', detail: { reported: true, inTime: false } }]);
  });

  it('joins others of the same incident, and the list of whom they concern is written down without saying whom', async () => {
    const [first, second, third] = [await granted(), await granted(), await granted()];
    const breachId = await marked(first.actionId);
    expect(await marked(second.actionId, { breachId })).toBe(breachId);
    const exported = await scene.world.get(ExportBreach).run({ breachId, agent: scene.colleague() });
    const row = { action: 'send-recovery-link', username: scene.anna.username, accountRef: scene.anna.ref, addresses: [scene.anna.address, scene.anna.second] };
    expect(exported).toMatchObject({ allowed: true, accounts: [{ ...row, ticketNumber: first.number }, { ...row, ticketNumber: second.number }] });
    expect(await scene.world.get(ExportBreach).run({ breachId, agent: scene.colleague({ portals: ['chamber'] }) })).toMatchObject({ refusal: 'recovery.no-such-breach' });
    const [line] = await scene.world.rows<{ detail: unknown }>(`select detail from audit_entry where verb = 'breach.exported' and detail->>'breachId' = ?`, [breachId]);
    expect(line?.detail).toEqual({ breachId, rows: 2 });
    await scene.world.get(CloseBreach).run({ breachId, agent: scene.colleague(), reported: false, note: 'Es war doch Anna; nichts ist an Fremde gegangen.' });
    expect(await mark(third.actionId, { breachId })).toMatchObject({ refusal: 'recovery.no-such-breach' });
  });

  it('is none where nobody got anything', async () => {
    const { actionId } = await granted();
    for (const state of ['awaiting-approval', 'held', 'refused', 'cancelled', 'expired', 'failed']) {
      await scene.world.rows('update recovery_action set state = ? where id = ? returning id', [state, actionId]);
      expect(await mark(actionId)).toMatchObject({ refusal: 'recovery.nothing-granted' });
    }
    await scene.world.rows(`update recovery_action set state = 'undone' where id = ? returning id`, [actionId]);
    expect(await mark(actionId)).toMatchObject({ allowed: true });
  });
});
