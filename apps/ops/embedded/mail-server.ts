import { join } from 'node:path';
import { Dovecot } from './dovecot.js';
import { MailHub } from './mail-hub.js';
import { type MailUser, PasswdFile, addUsers } from './passwd-file.js';
import { freePort } from './ports.js';

export interface MailServerOptions {
  readonly home: string;
  readonly users?: readonly MailUser[];
  /** The address to listen on; by default only this machine gets in. */
  readonly host?: string;
  /** Tried first; another free one is taken when somebody else has it. */
  readonly imapPort?: number;
  readonly lmtpPort?: number;
  readonly smtpPort?: number;
  readonly isDurable?: boolean;
  readonly logFile?: string;
}

/** A complete local mail server: SMTP in front, Dovecot behind. For the demo and for tests. */
export class MailServer {
  private constructor(private readonly dovecot: Dovecot, private readonly hub: MailHub, readonly smtpPort: number) {}

  /** Undefined where this machine has no Dovecot. @param onDeath called when Dovecot ends without being told to */
  static async start(options: MailServerOptions, onDeath?: () => void): Promise<MailServer | undefined> {
    const dovecot = await Dovecot.start({ ...options, users: options.users ?? [], logFile: options.logFile ?? join(options.home, 'dovecot.log') }, onDeath);
    if (!dovecot) return undefined;
    const hub = new MailHub(new PasswdFile(dovecot.usersFile), dovecot.lmtpPort);
    try {
      return new MailServer(dovecot, hub, await hub.listen(await freePort(options.smtpPort), options.host));
    } catch (error) {
      await dovecot.stop();
      throw error;
    }
  }

  get imapPort(): number {
    return this.dovecot.imapPort;
  }

  get lmtpPort(): number {
    return this.dovecot.lmtpPort;
  }

  get address(): string {
    return `imap ${this.imapPort}, lmtp ${this.lmtpPort}, smtp ${this.smtpPort}`;
  }

  get pid(): number | undefined {
    return this.dovecot.pid;
  }

  get usersFile(): string {
    return this.dovecot.usersFile;
  }

  /** New mailboxes while the server runs. */
  async addUsers(users: readonly MailUser[]): Promise<void> {
    await addUsers(this.usersFile, users);
  }

  async stop(): Promise<void> {
    await this.hub.close();
    await this.dovecot.stop();
  }
}
