import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { VerifyAudit } from '#audit';
import { CreateBuiltinAccount } from '#directory';
import { Secret } from '#kernel';
import { ImportPortal, Mailboxes, shippedProfiles } from '#portals';
import { MailServer } from '../../../apps/ops/embedded/mail-server.js';
import { freePort } from '../../../apps/ops/embedded/ports.js';
import { until } from '../../../apps/ops/embedded/processes.js';
import { inTheHouse } from '../../../apps/ops/house.js';

import { DoomedPlace, type Doomed } from './doomed.js';
import { whatIsWrong, type Outcome } from './what-is-wrong.js';
import { Writers } from './writers.js';

export interface KillRun {
  readonly mails: number;
  readonly kills: number;
  /** Empty of mails, migrated. */
  readonly databaseUrl: string;
  /** As `REKEY_QUEUE_URL`. */
  readonly queueUrl: string;
  /** For logs and the mail server; the caller removes it. */
  readonly home: string;
  /** What deferred a mail waits for a minute; with this the relay dies in the first part only, and the run ends sooner. */
  readonly relayDiesUntil?: number;
  readonly say?: (progress: string) => void;
  /** Ends the run before its time, and everything that it started. */
  readonly signal?: AbortSignal;
}

export interface KillResult extends Outcome {
  readonly kills: Readonly<Record<Doomed | 'imap session', number>>;
  /** Processes that had a transaction open when they died. */
  readonly inTransaction: number;
  readonly seconds: number;
}

/** What starts quickly dies oftener than its places would have it. */
const VICTIMS: readonly Doomed[] = ['worker', 'worker', 'mailroom', 'relay'];
const PLACES: readonly Doomed[] = ['worker', 'worker', 'worker', 'mailroom', 'mailroom', 'relay'];
const MAILBOXES = 4;
const BORDER = 'mx.kill.example';
const SAY_EVERY = 25;
/** What a dead worker had in hand starts again after fifteen seconds. */
const STANDS_STILL_MS = 20_000;
/** Deferred for a minute, given up after ten seconds, looked after every five: what a death leaves is settled well before. */
const SETTLED_WITHIN_MS = 10 * 60_000;

/**
 * Mails come in and answers leave while mailrooms, workers, the relay and sessions of the mail server are killed at random
 * moments: real processes, real PostgreSQL, real Dovecot. Some of the people have an account and get a link by themselves.
 */
export async function runKills(run: KillRun): Promise<KillResult> {
  const began = performance.now();
  await chmod(run.home, 0o711);
  await mkdir(join(run.home, 'logs'));
  const [mail, relayPort] = [await MailServer.start({ home: run.home, isDurable: false, users: Array.from({ length: MAILBOXES }, (_, at) => ({ address: addressOf(at), password: 'support' })) }), await freePort()];
  if (!mail) throw new Error('this machine has no Dovecot');
  const database = new pg.Client({ connectionString: run.databaseUrl });
  const places: DoomedPlace[] = [];
  try {
    await database.connect();
    const record = join(run.home, 'relayed');
    const environment = environmentOf(run, relayPort);
    const writers = new Writers(run.mails, Array.from({ length: MAILBOXES }, (_, at) => addressOf(at)), BORDER);
    await inTheHouse((house) => furnish(house, mail.imapPort, writers), environment);
    for (const [at, name] of PLACES.entries()) {
      places.push(new DoomedPlace({ name, title: `${name} ${at}`, environment, logFile: join(run.home, 'logs', `${name}.log`), relay: [String(relayPort), record] }));
    }
    const killed = await killAll(run, places, mail, database, writers);
    run.say?.(`${run.kills} deaths, all mails delivered; waiting until the desk has settled`);
    const settled = await until(async () => isSettled(database, run.mails), SETTLED_WITHIN_MS, 500);
    const audit = await inTheHouse((house) => house.get(VerifyAudit).run(), environment);
    const outcome = await whatIsWrong(database, writers, await readFile(record, 'utf8'));
    return {
      ...killed, ...outcome, seconds: Math.round((performance.now() - began) / 1_000),
      problems: [...(settled ? [] : ['the desk did not come to rest']), ...(audit.ok ? [] : ['the audit’s chain is broken']), ...outcome.problems],
    };
  } finally {
    await Promise.all(places.map((place) => place.close()));
    await database.end();
    await mail.stop();
  }
}

async function killAll(run: KillRun, places: readonly DoomedPlace[], mail: MailServer, database: pg.Client, writers: Writers): Promise<Pick<KillResult, 'kills' | 'inTransaction'>> {
  const kills = { worker: 0, mailroom: 0, relay: 0, 'imap session': 0 };
  let [inTransaction, doneBefore] = [0, -1];
  const lmtp = createTransport({ host: '127.0.0.1', port: mail.lmtpPort, lmtp: true, ignoreTLS: true, pool: true, maxConnections: 2, maxMessages: 1_000 } as never);
  try {
    await until(async () => (await sessionsOf(database)).size >= places.filter(({ name }) => name !== 'relay').length, 120_000, 100);
    for (let done = 0; done < run.kills; done += 1) {
      run.signal?.throwIfAborted();
      // A handful of mails for each death, so that none finds an idle desk, and none is left over at the end.
      const share = done === run.kills - 1 ? writers.left : Math.min(writers.left, randomInt(0, Math.ceil((2 * run.mails) / run.kills) + 1));
      for (const { from, to, raw } of writers.next(share)) await lmtp.sendMail({ envelope: { from, to: [to] }, raw });
      // On a busy machine births take longer than deaths: nobody dies again before something was done.
      await until(async () => (await progress(database)) > doneBefore, STANDS_STILL_MS, 20);
      doneBefore = await progress(database);
      const victim = await nextVictim(places, database, done < (run.relayDiesUntil ?? run.kills));
      // Half of the deaths come at any moment, half while it is seen at work.
      await wait(randomInt(0, 700));
      if (randomInt(2) === 0 && victim.name !== 'relay') await until(async () => (await sessionsOf(database)).get(victim.title) === true, 2_000, 2);
      const session = victim.name === 'mailroom' && randomInt(2) === 0 ? anImapSession(mail.pid) : undefined;
      if (session !== undefined) process.kill(session, 'SIGKILL');
      else {
        if ((await sessionsOf(database)).get(victim.title)) inTransaction += 1;
        await victim.dies();
      }
      kills[session === undefined ? victim.name : 'imap session'] += 1;
      if ((done + 1) % SAY_EVERY === 0) run.say?.(`${done + 1} of ${run.kills} deaths, ${writers.delivered} of ${run.mails} mails delivered, ${await filed(database)} filed`);
    }
    return { kills, inTransaction };
  } finally {
    lmtp.close();
  }
}

/** Waits for somebody who has come to life, or else nothing would ever be done; one of eight dies while it starts. */
async function nextVictim(places: readonly DoomedPlace[], database: pg.Client, mayBeRelay: boolean): Promise<DoomedPlace> {
  const names = VICTIMS.filter((one) => one !== 'relay' || mayBeRelay);
  const name = names[randomInt(names.length)]!;
  const isAnybody = name === 'relay' || randomInt(8) === 0;
  for (;;) {
    const lives = await sessionsOf(database);
    const victims = places.filter((place) => place.name === name && (isAnybody || lives.has(place.title)));
    if (victims.length > 0) return victims[randomInt(victims.length)]!;
    await wait(50);
  }
}

/** By title: whether one of its connections is in a transaction now. */
async function sessionsOf(database: pg.Client): Promise<Map<string, boolean>> {
  const { rows } = await database.query<{ title: string; busy: boolean }>(`select application_name as title, bool_or(state <> 'idle') as busy from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() group by 1`);
  return new Map(rows.map(({ title, busy }) => [title, busy]));
}

/** A process in which Dovecot serves one signed-in connection. */
function anImapSession(master: number | undefined): number | undefined {
  const sessions = readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').trim().split(' ').map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'imap';
    } catch {
      return false;
    }
  });
  return sessions.length > 0 ? sessions[randomInt(sessions.length)] : undefined;
}

/** Steps done so far, by whomever: kept, filed, begun to leave, left. */
async function progress(database: pg.Client): Promise<number> {
  const { rows } = await database.query(`select (select count(*) + count(disposition) from kept_mail) + (select count(*) + count(outcome) from delivery_attempt) as steps`);
  return Number(rows[0].steps);
}

async function filed(database: pg.Client): Promise<number> {
  return Number((await database.query('select count(*) as n from kept_mail where disposition is not null')).rows[0].n);
}

async function isSettled(database: pg.Client, mails: number): Promise<boolean> {
  const { rows: [row] } = await database.query(`select (select count(*) from kept_mail where disposition is not null) as filed, (select count(*) from outbound_message where state in ('queued', 'sending')) as waiting,
    (select count(*) from recovery_action where state = 'approved') as actions`);
  return Number(row.filed) >= mails && Number(row.waiting) === 0 && Number(row.actions) === 0;
}

async function furnish(house: INestApplicationContext, imapPort: number, writers: Writers): Promise<void> {
  await house.get(ImportPortal).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
  for (let at = 0; at < MAILBOXES; at += 1) {
    await house.get(Mailboxes).save({ portalKey: 'school', address: addressOf(at), displayName: 'School', imapHost: '127.0.0.1', imapPort, imapSecurity: 'none', imapUser: addressOf(at), imapPassword: new Secret('support'), authservId: BORDER });
  }
  for (const { address, number } of writers.accountHolders()) {
    await house.get(CreateBuiltinAccount).run({ portalKey: 'school', username: `person.${number}`, givenName: 'Vera', familyName: `Vogel ${number}`, userType: 'pupil', state: 'active', addresses: [{ address }] });
  }
}

function environmentOf({ databaseUrl, queueUrl, home }: KillRun, relayPort: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'], NODE_ENV: 'production', MALLOC_ARENA_MAX: '1', NODE_COMPILE_CACHE: join(home, 'compiled'),
    REKEY_DATABASE_URL: databaseUrl, REKEY_QUEUE_URL: queueUrl, REKEY_QUEUE_PREFIX: `kill-${relayPort}`, REKEY_STORAGE_URL: `file:${join(home, 'storage')}`, REKEY_SECRET_KEY: 'k'.repeat(40),
    REKEY_PUBLIC_URL: 'https://desk.example', REKEY_LOG_LEVEL: 'warn', REKEY_MAILROOM_DNS: 'off', REKEY_MAILROOM_BACKFILL: 'true', REKEY_OUTBOUND_SMTP_URL: `smtp://127.0.0.1:${relayPort}`,
    REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '1000000', REKEY_OUTBOUND_ACK_DELAY_MIN_SECONDS: '0', REKEY_OUTBOUND_ACK_DELAY_MAX_SECONDS: '0', REKEY_UPKEEP_EVERY_SECONDS: '5',
  };
}

function addressOf(mailbox: number): string {
  return `support-${mailbox}@school.example`;
}
