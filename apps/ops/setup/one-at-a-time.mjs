import { createHash } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './run.mjs';

/**
 * Two starts in one clone must not install or build over each other: the second waits, then finds everything done.
 * A lock whose process is gone does not count.
 */
export async function oneAtATime(work) {
  const lock = join(tmpdir(), `rekey-setup-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}`);
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  while (!take(mine, lock)) {
    if (!isAlive(Number(readFileSync(lock, { encoding: 'utf8', flag: 'a+' })))) rmSync(lock, { force: true });
    else await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
    rmSync(mine, { force: true });
  }
}

function take(mine, lock) {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
