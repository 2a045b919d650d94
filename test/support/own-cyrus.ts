import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { answers, freePort } from '../../apps/ops/embedded/ports.js';
import { stopProcess, until } from '../../apps/ops/embedded/processes.js';
import { type ServerAccount, serverAccount } from '../../apps/ops/embedded/server-account.js';
import { ownDirectory } from '../../apps/ops/embedded/server-place.js';
import { CYRUS_HOME } from '../../apps/ops/setup/unpacked-cyrus.mjs';

const START_MS = 90_000;

/** A Cyrus IMAP server of a test's own: mailboxes come into being with their first sign-in or mail. */
export interface Cyrus {
  readonly imapPort: number;
  readonly lmtpPort: number;
  /** From now on this user may sign in. */
  addUser(user: string, password: string): void;
  deliver(to: string, raws: readonly (Buffer | string)[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it, unpacked and nowhere installed, as the account that all our servers run as. @param more lines of imapd.conf */
export async function startCyrus(more: Readonly<Record<string, string>> = {}): Promise<Cyrus> {
  const account = serverAccount();
  const home = await mkdtemp(join(tmpdir(), 'rk-cy-'));
  await chmod(home, 0o755);
  for (const name of ['conf', 'conf/proc', 'conf/lock', 'conf/socket', 'conf/db', 'conf/sieve', 'spool']) await ownDirectory(join(home, name), account);
  const users = new Map<string, string>();
  const doorman = await passwordDoor(join(home, 'mux'), users, account);
  const [imapPort, lmtpPort] = [await freePort(), await freePort()];
  await writeFile(join(home, 'imapd.conf'), lines({ ...settings(home, account), ...more }));
  await writeFile(join(home, 'cyrus.conf'), services(home, imapPort, lmtpPort));
  const log = await open(join(home, 'cyrus.log'), 'a');
  const libraries = await readdir(join(CYRUS_HOME, 'usr', 'lib')).then((names) => names.filter((name) => name.includes('-linux-')).map((name) => join(CYRUS_HOME, 'usr', 'lib', name)));
  const master = spawn(join(CYRUS_HOME, 'usr', 'sbin', 'cyrmaster'), ['-C', join(home, 'imapd.conf'), '-M', join(home, 'cyrus.conf'), '-p', join(home, 'conf', 'master.pid'), '-D'], {
    env: { PATH: process.env['PATH'], LD_LIBRARY_PATH: libraries.join(':') }, stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  if (!(await until(async () => hasEnded(master) || ((await answers(imapPort)) && (await answers(lmtpPort))), START_MS, 50)) || hasEnded(master)) throw new Error(`Cyrus did not start; see ${home}`);
  return {
    imapPort, lmtpPort,
    addUser: (user, password) => void users.set(user, password),
    deliver: async (to, raws) => {
      const lmtp = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true, pool: true } as never);
      try {
        for (const raw of raws) await lmtp.sendMail({ envelope: { from: 'ada@home.example', to: [to] }, raw });
      } finally {
        lmtp.close();
      }
    },
    stop: async () => {
      await stopProcess(master.pid!, ['SIGTERM', 'SIGKILL']);
      doorman.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function settings(home: string, account: ServerAccount): Record<string, string> {
  return {
    configdirectory: `${home}/conf`,
    'partition-default': `${home}/spool`,
    defaultpartition: 'default',
    sievedir: `${home}/conf/sieve`,
    proc_path: `${home}/conf/proc`,
    mboxname_lockpath: `${home}/conf/lock`,
    lmtpsocket: `${home}/conf/socket/lmtp`,
    idlesocket: `${home}/conf/socket/idle`,
    notifysocket: `${home}/conf/socket/notify`,
    cyrus_user: account.user,
    admins: 'cyrus',
    virtdomains: 'userid',
    unixhierarchysep: 'yes',
    altnamespace: 'yes',
    allowplaintext: 'yes',
    sasl_mech_list: 'PLAIN',
    sasl_pwcheck_method: 'saslauthd',
    sasl_saslauthd_path: `${home}/mux`,
    // An empty quota: unlimited, and mailboxes are made by themselves.
    autocreate_quota: '0',
    autocreate_post: 'yes',
    duplicatesuppression: 'no',
    // Delayed, two folders of a name that go within a second would be in each other's way.
    delete_mode: 'immediate',
  };
}

function services(home: string, imapPort: number, lmtpPort: number): string {
  const bin = join(CYRUS_HOME, 'usr', 'lib', 'cyrus', 'bin');
  const config = `-C ${home}/imapd.conf`;
  return `START {
  recover cmd="${bin}/ctl_cyrusdb ${config} -r"
  idled cmd="${bin}/idled ${config}"
}
SERVICES {
  imap cmd="${bin}/imapd ${config}" listen="127.0.0.1:${imapPort}" proto="tcp4" prefork=1
  lmtp cmd="${bin}/lmtpd ${config} -a" listen="127.0.0.1:${lmtpPort}" proto="tcp4" prefork=1
}
EVENTS {
}
`;
}

/** What saslauthd is to Cyrus: four counted texts (user, password, service, realm) in, one counted answer out. */
async function passwordDoor(path: string, users: ReadonlyMap<string, string>, account: ServerAccount): Promise<Server> {
  const door = createServer((socket: Socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => undefined).on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const asked = countedTexts(bytes);
      if (asked.length < 4) return;
      const [user, password, , realm] = asked as [string, string, string, string];
      const known = users.get(user) ?? users.get(`${user}@${realm}`);
      const answer = Buffer.from(known !== undefined && known === password ? '\0\x02OK' : '\0\x02NO');
      socket.end(answer);
    });
  });
  door.listen(path);
  await once(door, 'listening');
  if (account.isHandedOver) await chown(path, account.uid, account.gid);
  return door;
}

function countedTexts(bytes: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at + 2 <= bytes.length && at + 2 + bytes.readUInt16BE(at) <= bytes.length;) {
    const length = bytes.readUInt16BE(at);
    texts.push(bytes.toString('utf8', at + 2, at + 2 + length));
    at += 2 + length;
  }
  return texts;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function lines(settingsOf: Readonly<Record<string, string>>): string {
  return Object.entries(settingsOf).map(([name, value]) => `${name}: ${value}\n`).join('');
}
