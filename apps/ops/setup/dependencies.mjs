import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/**
 * Whether node_modules holds what package-lock.json says. npm writes its own list into node_modules when an installation
 * is complete, so one that was interrupted does not count. Packages for other platforms may be missing.
 */
export function dependenciesAreThere() {
  const wanted = readLock(join(ROOT, 'package-lock.json'));
  const there = readLock(join(ROOT, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([place, { version, optional, link }]) => place === '' || optional || link || there[place]?.version === version);
}

/** Installs exactly what the lock file says. No package's install script is run; none is needed. */
export async function installDependencies() {
  await run('npm', ['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}
