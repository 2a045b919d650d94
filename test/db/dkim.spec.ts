import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { MINUTE_MS, Secret, StillClock } from '#kernel';
import { SmtpRelay } from '../../libs/outbound/adapters/smtp-relay.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { outboundWorld, type OutboundWorld } from '../support/outbound-world.js';
import { SmtpSink } from '../support/smtp-sink.js';

describe('what leaves for a domain with a key', () => {
  let fresh: FreshDatabase;
  let sink: SmtpSink;
  let relay: SmtpRelay;
  let world: OutboundWorld;
  const zone = new Map<string, string>();
  const published = new Map<string, readonly string[]>();

  beforeAll(async () => {
    fresh = await freshDatabase();
    sink = await SmtpSink.start();
    relay = new SmtpRelay({ SMTP_URL: new Secret(sink.url), SEND_TIMEOUT_SECONDS: 5 });
    world = await outboundWorld(fresh.database, { clock: new StillClock(new Date('2026-11-23T08:00:00Z')), txt: published });
    world.relay.hand = (mail) => relay.hand(mail);
  });
  afterAll(async () => {
    relay?.onApplicationShutdown();
    await world?.presence.onApplicationShutdown();
    await sink?.stop();
    await fresh?.close();
  });

  const sends = async (recipient: string) => {
    const queued = await fresh.database.transaction((tx) => world.queue.within(tx, {
      portalKey: world.portalKey, mailboxId: world.mailboxId, kind: 'reply', locale: 'de', recipient, now: world.clock.now(), variables: { text: 'Grüße\n\n.Punkt', agentCode: 'ro' }, secrets: {},
    }));
    if (!queued.allowed) throw new Error(queued.refusal);
    return world.deliver.run({ outboundMessageId: queued.message.id, round: 0 });
  };
  const verified = async (raw: string) => {
    const { results } = await dkimVerify(Buffer.from(raw), { curTime: world.clock.now(), resolver: async (name: string) => {
      const value = zone.get(name);
      if (value === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return [[value]];
    } } as never);
    return (results as { signingDomain?: string; status: { result: string } }[]).map(({ signingDomain, status }) => [signingDomain, status.result]);
  };

  it('is signed so that a receiver can check it, and no longer passes once a word of it was changed', async () => {
    const made = await world.dkimKeys.create('Media.Example');
    if (!made.allowed) throw new Error(made.refusal);
    zone.set(made.record.name, made.record.value);
    const selector = made.record.name.split('.')[0]!;
    expect(await sends('mara@corp.example')).toBe('sent');
    expect(await verified(sink.received.at(-1)!.raw)).toEqual([[undefined, 'none']]);
    expect(await world.dkimKeys.use(selector)).toEqual({ allowed: false, refusal: 'outbound.key-not-published', missing: [made.record.name] });
    published.set(made.record.name, ['v=spf1 -all', made.record.value.replace(/.$/, 'A')]);
    expect(await world.dkimKeys.use(selector)).toMatchObject({ allowed: false });
    published.set(made.record.name, [`${made.record.value.slice(0, 90)} ${made.record.value.slice(90)}`]);
    expect(await world.dkimKeys.use(selector)).toMatchObject({ allowed: true });
    expect(await sends('mara@corp.example')).toBe('sent');
    const { raw } = sink.received.at(-1)!;
    expect(await verified(raw)).toEqual([['media.example', 'pass']]);
    expect(await verified(raw.replace('Subject: ', 'Subject: Re: '))).toEqual([['media.example', 'fail']]);
    expect(await verified(raw.replace('.Punkt', '.Komma'))).toEqual([['media.example', 'neutral']]);
  });

  it('goes on being signed with the key in use while a new one is not published', async () => {
    const [before, made] = [await world.dkimKeys.signerOf('media.example'), await world.dkimKeys.create('media.example')];
    if (!made.allowed) throw new Error(made.refusal);
    expect((await world.dkimKeys.signerOf('media.example'))?.selector).toBe(before!.selector);
    const selector = made.record.name.split('.')[0]!;
    expect(await world.dkimKeys.use(selector, { force: true })).toMatchObject({ allowed: true });
    expect((await world.dkimKeys.signerOf('media.example'))?.selector).toBe(selector);
    expect(await world.dkimKeys.use(before!.selector, { force: true })).toMatchObject({ allowed: true });
    expect(await world.dkimKeys.use('nobody')).toEqual({ allowed: false, refusal: 'outbound.key-unknown' });
  });

  it('still tells a mail of which no byte left from one that the relay may have', async () => {
    sink.mood = { kind: 'cut', at: 'recipient' };
    expect(await sends('one@corp.example')).toBe('queued');
    sink.mood = { kind: 'cut', at: 'last-byte' };
    expect(await sends('two@corp.example')).toBe('unknown');
    sink.mood = { kind: 'accept' };
  });

  it('leaves unsigned rather than not at all when its key signs nothing, and somebody is called', async () => {
    const hand = world.relay.hand.bind(world.relay);
    world.relay.hand = (mail) => hand({ ...mail, dkim: { ...mail.dkim!, privateKey: new Secret('no key at all') } });
    expect(await sends('unsigned@corp.example')).toBe('sent');
    world.relay.hand = hand;
    expect(sink.received.at(-1)!.raw).not.toMatch(/^DKIM-Signature/m);
    const unsigned = async () => (await world.outbox.list({ scope: { portals: [] }, limit: 200 })).items.filter((one) => one.unsigned !== null);
    const [row] = await unsigned();
    expect(row).toMatchObject({ recipient: 'unsigned@corp.example', state: 'sent', unsigned: 'dkim' });
    expect(await world.alarms.open()).toMatchObject([{ kind: 'signature-failed', subject: world.portalKey, detail: { signature: 'dkim', outboundMessageId: row!.id } }]);
    expect(await sends('signed@corp.example')).toBe('sent');
    expect(sink.received.at(-1)!.raw).toMatch(/^DKIM-Signature/m);
    expect(await unsigned()).toEqual([row]);
  });

  it('leaves unsigned when the seal of its key does not open, e.g. after a restore with another secret key, and somebody is called', async () => {
    const before = world.sealer.open.bind(world.sealer);
    world.sealer.open = (sealed, context) => {
      if (context.startsWith('dkim:')) throw new Error('it does not open');
      return before(sealed, context);
    };
    await fresh.database.transaction((tx) => tx.execute('truncate alarm'));
    (world.clock as StillClock).moveBy(2 * MINUTE_MS);
    expect(await sends('another-key@corp.example')).toBe('sent');
    expect(sink.received.at(-1)!.raw).not.toMatch(/^DKIM-Signature/m);
    expect((await world.outbox.list({ scope: { portals: [] }, limit: 200 })).items.find(({ recipient }) => recipient === 'another-key@corp.example')).toMatchObject({ state: 'sent', unsigned: 'dkim' });
    expect(await world.alarms.open()).toMatchObject([{ kind: 'signature-failed', subject: world.portalKey }]);
    world.sealer.open = before;
    (world.clock as StillClock).moveBy(2 * MINUTE_MS);
    expect(await sends('opened@corp.example')).toBe('sent');
    expect(sink.received.at(-1)!.raw).toMatch(/^DKIM-Signature/m);
  });

  it('keeps the key sealed', async () => {
    const rows = JSON.stringify(await fresh.database.read((em) => em.execute('select * from dkim_key')));
    expect(rows).not.toMatch(/PRIVATE KEY/);
    expect(await world.dkimKeys.create('not a domain')).toEqual({ allowed: false, refusal: 'outbound.not-a-domain' });
  });
});
