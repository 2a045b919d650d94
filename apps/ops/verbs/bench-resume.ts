import { randomBytes } from 'node:crypto';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { Secret } from '#kernel';
import { Database } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles } from '#portals';
import { CountingDoor, type Passed } from '../bench/counting-door.js';
import { rounded } from '../bench/figures.js';
import { ScratchDesk } from '../bench/scratch-desk.js';
import { MailServer } from '../embedded/mail-server.js';
import { serverAccount } from '../embedded/server-account.js';
import { inTheHouse } from '../house.js';

export interface ResumeResult {
  readonly bench: 'resume';
  readonly mails: number;
  /** The whole folder for the first time, with a mailroom that is killed when half of it is kept. */
  readonly first: {
    readonly seconds: number;
    readonly perSecond: number;
    /** From kill -9 until the next mail was kept, the start of the next process included. */
    readonly backAfterKillMs: number;
    /** Asked for twice, for the sake of the death. */
    readonly fetchedAgain: number;
    /** Resident memory of the mailroom when a quarter, half, three quarters and all were kept. */
    readonly rssMb: readonly (number | undefined)[];
  } & Passed;
  /** The mailroom was away; some mails came meanwhile, and all others are kept. */
  readonly resume: {
    readonly newMails: number;
    /** From the start of the process on; `signIn`: until it first said something to the mail server. */
    readonly signInMs: number;
    readonly firstNewMs: number;
    readonly allNewMs: number;
    readonly rssMb: number | undefined;
  } & Passed;
}

const ADDRESS = 'support@bench.example';
const NEW_MAILS = 20;
const LOOK_MS = 10;
const PATIENCE_MS = 30 * 60_000;
const FILES_AT_ONCE = 50;

/** `rekey bench resume`: what a mailroom does that comes back to a large folder of which nearly everything is kept. */
export function benchResumeVerb(bench: Command): void {
  bench.command('resume').description('a mailroom that comes back to a large folder: time, memory, IMAP commands; JSON')
    .option('--mails <number>', 'how many lie in the folder', '50000')
    .action(async ({ mails }: { mails: string }) => console.log(JSON.stringify(await benchResume(Number(mails)), undefined, 2)));
}

/** Measures on a desk of its own: PostgreSQL with its default durability, Dovecot, one mailroom, no worker. */
export async function benchResume(mails: number): Promise<ResumeResult> {
  if (!Number.isInteger(mails) || mails < 100 || mails > 1_000_000) throw Object.assign(new Error('--mails wants a number between 100 and 1000000'), { code: 'bench.not-a-number' });
  const desk = await ScratchDesk.open({ REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:9', REKEY_MAILROOM_BACKFILL: 'true' });
  try {
    const password = randomBytes(12).toString('base64url');
    const server = await MailServer.start({ home: desk.home, users: [{ address: ADDRESS, password }] });
    if (!server) throw Object.assign(new Error('this machine has no Dovecot 2.3 (Debian: apt-get install dovecot-imapd dovecot-lmtpd)'), { code: 'bench.no-dovecot' });
    desk.alsoStops(() => server.stop());
    const door = await CountingDoor.open(server.imapPort);
    desk.alsoStops(() => door.close());
    const folder = join(dirname(server.usersFile), 'mail', ADDRESS);
    await putIntoMaildir(folder, 0, mails);
    return await inTheHouse(async (house) => {
      await house.get(ImportPortal).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
      await house.get(Mailboxes).save({ portalKey: 'school', address: ADDRESS, displayName: 'Bench', imapHost: '127.0.0.1', imapPort: door.port, imapSecurity: 'none', imapUser: ADDRESS, imapPassword: new Secret(password) });
      const database = house.get(Database);
      const first = await readFirst(desk, database, door, mails);
      await desk.stopProcesses();
      await putIntoMaildir(folder, mails, NEW_MAILS);
      door.take();
      return { bench: 'resume' as const, mails, first, resume: await resumes(desk, database, door, mails) };
    }, desk.environment);
  } finally {
    await desk.close();
  }
}

async function readFirst(desk: ScratchDesk, database: Database, door: CountingDoor, mails: number): Promise<ResumeResult['first']> {
  const began = performance.now();
  const rssMb: (number | undefined)[] = [];
  let backAfterKillMs = Number.NaN;
  await desk.start('mailroom');
  for (const quarter of [1, 2, 3, 4]) {
    await untilKept(database, Math.floor((mails * quarter) / 4));
    rssMb.push(desk.residentMb().mailroom);
    if (quarter !== 2) continue;
    const killed = performance.now();
    await desk.kill('mailroom');
    const [{ kept }] = await database.read((em) => em.execute<[{ kept: number }]>('select count(*)::int as kept from kept_mail'));
    await desk.start('mailroom');
    await untilKept(database, Math.min(mails, kept + 1));
    backAfterKillMs = Math.round(performance.now() - killed);
  }
  const seconds = (performance.now() - began) / 1_000;
  const passed = door.take();
  return { seconds: rounded(seconds, 1), perSecond: rounded(mails / seconds, 1), backAfterKillMs, fetchedAgain: passed.fetched - mails, rssMb, ...passed };
}

async function resumes(desk: ScratchDesk, database: Database, door: CountingDoor, mails: number): Promise<ResumeResult['resume']> {
  const began = performance.now();
  const since = (): number => Math.round(performance.now() - began);
  await desk.start('mailroom');
  await door.heard();
  const signInMs = since();
  await untilKept(database, mails + 1);
  const firstNewMs = since();
  await untilKept(database, mails + NEW_MAILS);
  const allNewMs = since();
  await untilCaughtUp(database);
  return { newMails: NEW_MAILS, signInMs, firstNewMs, allNewMs, rssMb: desk.residentMb().mailroom, ...door.take() };
}

async function untilKept(database: Database, mails: number): Promise<void> {
  // By the last of them: to count fifty thousand rows again and again would be what is measured.
  await until(database, `${mails} mails kept`, 'select 1 as yes from kept_mail offset ? limit 1', [mails - 1]);
}

async function untilCaughtUp(database: Database): Promise<void> {
  await until(database, 'the folder compared with what is kept', 'select 1 as yes from folder_cursor f join mailbox_cursor m using (mailbox_id) where f.caught_up_at >= m.last_sign_in_at', []);
}

async function until(database: Database, what: string, statement: string, values: readonly unknown[]): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await wait(LOOK_MS)) {
    if ((await database.read((em) => em.execute<unknown[]>(statement, [...values]))).length > 0) return;
  }
  throw Object.assign(new Error(`not within ${PATIENCE_MS / 60_000} minutes: ${what}`), { code: 'bench.too-slow' });
}

/** As files, past the server: to deliver so many would take longer than all that is measured. */
async function putIntoMaildir(folder: string, first: number, count: number): Promise<void> {
  const account = serverAccount();
  const own = async (path: string): Promise<void> => (account.isHandedOver ? chown(path, account.uid, account.gid) : undefined);
  for (const path of [folder, ...['cur', 'new', 'tmp'].map((name) => join(folder, name))]) {
    await mkdir(path, { recursive: true });
    await own(path);
  }
  for (let at = first; at < first + count; at += FILES_AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(FILES_AT_ONCE, first + count - at) }, async (_, nth) => {
      const path = join(folder, 'new', `${1_700_000_000 + at + nth}.M${at + nth}.bench`);
      await writeFile(path, `From: p${at + nth}@bench.example\r\nTo: ${ADDRESS}\r\nSubject: ${at + nth}\r\nMessage-ID: <${at + nth}@bench.example>\r\n\r\nHallo\r\n`);
      await own(path);
    }));
  }
}
