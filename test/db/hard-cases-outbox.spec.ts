import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS, newId, Secret, StillClock } from '#kernel';
import type { QueueMailCommand } from '#outbound';
import { Database } from '#persistence';
import { SmtpRelay } from '../../libs/outbound/adapters/smtp-relay.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { found, MailDesk, SUPPORT } from '../support/mail-desk.js';
import { outboundWorld, type OutboundWorld } from '../support/outbound-world.js';
import { SmtpSink } from '../support/smtp-sink.js';

/** The hard cases of other helpdesks that have to do with what leaves; the numbers are those of the list they come from. */
describe('what leaves, through a real SMTP server', () => {
  let fresh: FreshDatabase;
  let sink: SmtpSink;
  let relay: SmtpRelay;
  let clock: StillClock;
  let world: OutboundWorld;

  beforeAll(async () => void (fresh = await freshDatabase()));
  afterAll(() => fresh?.close());
  beforeEach(async () => {
    await fresh.database.transaction((tx) => tx.execute('truncate outbound_message, delivery_attempt, outbox_job, alarm'));
    clock = new StillClock(new Date('2026-11-23T08:00:00Z'));
    sink = await SmtpSink.start();
    relay = new SmtpRelay({ SMTP_URL: new Secret(sink.url), SEND_TIMEOUT_SECONDS: 2 });
    world = await outboundWorld(fresh.database, { clock });
    world.relay.hand = (mail) => relay.hand(mail);
  });
  afterEach(async () => {
    relay.onApplicationShutdown();
    await world.presence.onApplicationShutdown();
    await sink.stop();
  });

  const replyTo = (recipient: string): QueueMailCommand<'reply'> => ({
    portalKey: world.portalKey, mailboxId: world.mailboxId, kind: 'reply', locale: 'de', recipient, now: clock.now(), variables: { text: 'Guten Tag', agentCode: 'ro' }, secrets: {},
  });
  const queue = async (...recipients: string[]) => {
    const queued = await fresh.database.transaction((tx) => world.queue.withinAll(tx, recipients.map(replyTo)));
    return queued.map((one) => (one as { message: { id: string } }).message.id);
  };
  const rows = <Row = Record<string, unknown>>(text: string, values: unknown[] = []) => fresh.database.read((em) => em.execute<Row[]>(text, values));
  /** What the worker does: everything whose time has come, then upkeep. */
  const works = async () => {
    const due = await rows<{ id: string; rounds: number }>("select id, rounds from outbound_message where state = 'queued' and next_attempt_at <= ?", [clock.now()]);
    await Promise.all(due.map(({ id, rounds }) => world.deliver.run({ outboundMessageId: id, round: rounds })));
    await world.settle.run();
    await world.watch.run();
  };
  const states = async () => (await rows<{ recipient: string; state: string }>('select recipient, state from outbound_message order by recipient')).map(({ recipient, state }) => `${recipient} ${state}`);
  const delivered = () => sink.received.map(({ envelopeTo }) => envelopeTo.join()).sort();

  it('hard case 20: the relay is dead for 24 hours, and afterwards everything leaves without a human, once', async () => {
    const { port } = sink;
    await sink.stop();
    const people = Array.from({ length: 12 }, (_, at) => `p${String(at).padStart(2, '0')}@corp.example`);
    await queue(...people);
    for (let minutes = 0; minutes < 24 * 60; minutes += 20) {
      await works();
      clock.moveBy(20 * MINUTE_MS);
    }
    expect((await world.alarms.open()).map(({ kind }) => kind)).toEqual(['outbox-waiting']);
    expect(await states()).toEqual(people.map((one) => `${one} queued`));
    sink = await SmtpSink.start('127.0.0.1', port);
    for (let minutes = 0; minutes < 80; minutes += 20) {
      await works();
      clock.moveBy(20 * MINUTE_MS);
    }
    expect(await states()).toEqual(people.map((one) => `${one} sent`));
    expect(delivered()).toEqual(people);
    await works();
    expect(await world.alarms.open()).toEqual([]);
    expect(await rows("select count(distinct outcome)::int as kinds, min(reply) as reply from delivery_attempt where outcome = 'deferred'")).toEqual([{ kinds: 1, reply: expect.stringMatching(/ECONNREFUSED/) }]);
  });

  it('hard case 20: greylisting is waited out, with every reply of the relay on paper', async () => {
    sink.mood = { kind: 'reply', at: 'recipient', code: 451, text: '4.7.1 greylisted, come again' };
    const [id] = await queue('mara@corp.example');
    await works();
    clock.moveBy(2 * MINUTE_MS);
    sink.mood = { kind: 'accept' };
    await works();
    expect((await world.outbox.attempts(id!)).map(({ outcome, reply }) => [outcome, reply?.slice(0, 3)])).toEqual([['deferred', '451'], ['accepted', '250']]);
    expect(delivered()).toEqual(['mara@corp.example']);
  });

  it('hard case 20: with the first mail that a dead relay takes again all others leave, too, and nobody waits out an hour; what a recipient put off waits on', async () => {
    const { port } = sink;
    sink.mood = { kind: 'reply', at: 'recipient', code: 451, text: '4.7.1 greylisted, come again' };
    const [greylisted] = await queue('greylisted@corp.example');
    await works();
    await fresh.database.transaction((tx) => tx.execute('update outbound_message set next_attempt_at = ? where id = ?', [new Date(clock.now().getTime() + 5 * HOUR_MS), greylisted]));
    await sink.stop();
    await queue('one@corp.example', 'two@corp.example');
    for (let minutes = 0; minutes < 110; minutes += 5) {
      await works();
      clock.moveBy(5 * MINUTE_MS);
    }
    const soon = await rows('select id from outbound_message where next_attempt_at <= ?', [clock.now()]);
    expect(soon).toEqual([]);
    sink = await SmtpSink.start('127.0.0.1', port);
    await queue('three@corp.example');
    await works();
    expect(delivered()).toEqual(['three@corp.example']);
    await works();
    expect(delivered()).toEqual(['one@corp.example', 'three@corp.example', 'two@corp.example']);
    expect(await states()).toContain('greylisted@corp.example queued');
  });

  it('hard case 20: a mail that no line can carry is not tried with each that is taken', async () => {
    const [broken] = await queue('broken@corp.example');
    const hand = world.relay.hand.bind(world.relay);
    world.relay.hand = async (mail) => (mail.to === 'broken@corp.example' ? { outcome: 'deferred', reply: 'Timeout' } : hand(mail));
    for (let minute = 0; minute < 60; minute += 1) {
      await queue(`p${minute}@corp.example`);
      await works();
      clock.moveBy(MINUTE_MS);
    }
    // By its pauses after 0, 1, 3, 8, 23 and 53 minutes, and once more because nobody knew whether the relay had been away.
    expect((await world.outbox.attempts(broken!)).length).toBeLessThanOrEqual(7);
  });

  it('hard case 20: one greylisted mail of a quiet evening wakes nobody up, two that nobody takes do', async () => {
    sink.mood = { kind: 'reply', at: 'recipient', code: 451, text: '4.7.1 greylisted, come again' };
    const hourOf = async (what: () => Promise<void>) => {
      for (let minutes = 0; minutes < 60; minutes += 5) {
        await what();
        clock.moveBy(5 * MINUTE_MS);
      }
    };
    await queue('mara@corp.example');
    await hourOf(async () => {
      await works();
      expect(await world.alarms.open()).toEqual([]);
    });
    sink.mood = { kind: 'reply', at: 'recipient', code: 451, text: '4.3.0 queue file write error' };
    await hourOf(works);
    expect((await world.alarms.open()).map(({ kind }) => kind)).toEqual(['outbox-waiting']);
    sink.mood = { kind: 'accept' };
    await hourOf(works);
    expect(await world.alarms.open()).toEqual([]);
    sink.mood = { kind: 'reply', at: 'recipient', code: 451, text: '4.7.1 greylisted, come again' };
    await queue('one@corp.example', 'two@corp.example');
    await hourOf(works);
    expect((await world.alarms.open()).map(({ kind }) => kind)).toEqual(['outbox-waiting']);
  });

  it('a slow relay is waited for as long as it goes on answering, and gets each mail once', async () => {
    // Three answers, each within the two seconds of silence that we allow, together beyond them.
    sink.mood = { kind: 'slow', ms: 800 };
    await queue('one@corp.example', 'two@corp.example');
    await works();
    expect(await states()).toEqual(['one@corp.example sent', 'two@corp.example sent']);
    expect(delivered()).toEqual(['one@corp.example', 'two@corp.example']);
  });

  it('hard case 21: the line breaks after the mail, and nobody sends it again by himself, however often upkeep passes', async () => {
    sink.mood = { kind: 'cut', at: 'last-byte' };
    const [id] = await queue('mara@corp.example');
    await works();
    sink.mood = { kind: 'accept' };
    for (let hour = 0; hour < 48; hour += 1) {
      await works();
      clock.moveBy(HOUR_MS);
    }
    expect(await states()).toEqual(['mara@corp.example unknown']);
    expect(sink.received).toHaveLength(0);
    expect((await world.alarms.open()).map(({ kind }) => kind)).toEqual(['outbox-unknown']);
    expect(await world.outbox.attempts(id!)).toMatchObject([{ round: 0, outcome: 'unknown' }]);
  });

  it('hard case 22: a relay that refuses some recipients takes the mails of all others, each in an envelope of its own', async () => {
    sink.mood = { kind: 'refuse', codes: { 'gone@corp.example': 550, 'full@corp.example': 452 } };
    await queue('gone@corp.example', 'one@corp.example', 'full@corp.example', 'two@corp.example');
    await works();
    expect(await states()).toEqual(['full@corp.example queued', 'gone@corp.example failed', 'one@corp.example sent', 'two@corp.example sent']);
    expect(delivered()).toEqual(['one@corp.example', 'two@corp.example']);
    expect(await rows("select failure from outbound_message where state = 'failed'")).toEqual([{ failure: expect.stringMatching(/^550/) }]);
  });

  it('hard case 22: a goodbye in the middle of a session (421) only makes it later', async () => {
    sink.mood = { kind: 'reply', at: 'sender', code: 421, text: '4.3.2 shutting down' };
    await queue('one@corp.example', 'two@corp.example');
    await works();
    expect(await states()).toEqual(['one@corp.example queued', 'two@corp.example queued']);
    sink.mood = { kind: 'accept' };
    clock.moveBy(2 * MINUTE_MS);
    await works();
    expect(delivered()).toEqual(['one@corp.example', 'two@corp.example']);
  });
});

describe('what a desk answers to machines and to abuse', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open()));
  afterAll(() => desk?.close());

  const mails = (recipient: string) => desk.outbox().then((all) => all.filter((one) => one.recipient === recipient));

  it('hard case 17: bounces of our automatic mail set off no mail, wake nobody and lie on the mail that caused them', async () => {
    await desk.arrives([found('pass', 'home.example'), 'From: Ada <ada@home.example>']);
    const [ours] = await mails('ada@home.example');
    await desk.get(Database).transaction((tx) => tx.execute("update outbound_message set state = 'sent', sent_at = now() where id = ?", [ours!.id]));
    const before = await desk.outbox();
    for (let nth = 0; nth < 16; nth += 1) {
      await desk.arrives([
        'Return-Path: <>', `From: Mail Delivery System <MAILER-DAEMON@mx${nth}.home.example>`, 'Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied',
        'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      ], ['--b', 'Content-Type: text/plain', '', 'could not be delivered', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.home.example', '',
        'Final-Recipient: rfc822; ada@home.example', 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 User unknown', '', '--b', 'Content-Type: text/rfc822-headers', '',
        `Message-ID: <${ours!.message_id}>`, 'Subject: x', '', '--b--'].join('\r\n'));
    }
    expect(await desk.outbox()).toHaveLength(before.length);
    expect(await desk.rows('select state, automatic from outbound_message where id = ?', [ours!.id])).toEqual([{ state: 'bounced', automatic: true }]);
    expect(await desk.rows("select id from ticket_event where ticket_id = ? and verb = 'delivery.bounced'", [ours!.ticket_id])).toHaveLength(1);
  });

  it.each<[string, readonly string[]]>([
    ['Auto-Submitted', ['Auto-Submitted: auto-replied']], ['a subject of theirs', ['Subject: Automated Response: Re: Re: Automated Response: Hallo']], ['the null sender', ['Return-Path: <>']], ['List-Id', ['List-Id: <liste.robots.example>']],
    ['Precedence', ['Precedence: bulk']], ['X-Autoreply', ['X-Autoreply: yes']], ['no-reply', ['From: no-reply@robots.example']], ['the sender of reports', ['From: Mail Delivery <MAILER-DAEMON@robots.example>']], ['our own address', [`From: Wir selbst <${SUPPORT}>`]],
  ])('hard case 18: one sign of a robot is enough to get no answer, and without it the same mail is answered: %s', async (_, sign) => {
    // Each for itself: nobody writes all day.
    const plainly = (kim: string) => [`From: Kim <${kim}@robots.example>`, 'Subject: Anliegen', `Return-Path: <${kim}@robots.example>`];
    const marked = plainly(newId()).filter((line) => !sign.some((one) => one.split(':')[0] === line.split(':')[0])).concat(sign);
    const answers = async (lines: readonly string[]) => {
      const before = (await desk.outbox()).length;
      const domain = lines.some((line) => line.includes(SUPPORT)) ? SUPPORT.split('@')[1]! : 'robots.example';
      await desk.arrives([found('pass', domain), ...lines], 'Guten Tag, wo finde ich die Öffnungszeiten?');
      return (await desk.outbox()).length - before;
    };
    expect([await answers(marked), await answers(plainly(newId()))]).toEqual([0, 1]);
  });

  it('hard case 18: somebody who writes all day is acknowledged three times', async () => {
    for (let nth = 0; nth < 8; nth += 1) await desk.arrives([found('pass', 'chatty.example'), 'From: Kim <kim@chatty.example>', `Subject: Anliegen ${nth}`], `Guten Tag, mein Anliegen Nummer ${nth}: wo finde ich die Öffnungszeiten?`);
    expect(await mails('kim@chatty.example')).toHaveLength(3);
  });

  it('hard case 19: what cannot be read is never answered by an error mail, and what can is', async () => {
    const before = (await desk.outbox()).length;
    await desk.arrivesAs('\r\n\r\n');
    await desk.arrivesAs(`From: broken <broken@broken.example>\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n${'\u0000'.repeat(50)}`);
    expect((await desk.outbox()).slice(before).filter(({ kind, recipient }) => kind !== 'request-received' || recipient.endsWith('invalid'))).toEqual([]);
    await desk.arrives([found('pass', 'broken.example'), 'From: whole <whole@broken.example>']);
    expect(await mails('whole@broken.example')).toHaveLength(1);
  });

  it('hard case 19: a desk that answers each of our mails by “could not be processed”, without a sign of a machine, hears from us three times at most', async () => {
    let heard = 0;
    for (let nth = 0; nth < 30; nth += 1) {
      // It answers whatever it had of us by a new mail, as long as it has something to answer.
      await desk.arrives([found('pass', 'other.example'), 'From: Other desk <desk@other.example>', `Subject: Your update could not be processed (${nth})`], `Your update number ${nth} could not be processed: the ticket is closed.`);
      const sent = await mails('desk@other.example');
      if (sent.length === heard) break;
      heard = sent.length;
    }
    expect(heard).toBeGreaterThanOrEqual(1);
    expect(heard).toBeLessThanOrEqual(3);
  });

  it('runner-up “e-mail bomb” (T11): a flood in a stranger’s name sends the stranger nothing, and at most three words of ours to one who can be proven', async () => {
    for (let nth = 0; nth < 30; nth += 1) await desk.arrives([found('fail', 'victim.example'), 'From: BUY NOW http://evil.example <target@victim.example>', `Subject: BUY NOW ${nth} http://evil.example`], `BUY NOW ${nth}`);
    expect(await mails('target@victim.example')).toEqual([]);
    for (let nth = 0; nth < 12; nth += 1) await desk.arrives([found('pass', 'victim.example'), 'From: BUY NOW http://evil.example <proven@victim.example>', `Subject: Passwort vergessen http://evil.example ${nth}`], `Guten Tag, ich habe mein Passwort vergessen, zum ${nth}. Mal, siehe http://evil.example`);
    const sent = await mails('proven@victim.example');
    // What nobody takes for spam is answered.
    expect(sent.length).toBeGreaterThanOrEqual(1);
    expect(sent.length).toBeLessThanOrEqual(3);
    expect(JSON.stringify(sent.map(({ subject, variables }) => [subject, variables]))).not.toMatch(/BUY NOW|evil\.example/);
  });

  it('runner-up “e-mail bomb” (T12): fifty cries for a link in one address’s name become no more than a few mails', async () => {
    await desk.person('vera', 'vera.vogel@pupils.example');
    for (let nth = 0; nth < 50; nth += 1) await desk.arrives([found('pass', 'pupils.example'), 'From: Vera Vogel <vera.vogel@pupils.example>', 'Subject: Passwort vergessen'], `Guten Tag, ich habe mein Passwort vergessen, Benutzername vera. Versuch ${nth}.`);
    const sent = await mails('vera.vogel@pupils.example');
    const links = sent.filter(({ kind }) => kind === 'recovery-link');
    expect(links.length).toBeGreaterThanOrEqual(1);
    expect(links.length).toBeLessThanOrEqual(3);
    expect(sent.filter(({ kind }) => kind === 'request-received').length).toBeLessThanOrEqual(3);
  });
});
