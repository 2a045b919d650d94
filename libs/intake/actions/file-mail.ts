import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { canonicalAddress } from '#kernel';
import type { EntityManager } from '#persistence';
import { routeTicket } from '#portals';
import { FileMessage, FindThread, type Filed, type ThreadVerdict } from '#tickets';
import { fromMachine } from '../domain/screen-mail.js';
import { addTrace, earlierTwin, type TraceLine } from '../store/intake.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';
import { AnswerRequest, type Candidates } from './answer-request.js';
import type { Judgement } from './judge-mail.js';
import { setAside } from './set-aside.js';

/** Steps 5, 7 and 8 in one transaction: thread, file, route, acknowledge, and what recovery makes of it. */
@Injectable()
export class FileMail {
  constructor(
    private readonly findThread: FindThread, private readonly fileMessage: FileMessage, private readonly answerRequest: AnswerRequest, private readonly audit: AuditTrail,
  ) {}

  /** `kept` is locked by `tx`. */
  async within(tx: EntityManager, kept: KeptMail, judged: Judgement, candidates: Candidates, now: Date): Promise<void> {
    const { mail, screening, trace } = judged;
    Object.assign(kept, { messageId: mail.messageId.slice(0, 998), fromAddress: mail.from[0]?.address ?? null, subject: mail.subject, processedAt: now });
    const twin = await earlierTwin(tx, kept, mail.messageId);
    if (twin) {
      Object.assign(kept, { disposition: 'filed', ticketId: twin.ticketId });
      return addTrace(tx, kept.id, [...trace, { step: 'file', verdict: 'known', by: 'file-mail', because: `the same mail is filed already, as ${twin.id}` }], now);
    }
    const thread = await this.#thread(tx, judged, now);
    const lines: TraceLine[] = [...trace, { step: 'thread', verdict: thread.kind, by: thread.kind === 'append' ? thread.by : 'thread', because: thread.because }];
    if (screening.disposition === 'set-aside' || (screening.disposition === 'attach' && thread.kind === 'new')) {
      await addTrace(tx, kept.id, lines, now);
      return setAside(tx, this.audit, kept, { screen: screening.screen ?? 'unreadable', reason: screening.because, now });
    }
    const { filed, routeLines } = await this.#file(tx, kept, judged, thread, now);
    Object.assign(kept, { disposition: 'filed', ticketId: filed.ticket.id });
    const answered = await this.answerRequest.within(tx, { filed, judged, candidates, now });
    await addTrace(tx, kept.id, [...lines, ...routeLines, ...answered], now);
    if (filed.opened) {
      await this.audit.record(tx, {
        portalKey: kept.portalKey, verb: 'ticket.opened', actor: { kind: 'requester' }, ticketNumber: filed.ticket.number, outcome: 'done',
        detail: { caseType: filed.ticket.caseType, queue: filed.ticket.queue, risk: filed.ticket.risk, authenticity: judged.authenticity.verdict }, now,
      });
    }
  }

  #thread(tx: EntityManager, { mail, mailbox, screening }: Judgement, now: Date): Promise<ThreadVerdict> {
    return this.findThread.within(tx, {
      portalKey: mailbox.portalKey,
      sender: mail.from.length === 1 ? canonicalAddress(mail.from[0]!.address) : undefined,
      fromMachine: fromMachine(screening),
      recipients: [...mail.deliveredTo, ...mail.to.map(({ address }) => address), ...mail.cc.map(({ address }) => address)],
      messageId: mail.messageId,
      inReplyTo: mail.inReplyTo,
      references: mail.references,
      reportedIds: mail.reportedIds,
      subject: mail.subject,
      now,
    });
  }

  async #file(tx: EntityManager, kept: KeptMail, judged: Judgement, thread: ThreadVerdict, now: Date): Promise<{ filed: Filed; routeLines: TraceLine[] }> {
    const { mail, profile, mailbox, recognition, screening, authenticity } = judged;
    const route = routeTicket(profile, { caseType: recognition.caseType, risk: recognition.risk, confidence: recognition.confidence, mailClass: screening.mailClass });
    const filed = await this.fileMessage.within(tx, {
      portalKey: kept.portalKey,
      languages: profile.languages,
      mailboxId: mailbox.id,
      keptMailId: kept.id,
      mail: {
        messageId: mail.messageId, inReplyTo: mail.inReplyTo, references: mail.references,
        from: mail.from.length === 1 ? mail.from[0] : undefined, subject: mail.subject,
        // A mail that is nothing but a quotation or a forward is shown whole.
        text: [mail.fresh, mail.signature].filter((text) => text !== '').join('\n\n') || mail.text, quoted: mail.quoted,
        attachments: mail.attachments, receivedAt: kept.receivedAt,
      },
      thread,
      fromMachine: fromMachine(screening),
      recognition,
      route,
      promisedBy: judged.promise.dueAt,
      authenticity: authenticity.verdict,
      warnings: [...authenticity.warnings, ...(mail.defects.some((defect) => defect.startsWith('unreadable')) ? ['unreadable'] : []), ...(kept.isPartial ? ['partial'] : [])],
      now,
    });
    const where = filed.opened ? `opened ${filed.ticket.number}` : `on ${filed.ticket.number}`;
    const routeLines: TraceLine[] = [
      { step: 'file', verdict: filed.opened ? 'opened' : 'appended', by: 'file-message', because: where },
      filed.opened
        ? { step: 'route', verdict: route.queue, by: 'route-ticket', because: route.because.join(', ') }
        : { step: 'route', verdict: filed.ticket.queue, by: 'ticket', because: 'stays where its ticket is' },
    ];
    return { filed, routeLines };
  }
}
