import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Alarms } from '#alarms';
import { AuditTrail, CopyAudit, VerifyAudit } from '#audit';
import { Secret, Sealer, SIGNATURE_HEADER, signCall } from '#kernel';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const sealer = new Sealer(new Secret('a key for specs that is long enough to be one'));
const NOW = new Date('2026-11-28T09:00:00.123Z');
const KEY = new Secret('a-key-that-the-other-system-knows');

let fresh: FreshDatabase;
let alarms: Alarms;
let other: Server;
/** What the other system wrote down, and how it answers. */
let kept: string[];
let answer: number;
let areSigned: boolean[];

beforeAll(async () => {
  fresh = await freshDatabase();
  alarms = new Alarms(fresh.database, { now: () => NOW } as never);
  other = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk))).on('end', () => {
      areSigned.push(request.headers[SIGNATURE_HEADER] === signCall(KEY, body, NOW));
      if (answer === 200) kept.push(...body.trimEnd().split('\n'));
      response.statusCode = answer;
      response.end();
    });
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  [kept, areSigned, answer] = [[], [], 200];
});
afterAll(async () => {
  other?.close();
  await fresh?.close();
});

const copy = (database = fresh.database) => new CopyAudit(database, alarms, { COPY_URL: `http://127.0.0.1:${(other.address() as AddressInfo).port}/audit`, COPY_KEY: KEY });
const record = (portalKey: string | null, count: number) => fresh.database.transaction(async (tx) => {
  for (let at = 0; at < count; at += 1) await new AuditTrail(sealer).record(tx, { portalKey, verb: 'ticket.opened', actor: { kind: 'requester', ip: '192.0.2.7' }, outcome: 'done', now: NOW });
});
const against = (lines: readonly string[]) => new VerifyAudit(fresh.database, sealer).against((async function* () { yield* lines; })());
const places = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as { chain: string; sequence: number }).map(({ chain, sequence }) => `${chain}/${sequence}`);

describe('the copy of the audit trail on another system (R60)', () => {
  it('gets every new row once, each chain in order, without source addresses in clear, and proves that the desk still has them', async () => {
    await record('school', 3);
    await record(null, 2);
    expect(await copy().run(NOW)).toBe(5);
    expect(places(kept)).toEqual(['house/1', 'house/2', 'school/1', 'school/2', 'school/3']);
    expect(areSigned).toEqual([true, true]);
    expect(kept.join('')).not.toContain('192.0.2.7');
    expect(await copy().run(NOW)).toBe(0);
    const before = [...kept];
    await record('school', 1_100);
    expect(await copy().run(NOW)).toBe(1_100);
    expect(places(kept).slice(5)).toEqual(Array.from({ length: 1_100 }, (_, at) => `school/${at + 4}`));
    expect(await against([...before, '', ...kept.slice(5)])).toEqual({ ok: true, compared: 1_105 });
  });

  it('loses nothing while the other system is away, and calls a person until it is back', async () => {
    await record('chamber', 2);
    answer = 503;
    expect(await copy().run(NOW)).toBe(0);
    expect(await alarms.open()).toMatchObject([{ kind: 'audit-not-copied', detail: { because: 'it answered 503' } }]);
    answer = 200;
    expect(await copy().run(NOW)).toBe(2);
    expect(await alarms.open()).toEqual([]);
    expect(places(kept)).toEqual(['chamber/1', 'chamber/2']);
  });

  it('gets the same rows again when the worker dies before it noted what was taken', async () => {
    await record('service-desk', 2);
    const dies = Object.assign(Object.create(fresh.database) as typeof fresh.database, { transaction: () => Promise.reject(new Error('killed')) });
    await expect(copy(dies).run(NOW)).rejects.toThrow('killed');
    expect(await alarms.open()).toEqual([]);
    expect(await copy().run(NOW)).toBe(2);
    expect(places(kept)).toEqual(['service-desk/1', 'service-desk/2', 'service-desk/1', 'service-desk/2']);
    expect(await against(kept)).toMatchObject({ ok: true });
  });

  it('shows what the chain alone cannot: an end that was cut off, a row that is another now', async () => {
    await record('manufacturer', 3);
    await copy().run(NOW);
    expect(await against([...kept.slice(0, 2), ...kept.slice(2).map((line) => line.replace('"sequence":3', '"sequence":4'))])).toEqual({ ok: false, chain: 'manufacturer', sequence: 4, why: 'the desk no longer has it' });
    expect(await against(kept.map((line) => line.replace(/"hash":"[0-9a-f]{64}"/, `"hash":"${'0'.repeat(64)}"`)))).toMatchObject({ ok: false, chain: 'manufacturer', sequence: 1, why: 'it is not what was copied' });
    expect(await against([kept[0]!, 'scribble'])).toEqual({ ok: false, line: 2, why: 'no row of an audit trail' });
  });

  it('is not made where no other system is named, and calls nobody any more', async () => {
    await record('media-centre', 1);
    answer = 503;
    await copy().run(NOW);
    expect(await alarms.open()).toHaveLength(1);
    expect(await new CopyAudit(fresh.database, alarms, {} as never).run(NOW)).toBe(0);
    expect(await alarms.open()).toEqual([]);
    expect(kept).toEqual([]);
  });
});
