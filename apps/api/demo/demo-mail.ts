import { Injectable } from '@nestjs/common';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import type { DemoRequester, DemoWorld } from './demo-world.js';
import { DemoUnavailable } from './demo-world.js';

export interface MailLine {
  readonly uid: number;
  readonly subject: string;
  readonly from: string;
  readonly date: Date | undefined;
  readonly seen: boolean;
}

export interface OpenedMail extends MailLine {
  readonly text: string;
  readonly messageId: string | undefined;
  readonly references: string | undefined;
  /** Where an answer goes: Reply-To, else From. */
  readonly answerTo: string;
}

export interface MailToWrite {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly answers?: OpenedMail | undefined;
}

const NEWEST = 40;
const TIMEOUT_MS = 5_000;

/** The mailbox of a demo requester, over real IMAP and SMTP like anybody's. */
@Injectable()
export class DemoMail {
  /** Newest first, at most 40. */
  list(world: DemoWorld, who: DemoRequester): Promise<MailLine[]> {
    return inInbox(world, who, async (client, exists) => {
      const lines: MailLine[] = [];
      if (exists === 0) return lines;
      for await (const mail of client.fetch(`${Math.max(1, exists - NEWEST + 1)}:*`, { uid: true, envelope: true, flags: true })) {
        lines.push({
          uid: mail.uid, subject: mail.envelope?.subject ?? '', from: mail.envelope?.from?.[0]?.name || mail.envelope?.from?.[0]?.address || '',
          date: dateOf(mail.envelope?.date), seen: mail.flags?.has('\\Seen') ?? false,
        });
      }
      return lines.reverse();
    });
  }

  /** One mail as text, marked as read. */
  open(world: DemoWorld, who: DemoRequester, uid: number): Promise<OpenedMail | undefined> {
    return inInbox(world, who, async (client) => {
      const found = await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true });
      if (!found || !found.source) return undefined;
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
      const mail = await PostalMime.parse(found.source);
      return {
        uid, subject: mail.subject ?? '', from: mail.from?.name || mail.from?.address || '', date: dateOf(mail.date), seen: true, text: mail.text ?? '',
        messageId: mail.messageId, references: mail.headers.find(({ key }) => key === 'references')?.value, answerTo: mail.replyTo?.[0]?.address ?? mail.from?.address ?? '',
      };
    });
  }

  async write({ smtp }: DemoWorld, who: DemoRequester, { to, subject, text, answers }: MailToWrite): Promise<void> {
    const transport = createTransport({
      host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true, connectionTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS,
      auth: { user: who.imapUser, pass: who.imapPassword },
    });
    try {
      await transport.sendMail({
        from: { name: who.name, address: who.address }, to, subject, text,
        ...(answers?.messageId && { inReplyTo: answers.messageId, references: [answers.references, answers.messageId].filter(Boolean).join(' ') }),
      });
    } catch (cause) {
      throw new DemoUnavailable(`sending a mail of ${who.username} by ${smtp.host}:${smtp.port}`, { cause });
    } finally {
      transport.close();
    }
  }
}

async function inInbox<T>({ imap }: DemoWorld, who: DemoRequester, work: (client: ImapFlow, exists: number) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    host: imap.host, port: imap.port, secure: false, doSTARTTLS: false, auth: { user: who.imapUser, pass: who.imapPassword }, logger: false,
    connectionTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const lock = await client.getMailboxLock('INBOX');
    try {
      return await work(client, client.mailbox ? client.mailbox.exists : 0);
    } finally {
      lock.release();
    }
  } catch (cause) {
    throw new DemoUnavailable(`reading the mailbox of ${who.username} at ${imap.host}:${imap.port}`, { cause });
  } finally {
    await client.logout().catch(() => undefined);
  }
}

function dateOf(given: string | Date | undefined): Date | undefined {
  return given === undefined ? undefined : new Date(given);
}
