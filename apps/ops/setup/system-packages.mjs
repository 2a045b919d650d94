import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { CYRUS_HOME, unpackCyrus } from './unpacked-cyrus.mjs';

/** What the machine itself must have: which programs tell that it is there, and the Debian packages that bring it. */
export const NEIGHBOURS = {
  dovecot: { what: 'Dovecot (IMAP server)', programs: ['dovecot', '/usr/lib/dovecot/imap', '/usr/lib/dovecot/lmtp'], packages: ['dovecot-imapd', 'dovecot-lmtpd'] },
  cyrus: { what: 'Cyrus (a second IMAP server, unpacked beside the first)', programs: [`${CYRUS_HOME}/usr/lib/cyrus/bin/imapd`], packages: ['cyrus-imapd'], unpack: unpackCyrus },
  redis: { what: 'Redis', programs: ['redis-server'], packages: ['redis-server'] },
  openldap: { what: 'OpenLDAP', programs: ['slapd', 'slapadd'], packages: ['slapd', 'ldap-utils'] },
  samba: { what: 'Samba (Active Directory)', programs: ['samba', 'samba-tool', '/usr/share/samba/setup/provision.ldif'], packages: ['samba', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind'] },
  clamav: { what: 'ClamAV', programs: ['clamd'], packages: ['clamav-daemon'] },
  keycloak: { what: 'Keycloak (Java, and Maven that brings it)', programs: ['java', 'mvn'], packages: ['default-jre-headless', 'maven'] },
  s3proxy: { what: 'S3Proxy (Java, and Maven that brings it)', programs: ['java', 'mvn'], packages: ['default-jre-headless', 'maven'] },
  openssl: { what: 'OpenSSL (the program)', programs: ['openssl'], packages: ['openssl'] },
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
  const { programs, unpack } = NEIGHBOURS[key];
  return programs.every(unpack ? existsSync : hasProgram);
}

/** Whether we may install Debian packages. */
export function mayInstall() {
  return process.getuid?.() === 0 && hasProgram('apt-get');
}

/** Installs the Debian packages of the neighbours, without letting them start system-wide servers of their own. */
export async function installNeighbours(keys) {
  const asked = keys.map((key) => NEIGHBOURS[key]);
  const packages = asked.filter(({ unpack }) => !unpack).flatMap((one) => one.packages);
  const install = (names) => run('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  await withoutSystemServers(async () => {
    if (packages.length > 0) await withFreshLists(() => install(packages));
    for (const { unpack } of asked) if (unpack) await withFreshLists(() => unpack(install));
  });
}

async function withFreshLists(work) {
  try {
    await work();
  } catch {
    // The package lists may be missing or old.
    await run('apt-get', ['update']);
    await work();
  }
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
