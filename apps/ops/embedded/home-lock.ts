import { rmSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, stateOf } from './processes.js';

/**
 * One launcher per home: `<home>/up.pid` names the process that owns the servers there. A lock whose process is gone,
 * or whose id now belongs to a younger process, is an orphan's and is taken over.
 */
export class HomeLock {
  private constructor(private readonly path: string) {}

  /** @throws Error naming the living owner */
  static async take(home: string): Promise<HomeLock> {
    await mkdir(home, { recursive: true, mode: 0o711 });
    const path = join(home, 'up.pid');
    const mine = `${path}.${process.pid}`;
    for (;;) {
      await writeFile(mine, identity(process.pid));
      // A link appears with its content at once; a file that is opened and then written could be read empty.
      const isTaken = await link(mine, path).then(() => false, () => true);
      await rm(mine);
      if (!isTaken) return new HomeLock(path);
      const owner = await readFile(path, 'utf8').catch(() => '');
      const pid = Number(owner.split(' ')[0]);
      if (pid > 0 && isAlive(pid) && owner === identity(pid)) throw new Error(`Rekey already runs in ${home} (process ${pid}); stop it, or use another REKEY_HOME and other ports`);
      await removeStale(path, owner, mine);
    }
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

/** Moves the orphan's lock away, and puts it back if another launcher was quicker and it is a living one by now. */
async function removeStale(path: string, expected: string, aside: string): Promise<void> {
  const isMoved = await rename(path, aside).then(() => true, () => false);
  if (!isMoved) return;
  if ((await readFile(aside, 'utf8')) !== expected) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Process id and, where /proc tells it, the moment of its start, so that a re-used id is not mistaken for its former owner. */
function identity(pid: number): string {
  return `${pid} ${stateOf(pid)?.startedAt ?? '-'}`;
}
