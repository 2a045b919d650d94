import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { Alarms } from '#alarms';
import { HouseConfig } from '#config';
import { BackfillMailbox, CheckMailboxes, FollowUpMails, IntakeConfig, KeepMail, LeaseMailbox, MailSource, NoteMailbox, OpenMailbox, ProcessMail, StartReading } from '#intake';
import { Secret, SystemClock } from '#kernel';
import { Presence } from '#persistence';
import { ImportPortal, Mailboxes, MailboxTokens, Portals, shippedProfiles } from '#portals';
import { ImapMailSource } from '../../libs/intake/adapters/imap-mail-source.js';
import { WatchMailboxes } from '../../apps/mailroom/watch-mailboxes.js';
import { serverAccount } from '../../apps/ops/embedded/server-account.js';
import { CuttingDoor } from '../support/cutting-door.js';
import { aMail, eventually, MailroomHouse, type WatchedBox } from '../support/mailroom-house.js';
import { OwnDovecot } from '../support/own-dovecot.js';
import { TestTokenIssuer } from '../support/test-token-issuer.js';

const PASSWORD = 'a password';
const CROWD = Array.from({ length: 52 }, (_, at) => `crowd-${at}@many.example`);
const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}-${at + 1}`);

/** Hard cases of `helpdesk-peers.md` section 2 that happen between a mail server and the mailroom. */
describe('hard cases at the mailbox', () => {
  let world: MailroomHouse;
  let server: OwnDovecot;
  let count = 0;
  const doors: CuttingDoor[] = [];

  beforeAll(async () => {
    const users = [...Array.from({ length: 30 }, (_, at) => `box-${at}@school.example`), ...CROWD, 'hilfe@schule.example'].map((address) => ({ address, password: PASSWORD }));
    [world, server] = await Promise.all([MailroomHouse.open(), OwnDovecot.start(users)]);
  });
  afterEach(async () => {
    await world.stopWatching();
    await Promise.all(doors.splice(0).map((door) => door.close()));
  });
  afterAll(async () => {
    await world?.close();
    await server?.close();
  });

  const fresh = (address = `box-${count++}@school.example`, imapPort = server.imapPort): Promise<WatchedBox> => world.mailbox({ address, password: PASSWORD, imapPort });
  const put = (box: WatchedBox, mails: readonly string[]): Promise<void> => server.deliver(box.address, mails.map((name) => aMail(name)));
  const until = (box: WatchedBox, kept: number): Promise<void> => eventually(`${kept} mails are kept`, async () => (await world.kept(box)) >= kept);
  const uids = async (box: WatchedBox): Promise<number[]> => (await world.rows<{ uid: number }>('select uid from kept_mail where mailbox_id = ? order by uid', [box.id])).map(({ uid }) => uid);
  const read = (box: WatchedBox): Promise<void> => eventually('the mailbox is read', async () => (await world.health(box)).caughtUpAt !== null);

  async function asClient<T>(box: WatchedBox, work: (client: ImapFlow) => Promise<T>, folder = 'INBOX'): Promise<T> {
    const client = new ImapFlow({ host: '127.0.0.1', port: server.imapPort, secure: false, doSTARTTLS: false, auth: { user: box.user, pass: PASSWORD }, logger: false });
    await client.connect();
    try {
      await client.mailboxOpen(folder);
      return await work(client);
    } finally {
      await client.logout().catch(() => undefined);
    }
  }

  /** A mailbox that has seen many mails: its next one has this number. Before anybody opened it. */
  async function beginsAt(box: WatchedBox, uid: number): Promise<void> {
    const folder = join(server.home, 'servers', 'mail', 'mail', box.address);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'dovecot-uidlist'), `3 V1700000000 N${uid} G${'0123456789abcdef'.repeat(2)}\n`);
    const account = serverAccount();
    if (account.isHandedOver) await Promise.all([folder, join(folder, 'dovecot-uidlist')].map((path) => chown(path, account.uid, account.gid)));
  }

  async function afterKeep(rule: unknown): Promise<void> {
    const yaml = (await shippedProfiles()).find(({ key }) => key === 'school')!.yaml;
    const changed = yaml.replace("displayName: 'Hilfe zum Schulportal'", `displayName: 'Hilfe zum Schulportal'\n    afterKeep: ${JSON.stringify(rule)}`);
    expect(await world.get(ImportPortal).run(rule ? changed : yaml, { kind: 'operator' })).toMatchObject({ allowed: true });
  }

  it('1: others move and delete mails while we fetch; every mail that stays comes in, and the sequence numbers that shift confuse nobody', async () => {
    const box = await fresh();
    await put(box, names('shift', 60));
    await asClient(box, async (client) => {
      await client.mailboxCreate('Elsewhere');
      world.watch(box);
      for (const uid of [2, 4, 6]) await client.messageMove(String(uid), 'Elsewhere', { uid: true });
    });
    await put(box, ['after']);
    await until(box, 58);
    await read(box);
    const kept = new Set(await uids(box));
    expect(Array.from({ length: 61 }, (_, at) => at + 1).filter((uid) => !kept.has(uid) && ![2, 4, 6].includes(uid))).toEqual([]);
  });

  it('2: somebody reads the mail in webmail first; it comes in all the same, and our reading leaves no flag', async () => {
    const box = await fresh();
    await put(box, names('seen', 5));
    await asClient(box, (client) => client.messageFlagsAdd('1:*', ['\\Seen', '\\Answered']));
    world.watch(box);
    await until(box, 5);
    await put(box, ['unseen']);
    await until(box, 6);
    expect(await asClient(box, async (client) => [...(await client.fetchOne('6', { uid: true, flags: true }, { uid: true }) as { flags: Set<string> }).flags].filter((flag) => flag !== '\\Recent'))).toEqual([]);
  });

  it('the first ten mails are read already and use up no batch: the others come in (glpi#14116)', async () => {
    const box = await fresh();
    await put(box, names('first', 10));
    await asClient(box, (client) => client.messageFlagsAdd('1:*', ['\\Seen']));
    world.watch(box);
    await until(box, 10);
    await put(box, names('then', 3));
    await until(box, 13);
  });

  it('3: the mailroom was away for longer than any window; everything that came meanwhile comes in, with the oldest dates', async () => {
    const box = await fresh();
    const watcher = world.watch(box, { everything: false });
    await read(box);
    await world.stopWatching(watcher);
    await asClient(box, async (client) => {
      for (const [at, days] of [400, 90, 3].entries()) await client.append('INBOX', aMail(`away-${at}`), [], new Date(Date.now() - days * 86_400_000));
    });
    world.watch(box, { everything: false });
    await until(box, 3);
    expect(await uids(box)).toEqual([1, 2, 3]);
  });

  it('a mail that the server once failed to give is asked for again, and holds up no other', async () => {
    const box = await fresh();
    await put(box, names('given', 4));
    let isRefusing = true;
    const source = { open: async (access: Parameters<MailSource['open']>[0]) => {
      const session = await world.get(MailSource).open(access);
      const fetch = session.fetch.bind(session);
      return Object.assign(session, { fetch: async (asked: Parameters<typeof fetch>[0], most: number) => (await fetch(asked, most)).filter(({ uid }) => !isRefusing || uid !== 2) });
    } } as unknown as MailSource;
    world.watch(box, { pollMs: 200, tools: { source } });
    await until(box, 3);
    await eventually('it is said', async () => (await world.health(box)).lastFault?.includes('the first with uid 2') ?? false);
    isRefusing = false;
    await until(box, 4);
    await eventually('it is well again', async () => (await world.health(box)).lastFault === null);
  });

  it('7 and 8: the move on the server fails; that is a fault to be seen, never an import again, and it is done later', async () => {
    const box = await fresh('hilfe@schule.example');
    await beginsAt(box, 3_000_000_000);
    await afterKeep({ moveTo: 'Done/No' });
    const watcher = world.watch(box, { hasFollowUp: true, pollMs: 200 });
    await put(box, names('moved', 3));
    await until(box, 3);
    const refusing = { followUp: async () => { throw new Error('moving to Done/No: over quota'); } } as unknown as MailSource;
    const failing = new FollowUpMails(world.fresh.database, world.get(Mailboxes), world.get(Portals), world.get(OpenMailbox), refusing, new SystemClock());
    for (let round = 0; round < 3; round += 1) await failing.run();
    expect(await world.health(box)).toMatchObject({ followUpFault: expect.stringContaining('over quota'), troubles: expect.arrayContaining(['follow-up-failing']) });
    await world.get(CheckMailboxes).run();
    expect((await world.get(Alarms).open()).map(({ kind, subject }) => [kind, subject])).toContainEqual(['mailbox-follow-up-failed', box.address]);
    await wait(600);
    expect(await world.kept(box)).toBe(3);

    expect(await world.get(FollowUpMails).run()).toBe(3);
    expect(await world.get(FollowUpMails).run()).toBe(0);
    expect(await asClient(box, async (client) => [(await client.status('INBOX', { messages: true }) as { messages: number }).messages, (await client.status('Done/No', { messages: true }) as { messages: number }).messages])).toEqual([0, 3]);
    await world.get(CheckMailboxes).run();
    expect((await world.get(Alarms).open()).filter(({ kind }) => kind === 'mailbox-follow-up-failed')).toEqual([]);
    await world.stopWatching(watcher);
    world.watch(box, { hasFollowUp: true });
    await put(box, ['moved-4']);
    await until(box, 4);
    expect(await world.kept(box)).toBe(4);
    await afterKeep({ flag: '$Rekey' });
    expect(await world.get(FollowUpMails).run()).toBe(1);
    expect(await asClient(box, async (client) => (await client.fetchAll('1:*', { flags: true })).map(({ flags }) => flags!.has('$Rekey')))).toEqual([true]);
    await afterKeep(null);
  });

  it('8: without a rule the server is left as it is', async () => {
    const box = await fresh();
    await put(box, ['left']);
    world.watch(box);
    await until(box, 1);
    await world.get(FollowUpMails).run();
    expect((await world.rows<{ follow_up: string | null }>('select follow_up from kept_mail where mailbox_id = ?', [box.id]))[0]).toEqual({ follow_up: null });
    expect(await asClient(box, async (client) => (await client.fetchAll('1:*', { flags: true })).map(({ flags }) => [...flags!].filter((flag) => flag !== '\\Recent')))).toEqual([[]]);
  });

  it('9: the first connection starts at now, deletes nothing, and old mail comes only when asked for, as history that answers nobody', async () => {
    const box = await fresh();
    await put(box, names('years-of-mail', 7));
    world.watch(box, { everything: false, pollMs: 200 });
    await read(box);
    await put(box, ['today']);
    await until(box, 1);
    await wait(500);
    expect(await uids(box)).toEqual([8]);
    expect(await world.get(BackfillMailbox).ask({ address: 'nobody@school.example', since: null, actor: { kind: 'operator' } })).toMatchObject({ allowed: false });
    expect(await world.get(BackfillMailbox).ask({ address: box.address, since: null, actor: { kind: 'operator' } })).toEqual({ allowed: true, folders: ['INBOX'] });
    await until(box, 8);
    const rows = await world.rows<{ id: string; is_history: boolean; uid: number }>('select id, is_history, uid from kept_mail where mailbox_id = ? order by uid', [box.id]);
    expect(rows.map(({ is_history: isHistory }) => isHistory)).toEqual([...Array<boolean>(7).fill(true), false]);
    for (const { id } of rows) await world.get(ProcessMail).run({ keptMailId: id });
    const tickets = await world.rows<{ n: number }>('select count(distinct ticket_id)::int as n from kept_mail where mailbox_id = ? and is_history', [box.id]);
    const answers = await world.rows<{ uid: number }>('select k.uid from outbound_message o join kept_mail k on k.ticket_id = o.ticket_id where k.mailbox_id = ? and k.is_history', [box.id]);
    expect([tickets[0]!.n, answers]).toEqual([7, []]);
    expect(await asClient(box, async (client) => (await client.status('INBOX', { messages: true }) as { messages: number }).messages)).toBe(8);
    // Asked for twice: nothing twice.
    await world.get(BackfillMailbox).ask({ address: box.address, since: null, actor: { kind: 'operator' } });
    await eventually('the second one is over', async () => (await world.rows('select 1 from folder_cursor where mailbox_id = ? and backfill_done_at is not null', [box.id])).length === 1);
    expect(await world.kept(box)).toBe(8);
  });

  it('9: all mails get new numbers and the dates of today; what came before we read is filed as history that answers nobody, also when the line breaks meanwhile', async () => {
    const arrived = (name: string, at: Date): Buffer => Buffer.concat([Buffer.from(`Received: from home.example by mx.school.example; ${at.toUTCString()}\r\n`), aMail(name)]);
    const written = (name: string, at: Date): Buffer => Buffer.concat([Buffer.from(`Date: ${at.toUTCString()}\r\n`), aMail(name)]);
    const ago = (days: number): Date => new Date(Date.now() - days * 86_400_000);
    const old = [arrived('copied-old-1', ago(700)), written('copied-old-2', ago(300)), arrived('copied-old-3', ago(2))];
    const box = await fresh();
    const door = await CuttingDoor.open(server.imapPort);
    doors.push(door);
    const append = (raws: readonly Buffer[]): Promise<void> => asClient(box, async (client) => { for (const raw of raws) await client.append('Support', raw); });
    await asClient(box, (client) => client.mailboxCreate('Support'));
    await append(old);
    const access = async () => ({ host: '127.0.0.1', port: door.port, security: 'none' as const, user: box.user, password: new Secret(PASSWORD), folder: 'Support' });
    const watcher = world.watch(box, { everything: false, folders: ['Support'], pollMs: 200, access });
    await eventually('it is signed in', async () => (await world.rows('select 1 from folder_cursor where mailbox_id = ? and caught_up_at is not null', [box.id])).length === 1);
    const known = arrived('copied-known', new Date());
    await append([known]);
    await until(box, 1);
    await world.stopWatching(watcher);
    // UIDVALIDITY counts in seconds.
    await wait(1_100);
    await asClient(box, async (client) => {
      await client.mailboxDelete('Support');
      await client.mailboxCreate('Support');
    });
    // APPEND without dates: the server says that all of them came today.
    await append([...old, known, arrived('copied-new', new Date())]);
    door.rule = { cutAtCommand: /UID FETCH .*BODY/ };
    world.watch(box, { everything: false, folders: ['Support'], pollMs: 200, access });
    await until(box, 5);
    expect(door.cuts).toBe(1);
    const rows = await world.rows<{ id: string; uid: number; is_history: boolean; received_at: string }>('select id, uid, is_history, received_at from kept_mail where mailbox_id = ? order by kept_at, uid', [box.id]);
    expect(rows.map(({ uid, is_history: isHistory }) => [uid, isHistory]).toSorted()).toEqual([[1, true], [2, true], [3, true], [4, false], [5, false]]);
    expect(rows.filter((row) => row.is_history).every((row) => new Date(row.received_at).getTime() < Date.now() - 86_400_000)).toBe(true);
    for (const { id } of rows) await world.get(ProcessMail).run({ keptMailId: id });
    const filed = await world.rows<{ is_history: boolean; tickets: number; answers: number }>(
      `select k.is_history, count(distinct k.ticket_id)::int as tickets, count(distinct o.id)::int as answers from kept_mail k left join outbound_message o on o.ticket_id = k.ticket_id where k.mailbox_id = ? group by 1 order by 1`, [box.id]);
    expect(filed).toEqual([{ is_history: false, tickets: 2, answers: 2 }, { is_history: true, tickets: 3, answers: 0 }]);
    // What somebody moves in afterwards is new, however old it is (case 3).
    await append([arrived('copied-later', ago(500))]);
    await until(box, 6);
    expect(await world.rows('select 1 from kept_mail where mailbox_id = ? and is_history', [box.id])).toHaveLength(3);
  });

  it('a deleted conversation does not come back at the next scan (libredesk#142, #355)', async () => {
    const box = await fresh();
    const watcher = world.watch(box);
    await put(box, names('deleted', 3));
    await until(box, 3);
    await read(box);
    await world.stopWatching(watcher);
    await world.fresh.database.transaction((tx) => tx.execute('delete from kept_mail where mailbox_id = ?', [box.id]));
    world.watch(box, { pollMs: 200 });
    await put(box, ['next']);
    await until(box, 1);
    await wait(600);
    expect(await uids(box)).toEqual([4]);
  });

  it('1: numbers up to 2^32 - 1 are numbers like any other: kept once, and not fetched again', async () => {
    const box = await fresh();
    await beginsAt(box, 4_294_967_290);
    await put(box, ['high-1', 'high-2']);
    const watcher = world.watch(box);
    await until(box, 2);
    expect(await uids(box)).toEqual([4_294_967_290, 4_294_967_291]);
    await world.stopWatching(watcher);
    await put(box, ['high-3']);
    world.watch(box);
    await until(box, 3);
    await wait(300);
    expect(await uids(box)).toEqual([4_294_967_290, 4_294_967_291, 4_294_967_292]);
  });

  it('23: a mailroom dies and leaves its lease behind; another takes over by itself, and nobody has to clear anything', async () => {
    const box = await fresh();
    await world.fresh.database.transaction((tx) => tx.execute(`insert into mailbox_cursor (mailbox_id, lease_owner, lease_until) values (?, 'a dead one', now() + interval '2 seconds')`, [box.id]));
    await put(box, ['taken-over']);
    world.watch(box);
    await until(box, 1);
  });

  it('23: a mailroom that is killed gives its lease up at once, since PostgreSQL sees it go', async () => {
    const box = await fresh();
    const present = new Presence(world.fresh.database);
    const other = new LeaseMailbox(world.fresh.database, present);
    const lease = world.get(LeaseMailbox);
    expect(await other.take(box.id, 'the other')).toBe(true);
    expect(await lease.take(box.id, 'we')).toBe(false);
    // What is left of it after kill -9: a connection that is closed, and a lease.
    await present.onApplicationShutdown();
    await eventually('the lease is ours', () => lease.take(box.id, 'we'));
  });

  it('24: the sign-in stops working without a word; an alarm stands while the mailbox is still read, and goes when it is well', async () => {
    const issuer = await TestTokenIssuer.start();
    try {
      const box = await fresh();
      await world.get(MailboxTokens).authorise(box.id, issuer.service, { clientSecret: issuer.clientSecret, refreshToken: await issuer.refreshTokenFor(box.address) }, { actor: { kind: 'operator' } });
      world.watch(box);
      await read(box);
      const kinds = async (): Promise<string[]> => {
        await world.get(CheckMailboxes).run();
        return (await world.get(Alarms).open()).filter(({ subject }) => subject === box.address).map(({ kind }) => kind);
      };
      expect(await kinds()).toEqual([]);
      await world.fresh.database.transaction((tx) => tx.execute(`update mailbox_token set issued_at = now() - interval '40 minutes', expires_at = now() + interval '20 minutes' where mailbox_id = ?`, [box.id]));
      issuer.isAway = true;
      expect(await kinds()).toEqual(['mailbox-token-unreachable']);
      issuer.isAway = false;
      await issuer.takeBack(box.address);
      expect(await kinds()).toEqual(['mailbox-token-refused']);
      // Away besides: somebody has to consent again all the same.
      issuer.isAway = true;
      expect(await kinds()).toEqual(['mailbox-token-refused']);
      issuer.isAway = false;
      expect(await kinds()).toEqual(['mailbox-token-refused']);
      expect(await world.health(box)).toMatchObject({ connected: true, troubles: ['token-refused'], token: { lastFault: expect.stringContaining('invalid_grant') } });
      await world.get(MailboxTokens).authorise(box.id, issuer.service, { clientSecret: issuer.clientSecret, refreshToken: await issuer.refreshTokenFor(box.address) }, { actor: { kind: 'operator' } });
      expect(await kinds()).toEqual([]);
      await world.fresh.database.transaction((tx) => tx.execute(`update folder_cursor set caught_up_at = now() - interval '16 minutes' where mailbox_id = ?`, [box.id]));
      expect(await kinds()).toEqual(['mailbox-unreachable']);
    } finally {
      await issuer.stop();
    }
  });

  it('52 mailboxes do not wait for each other, even when some servers do not answer (freescout#4992, #4227)', async () => {
    const stuck = await CuttingDoor.open(server.imapPort);
    doors.push(stuck);
    stuck.rule = { isDead: true };
    const boxes = await Promise.all(CROWD.map((address, at) => fresh(address, at % 13 === 0 ? stuck.port : server.imapPort)));
    await Promise.all(boxes.map((box) => put(box, [`to-${box.address.split('@')[0]}`])));
    const all = new WatchMailboxes(
      world.get(Mailboxes), world.get(OpenMailbox), world.get(Portals), world.get(MailSource), world.get(KeepMail), world.get(LeaseMailbox), world.get(StartReading), world.get(NoteMailbox), world.get(BackfillMailbox),
      { ...world.get(IntakeConfig.token as never), BACKFILL: true }, world.get(HouseConfig.token as never),
    );
    await all.onApplicationBootstrap();
    try {
      await Promise.all(boxes.filter(({ port }) => port !== stuck.port).map((box) => until(box, 1)));
      expect(await Promise.all(boxes.filter(({ port }) => port === stuck.port).map((box) => world.kept(box)))).toEqual([0, 0, 0, 0]);
      stuck.rule = {};
      stuck.drop();
      await Promise.all(boxes.map((box) => until(box, 1)));
      for (const box of boxes) expect(await world.kept(box)).toBe(1);
    } finally {
      await all.onApplicationShutdown();
    }
  });

  it('IDLE is dead for hours and nobody says so; the next look notices, and what came meanwhile comes in (imapflow#14, #98, #13)', async () => {
    const door = await CuttingDoor.open(server.imapPort);
    doors.push(door);
    const box = await fresh(undefined, door.port);
    // A second of patience instead of a minute.
    const source = new ImapMailSource({ ANSWER_SECONDS: 1 });
    world.watch(box, { pollMs: 500, tools: { source } });
    await read(box);
    door.rule = { isDead: true };
    await put(box, ['unheard']);
    await eventually('the dead line is noticed', async () => (await world.health(box)).lastFault !== null);
    expect(await world.kept(box)).toBe(0);
    door.rule = {};
    await until(box, 1);
  });

  it('a reconnect to a folder in which nothing changed lists nothing again (CONDSTORE)', async () => {
    const box = await fresh();
    await put(box, names('still', 3));
    const listings: number[] = [];
    const source = { open: async (access: Parameters<MailSource['open']>[0]) => {
      const session = await world.get(MailSource).open(access);
      const above = session.uidsAbove.bind(session);
      return Object.assign(session, { uidsAbove: (uid: number) => { listings.push(uid); return above(uid); } });
    } } as unknown as MailSource;
    await world.stopWatching(await watched(box, source));
    expect(listings.length).toBeGreaterThan(0);
    listings.length = 0;
    await world.fresh.database.transaction((tx) => tx.execute('update folder_cursor set caught_up_at = null where mailbox_id = ?', [box.id]));
    await world.stopWatching(await watched(box, source));
    expect(listings).toEqual([]);
    await put(box, ['new']);
    await world.stopWatching(await watched(box, source, 4));
    expect(await uids(box)).toEqual([1, 2, 3, 4]);
  });

  async function watched(box: WatchedBox, source: MailSource, kept = 3) {
    const watcher = world.watch(box, { tools: { source } });
    await until(box, kept);
    await read(box);
    return watcher;
  }
});
