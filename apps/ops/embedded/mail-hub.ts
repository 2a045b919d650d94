import { createTransport } from 'nodemailer';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { PasswdFile } from './passwd-file.js';
import { AUTHSERV_ID, stampAuthenticity } from './stamp-authenticity.js';

const MAX_BYTES = 30 * 1024 * 1024;

/** An answer with an SMTP code, as smtp-server expects it. */
class SmtpAnswer extends Error {
  constructor(readonly responseCode: number, message: string) {
    super(message);
  }
}

/**
 * The SMTP door of the local mail server. It takes mail for its own mailboxes and hands it to
 * Dovecot over LMTP; nothing ever leaves the machine. Signing in is possible, not required.
 */
export class MailHub {
  readonly #server: SMTPServer;
  readonly #lmtp;

  constructor(private readonly users: PasswdFile, lmtpPort: number) {
    this.#lmtp = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true, pool: true, maxConnections: 5 } as never);
    this.#server = new SMTPServer({
      name: AUTHSERV_ID,
      banner: 'Rekey demo',
      size: MAX_BYTES,
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 1_000,
      onAuth: ({ username, password }, _session, answer) => (username && password && this.users.accepts(username, password)
        ? answer(null, { user: username.toLowerCase() })
        : answer(new SmtpAnswer(535, 'user name or password is wrong'))),
      onRcptTo: ({ address }, _session, answer) => answer(this.#objection(address)),
      onData: (stream, session, answer) => { this.#accept(stream, session).then(() => answer(null), (error: Error) => answer(error)); },
    });
    // A client that hangs up is no news; without a listener it would end the process.
    this.#server.on('error', () => undefined);
  }

  /** @param port 0 for any free one. Returns the port. */
  listen(port: number, host = '127.0.0.1'): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.server.once('error', reject);
      this.#server.listen(port, host, () => resolve((this.#server.server.address() as { port: number }).port));
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#lmtp.close();
  }

  #objection(address: string): SmtpAnswer | null {
    const mailbox = withoutDetail(address);
    if (this.users.has(mailbox)) return null;
    const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1);
    return this.users.domains().has(domain)
      ? new SmtpAnswer(550, `5.1.1 <${address}>: no such mailbox`)
      : new SmtpAnswer(554, `5.7.1 <${address}>: this server sends nothing to the outside`);
  }

  async #accept(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded) throw new SmtpAnswer(552, `5.3.4 the mail is larger than ${MAX_BYTES} bytes`);
    const mailFrom = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
    const stamped = stampAuthenticity(Buffer.concat(chunks), {
      signedInAs: session.user,
      mailFrom,
      isOurs: (address) => this.users.has(address),
    });
    const raw = Buffer.concat([Buffer.from(received(session), 'latin1'), stamped]);
    await this.#lmtp.sendMail({ envelope: { from: mailFrom, to: session.envelope.rcptTo.map(({ address }) => address) }, raw })
      .catch((error: { responseCode?: number; message: string }) => {
        throw new SmtpAnswer(error.responseCode ?? 451, `4.3.0 delivery has to wait: ${error.message}`);
      });
  }
}

/** The trace line that every server adds (RFC 5321 §4.4). */
function received(session: SMTPServerSession): string {
  const from = String(session.hostNameAppearsAs || 'unknown').replace(/[^\w.:[\]-]/g, '');
  return `Received: from ${from} ([${session.remoteAddress}])\r\n\tby ${AUTHSERV_ID} with ${session.transmissionType} id ${session.id};\r\n\t${new Date().toUTCString().replace('GMT', '+0000')}\r\n`;
}

function withoutDetail(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, '@');
}
