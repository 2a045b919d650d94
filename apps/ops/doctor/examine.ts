import { resolveTxt } from 'node:dns/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Redis } from 'ioredis';
import { ListAgents, SignInPolicy } from '#agents';
import { HouseConfig, type Settings } from '#config';
import { Directories, DirectorySecretElsewhere } from '#directory';
import { ReadMailboxHealth } from '#intake';
import { JobsConfig } from '#jobs';
import { Clock, domainOf, Sealer } from '#kernel';
import { DkimKeys, MailRelay, OutboundConfig, SmimeKeys } from '#outbound';
import { Database } from '#persistence';
import { Mailboxes, Portals, PortalSecrets, SecretDoesNotOpen, type Mailbox } from '#portals';
import { ReadRetention } from '#privacy';
import { Storage, StorageConfig } from '#storage';
import { examineCertificates } from './certificates.js';
import { check, checks, type Finding } from './check.js';
import { judgeDns } from './dns.js';
import { examineRetention } from './retention.js';
import { examineSeals } from './seals.js';
import { examineSignIn } from './sign-in.js';
import { cureOf, SENDING_CURE, signIn, signInToSend, TROUBLES } from './mailboxes.js';

const PATIENCE_MS = 10_000;

const DATABASE_CURE = 'is REKEY_DATABASE_URL right, is PostgreSQL running, did `rekey migrate` run?';
const STORAGE_CURES = {
  folder: 'may this user write to REKEY_STORAGE_URL, is the disk full, and does it answer?',
  bucket: 'does the bucket of REKEY_STORAGE_URL exist, does its server answer from here, and may REKEY_STORAGE_ACCESS_KEY_ID read, write, delete and list in it?',
};
/** What only the database knows. */
const BEHIND_THE_DATABASE = ['mailboxes', 'directories', 'sealed secrets', 'certificates', 'sign-in of agents', 'retention of data', 'DNS'];

/**
 * Looks at everything outside that this desk leans on, each for a limited time. Never throws: what is away is a line, and
 * the others are looked at all the same. Changes nothing but one small file in the storage, which it takes away again.
 */
export async function examine(house: INestApplicationContext): Promise<Finding[]> {
  const { findings, isDatabaseThere } = await examineHall(house);
  return isDatabaseThere ? [...findings, ...(await behindTheDatabase(house))] : findings;
}

/** The same for a house of which only the ground floor opens: what lies behind the database is not looked at, and said to be so. */
export async function examineHall(house: INestApplicationContext): Promise<{ readonly findings: Finding[]; readonly isDatabaseThere: boolean }> {
  const database = await check('database', DATABASE_CURE, () => migrations(house));
  const outside = await Promise.all([
    check('queue', 'is REKEY_QUEUE_URL right and the server running?', () => queue(house)),
    check('storage', STORAGE_CURES[isBucket(house) ? 'bucket' : 'folder'], () => storage(house)),
    check('mail relay', 'is REKEY_OUTBOUND_SMTP_URL right, user and password included?', () => relay(house)),
  ]);
  const isDatabaseThere = database.state === 'ok';
  const skipped = isDatabaseThere ? [] : BEHIND_THE_DATABASE.map((what): Finding => ({ state: 'skipped', what, detail: 'not known without the database' }));
  return { findings: [database, ...outside, ...skipped], isDatabaseThere };
}

async function behindTheDatabase(house: INestApplicationContext): Promise<Finding[]> {
  const known = await Promise.all([house.get(Mailboxes).all(), house.get(Portals).list()]).catch((error: Error) => error);
  if (known instanceof Error) return [{ state: 'problem', what: 'mailboxes and portals', detail: known.message, cure: DATABASE_CURE }];
  const [all, portals] = known;
  const mailboxes = all.filter(({ enabled }) => enabled);
  const { DEMO: isDemo } = house.get<Settings<typeof HouseConfig>>(HouseConfig.token);
  const now = house.get(Clock).now();
  return (await Promise.all([
    ...mailboxes.filter(({ imapHost }) => imapHost !== '').map(async (mailbox) => [await check(`mailbox ${mailbox.address}`, cureOf, () => signIn(house, mailbox, portals.find(({ key }) => key === mailbox.portalKey)))]),
    ...mailboxes.map((mailbox) => sending(house, mailbox)),
    checks('reading of mailboxes', DATABASE_CURE, () => reading(house)),
    ...portals.map(({ key }) => directory(house, key)),
    checks('secrets of portals', DATABASE_CURE, async () => (await Promise.all(portals.map(async (profile) => (await house.get(PortalSecrets).elsewhere(profile)).map(({ name, why }) => elsewhere(`secret ${name} of ${profile.key}`, why))))).flat()),
    checks('sealed secrets', DATABASE_CURE, async () => [await house.get(Database).read((em) => examineSeals(em, house.get(Sealer)))]),
    checks('certificates', DATABASE_CURE, () => examineCertificates(house.get(SmimeKeys), now)),
    checks('sign-in of agents', DATABASE_CURE, async () => [examineSignIn(house.get(SignInPolicy), await house.get(ListAgents).run())]),
    checks('retention of data', DATABASE_CURE, async () => [await examineRetention(house.get(ReadRetention), now)]),
    ...[...new Set(mailboxes.map(({ address }) => domainOf(address)))].map((domain) => checks(`DNS of ${domain}`, 'does this machine reach a DNS server?', async () => [await dns(house, domain, isDemo)])),
  ])).flat();
}

async function reading(house: INestApplicationContext): Promise<Finding[]> {
  const health = await house.get(ReadMailboxHealth).run();
  return health.flatMap(({ address, troubles }) => troubles.map((trouble): Finding => ({ state: 'problem', what: `reading of ${address}`, detail: TROUBLES[trouble].what, cure: TROUBLES[trouble].cure })));
}

/** One line for a mailbox that signs in at the relay as itself, none for the others. */
async function sending(house: INestApplicationContext, mailbox: Mailbox): Promise<Finding[]> {
  const finding = await check(`sending as ${mailbox.address}`, SENDING_CURE, async () => (await signInToSend(house, mailbox)) ?? '');
  return finding.detail === '' ? [] : [finding];
}

/** One line for each right that Rekey needs in the directory; one when it cannot be asked at all. */
function directory(house: INestApplicationContext, portalKey: string): Promise<readonly Finding[]> {
  const what = `directory of ${portalKey}`;
  return checks(what, `are its settings in the profile right, and was \`rekey directory secret ${portalKey}\` run?`, async () => {
    const found = await house.get(Directories).of(portalKey).examine().catch((error: unknown) => {
      if (error instanceof DirectorySecretElsewhere) return error;
      throw error;
    });
    if (found instanceof DirectorySecretElsewhere) return [elsewhere(what, found)];
    return found.map((one) => ({ state: one.ok ? 'ok' : 'problem', what: `${what}: ${one.what}`, detail: one.detail, ...(one.cure && { cure: one.cure }) }));
  });
}

/** A secret that was set for another place than the profile names now, or does not open. */
function elsewhere(what: string, why: Error): Finding {
  const { message } = why;
  if ([why, why.cause].some((one) => one instanceof SecretDoesNotOpen)) return { state: 'problem', what, detail: message, cure: 'is REKEY_SECRET_KEY the one with which this desk ran before?' };
  return { state: 'problem', what, detail: message, cure: 'whoever changed the profile may not have meant to, or meant harm: compare it (`rekey portal export`) before the secret is set again' };
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
  let trouble: Error | undefined;
  // Without a listener ioredis prints a trace; and what it throws then says only that the connection is closed.
  redis.on('error', (error: Error) => { trouble = error; });
  try {
    await redis.connect().catch((error: unknown) => {
      throw trouble ?? error;
    });
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
    if (policy && policy !== 'noeviction') throw new Error(`maxmemory-policy is ${policy}: Redis may drop jobs; it has to be noeviction`);
    return 'jobs in Redis';
  } finally {
    redis.disconnect();
  }
}

function isBucket(house: INestApplicationContext): boolean {
  return house.get<Settings<typeof StorageConfig>>(StorageConfig.token).URL.startsWith('s3:');
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

/** SPF and DMARC of a sending domain, and who signs; which selector a relay signs by is not ours to know. */
async function dns(house: INestApplicationContext, domain: string, isDemo: boolean): Promise<Finding> {
  if (isDemo) return { state: 'skipped', what: `DNS of ${domain}`, detail: 'demo world: its domains do not exist' };
  const text = async (name: string): Promise<string[]> => (await resolveTxt(name).catch(() => [])).map((parts) => parts.join(''));
  const [own, dmarc] = await Promise.all([text(domain), text(`_dmarc.${domain}`)]);
  const { RELAY_SIGNS: relaySigns } = house.get<Settings<typeof OutboundConfig>>(OutboundConfig.token);
  return judgeDns({ domain, own, dmarc, isSigned: relaySigns || (await house.get(DkimKeys).signerOf(domain)) !== undefined });
}
