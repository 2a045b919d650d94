import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { Mailboxes, Portals } from '#portals';
import { Storage } from '#storage';
import { noteSender } from '#tickets';
import { shownOf, type Authenticity } from '../domain/authenticity.js';
import { withEnvelope } from '../domain/envelope.js';
import { retryAt } from '../domain/retry-at.js';
import { recognitionContext } from '../explain-mail.js';
import { MailReader } from '../mail-reader.js';
import { lockKeptMails, mailsToAskAgain } from '../store/intake.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';
import { JudgeSender } from './judge-sender.js';

const MOST_AT_ONCE = 50;

/**
 * Asks DNS again about the senders of mails that were filed while it gave no answer. The ticket learns the verdict;
 * nothing is sent because of it: an instant answer that was refused then stays with the desk.
 */
@Injectable()
export class SettleSenders {
  constructor(
    private readonly database: Database, private readonly reader: MailReader, private readonly portals: Portals, private readonly mailboxes: Mailboxes, private readonly storage: Storage,
    private readonly judgeSender: JudgeSender,
  ) {}

  /** Returns how many were asked and how many are settled now. */
  async run(now: Date): Promise<{ readonly asked: number; readonly settled: number }> {
    const mails = await this.database.read((em) => mailsToAskAgain(em, now, MOST_AT_ONCE));
    let settled = 0;
    for (const mail of mails) if (await this.#ask(mail, now)) settled += 1;
    return { asked: mails.length, settled };
  }

  async #ask(waiting: KeptMail, now: Date): Promise<boolean> {
    const [profile, mailbox] = await Promise.all([this.portals.get(waiting.portalKey), this.mailboxes.get(waiting.mailboxId)]);
    if (!mailbox) return false;
    const { mail: read } = await this.reader.read(waiting.rawSha256, recognitionContext(profile), profile.authenticity.smimeAuthorities);
    const mail = withEnvelope(read, waiting.envelope);
    const authenticity = await this.judgeSender.run({ sizeBytes: waiting.sizeBytes, isPartial: waiting.isPartial, client: waiting.envelope?.client, bytes: () => this.storage.get(waiting.rawSha256) }, mail, profile, mailbox);
    const last = retryAt(waiting.keptAt, now) === null;
    const found: Authenticity = authenticity.isTemporary && last ? { ...authenticity, isTemporary: false, because: 'DNS gave no answer for a day' } : authenticity;
    return this.database.transaction(async (tx) => {
      const [kept] = await lockKeptMails(tx, [waiting.id]);
      if (!kept?.authenticityRetryAt) return false;
      Object.assign(kept, { authenticity: found, authenticityRetryAt: found.isTemporary ? retryAt(kept.keptAt, now) : null });
      if (!found.isTemporary && kept.ticketId) await noteSender(tx, { keptMailId: kept.id, verdict: found.verdict, senderCheck: shownOf(found, mail, waiting.receivedAt), now });
      return !found.isTemporary;
    });
  }
}
