import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { GRANT_RULES } from '../../domain/grants.js';
import { refusalToAsk } from '../../domain/ways-to-prove.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { ReadProofMeans } from './proof-means.js';
import { StartProof } from './start-proof.js';

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
    private readonly cases: OpenedCases, private readonly means: ReadProofMeans, private readonly issueGrant: IssueGrant, private readonly start: StartProof, private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.no-such-phone`, `recovery.channel-too-new`, `recovery.limit-reached`. */
  async run({ ticketNumber, agent, phoneId }: { readonly ticketNumber: string; readonly agent: Caller; readonly phoneId: string }): Promise<CallStarted> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const now = this.clock.now();
    const phone = account.phones.find(({ id }) => id === phoneId);
    const refused = refusalToAsk('call-back', phoneId, await this.means.run(seen.ticket.portalKey, account), now);
    if (!phone || refused) return refused ?? refuse('recovery.no-such-phone');
    return this.start.run<Extract<CallStarted, Allowed>>({ ticketNumber, account, agent, kind: 'call-back', now }, async (tx, { ticket, recoveryCase, key }) => {
      const prepared = this.issueGrant.prepare('call-back', ticket.portalKey);
      await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, sentTo: phone.number, channelId: phone.id, startedByAgentId: agent.agentId, now });
      return { grantId: prepared.id, answer: { allowed: true, outcome: 'started', call: { number: phone.number, code: prepared.typed, expiresAt: new Date(now.getTime() + GRANT_RULES['call-back'].lifeMs) } } };
    });
  }
}
