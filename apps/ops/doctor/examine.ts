import { resolveTxt } from 'node:dns/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Redis } from 'ioredis';
import { ListAgents, SignInPolicy } from '#agents';
import { HouseConfig, type Settings } from '#config';
import { Directories } from '#directory';
import { ReadMailboxHealth } from '#intake';
import { JobsConfig } from '#jobs';
import { Clock, domainOf } from '#kernel';
import { MailRelay, OutboundConfig, SmimeKeys } from '#outbound';
import { Database } from '#persistence';
import { Mailboxes, Portals, type Mailbox } from '#portals';
import { ReadRetention } from '#privacy';
import { Storage } from '#storage';
import { examineCertificates } from './certificates.js';
import { examineRetention } from './retention.js';
import { examineSignIn } from './sign-in.js';
import { cureOf, SENDING_CURE, signIn, signInToSend, TROUBLES } from './mailboxes.js';

export interface Finding {
  readonly state: 'ok' | 'problem' | 'skipped';
  readonly what: string;
  readonly detail: string;
  /** What to do about it. */
  readonly cure?: string;
}

const PATIENCE_MS = 10_000;

/** Looks at everything outside that this desk leans on. Changes nothing but one small file in the storage. */
export async function examine(house: INestApplicationContext): Promise<Finding[]> {
  const mailboxes = (await house.get(Mailboxes).all()).filter(({ enabled }) => enabled);
  const portals = await house.get(Portals).list();
  const settings = house.get<Settings<typeof HouseConfig>>(HouseConfig.token);
  const health = await house.get(ReadMailboxHealth).run();
  return [
    await check('database', 'is REKEY_DATABASE_URL right, is PostgreSQL running, did `rekey migrate` run?', () => migrations(house)),
    await check('queue', 'is REKEY_QUEUE_URL right and the server running?', () => queue(house)),
    await check('storage', 'may this user write to REKEY_STORAGE_URL, and is the disk full?', () => storage(house)),
    await check('mail relay', 'is REKEY_OUTBOUND_SMTP_URL right, user and password included?', () => relay(house)),
    ...(await Promise.all(mailboxes.filter(({ imapHost }) => imapHost !== '').map((mailbox) => check(`mailbox ${mailbox.address}`, cureOf, () => signIn(house, mailbox, portals.find(({ key }) => key === mailbox.portalKey)))))),
    ...(await Promise.all(mailboxes.map((mailbox) => sending(house, mailbox)))).flat(),
    ...health.flatMap(({ address, troubles }) => troubles.map((trouble): Finding => ({ state: 'problem', what: `reading of ${address}`, detail: TROUBLES[trouble].what, cure: TROUBLES[trouble].cure }))),
    ...(await Promise.all(portals.map(({ key }) => directory(house, key)))).flat(),
    ...(await examineCertificates(house.get(SmimeKeys), house.get(Clock).now())),
    examineSignIn(house.get(SignInPolicy), await house.get(ListAgents).run()),
    await examineRetention(house.get(ReadRetention), house.get(Clock).now()),
    ...(await Promise.all([...new Set(mailboxes.map(({ address }) => domainOf(address)))].map((domain) => dns(domain, settings.DEMO)))),
  ];
}

/** One line for a mailbox that signs in at the relay as itself, none for the others. */
async function sending(house: INestApplicationContext, mailbox: Mailbox): Promise<Finding[]> {
  const finding = await check(`sending as ${mailbox.address}`, SENDING_CURE, async () => (await signInToSend(house, mailbox)) ?? '');
  return finding.detail === '' ? [] : [finding];
}

/** One line for each right that Rekey needs in the directory; one when it cannot be asked at all. */
async function directory(house: INestApplicationContext, portalKey: string): Promise<Finding[]> {
  const what = `directory of ${portalKey}`;
  try {
    const found = await house.get(Directories).of(portalKey).examine();
    return found.map((one) => ({ state: one.ok ? 'ok' : 'problem', what: `${what}: ${one.what}`, detail: one.detail, ...(one.cure && { cure: one.cure }) }));
  } catch (error) {
    return [{ state: 'problem', what, detail: (error as Error).message, cure: `are its settings in the profile right, and was \`rekey directory secret ${portalKey}\` run?` }];
  }
}

async function check(what: string, cure: string | ((error: unknown) => string), look: () => Promise<string>): Promise<Finding> {
  try {
    return { state: 'ok', what, detail: await look() };
  } catch (error) {
    const { message, code, responseText } = error as { message: string; code?: string; responseText?: string };
    return { state: 'problem', what, detail: responseText ?? (message || code || 'no answer'), cure: typeof cure === 'string' ? cure : cure(error) };
  }
}

function migrations(house: INestApplicationContext): Promise<string> {
  return house.get(Database).read(async (em) => {
    const [row] = await em.execute<{ version: string; applied: number }[]>(`select current_setting('server_version') as version, (select count(*)::int from rekey_migrations) as applied`);
    return `PostgreSQL ${row!.version}, ${row!.applied} migrations`;
  });
}

async function queue(house: INestApplicationContext): Promise<string> {
  const { URL: url } = house.get<Settings<typeof JobsConfig>>(JobsConfig.token);
  if (url.startsWith('postgres')) {
    const [row] = await house.get(Database).read((em) => em.execute<{ tables: number }[]>(`select count(*)::int as tables from pg_tables where schemaname = 'bullmq'`));
    if (row!.tables === 0) throw new Error('the tables of the job queue are missing');
    return 'jobs in PostgreSQL';
  }
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, connectTimeout: PATIENCE_MS, retryStrategy: () => null });
  try {
    await redis.connect();
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
    if (policy && policy !== 'noeviction') throw new Error(`maxmemory-policy is ${policy}: Redis may drop jobs; it has to be noeviction`);
    return 'jobs in Redis';
  } finally {
    redis.disconnect();
  }
}

async function storage(house: INestApplicationContext): Promise<string> {
  const place = house.get(Storage);
  const name = await place.put(Buffer.from('rekey doctor was here'));
  await place.get(name);
  await place.forget(name);
  return 'can be written, read and emptied';
}

async function relay(house: INestApplicationContext): Promise<string> {
  const url = new URL(house.get<Settings<typeof OutboundConfig>>(OutboundConfig.token).SMTP_URL.reveal());
  // As the mails themselves go, null sender included: a port or a kind of encryption of its own would prove something else.
  const answer = await house.get(MailRelay).check();
  if (!answer.ok) throw new Error(answer.why);
  return `${url.host} greets us${url.username ? ', lets us sign in' : ''} and takes mail`;
}

/** SPF and DMARC of a sending domain; DKIM needs the relay's selector and is not ours to know. */
async function dns(domain: string, isDemo: boolean): Promise<Finding> {
  const what = `DNS of ${domain}`;
  if (isDemo) return { state: 'skipped', what, detail: 'demo world: its domains do not exist' };
  const text = async (name: string): Promise<string[]> => (await resolveTxt(name).catch(() => [])).map((parts) => parts.join(''));
  const [spf, dmarc] = await Promise.all([text(domain), text(`_dmarc.${domain}`)]);
  const missing = [spf.some((one) => one.startsWith('v=spf1')) ? '' : 'SPF', dmarc.some((one) => one.startsWith('v=DMARC1')) ? '' : 'DMARC'].filter(Boolean);
  if (missing.length === 0) return { state: 'ok', what, detail: 'SPF and DMARC are published' };
  return { state: 'problem', what, detail: `no ${missing.join(' and no ')}`, cure: 'publish the record, or mails of this desk will land in spam folders' };
}
