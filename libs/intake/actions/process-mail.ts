import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { StorageFault } from '#storage';
import { worldFailed } from '../domain/whose-fault.js';
import { lockKeptMails, lockUnfinished, waitingMails } from '../store/intake.queries.js';
import { EndLostMail } from './end-lost-mail.js';
import { FileMails } from './file-mails.js';
import { JudgeMail } from './judge-mail.js';
import { LookUpCandidates } from './look-up-candidates.js';
import { OpenStub, stubOf, type Stub } from './open-stub.js';
import { setAside } from './set-aside.js';

/** After so many failures that are not the world's, a mail is set aside, so that it blocks nobody (helpdesk-peers case 5). */
const TRIES = 3;

/**
 * Steps 3 to 8 of a kept mail:
 *
 * | read, screen, recognise | `JudgeMail`, nothing is written |
 * | look up the directory   | `LookUpCandidates`, outside of any transaction |
 * | thread, file, route     | `FileMails`, one transaction under the row's lock |
 *
 * Runs as often as you like: the disposition is written in that transaction, and a run that finds one stops.
 * `ProcessMails` does the same for many at once and leaves to this one whatever does not go smoothly.
 */
@Injectable()
export class ProcessMail {
  constructor(
    private readonly database: Database, private readonly judgeMail: JudgeMail, private readonly lookUpCandidates: LookUpCandidates, private readonly fileMails: FileMails,
    private readonly openStub: OpenStub, private readonly lost: EndLostMail, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** @throws Fault and database errors when the world failed (the lane tries again); other errors until the mail is set aside */
  async run({ keptMailId }: { readonly keptMailId: string }): Promise<void> {
    try {
      await this.#process(keptMailId);
    } catch (error) {
      if (await this.#isLost(keptMailId, error)) return this.#blame(keptMailId, error, true);
      if (worldFailed(error)) throw error;
      await this.#blame(keptMailId, error, false);
    }
  }

  /** Of a mail that a person let in, and looked at before: of any other the file may still be brought back, and it waits. */
  async #isLost(keptMailId: string, error: unknown): Promise<boolean> {
    if (!(error instanceof StorageFault)) return false;
    const [waiting] = await this.database.read((em) => waitingMails(em, [keptMailId]));
    return waiting?.releasedAt != null && this.lost.isLost(waiting, error);
  }

  async #process(keptMailId: string): Promise<void> {
    const [waiting] = await this.database.read((em) => waitingMails(em, [keptMailId]));
    if (!waiting) return;
    const judged = await this.judgeMail.run(waiting);
    const [candidates] = await this.lookUpCandidates.run(waiting.portalKey, [judged]);
    await this.fileMails.getReady([{ judged, candidates: candidates! }], this.clock.now());
    await this.database.transaction(async (tx) => {
      const kept = (await lockUnfinished(tx, [waiting])).get(keptMailId);
      if (!kept) return;
      await this.fileMails.within(tx, kept.portalKey, [{ kept, judged, candidates: candidates! }], this.clock.now());
    });
  }

  /** @param isLost its file is gone: of what it was only the row still tells, if it was read before */
  async #blame(keptMailId: string, error: unknown, isLost: boolean): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    const [waiting] = await this.database.read((em) => waitingMails(em, [keptMailId]));
    if (!waiting) return;
    const stub = isLost ? stubOf(waiting) : await this.openStub.look(waiting);
    // What the database refuses in the mail it may refuse in its stub: then it goes without one.
    const isLast = await this.#count(keptMailId, message, stub, isLost).catch((failure: unknown) => {
      if (worldFailed(failure)) throw failure;
      return this.#count(keptMailId, message, undefined, isLost);
    });
    if (!isLast) throw error;
  }

  /** Writes the failed try down; the last one sets the mail aside. Returns whether it was the last. */
  #count(keptMailId: string, message: string, stub: Stub | undefined, isLost: boolean): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [kept] = await lockKeptMails(tx, [keptMailId]);
      if (!kept || kept.disposition) return true;
      kept.tries += 1;
      kept.lastFault = message.slice(0, 1_000);
      if (kept.tries < TRIES) return false;
      if (stub) await this.openStub.within(tx, kept, stub, this.clock.now());
      await this.alarms.raise(tx, { kind: 'mail-unreadable', portalKey: kept.portalKey, subject: kept.id, detail: { tries: kept.tries } });
      await setAside(tx, this.audit, kept, { screen: 'unreadable', reason: isLost ? `its stored bytes are lost, looked for ${kept.tries} times: ${message}` : `failed ${kept.tries} times: ${message}`, now: this.clock.now() });
      if (isLost) await this.lost.within(tx, kept, this.clock.now());
      return true;
    });
  }
}
