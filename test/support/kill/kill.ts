import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OwnPostgres } from '../own-postgres.js';
import { startRedis } from '../redis.js';
import { runKills } from './kill-run.js';
import { inOneLine } from './in-one-line.js';

const { values } = parseArgs({ options: { mails: { type: 'string', default: '2000' }, kills: { type: 'string', default: '300' }, queue: { type: 'string', default: 'postgres' } } });
const [mails, kills] = [Number(values.mails), Number(values.kills)];
if (![mails, kills].every((number) => Number.isInteger(number) && number >= 1) || !['postgres', 'redis'].includes(values.queue)) {
  console.error('npm run kill -- --mails 2000 --kills 300 --queue postgres|redis');
  process.exit(2);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort(new Error(`ended by ${signal}`)));

const home = await mkdtemp(join(tmpdir(), 'rekey-kill-'));
const postgres = await OwnPostgres.start(home);
const redis = values.queue === 'redis' ? await startRedis(home) : undefined;
let isWhole = false;
try {
  if (values.queue === 'redis' && !redis) throw new Error('this machine has no redis-server');
  const result = await runKills({ mails, kills, databaseUrl: await postgres.database(), queueUrl: redis?.url ?? 'postgres:', home, say: (progress) => console.log(`  ${progress}`), signal: stop.signal });
  for (const problem of result.problems) console.error(`  WRONG: ${problem}`);
  console.log(inOneLine(result, values.queue));
  isWhole = result.problems.length === 0;
  if (!isWhole) console.error(`  the logs are in ${join(home, 'logs')}`);
} finally {
  await redis?.stop();
  await postgres.stop();
  if (isWhole) await rm(home, { recursive: true, force: true });
}
process.exitCode = isWhole ? 0 : 1;
