import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../apps/ops/embedded/processes.js';
import { makeCertificate } from './certificate.js';

const BASE = 'DC=ad,DC=example';

/** A real Active Directory domain controller (Samba), with an account of delegated rights. */
export interface SambaAd {
  readonly url: string;
  readonly baseDn: string;
  readonly adminDn: string;
  readonly adminPassword: string;
  readonly deskDn: string;
  readonly deskPassword: string;
  readonly ca: string;
  stop(): Promise<void>;
}

/**
 * Samba's ports cannot be chosen, so each controller gets an address of its own in the loopback range. Needs root: its
 * database asks for it, and so does port 636.
 */
export async function startSambaAd(): Promise<SambaAd> {
  const home = await mkdtemp(join(tmpdir(), 'rk-ad-'));
  const address = `127.${1 + (process.pid % 250)}.${Math.floor(Math.random() * 250)}.2`;
  const { ca, cert, key } = makeCertificate(['dc1.ad.example'], address);
  for (const [name, text] of [['ca.pem', ca], ['cert.pem', cert], ['key.pem', key]] as const) await writeFile(join(home, name), text, { mode: 0o600 });
  const adminPassword = 'Admin-secret-1';
  await writeFile(join(home, 'empty.conf'), '[global]\n');
  run('samba-tool', [
    'domain', 'provision', `--configfile=${home}/empty.conf`, `--targetdir=${home}`, '--realm=AD.EXAMPLE', '--domain=AD', '--server-role=dc', '--dns-backend=NONE', `--adminpass=${adminPassword}`, '--host-name=dc1',
    `--host-ip=${address}`, '--option=server services=ldap', `--option=interfaces=${address}/8`, '--option=bind interfaces only=yes', '--option=tls enabled=yes', `--option=tls cafile=${home}/ca.pem`,
    `--option=tls certfile=${home}/cert.pem`, `--option=tls keyfile=${home}/key.pem`, '--option=ldap server require strong auth=allow_sasl_over_tls',
  ]);
  const settings = join(home, 'etc', 'smb.conf');
  const database = ['-H', join(home, 'private', 'sam.ldb'), `--configfile=${settings}`];
  run('samba-tool', ['domain', 'passwordsettings', 'set', '--account-lockout-threshold=5', '--min-pwd-age=0', '--history-length=0', '--complexity=on', '--min-pwd-length=7', ...database]);
  run('samba-tool', ['ou', 'create', `OU=People,${BASE}`, ...database]);
  run('samba-tool', ['ou', 'create', `OU=Services,${BASE}`, ...database]);
  run('samba-tool', ['group', 'add', 'privileged', ...database]);
  const deskPassword = 'Desk-secret-1';
  run('samba-tool', ['user', 'create', 'rekey', deskPassword, '--userou=OU=Services', ...database]);
  delegate(settings, join(home, 'private', 'sam.ldb'));
  const child = spawn('samba', ['-F', '--no-process-group', `--configfile=${settings}`, '--debuglevel=0'], { stdio: 'ignore' });
  if (!(await until(() => answersAt(address, 636), 180_000, 100))) throw new Error('the domain controller does not answer');
  return {
    url: `ldaps://${address}`, baseDn: `OU=People,${BASE}`, adminDn: `CN=Administrator,CN=Users,${BASE}`, adminPassword, deskDn: `CN=rekey,OU=Services,${BASE}`, deskPassword, ca,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      // Helpers of the server may still be writing their last.
      await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Least rights (LDAP.md): reset passwords and write a handful of attributes of accounts below OU=People, delete there; nothing else. */
function delegate(settings: string, database: string): void {
  const sid = /objectSid: (\S+)/.exec(run('samba-tool', ['user', 'show', 'rekey', '--attributes=objectSid', '-H', database, `--configfile=${settings}`]))?.[1];
  // Reset password (control access right), write property on user objects, delete: [MS-ADTS] section 5.1.3.2.1 and 6.1.1.2.7.
  const RESET_PASSWORD = '00299570-246d-11d0-a768-00aa006e0529';
  const USER = 'bf967aba-0de6-11d0-a285-00aa003049e2';
  for (const entry of [`(OA;CIIO;CR;${RESET_PASSWORD};${USER};${sid})`, `(OA;CIIO;WPSDDT;;${USER};${sid})`, `(A;CI;DC;;;${sid})`]) {
    run('samba-tool', ['dsacl', 'set', `--objectdn=OU=People,${BASE}`, `--sddl=${entry}`, '-H', database, `--configfile=${settings}`]);
  }
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args[0]} ${args[1]}: ${stderr || stdout}`);
  return stdout;
}

function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host).once('connect', () => { socket.destroy(); resolve(true); }).once('error', () => resolve(false));
  });
}
