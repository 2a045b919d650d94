import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { enqueue, scanAttachments } from '#jobs';
import { canonicalAddress } from '#kernel';
import { LiftBounce } from '#outbound';
import type { EntityManager } from '#persistence';
import { routeTicket, type Route } from '#portals';
import { FileMessage, FindThread, type FileCommand, type Filed, type MailToThread, type ThreadVerdict } from '#tickets';
import { isAuthenticated, shownOf } from '../domain/authenticity.js';
import { senderClassOf } from '../domain/brake.js';
import { othersAddressed } from '../domain/others-addressed.js';
import { retryAt } from '../domain/retry-at.js';
import { fromMachine, type ScreenName } from '../domain/screen-mail.js';
import { addTrace, earlierTwins, writeFindings, type TraceLine } from '../store/intake.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';
import { VirusScanner } from '../virus-scanner.js';
import { AnswerRequest, type Candidates } from './answer-request.js';
import { AttachReports } from './attach-reports.js';
import { BrakeOpenings } from './brake-openings.js';
import type { Judgement } from './judge-mail.js';
import { setAside } from './set-aside.js';

/** What reading noticed and an agent should know: how the mail is sealed, and that its two parts tell two stories (T24). */
const SAID_OF_THE_MAIL = ['signed-smime', 'encrypted-smime', 'signed-pgp', 'encrypted-pgp', 'parts-differ'];

/** A mail that is judged and looked up, and not filed yet. */
export interface JudgedMail {
  readonly kept: KeptMail;
  readonly judged: Judgement;
  readonly candidates: Candidates;
}

/** One whose thread is known. */
interface ThreadedMail extends JudgedMail {
  readonly thread: ThreadVerdict;
}

/**
 * Steps 5, 7 and 8 in one transaction: thread, file, route, acknowledge, and what recovery makes of it. For one mail,
 * or for many of one portal that have nothing to do with each other (`inRounds`): every step takes all of them.
 */
@Injectable()
export class FileMails {
  constructor(
    private readonly findThread: FindThread, private readonly fileMessage: FileMessage, private readonly answerRequest: AnswerRequest, private readonly attachReports: AttachReports,
    private readonly brakeOpenings: BrakeOpenings, private readonly liftBounce: LiftBounce, private readonly audit: AuditTrail, private readonly scanner: VirusScanner,
  ) {}

  /** Before the transaction: what takes long and needs no lock. */
  getReady(mails: readonly Omit<JudgedMail, 'kept'>[], now: Date): Promise<void> {
    return this.answerRequest.getReady(mails, now);
  }

  /** The kept mails are locked by `tx` and not managed. */
  async within(tx: EntityManager, portalKey: string, mails: readonly JudgedMail[], now: Date): Promise<void> {
    const fresh = await this.#withoutTwins(tx, mails, now);
    const threads = await this.findThread.within(tx, portalKey, fresh.map(({ kept, judged }) => toThread(judged, momentOf(kept, now))));
    const threaded = fresh.map((mail, at) => ({ ...mail, thread: onItsStub(mail.kept) ?? threads[at]! }));
    // Before anything is answered: somebody is there after all.
    await this.liftBounce.heardFrom(tx, portalKey, threaded.flatMap(authenticSender));
    const stopped = await this.#brake(tx, portalKey, threaded.filter(isBraked), now);
    for (const mail of threaded) if (!isFiled(mail) || stopped.has(mail.kept.id)) await this.#setAside(tx, mail, whyAside(mail, stopped.get(mail.kept.id)), now);
    await this.#file(tx, portalKey, threaded.filter((mail) => isFiled(mail) && !stopped.has(mail.kept.id)), now);
    await this.attachReports.within(tx, portalKey, threaded.filter(({ kept }) => !kept.isHistory), now);
    // Last, so that each row is written once.
    for (const { kept, judged: { mail, authenticity } } of mails) {
      Object.assign(kept, {
        messageId: mail.messageId.slice(0, 998), fromAddress: mail.from[0]?.address ?? null, subject: mail.subject, hasSecrets: mail.masked.length > 0, processedAt: now,
        authenticity, authenticityRetryAt: authenticity.isTemporary ? retryAt(kept.keptAt, now) : null,
      });
    }
    await writeFindings(tx, mails.map(({ kept }) => kept));
  }

  /** What is filed already, under another UID, gets its ticket and nothing else. */
  async #withoutTwins(tx: EntityManager, mails: readonly JudgedMail[], now: Date): Promise<JudgedMail[]> {
    const twins = await earlierTwins(tx, mails.map(({ kept, judged: { mail } }) => ({ kept, messageId: mail.messageId, fromAddress: mail.from[0]?.address ?? null, subject: mail.subject })));
    const fresh: JudgedMail[] = [];
    for (const mail of mails) {
      const twin = twins.get(mail.kept.id);
      if (!twin) {
        fresh.push(mail);
        continue;
      }
      Object.assign(mail.kept, { disposition: 'filed', ticketId: twin.ticketId });
      addTrace(tx, mail.kept.id, [...mail.judged.trace, { step: 'file', verdict: 'known', by: 'file-mail', because: `the same mail is filed already, as ${twin.id}` }], now);
    }
    return fresh;
  }

  /** Why mails open no ticket now, by their ids. */
  #brake(tx: EntityManager, portalKey: string, mails: readonly ThreadedMail[], now: Date): Promise<ReadonlyMap<string, string>> {
    if (mails.length === 0) return Promise.resolve(new Map());
    return this.brakeOpenings.within(tx, portalKey, mails.map(({ kept, judged }) => ({ kept, judged, senderClass: senderClassOf(judged.authenticity.verdict, isAuthenticated(judged.authenticity, judged.profile)) })), now);
  }

  async #setAside(tx: EntityManager, mail: ThreadedMail, why: { readonly screen: ScreenName; readonly reason: string }, now: Date): Promise<void> {
    addTrace(tx, mail.kept.id, upToThread(mail), now);
    await setAside(tx, this.audit, mail.kept, { ...why, now });
  }

  async #file(tx: EntityManager, portalKey: string, mails: readonly ThreadedMail[], now: Date): Promise<void> {
    const routes = mails.map(({ judged }) => routeOf(judged));
    const filed = await this.fileMessage.within(tx, portalKey, mails.map((mail, at) => toFile(mail, routes[at]!, momentOf(mail.kept, now))));
    const answered = await this.answerRequest.within(tx, mails.map(({ kept, judged, candidates }, at) => ({ filed: filed[at]!, judged, candidates, isHistory: kept.isHistory, receivedAt: kept.receivedAt, now: momentOf(kept, now) })));
    for (const [at, mail] of mails.entries()) {
      const { ticket, opened } = filed[at]!;
      Object.assign(mail.kept, { disposition: 'filed', ticketId: ticket.id });
      addTrace(tx, mail.kept.id, [...upToThread(mail), ...filedLines(filed[at]!, routes[at]!), ...answered[at]!], now);
      if (this.scanner.isOn && mail.judged.mail.attachments.length > 0) await enqueue(tx, scanAttachments, { keptMailId: mail.kept.id });
      if (!opened) continue;
      await this.audit.record(tx, {
        portalKey, verb: 'ticket.opened', actor: { kind: 'requester' }, ticketNumber: ticket.number, outcome: 'done',
        detail: { caseType: ticket.caseType, queue: ticket.queue, risk: ticket.risk, authenticity: mail.judged.authenticity.verdict, ...(mail.kept.isHistory && { history: true }) }, now,
      });
    }
  }
}

/** Machine mail is filed only onto a ticket that it belongs to. */
function isFiled({ judged: { screening }, thread }: ThreadedMail): boolean {
  return screening.disposition === 'file' || (screening.disposition === 'attach' && thread.kind === 'append');
}

/** What opens a ticket now, by itself: not an answer, not old mail, and not what a person let in. */
function isBraked(mail: ThreadedMail): boolean {
  const { kept: { isHistory, door, releasedAt }, thread } = mail;
  return isFiled(mail) && thread.kind === 'new' && !isHistory && door !== 'import' && releasedAt === null;
}

/** Whose address is read, as their own mail of today proves. */
function authenticSender({ kept, judged: { mail, screening, authenticity, profile } }: ThreadedMail): string[] {
  return kept.isHistory || kept.door === 'import' || fromMachine(screening) || mail.from.length !== 1 || !isAuthenticated(authenticity, profile) ? [] : [canonicalAddress(mail.from[0]!.address)];
}

function whyAside({ judged: { screening } }: ThreadedMail, brakedBecause: string | undefined): { readonly screen: ScreenName; readonly reason: string } {
  return brakedBecause === undefined ? { screen: screening.screen ?? 'unreadable', reason: screening.because } : { screen: 'too-many', reason: brakedBecause };
}

/** An archive is filed as of the days on which its mails came: what was said a year ago is not news. */
function momentOf(kept: KeptMail, now: Date): Date {
  return kept.door === 'import' ? kept.receivedAt : now;
}

/** A mail that could not be read has a ticket of its own already; once it can be read, it belongs there. */
function onItsStub({ ticketId }: KeptMail): ThreadVerdict | undefined {
  return ticketId == null ? undefined : { kind: 'append', ticketId, by: 'received-message-id', because: 'opened for this mail while it could not be read' };
}

function routeOf({ profile, recognition, screening }: Judgement): Route {
  return routeTicket(profile, { caseType: recognition.caseType, risk: recognition.risk, confidence: recognition.confidence, mailClass: screening.mailClass });
}

function toThread({ mail, screening, authenticity, profile, recognition }: Judgement, now: Date): MailToThread {
  return {
    sender: mail.from.length === 1 ? canonicalAddress(mail.from[0]!.address) : undefined,
    isForged: authenticity.verdict === 'fail',
    isAuthenticated: isAuthenticated(authenticity, profile),
    fromMachine: fromMachine(screening),
    recipients: [...mail.deliveredTo, ...mail.to.map(({ address }) => address), ...mail.cc.map(({ address }) => address)],
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    reportedIds: mail.reportedIds,
    subject: mail.subject,
    caseType: recognition.confidence >= profile.triageBelow ? recognition.caseType : undefined,
    closedForGoodDays: profile.threading.closedForGoodDays,
    now,
  };
}

function toFile({ kept, judged, thread }: ThreadedMail, route: Route, now: Date): FileCommand {
  const { mail, profile, mailbox, recognition, screening, authenticity } = judged;
  return {
    languages: profile.languages,
    mailboxId: mailbox.id,
    keptMailId: kept.id,
    mail: {
      messageId: mail.messageId, inReplyTo: mail.inReplyTo, references: mail.references,
      from: mail.from.length === 1 ? mail.from[0] : undefined, subject: mail.subject,
      // A mail that is nothing but a quotation or a forward is shown whole.
      text: [mail.fresh, mail.signature].filter((text) => text !== '').join('\n\n') || mail.text, quoted: mail.quoted,
      attachments: mail.attachments, hasPage: mail.hasPage, receivedAt: kept.receivedAt,
    },
    thread,
    fromMachine: fromMachine(screening),
    isOver: kept.door === 'import',
    replacesStub: kept.ticketId != null,
    recognition,
    route,
    promisedBy: kept.isHistory ? null : judged.promise.dueAt,
    authenticity: authenticity.verdict,
    senderCheck: shownOf(authenticity, mail, kept.receivedAt),
    alsoAddressed: isAuthenticated(authenticity, profile) ? othersAddressed(mail, [mailbox.address, ...profile.mailboxes.map(({ address }) => address)]) : [],
    warnings: [...judged.flags, ...(mail.defects.some((defect) => defect.startsWith('unreadable')) ? ['unreadable'] : []), ...(kept.isPartial ? ['partial'] : []), ...mail.masked.map((kind) => `masked-${kind}`), ...mail.defects.filter((defect) => SAID_OF_THE_MAIL.includes(defect) && !(defect === 'signed-smime' && mail.smime))],
    now,
  };
}

function upToThread({ judged, thread }: ThreadedMail): TraceLine[] {
  return [...judged.trace, { step: 'thread', verdict: thread.kind, by: thread.kind === 'append' ? thread.by : 'thread', because: thread.because }];
}

function filedLines({ ticket, opened }: Filed, route: Route): TraceLine[] {
  return [
    { step: 'file', verdict: opened ? 'opened' : 'appended', by: 'file-message', because: opened ? `opened ${ticket.number}` : `on ${ticket.number}` },
    opened
      ? { step: 'route', verdict: route.queue, by: 'route-ticket', because: route.because.join(', ') }
      : { step: 'route', verdict: ticket.queue, by: 'ticket', because: 'stays where its ticket is' },
  ];
}
