import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ofSeenAlarms, TakeAlarm, type Caller } from '#agents';
import { Alarms, TellAlarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Secret, Sealer, StillClock } from '#kernel';
import type { Database } from '#persistence';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

describe('alarms', () => {
  const clock = new StillClock(new Date('2026-11-28T09:00:00Z'));
  let fresh: FreshDatabase;
  let alarms: Alarms;
  let audit: AuditTrail;
  let hook: Server;
  const heard: { alarms: { kind: string; subject: string; urgent: boolean }[] }[] = [];
  const who: Caller = { agentId: '00000000-0000-7000-8000-000000000001', email: 'mara@desk.example', displayName: 'Mara', code: 'ma', roles: ['agent'], portals: [], locale: 'de', strength: 'second-factor' };
  const takes = (id: string, more: Partial<Caller> = {}) => new TakeAlarm(fresh.database, alarms, audit, clock).run(id, { ...who, ...more });
  const tell = () => new TellAlarms(fresh.database, { WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/` });

  beforeAll(async () => {
    fresh = await freshDatabase();
    alarms = new Alarms(fresh.database, clock);
    audit = new AuditTrail(new Sealer(new Secret('x'.repeat(40))));
    hook = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk))).on('end', () => {
        heard.push(JSON.parse(body) as (typeof heard)[number]);
        response.end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(async () => {
    heard.length = 0;
    await fresh.database.transaction((tx) => tx.execute('delete from alarm'));
  });
  afterAll(async () => {
    hook?.close();
    await fresh?.close();
  });

  it('are one for a kind and a subject, however often and from how many sides they are noticed', async () => {
    await Promise.all(Array.from({ length: 8 }, () => alarms.raiseNow({ kind: 'mailbox-silent', portalKey: 'school', subject: 'help@school.example', detail: { hours: 3 } })));
    await alarms.raiseNow({ kind: 'mailbox-silent', portalKey: 'chamber', subject: 'help@chamber.example' });
    expect((await alarms.open()).map(({ subject, count }) => [subject, count])).toEqual([['help@school.example', 8], ['help@chamber.example', 1]]);
    expect((await alarms.open(() => ofSeenAlarms({ portals: ['chamber'] }))).map(({ subject }) => subject)).toEqual(['help@chamber.example']);
  });

  it('end when it works again, and begin anew when it breaks again', async () => {
    await alarms.raiseNow({ kind: 'outbox-waiting', subject: 'relay' });
    await alarms.clearNow('outbox-waiting', 'relay');
    await alarms.clearNow('outbox-waiting', 'relay');
    expect(await alarms.open()).toEqual([]);
    await alarms.raiseNow({ kind: 'outbox-waiting', subject: 'relay' });
    expect((await alarms.open())[0]).toMatchObject({ count: 1 });
  });

  it('go away with the transaction that raised them', async () => {
    await expect(fresh.database.transaction(async (tx) => {
      await alarms.raise(tx, { kind: 'breaker-open', subject: 'desk' });
      throw new Error('killed');
    })).rejects.toThrow('killed');
    expect(await alarms.open()).toEqual([]);
  });

  it('are told outside once, in one call for all, again a day later, and not once somebody took them', async () => {
    for (const subject of ['a@x.example', 'b@x.example']) await alarms.raiseNow({ kind: 'mailbox-unreachable', subject });
    expect(await Promise.all([tell().run(clock.now()), tell().run(clock.now())])).toEqual(expect.arrayContaining([2, 0]));
    expect(heard).toHaveLength(1);
    expect(heard[0]!.alarms).toMatchObject([{ kind: 'mailbox-unreachable', subject: 'a@x.example', urgent: true }, { subject: 'b@x.example' }]);
    clock.moveBy(23 * 3_600_000);
    expect(await tell().run(clock.now())).toBe(0);
    const [first] = await alarms.open();
    expect(await takes(first!.id)).toEqual({ allowed: true });
    clock.moveBy(2 * 3_600_000);
    expect(await tell().run(clock.now())).toBe(1);
    expect(heard[1]!.alarms).toMatchObject([{ subject: 'b@x.example' }]);
  });

  it('are not drowned by a flood of lesser ones: what is new is told, and what is urgent is shown', async () => {
    await fresh.database.transaction(async (tx) => {
      for (let at = 0; at < 260; at += 1) await alarms.raise(tx, { kind: 'recipient-limit', subject: `ticket ${at}` });
    });
    for (let round = 0; round < 6; round += 1) await tell().run(clock.now());
    expect(heard.flatMap((call) => call.alarms)).toHaveLength(260);
    clock.moveBy(60_000);
    await alarms.raiseNow({ kind: 'mailbox-unreachable', subject: 'help@school.example' });
    expect(await tell().run(clock.now())).toBe(1);
    expect(await alarms.open()).toHaveLength(200);
    expect((await alarms.open()).at(-1)).toMatchObject({ kind: 'mailbox-unreachable' });
    expect(await alarms.counts()).toEqual(new Map([['recipient-limit', 260], ['mailbox-unreachable', 1]]));
    // Nobody says when a flood is over: it is when it is quiet for a day.
    clock.moveBy(24 * 3_600_000);
    await tell().run(clock.now());
    expect((await alarms.open()).map(({ kind }) => kind)).toEqual(['mailbox-unreachable']);
  });

  it('are told with the urgent ones first, however many older ones wait', async () => {
    await fresh.database.transaction(async (tx) => {
      for (let at = 0; at < 60; at += 1) await alarms.raise(tx, { kind: 'recipient-limit', subject: `ticket ${at}` });
    });
    clock.moveBy(60_000);
    await alarms.raiseNow({ kind: 'storage-failing', subject: 'storage' });
    expect(await tell().run(clock.now())).toBe(50);
    expect(heard[0]!.alarms[0]).toMatchObject({ kind: 'storage-failing', urgent: true });
    expect(await tell().run(clock.now())).toBe(11);
  });

  it('stay with those who may see the portal', async () => {
    await alarms.raiseNow({ kind: 'mailbox-silent', portalKey: 'school', subject: 'x' });
    const [alarm] = await alarms.open();
    expect(await takes(alarm!.id, { portals: ['nowhere'] })).toMatchObject({ refusal: 'request.not-found' });
  });

  it('are taken by whoever sees all that they concern, which is written down once, with who and what', async () => {
    await alarms.raiseNow({ kind: 'audit-not-copied', subject: 'audit' });
    await alarms.raiseNow({ kind: 'breaker-open', portalKey: 'school', subject: 'school' });
    const ids = new Map((await alarms.open()).map(({ kind, id }) => [kind as string, id]));
    const no = { allowed: false, refusal: 'alarms.whole-view-needed' };
    expect(await takes(ids.get('audit-not-copied')!, { portals: ['school'] })).toEqual(no);
    expect(await takes(ids.get('audit-not-copied')!, { limits: { school: { queues: ['triage'] } } })).toEqual(no);
    expect(await takes(ids.get('breaker-open')!, { portals: ['school'], limits: { school: { queues: ['triage'] } } })).toEqual(no);
    expect((await alarms.open()).map(({ acknowledgedAt }) => acknowledgedAt)).toEqual([null, null]);
    for (const again of [1, 2]) expect([again, await takes(ids.get('audit-not-copied')!)]).toEqual([again, { allowed: true }]);
    expect(await takes(ids.get('breaker-open')!, { portals: ['school'] })).toEqual({ allowed: true });
    const lines = await fresh.database.read((em) => em.execute<object[]>(`select chain, actor_id, detail->>'kind' as kind, detail->>'portal' as portal from audit_entry where verb = 'alarm.acknowledged' and detail->>'alarmId' = any(?::text[]) order by at, chain`, [`{${[...ids.values()].join(',')}}`]));
    expect(lines).toEqual([{ chain: 'house', actor_id: who.agentId, kind: 'audit-not-copied', portal: null }, { chain: 'school', actor_id: who.agentId, kind: 'breaker-open', portal: 'school' }]);
  });

  it('stay taken for three days, and are nobody\'s and told at once when they stand longer or say something else', async () => {
    await alarms.raiseNow({ kind: 'audit-not-copied', subject: 'audit', detail: { because: 'timeout' } });
    await alarms.raiseNow({ kind: 'voucher-said-no', portalKey: 'school', subject: 'SCH-1' });
    for (const { id } of await alarms.open()) await takes(id);
    const round = async () => [await tell().run(clock.now()), (await alarms.open()).filter(({ acknowledgedAt }) => acknowledgedAt).map(({ kind }) => kind)];
    expect(await round()).toEqual([0, ['audit-not-copied', 'voucher-said-no']]);
    clock.moveBy(60_000);
    await alarms.raiseNow({ kind: 'audit-not-copied', subject: 'audit', detail: { because: 'timeout' } });
    expect(await round()).toEqual([0, ['audit-not-copied', 'voucher-said-no']]);
    await alarms.raiseNow({ kind: 'voucher-said-no', portalKey: 'school', subject: 'SCH-1' });
    expect(await round()).toEqual([1, ['audit-not-copied']]);
    await alarms.raiseNow({ kind: 'audit-not-copied', subject: 'audit', detail: { because: 'refused' } });
    expect(await round()).toEqual([1, []]);
    for (const { id } of await alarms.open()) expect(await takes(id)).toEqual({ allowed: true });
    clock.moveBy(3 * 24 * 3_600_000 - 1);
    expect((await round())[0]).toBe(0);
    clock.moveBy(1);
    expect(await round()).toEqual([2, []]);
    expect(await round()).toEqual([0, []]);
  });

  it('do not stop the house when nobody listens outside', async () => {
    await alarms.raiseNow({ kind: 'mailbox-silent', subject: 'x' });
    expect(await new TellAlarms(fresh.database, { WEBHOOK_URL: 'http://127.0.0.1:9/' }).run(clock.now())).toBe(1);
  });

  it('are told again when the process died between the call and its note', async () => {
    await alarms.raiseNow({ kind: 'storage-failing', subject: 'storage' });
    const dying = Object.create(fresh.database) as Database;
    let transactions = 0;
    dying.transaction = (work) => ((transactions += 1) < 3 ? fresh.database.transaction(work) : Promise.reject(new Error('killed')));
    await expect(new TellAlarms(dying, { WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/` }).run(clock.now())).rejects.toThrow('killed');
    clock.moveBy(60_000);
    expect(await tell().run(clock.now())).toBe(1);
    clock.moveBy(60_000);
    expect(await tell().run(clock.now())).toBe(0);
  });

  it.each([['is away', 'http://127.0.0.1:9/'], ['refuses', undefined]])('are told again in the next round when the other side %s, each once a round', async (_what, away) => {
    const refusing = createServer((request, response) => void request.resume().on('end', () => response.writeHead(503).end()));
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    const failing = new TellAlarms(fresh.database, { WEBHOOK_URL: away ?? `http://127.0.0.1:${(refusing.address() as AddressInfo).port}/` });
    await alarms.raiseNow({ kind: 'storage-failing', subject: 'storage' });
    for (let round = 0; round < 3; round += 1) {
      expect(await failing.run(clock.now())).toBe(1);
      clock.moveBy(60_000);
    }
    expect(await tell().run(clock.now())).toBe(1);
    expect(heard).toHaveLength(1);
    expect(heard[0]!.alarms).toMatchObject([{ kind: 'storage-failing', urgent: true }]);
    clock.moveBy(60_000);
    expect(await tell().run(clock.now())).toBe(0);
    refusing.close();
  });
});
