import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own of a few kilobytes, which a test can fill. Where nobody may mount it is a folder, and `isReal` false. */
export class SmallDisk {
  private constructor(readonly path: string, readonly isReal: boolean, private readonly kilobytes: number) {}

  static async mount(kilobytes: number): Promise<SmallDisk> {
    const path = await mkdtemp(join(tmpdir(), 'rekey-small-disk-'));
    return new SmallDisk(path, mounts(path, kilobytes), kilobytes);
  }

  /** So many kilobytes stay free; 0: not a byte. */
  async fill(freeKilobytes = 0): Promise<void> {
    const ballast = Buffer.alloc((this.kilobytes - freeKilobytes) * 1024);
    await writeFile(join(this.path, 'ballast'), ballast).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOSPC') throw error;
    });
  }

  empty(): Promise<void> {
    return rm(join(this.path, 'ballast'), { force: true });
  }

  async close(): Promise<void> {
    if (this.isReal) execFileSync('umount', [this.path]);
    await rm(this.path, { recursive: true, force: true });
  }
}

function mounts(path: string, kilobytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
