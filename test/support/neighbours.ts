/**
 * The servers that tests talk to, in a process of their own that dies with the test run: one PostgreSQL with a migrated
 * template database, one Dovecot behind one SMTP door, one Redis. Started by `start-neighbours.ts`.
 */
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stopWithParent } from '#config';
import { prepareQueueBackend } from '#jobs';
import { migrate } from '#persistence';
import { HomeLock } from '../../apps/ops/embedded/home-lock.js';
import { MailServer } from '../../apps/ops/embedded/mail-server.js';
import { EmbeddedPostgres } from '../../apps/ops/embedded/postgres.js';
import { allEntities } from './entities.js';
import { TEMPLATE, type Neighbours } from './neighbour-data.js';
import { startRedis } from './redis.js';

const home = process.argv[2]!;
// mkdtemp closes it to all others; the servers run as somebody else and must get through.
await chmod(home, 0o711);
const lock = await HomeLock.take(home);
const starting = [startPostgres(), MailServer.start({ home, isDurable: false }), startRedis(home)] as const;
stopWithParent(async () => {
  for (const one of await Promise.allSettled(starting)) if (one.status === 'fulfilled') await one.value?.stop();
  lock.release();
  await rm(home, { recursive: true, force: true });
});
const [postgres, mail, redis] = await Promise.all(starting);
const ready: Neighbours = {
  adminUrl: postgres.url('postgres'),
  redisUrl: redis?.url ?? null,
  mail: mail ? { imapPort: mail.imapPort, smtpPort: mail.smtpPort, lmtpPort: mail.lmtpPort, usersFile: mail.usersFile } : null,
};
// Whoever asked may be gone by now; then we are stopping already.
if (process.connected) process.send?.(ready, undefined, undefined, () => undefined);

async function startPostgres(): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start({ home, isDurable: false, logFile: join(home, 'postgres.log') });
  const url = await server.database(TEMPLATE);
  await migrate(url, await allEntities());
  await prepareQueueBackend('postgres:', url);
  // Nobody may connect any more: a connection to the template would stop every clone.
  await server.asSuperuser((client) => client.query(`alter database ${TEMPLATE} with is_template true allow_connections false`));
  return server;
}
