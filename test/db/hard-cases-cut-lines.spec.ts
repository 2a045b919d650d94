import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { KeepMail } from '#intake';
import { sha256Of, Storage, StorageFault } from '#storage';
import { CuttingDoor, type DoorRule } from '../support/cutting-door.js';
import { aMail, eventually, MailroomHouse, type WatchedBox } from '../support/mailroom-house.js';
import { OwnDovecot } from '../support/own-dovecot.js';
import { SmallDisk } from '../support/small-disk.js';

const PASSWORD = 'a password';
const MAILS = 12;
const PHASES: [string, DoorRule][] = [
  ['at sign-in', { cutAtCommand: /AUTHENTICATE|LOGIN/ }], ['at opening the folder', { cutAtCommand: /EXAMINE/ }], ['at looking', { cutAtCommand: /STATUS/ }], ['at listing', { cutAtCommand: /UID SEARCH/ }],
  ['at asking for sizes', { cutAtCommand: /UID FETCH .*RFC822\.SIZE/ }], ['at fetching', { cutAtCommand: /UID FETCH .*BODY/ }], ['at waiting', { cutAtCommand: /IDLE/ }],
  ...Array.from({ length: 21 }, (_, at): [string, DoorRule] => [`after ${40 + at * 230} bytes`, { cutAfterBytes: 40 + at * 230 }]),
];

/** The line to the mail server breaks, whenever it likes: nothing is lost and nothing is kept twice. */
describe('when the line breaks', () => {
  let world: MailroomHouse;
  let server: OwnDovecot;
  let disk: SmallDisk;
  const doors: CuttingDoor[] = [];
  const address = (at: number | string): string => `box-${at}@cut.example`;

  beforeAll(async () => {
    const users = [...PHASES.keys(), 'restart', 'renamed', 'killed', 'full'].map((at) => ({ address: address(at), password: PASSWORD }));
    disk = await SmallDisk.mount(32 * 1024);
    [world, server] = await Promise.all([MailroomHouse.open({ REKEY_STORAGE_URL: `file:${disk.path}` }), OwnDovecot.start(users)]);
  });
  afterEach(async () => {
    await world.stopWatching();
    await Promise.all(doors.splice(0).map((door) => door.close()));
  });
  afterAll(async () => {
    await world?.close();
    await server?.close();
    await disk?.close();
  });

  const put = (box: WatchedBox, prefix: string, count: number): Promise<void> => server.deliver(box.address, Array.from({ length: count }, (_, at) => aMail(`${prefix}-${box.id.slice(-8)}-${at}`, 'x'.repeat(200))));
  const until = (box: WatchedBox, kept: number): Promise<void> => eventually(`${kept} mails of ${box.address} are kept`, async () => (await world.kept(box)) >= kept);

  /** What somebody else does with the folder. A busy server once refused such a command while we were reading; it is asked again, and if it stays so its words are told. */
  const asks = async (command: () => Promise<unknown>): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      try {
        await command();
        return;
      } catch (error) {
        if (tries === 5) throw new Error(`the mail server says: ${String((error as { responseText?: unknown }).responseText ?? error)}`, { cause: error });
        await wait(200 * tries);
      }
    }
  };

  it(`in any of ${PHASES.length} places, everything comes in once`, async () => {
    const boxes = await Promise.all(PHASES.map(async ([, rule], at) => {
      const door = await CuttingDoor.open(server.imapPort);
      doors.push(door);
      door.rule = rule;
      return { door, box: await world.mailbox({ address: address(at), password: PASSWORD, imapPort: door.port }) };
    }));
    await Promise.all(boxes.map(({ box }) => put(box, 'before', MAILS)));
    for (const { box } of boxes) world.watch(box);
    await Promise.all(boxes.map(({ box }) => until(box, MAILS)));
    await Promise.all(boxes.map(({ box }) => put(box, 'after', 2)));
    await Promise.all(boxes.map(({ box }) => until(box, MAILS + 2)));
    await wait(300);
    for (const { box } of boxes) expect(await world.kept(box)).toBe(MAILS + 2);
    const jobs = await world.rows<{ n: number }>(`select count(*)::int as n from outbox_job where name = 'intake.process-mail'`);
    expect(jobs[0]!.n).toBe(PHASES.length * (MAILS + 2));
    expect(boxes.filter(({ door }) => door.cuts === 0).length).toBeLessThan(PHASES.length / 2);
  });

  it('between the commit and our knowing of it, nothing is kept twice', async () => {
    const box = await world.mailbox({ address: address('killed'), password: PASSWORD, imapPort: server.imapPort });
    await put(box, 'killed', MAILS);
    let deaths = 0;
    const keepMail = { run: async (...given: Parameters<KeepMail['run']>) => {
      const kept = await world.get(KeepMail).run(...given);
      if (deaths++ < 2) throw new Error('died after the commit');
      return kept;
    } } as unknown as KeepMail;
    world.watch(box, { tools: { keepMail } });
    await until(box, MAILS);
    await put(box, 'more', 2);
    await until(box, MAILS + 2);
    expect(deaths).toBeGreaterThan(1);
    expect(await world.kept(box)).toBe(MAILS + 2);
  });

  it('because the mail server is restarted, we are back by ourselves', async () => {
    const box = await world.mailbox({ address: address('restart'), password: PASSWORD, imapPort: server.imapPort });
    world.watch(box);
    await put(box, 'one', 3);
    await until(box, 3);
    await server.stop();
    await wait(500);
    await server.start();
    await put(box, 'two', 3);
    await until(box, 6);
    expect(await world.kept(box)).toBe(6);
  });

  it('because our disk is full, the mails wait on the server, and come once when there is room', async () => {
    const box = await world.mailbox({ address: address('full'), password: PASSWORD, imapPort: server.imapPort });
    world.watch(box, { pollMs: 300 });
    await put(box, 'before', 2);
    await until(box, 2);
    const storage = world.get(Storage);
    const store = storage.putAll.bind(storage);
    // Where nobody may mount, the storage plays the full disk.
    if (disk.isReal) await disk.fill();
    else storage.putAll = () => Promise.reject(new StorageFault('ENOSPC: no space left on device'));
    await put(box, 'full', 3);
    await eventually('it is said', async () => (await world.health(box)).lastFault?.includes('no space left on device') ?? false);
    expect(await world.kept(box)).toBe(2);
    await disk.empty();
    storage.putAll = store;
    await until(box, 5);
    await put(box, 'after', 1);
    await until(box, 6);
    expect(await world.kept(box)).toBe(6);
    await eventually('it is well again', async () => (await world.health(box)).lastFault === null);
    const shas = await world.rows<{ raw_sha256: string }>('select raw_sha256 from kept_mail where mailbox_id = ?', [box.id]);
    for (const { raw_sha256: sha256 } of shas) expect(sha256Of(await storage.get(sha256))).toBe(sha256);
  });

  it('no further than a folder that is renamed away and made anew under us: the new one is read', async () => {
    const box = await world.mailbox({ address: address('renamed'), password: PASSWORD, imapPort: server.imapPort });
    const client = new ImapFlow({ host: '127.0.0.1', port: server.imapPort, secure: false, doSTARTTLS: false, auth: { user: box.user, pass: PASSWORD }, logger: false });
    await client.connect();
    await asks(() => client.mailboxCreate('Support'));
    await asks(() => client.append('Support', aMail('renamed-1')));
    world.watch(box, { folders: ['INBOX', 'Support'], pollMs: 300 });
    await until(box, 1);
    // UIDVALIDITY counts in seconds.
    await wait(1_100);
    await asks(() => client.mailboxRename('Support', 'Old'));
    await asks(() => client.mailboxCreate('Support'));
    await asks(() => client.append('Support', aMail('renamed-2')));
    await until(box, 2);
    await asks(() => client.mailboxRename('Support', 'Older'));
    await eventually('the missing folder is said', async () => (await world.rows(`select 1 from folder_cursor where mailbox_id = ? and folder = 'Support' and fault_code = 'intake.folder-missing'`, [box.id])).length === 1);
    await put(box, 'inbox', 1);
    await until(box, 3);
    await wait(1_100);
    await asks(() => client.mailboxCreate('Support'));
    for (const name of ['renamed-2', 'renamed-3']) await asks(() => client.append('Support', aMail(name)));
    await until(box, 4);
    await wait(500);
    expect(await world.kept(box)).toBe(4);
    await client.logout();
  });
});
