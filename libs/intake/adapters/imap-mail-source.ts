import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Settings } from '#config';
import type { ImapFlow } from 'imapflow';
import { IntakeConfig } from '../intake.config.js';
import { MailboxUnreachable } from '../intake.faults.js';
import { MailSource, type AfterKeep, type MailboxAccess, type MailSession } from '../mail-source.js';
import { answerOf, connect, type ImapSettings } from './imap-connection.js';
import { ImapSession } from './imap-session.js';
import { rangeOf } from './uid-range.js';

const TRANSFER_MS = 2 * 60_000;

/** IMAP through ImapFlow. TLS certificates are verified; without TLS only on this machine. */
@Injectable()
export class ImapMailSource extends MailSource {
  readonly #settings: ImapSettings;

  /** @throws Error when REKEY_MAILROOM_CA_FILE cannot be read */
  constructor(@Optional() @Inject(IntakeConfig.token) settings?: Partial<Pick<Settings<typeof IntakeConfig>, 'CA_FILE' | 'ANSWER_SECONDS'>>) {
    super();
    const answerMs = (settings?.ANSWER_SECONDS ?? 60) * 1_000;
    this.#settings = { answerMs, transferMs: Math.max(TRANSFER_MS, answerMs), ca: settings?.CA_FILE ? [...rootCertificates, readFileSync(settings.CA_FILE, 'utf8')] : undefined };
  }

  async open(access: MailboxAccess): Promise<MailSession> {
    const { client, folder } = await connect(access, this.#settings, true);
    return new ImapSession(client, folder, this.#settings);
  }

  async followUp(access: MailboxAccess, uidValidity: string, uids: readonly number[], what: AfterKeep): Promise<number[]> {
    const { client, folder } = await connect(access, this.#settings, false);
    const watchdog = setTimeout(() => client.close(), this.#settings.transferMs);
    try {
      if (folder.uidValidity.toString() !== uidValidity) return [];
      const there = await present(client, uids);
      if (there.length === 0) return [];
      await (what.do === 'flag' ? flag(client, there, what.flag) : move(client, there, what.to));
      return there;
    } catch (cause) {
      throw new MailboxUnreachable(`${what.do === 'flag' ? `flagging as ${what.flag}` : `moving to ${what.to}`}: ${answerOf(cause)}`, { cause });
    } finally {
      clearTimeout(watchdog);
      await client.logout().catch(() => undefined);
      client.close();
    }
  }
}

async function present(client: ImapFlow, uids: readonly number[]): Promise<number[]> {
  const found = await client.search({ uid: rangeOf(uids) }, { uid: true });
  if (!Array.isArray(found)) throw new Error('the server does not list the folder');
  const asked = new Set(uids);
  return found.filter((uid) => asked.has(uid)).sort((one, other) => one - other);
}

async function flag(client: ImapFlow, uids: readonly number[], name: string): Promise<void> {
  if (!(await client.messageFlagsAdd(rangeOf(uids), [name], { uid: true }))) throw new Error('the server does not flag');
}

/** Without MOVE and UIDPLUS a move ends in a plain EXPUNGE, which takes away what others have marked: not with us. */
async function move(client: ImapFlow, uids: readonly number[], to: string): Promise<void> {
  if (!client.capabilities.has('MOVE') && !client.capabilities.has('UIDPLUS')) throw new Error('the server can move mails only at the risk of deleting others (it has neither MOVE nor UIDPLUS)');
  const there = await client.status(to, { messages: true }).catch((error: { code?: string }) => {
    if (error.code === 'NotFound') return false;
    throw error;
  });
  if (!there) await client.mailboxCreate(to);
  if (!(await client.messageMove(rangeOf(uids), to, { uid: true }))) throw new Error(`the server does not move to ${to}`);
}
