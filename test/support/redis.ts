import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { answers, freePort } from '../../apps/ops/embedded/ports.js';
import { stopProcess, until } from '../../apps/ops/embedded/processes.js';
import { findProgram } from '../../apps/ops/embedded/programs.js';

/** A Redis that keeps nothing, on a free port of the loopback interface; undefined where there is no redis-server. */
export async function startRedis(home: string): Promise<{ url: string; stop: () => Promise<void> } | undefined> {
  const program = await findProgram('redis-server');
  if (!program) return undefined;
  const port = await freePort();
  const server = spawn(program, [
    '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', home,
    '--logfile', join(home, 'redis.log'), '--maxmemory-policy', 'noeviction',
  ], { stdio: 'ignore', detached: true });
  if (!(await until(() => answers(port), 60_000))) throw new Error(`redis-server did not start; its log is ${join(home, 'redis.log')}`);
  return { url: `redis://127.0.0.1:${port}`, stop: async () => void (await stopProcess(server.pid!, ['SIGTERM', 'SIGKILL'])) };
}
