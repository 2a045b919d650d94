import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SendSms } from '#outbound';
import { deadWays } from '../../libs/recovery/store/dead-ways.queries.js';
import { holdNotices } from '../support/hold-notices.js';

const HOUR_MS = 3_600_000;
const { asBefore, asked, gateway, get, hasGateway, held, numberOf, scene, trail } = holdNotices();

beforeAll(hasGateway);
beforeEach(async () => {
  await asBefore();
  // Ten in the morning in Berlin.
  do scene.world.clock.moveBy(HOUR_MS); while (scene.world.clock.now().getUTCHours() !== 9);
  Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
});

const rows = () => scene.world.rows<{ id: string; state: string; detail: string | null; text_sealed: string | null }>('select id, state, detail, text_sealed from sms_message where recipient = ? order by id', [numberOf()]);

/** The lane and upkeep come by; whoever is not reached is tried again. */
async function sends(): Promise<void> {
  for (const { id } of await rows()) await get(SendSms).run({ smsMessageId: id }).catch(() => undefined);
  await get(SendSms).settleLate();
}

const arrived = () => gateway.sent.map(({ text }) => /: ([^.:]*?)[.:]/.exec(text)![1]);

describe('a gateway that was away while a change waited', () => {
  it('gets the newest stage only when it comes back; the others are overtaken, and nobody counts as told by them', async () => {
    gateway.isAway = true;
    const { actionId, ticketId } = await asked('letter', 'second-address');
    await sends();
    await scene.approves(actionId);
    await sends();
    expect((await rows()).map(({ state }) => state)).toEqual(['expired', 'queued']);
    // Nothing was refused, and none came too late: the phone is relied on as before.
    expect(await scene.world.database.read((em) => deadWays(em, { portalKey: 'school', accountRef: scene.anna.ref }, [], scene.world.clock.now()))).toEqual([]);
    await scene.later(37);
    scene.world.clock.moveBy(12 * HOUR_MS);
    gateway.isAway = false;
    await sends();
    expect(arrived()).toEqual(['Erinnerung']);
    expect(await rows()).toMatchObject([...['', ''].map(() => ({ state: 'expired', detail: 'overtaken', text_sealed: null })), { state: 'sent' }]);
    expect((await trail(ticketId, 'notice.sms-failed')).map(({ event, state }) => [event, state])).toEqual([['case-opened', 'overtaken'], ['hold-started', 'overtaken']]);
    await sends();
    expect(arrived()).toEqual(['Erinnerung']);
  });

  it('and the phone of another change is not overtaken by this one', async () => {
    gateway.isAway = true;
    const one = await held();
    await sends();
    await scene.world.rows(`update sms_message set about_id = gen_random_uuid() where recipient = ? and state = 'queued' returning id`, [numberOf()]);
    await scene.later(36);
    scene.world.clock.moveBy(12 * HOUR_MS);
    gateway.isAway = false;
    await sends();
    expect([await scene.state(one.actionId), arrived()]).toEqual(['held', ['Für Ihr Konto geplant', 'Erinnerung']]);
  });
});

describe('a reminder at half-time', () => {
  it('wakes nobody at night: it goes at seven, the start and the end at once; its mail does not wait', async () => {
    // Half-time is at ten in the evening.
    await held();
    await sends();
    gateway.sent.length = 0;
    await scene.later(36);
    expect(await scene.mails(scene.anna.address, 'hold-half-time')).toHaveLength(1);
    await sends();
    scene.world.clock.moveBy(8 * HOUR_MS);
    await sends();
    expect([arrived(), (await rows()).at(-1)]).toMatchObject([[], { state: 'queued' }]);
    const morning = new Date(scene.world.clock.now().getTime() + HOUR_MS);
    const jobs = async () => (await scene.world.rows<{ run_at: string | null }>(`select run_at from outbox_job where payload ->> 'smsMessageId' = ?`, [(await rows()).at(-1)!.id])).map(({ run_at }) => run_at && new Date(run_at));
    expect(await jobs()).toEqual([morning]);
    scene.world.clock.moveBy(HOUR_MS);
    await get(SendSms).settleLate();
    expect(await jobs()).toEqual([morning, null]);
    await sends();
    expect(arrived()).toEqual(['Erinnerung']);
    // The end is at night as well.
    await scene.later(27 + 14);
    await sends();
    expect(arrived()).toEqual(['Erinnerung', 'An Ihrem Konto geändert']);
  });

  it('that waits for the morning does not keep the start from a gateway that comes back at night', async () => {
    gateway.isAway = true;
    await held();
    await scene.later(36);
    gateway.isAway = false;
    await sends();
    expect(arrived()).toEqual(['Für Ihr Konto geplant']);
    scene.world.clock.moveBy(9 * HOUR_MS);
    await sends();
    expect(arrived()).toEqual(['Für Ihr Konto geplant', 'Erinnerung']);
  });
});
