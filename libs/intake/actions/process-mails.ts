import { Injectable, Logger } from '@nestjs/common';
import { canonicalAddress, Clock } from '#kernel';
import { Database } from '#persistence';
import { inRounds } from '../domain/in-rounds.js';
import { worldFailed } from '../domain/whose-fault.js';
import { lockUnfinished, waitingMails } from '../store/intake.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';
import { FileMails } from './file-mails.js';
import { JudgeMail, type Judgement } from './judge-mail.js';
import { LookUpCandidates } from './look-up-candidates.js';
import { ProcessMail } from './process-mail.js';

interface Judged {
  readonly waiting: KeptMail;
  readonly judged: Judgement;
}

/**
 * The steps of `ProcessMail` for mails that were kept together, with one transaction for all that have nothing to do
 * with each other. A mail that fails takes nobody with it: whatever did not work for many is done one by one.
 */
@Injectable()
export class ProcessMails {
  readonly #log = new Logger('intake');

  constructor(
    private readonly database: Database, private readonly judgeMail: JudgeMail, private readonly lookUpCandidates: LookUpCandidates, private readonly fileMails: FileMails,
    private readonly processMail: ProcessMail, private readonly clock: Clock,
  ) {}

  /** @throws what `ProcessMail` throws, for the first mail that is not finished, after all others are */
  async run({ keptMailIds }: { readonly keptMailIds: readonly string[] }): Promise<void> {
    const waiting = await this.database.read((em) => waitingMails(em, keptMailIds));
    const answers = await Promise.allSettled(waiting.map((one) => this.judgeMail.run(one)));
    const judged: Judged[] = [];
    const alone: string[] = [];
    for (const [at, answer] of answers.entries()) {
      if (answer.status === 'fulfilled') judged.push({ waiting: waiting[at]!, judged: answer.value });
      else alone.push(waiting[at]!.id);
    }
    for (const [portalKey, own] of Map.groupBy(judged, (one) => one.waiting.portalKey)) {
      for (const round of inRounds(own, keysOf)) alone.push(...(await this.#together(portalKey, round)));
    }
    await this.#oneByOne(alone);
  }

  /** Returns the ids of those that are left: none, or all of them. */
  async #together(portalKey: string, round: readonly Judged[]): Promise<string[]> {
    const ids = round.map(({ waiting }) => waiting.id);
    try {
      const candidates = await this.lookUpCandidates.run(portalKey, round.map(({ judged }) => judged));
      await this.fileMails.getReady(round.map(({ judged }, at) => ({ judged, candidates: candidates[at]! })), this.clock.now());
      await this.database.transaction(async (tx) => {
        const unfinished = await lockUnfinished(tx, round.map(({ waiting }) => waiting));
        const mails = round.flatMap(({ waiting: { id }, judged }, at) => {
          const kept = unfinished.get(id);
          return kept ? [{ kept, judged, candidates: candidates[at]! }] : [];
        });
        await this.fileMails.within(tx, portalKey, mails, this.clock.now());
      });
      return [];
    } catch (error) {
      if (worldFailed(error)) throw error;
      if (ids.length > 1) this.#log.warn(`${ids.length} mails are filed one by one: ${error instanceof Error ? error.message : String(error)}`);
      return ids;
    }
  }

  async #oneByOne(keptMailIds: readonly string[]): Promise<void> {
    const errors: unknown[] = [];
    for (const keptMailId of keptMailIds) await this.processMail.run({ keptMailId }).catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  }
}

/** By what two mails have to do with each other: sender, thread, or being the same mail. */
function keysOf({ waiting, judged: { mail } }: Judged): string[] {
  const sender = mail.from.length === 1 ? [`from ${canonicalAddress(mail.from[0]!.address)}`] : [];
  return [...sender, `raw ${waiting.rawSha256}`, ...[mail.messageId, ...mail.inReplyTo, ...mail.references, ...mail.reportedIds].map((id) => `id ${id}`)];
}
