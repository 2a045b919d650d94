import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, lockTicket } from '#tickets';
import { UNCHANGED_FOR_MS } from '../../domain/evidence.js';
import { GRANT_RULES } from '../../domain/grants.js';
import { hit, lockAccount, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { mayStartProof } from './proof-limit.js';
import { RecordEvidence } from './record-evidence.js';

/** `code` is shown once, for reading out; it is worth nothing without the requester's own status page. */
export type CallStarted = { readonly allowed: true; readonly outcome: 'started'; readonly call: { readonly number: string; readonly code: string; readonly expiresAt: Date } } | Refusal;

/**
 * The agent calls the number on file and reads out a code; the requester types it on their own status page. So the
 * agent alone cannot record a call that never was, the number that a caller shows proves nothing, and nobody gets
 * used to telling codes to people who call.
 */
@Injectable()
export class StartCallBack {
  constructor(
    private readonly database: Database, private readonly cases: OpenedCases, private readonly issueGrant: IssueGrant, private readonly evidence: RecordEvidence,
    private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.no-such-phone`, `recovery.channel-too-new`, `recovery.limit-reached`. */
  async run({ ticketNumber, agent, phoneId }: { readonly ticketNumber: string; readonly agent: Caller; readonly phoneId: string }): Promise<CallStarted> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    const phone = account.phones.find(({ id }) => id === phoneId);
    if (!phone) return refuse('recovery.no-such-phone');
    const oldEnough = phone.since.getTime() + UNCHANGED_FOR_MS;
    if (oldEnough > now.getTime()) return refuse('recovery.channel-too-new', { until: new Date(oldEnough) });
    return this.database.transaction(async (tx): Promise<CallStarted> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || recoveryCase?.accountRef !== account.ref) return refuse('recovery.account-not-linked');
      const key = { portalKey: ticket.portalKey, accountRef: account.ref };
      await lockAccount(tx, key);
      const limited = await mayStartProof(tx, key, now);
      if (limited) return limited;
      hit(tx, 'proof-starts', `${key.portalKey}/${key.accountRef}`, now);
      const prepared = this.issueGrant.prepare('call-back', ticket.portalKey);
      await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, sentTo: phone.number, channelId: phone.id, startedByAgentId: agent.agentId, now });
      await this.evidence.tellThatSomebodyAsks(tx, { ticket, recoveryCase, account, now });
      addEvent(tx, ticket.id, 'proof.started', actor, { kind: 'call-back' }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'proof.started', actor, ticketNumber, account: { portalKey: key.portalKey, ref: account.ref }, outcome: 'done', detail: { kind: 'call-back', grantId: prepared.id }, now });
      return { allowed: true, outcome: 'started', call: { number: phone.number, code: prepared.typed, expiresAt: new Date(now.getTime() + GRANT_RULES['call-back'].lifeMs) } };
    });
  }
}
