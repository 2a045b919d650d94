import { randomBytes } from 'node:crypto';
import { chown, lstat, mkdir, realpath, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ServerAccount } from './server-account.js';

/** Where server data goes when the home lies under a directory that the servers' account may not enter, such as /root. */
const OUTSIDE = '/var/lib/rekey';

/**
 * The directory for the data of the embedded servers: `<home>/servers`, or a link of that name to a directory that the
 * account can reach. Made when it does not exist.
 */
export async function serverPlace(home: string, account: ServerAccount): Promise<string> {
  const place = join(home, 'servers');
  const isThere = await lstat(place).then(() => true, () => false);
  if (!isThere && account.isHandedOver && !(await isOpenToAll(home))) {
    // The parent first: a recursive mkdir would give it the mode of the child.
    await mkdir(OUTSIDE, { recursive: true, mode: 0o755 });
    const outside = join(OUTSIDE, randomBytes(6).toString('hex'));
    await mkdir(outside, { mode: 0o711 });
    await symlink(outside, place);
  }
  await mkdir(place, { recursive: true, mode: 0o711 });
  return realpath(place);
}

/** Whether any account may enter `directory`: every directory on the way to it lets others pass. */
export async function isOpenToAll(directory: string): Promise<boolean> {
  for (let at = await realpath(directory); ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Makes a private directory that belongs to the account. */
export async function ownDirectory(path: string, account: ServerAccount): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account.isHandedOver) await chown(path, account.uid, account.gid);
  return path;
}
