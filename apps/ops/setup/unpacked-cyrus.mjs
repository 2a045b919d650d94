import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

const PACKAGES = ['cyrus-common', 'cyrus-imapd'];

/** Outside the repository, so that clones share it; as root where the account that runs the server can read it. */
const CACHE = process.getuid?.() === 0 ? '/var/cache/rekey' : join(homedir(), '.cache', 'rekey');

/** Where Cyrus lies. Debian lets only one IMAP server be installed, and that is Dovecot: the second is only unpacked. */
export const CYRUS_HOME = join(CACHE, 'cyrus');

/** Installs the libraries that Cyrus needs, and unpacks it. @param install what installs Debian packages */
export async function unpackCyrus(install) {
  await install(await librariesOf(PACKAGES));
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    await run('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', ...PACKAGES], { cwd: folder });
    for (const archive of readdirSync(folder)) await run('dpkg', ['-x', join(folder, archive), join(folder, 'unpacked')]);
    renameSync(join(folder, 'unpacked'), CYRUS_HOME);
  } catch (error) {
    // Somebody else was quicker.
    if (!existsSync(CYRUS_HOME)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Debian knows which; without a list of ours they are the right ones of every release. */
async function librariesOf(packages) {
  const told = await run('apt-cache', ['depends', '--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks', '--no-replaces', '--no-enhances', ...packages]);
  return [...new Set([...told.matchAll(/^ *Depends: (lib\S+)$/gm)].map(([, name]) => name))];
}
