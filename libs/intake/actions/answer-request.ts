import { Injectable } from '@nestjs/common';
import { domainOf } from '#kernel';
import type { EntityManager } from '#persistence';
import { InstantRecovery, OpenCase, type FoundCandidates } from '#recovery';
import { Acknowledge, addEvent, type Filed } from '#tickets';
import { fromMachine } from '../domain/screen-mail.js';
import type { TraceLine } from '../store/intake.queries.js';
import type { Judgement } from './judge-mail.js';

export type Candidates = FoundCandidates;

interface Answering {
  readonly filed: Filed;
  readonly judged: Judgement;
  readonly candidates: Candidates;
  readonly now: Date;
}

/** What a new request sets off, within the transaction that files it: the case, the acknowledgement, perhaps a link at once. */
@Injectable()
export class AnswerRequest {
  constructor(private readonly openCase: OpenCase, private readonly acknowledge: Acknowledge, private readonly instantRecovery: InstantRecovery) {}

  /** Nothing for what is added to a ticket: it has its case, and was acknowledged. */
  async within(tx: EntityManager, { filed, judged, candidates, now }: Answering): Promise<TraceLine[]> {
    const { ticket, opened } = filed;
    if (!opened) return [{ step: 'instant', verdict: 'not-asked', by: 'instant-recovery', because: 'belongs to a ticket' }];
    const { mail, mailbox, profile, recognition, authenticity, screening } = judged;
    const { recoveryCase, statusLink } = await this.openCase.within(tx, {
      ticket, portalKey: ticket.portalKey, caseType: recognition.caseType, claimed: { ...recognition.fields },
      candidates: candidates.accounts, senderMatches: candidates.senderMatches, authenticity: authenticity.verdict, now,
    });
    const acknowledged = await this.acknowledge.within(tx, {
      ticket, mailbox, opened, fromMachine: fromMachine(screening) || recognition.caseType === 'spam', authenticity: authenticity.verdict,
      returnPath: mail.returnPath, senderIsOurs: isOurs(mail.from[0]?.address, [mailbox.address, ...profile.mailboxes.map(({ address }) => address)]),
      messageId: mail.messageId, promise: judged.promise.text, statusLink, now,
    });
    const instant = await this.instantRecovery.within(tx, { ticket, recoveryCase, profile, recognition, authenticity: authenticity.verdict, senderMatches: candidates.senderMatches, now });
    addEvent(tx, ticket.id, instant.allowed ? 'instant.allowed' : 'instant.refused', { kind: 'rekey' }, { because: [...instant.because] }, now);
    return [
      { step: 'file', verdict: acknowledged.sent ? 'acknowledged' : 'not-acknowledged', by: 'acknowledge', because: acknowledged.because },
      { step: 'instant', verdict: instant.allowed ? 'allowed' : 'refused', by: 'instant-recovery', because: instant.because.join(', ') },
    ];
  }
}

/** The mailbox itself, with or without plus detail. */
function isOurs(address: string | undefined, ours: readonly string[]): boolean {
  const bare = (one: string): string => `${one.slice(0, one.lastIndexOf('@')).split('+')[0]!.toLowerCase()}@${domainOf(one)}`;
  return address !== undefined && ours.some((own) => bare(own) === bare(address));
}
