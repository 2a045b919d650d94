import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/** What the machine itself must have: which programs tell that it is there, and the Debian packages that bring it. */
export const NEIGHBOURS = {
  dovecot: { what: 'Dovecot (IMAP server)', programs: ['dovecot', '/usr/lib/dovecot/imap', '/usr/lib/dovecot/lmtp'], packages: ['dovecot-imapd', 'dovecot-lmtpd'] },
  redis: { what: 'Redis', programs: ['redis-server'], packages: ['redis-server'] },
  openldap: { what: 'OpenLDAP', programs: ['slapd', 'slapadd'], packages: ['slapd', 'ldap-utils'] },
  samba: { what: 'Samba (Active Directory)', programs: ['samba', 'samba-tool', '/usr/share/samba/setup/provision.ldif'], packages: ['samba', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind'] },
  clamav: { what: 'ClamAV', programs: ['clamd'], packages: ['clamav-daemon'] },
  keycloak: { what: 'Keycloak (Java, and Maven that brings it)', programs: ['java', 'mvn'], packages: ['default-jre-headless', 'maven'] },
  chromium: { what: 'Chromium', programs: ['chromium'], packages: ['chromium'] },
};

const POLICY = '/usr/sbin/policy-rc.d';
const PLACES = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/opt/homebrew/sbin'];

/** Whether a program can be run; a full path is looked at only where the file system is laid out like Debian's. */
export function hasProgram(name) {
  if (name.startsWith('/')) return existsSync(name) || !existsSync('/etc/debian_version');
  return PLACES.some((place) => isExecutable(join(place, name)));
}

export function hasNeighbour(key) {
  return NEIGHBOURS[key].programs.every(hasProgram);
}

/** Whether we may install Debian packages. */
export function mayInstall() {
  return process.getuid?.() === 0 && hasProgram('apt-get');
}

/** Installs the Debian packages of the neighbours, without letting them start system-wide servers of their own. */
export async function installNeighbours(keys) {
  const packages = keys.flatMap((key) => NEIGHBOURS[key].packages);
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  await withoutSystemServers(async () => {
    try {
      await install();
    } catch {
      // The package lists may be missing or old.
      await run('apt-get', ['update']);
      await install();
    }
  });
}

/** Debian asks this script before a package starts its server; 101 means no. One that is there already is left alone. */
async function withoutSystemServers(work) {
  if (existsSync(POLICY)) return work();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
