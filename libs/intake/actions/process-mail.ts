import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { FindCandidates } from '#recovery';
import { worldFailed } from '../domain/whose-fault.js';
import { lockKeptMail } from '../store/intake.queries.js';
import { KeptMail } from '../store/kept-mail.entity.js';
import type { Candidates } from './answer-request.js';
import { FileMail } from './file-mail.js';
import { JudgeMail, type Judgement } from './judge-mail.js';
import { setAside } from './set-aside.js';

/** After so many failures that are not the world's, a mail is set aside, so that it blocks nobody (helpdesk-peers case 5). */
const TRIES = 3;

/**
 * Steps 3 to 8 of a kept mail:
 *
 * | read, screen, recognise | `JudgeMail`, nothing is written |
 * | look up the directory   | `FindCandidates`, outside of any transaction |
 * | thread, file, route     | `FileMail`, one transaction under the row's lock |
 *
 * Runs as often as you like: the disposition is written in that transaction, and a run that finds one stops.
 */
@Injectable()
export class ProcessMail {
  constructor(
    private readonly database: Database, private readonly judgeMail: JudgeMail, private readonly findCandidates: FindCandidates, private readonly fileMail: FileMail,
    private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** @throws Fault and database errors when the world failed (the lane tries again); other errors until the mail is set aside */
  async run({ keptMailId }: { readonly keptMailId: string }): Promise<void> {
    try {
      await this.#process(keptMailId);
    } catch (error) {
      if (worldFailed(error)) throw error;
      await this.#blame(keptMailId, error);
    }
  }

  async #process(keptMailId: string): Promise<void> {
    const waiting = await this.database.read((em) => em.findOne(KeptMail, { id: keptMailId, disposition: null }));
    if (!waiting) return;
    const judged = await this.judgeMail.run(waiting);
    const candidates = await this.#candidates(judged);
    await this.database.transaction(async (tx) => {
      const kept = await lockKeptMail(tx, keptMailId);
      if (!kept || kept.disposition) return;
      await this.fileMail.within(tx, kept, judged, candidates, this.clock.now());
    });
  }

  /** A mail with no author, or several, never matches an account (R73). */
  async #candidates({ mail, screening, recognition, profile }: Judgement): Promise<Candidates> {
    if (screening.disposition !== 'file') return { accounts: [], senderMatches: [] };
    const fromAddress = mail.from.length === 1 ? mail.from[0]!.address : undefined;
    return this.findCandidates.run(profile.key, { fromAddress, fields: recognition.fields });
  }

  async #blame(keptMailId: string, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    const isLast = await this.database.transaction(async (tx) => {
      const kept = await lockKeptMail(tx, keptMailId);
      if (!kept || kept.disposition) return true;
      kept.tries += 1;
      kept.lastFault = message.slice(0, 1_000);
      if (kept.tries < TRIES) return false;
      await setAside(tx, this.audit, kept, { screen: 'unreadable', reason: `failed ${kept.tries} times: ${message}`, now: this.clock.now() });
      return true;
    });
    if (!isLast) throw error;
  }
}
