import { setTimeout as wait } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import PostalMime, { type Email } from 'postal-mime';

export interface ReceivedMail {
  readonly uid: number;
  readonly raw: string;
  readonly mail: Email;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** All links of the plain part, in order. */
  readonly links: readonly string[];
  header(name: string): string | undefined;
}

export interface Postbox {
  readonly address: string;
  readonly password: string;
  readonly name: string;
}

const PATIENCE_MS = 90_000;

/** Somebody outside: writes over real SMTP, reads over real IMAP, knows nothing of Rekey. */
export class Person {
  readonly #seen = new Set<number>();

  constructor(readonly postbox: Postbox, private readonly ports: { readonly imap: number; readonly smtp: number }) {}

  get address(): string {
    return this.postbox.address;
  }

  /** Sends one mail. Returns its Message-ID without angle brackets. */
  async writes(to: string, subject: string, text: string, more: { inReplyTo?: string; references?: string; headers?: Record<string, string>; from?: string; attachments?: { filename: string; content: Buffer }[] } = {}): Promise<string> {
    const transport = createTransport({ host: '127.0.0.1', port: this.ports.smtp, secure: false, ignoreTLS: true, auth: { user: this.address, pass: this.postbox.password } });
    const sent = await transport.sendMail({
      from: more.from ?? { name: this.postbox.name, address: this.address },
      envelope: { from: this.address, to: [to] },
      to,
      subject,
      text,
      inReplyTo: more.inReplyTo,
      references: more.references,
      headers: more.headers,
      attachments: more.attachments,
    });
    transport.close();
    return sent.messageId.replace(/^<|>$/g, '');
  }

  /** Answers a mail as a mail program does: to its Reply-To, with In-Reply-To and References. */
  async answers(received: ReceivedMail, text: string): Promise<string> {
    const to = received.mail.replyTo?.[0]?.address ?? received.mail.from?.address ?? '';
    const messageId = received.mail.messageId ?? '';
    return this.writes(to, `Re: ${received.subject}`, `${text}\n\n> ${received.text.split('\n').slice(0, 3).join('\n> ')}`, {
      inReplyTo: messageId, references: [received.header('references'), messageId].filter(Boolean).join(' '),
    });
  }

  /** The next mail that was not asked for yet and fits. */
  async receives(fits: (mail: ReceivedMail) => boolean, what = 'a mail that fits', patienceMs = PATIENCE_MS): Promise<ReceivedMail> {
    const until = Date.now() + patienceMs;
    let last: ReceivedMail[] = [];
    while (Date.now() < until) {
      last = await this.inbox();
      const found = last.find((mail) => !this.#seen.has(mail.uid) && fits(mail));
      if (found) {
        this.#seen.add(found.uid);
        return found;
      }
      await wait(150);
    }
    throw new Error(`${this.address} did not receive ${what} within ${patienceMs} ms; in the inbox: ${last.map(({ subject }) => subject).join(' | ') || 'nothing'}`);
  }

  /** A mail that fits, whether or not it was asked for before; it can be asked for again. */
  async peeks(fits: (mail: ReceivedMail) => boolean, what = 'a mail that fits', patienceMs = PATIENCE_MS): Promise<ReceivedMail> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const found = (await this.inbox()).find(fits);
      if (found) return found;
      if (Date.now() > until) throw new Error(`${this.address} has no ${what} after ${patienceMs} ms`);
      await wait(150);
    }
  }

  /** Everything in the inbox, oldest first. */
  async inbox(): Promise<ReceivedMail[]> {
    const client = new ImapFlow({ host: '127.0.0.1', port: this.ports.imap, secure: false, doSTARTTLS: false, auth: { user: this.address, pass: this.postbox.password }, logger: false });
    await client.connect();
    try {
      const lock = await client.getMailboxLock('INBOX');
      try {
        const mails: ReceivedMail[] = [];
        if (client.mailbox && client.mailbox.exists === 0) return mails;
        for await (const message of client.fetch('1:*', { uid: true, source: true })) mails.push(await readReceived(message.uid, message.source!));
        return mails;
      } finally {
        lock.release();
      }
    } finally {
      await client.logout().catch(() => undefined);
    }
  }
}

async function readReceived(uid: number, source: Buffer): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(source);
  const text = mail.text ?? '';
  return {
    uid,
    raw: source.toString('latin1'),
    mail,
    subject: mail.subject ?? '',
    text,
    html: mail.html ?? '',
    links: [...text.matchAll(/https?:\/\/[^\s<>"')]+/g)].map(([link]) => link.replace(/[.,;]$/, '')),
    header: (name) => mail.headers.find(({ key }) => key === name.toLowerCase())?.value,
  };
}
