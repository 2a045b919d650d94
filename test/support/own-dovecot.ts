import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { Dovecot } from '../../apps/ops/embedded/dovecot.js';
import type { Settings } from '../../apps/ops/embedded/dovecot-settings.js';
import type { MailUser } from '../../apps/ops/embedded/passwd-file.js';

/** Dovecot makes whoever fails to sign in wait longer each time, by address; all tests have the same. */
const UNPUNISHED: Settings = { auth_failure_delay: '0', 'service anvil': { chroot: '', 'unix_listener anvil-auth-penalty': { mode: '0' } } };

/** A Dovecot that a test may stop, start again on the same mails, and set up in its own way. */
export class OwnDovecot {
  #server: Dovecot | undefined;
  #more: Settings = {};

  private constructor(readonly home: string, private readonly users: readonly MailUser[], private imap: number, private lmtp: number) {}

  /** @param more settings, or what makes them once the directory is known that the server's account may read */
  static async start(users: readonly MailUser[], more: Settings | ((home: string) => Promise<Settings>) = {}): Promise<OwnDovecot> {
    const home = await mkdtemp(join(tmpdir(), 'rekey-dovecot-'));
    await chmod(home, 0o711);
    const own = new OwnDovecot(home, users, 0, 0);
    own.#more = { ...UNPUNISHED, ...(typeof more === 'function' ? await more(home) : more) };
    await own.start();
    return own;
  }

  get imapPort(): number {
    return this.imap;
  }

  async start(): Promise<void> {
    this.#server = await Dovecot.start({ home: this.home, users: this.users, imapPort: this.imap, lmtpPort: this.lmtp, isDurable: false, logFile: join(this.home, 'dovecot.log'), more: this.#more });
    if (!this.#server) throw new Error('this machine has no Dovecot');
    this.imap = this.#server.imapPort;
    this.lmtp = this.#server.lmtpPort;
  }

  /** Connections end at once; mails stay. */
  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }

  async deliver(to: string, raws: readonly (Buffer | string)[]): Promise<void> {
    const lmtp = createTransport({ host: '127.0.0.1', port: this.lmtp, lmtp: true, ignoreTLS: true, pool: true } as never);
    try {
      for (const raw of raws) await lmtp.sendMail({ envelope: { from: 'ada@home.example', to: [to] }, raw });
    } finally {
      lmtp.close();
    }
  }

  log(): Promise<string> {
    return readFile(join(this.home, 'dovecot.log'), 'utf8');
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.home, { recursive: true, force: true });
  }
}
