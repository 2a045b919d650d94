import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Directories } from '#directory';
import { Clock, refuse, Secret, type Allowed, type Refusal } from '#kernel';
import { UNCHANGED_FOR_MS } from '../../domain/evidence.js';
import { LETTER_MS } from '../../domain/grants.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { IssueSlip } from '../mails/issue-slip.js';
import { StartProof } from './start-proof.js';

export type LetterStarted = { readonly allowed: true; readonly outcome: 'started' } | Refusal;

/**
 * A letter with a PIN to the postal address on file. The office prints it; nobody reads the PIN on a screen. The requester
 * types it on their own status page, so that whoever wrote and whoever reads the post are one person (5.2 "PIN letter").
 */
@Injectable()
export class StartLetterProof {
  constructor(
    private readonly cases: OpenedCases, private readonly directories: Directories, private readonly issueGrant: IssueGrant, private readonly slips: IssueSlip, private readonly start: StartProof,
    private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.directory-cannot`, `recovery.no-postal-address`, `recovery.channel-too-new`, `recovery.limit-reached`. */
  async run({ ticketNumber, agent }: { readonly ticketNumber: string; readonly agent: Caller }): Promise<LetterStarted> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const now = this.clock.now();
    if (!this.directories.of(seen.ticket.portalKey).abilities.letters) return refuse('recovery.directory-cannot', { missing: ['letters'] });
    if (!account.postalAddressSince) return refuse('recovery.no-postal-address');
    const oldEnough = account.postalAddressSince.getTime() + UNCHANGED_FOR_MS;
    if (oldEnough > now.getTime()) return refuse('recovery.channel-too-new', { until: new Date(oldEnough) });
    return this.start.run<Extract<LetterStarted, Allowed>>({ ticketNumber, account, agent, kind: 'letter', now }, async (tx, { ticket, recoveryCase, key }) => {
      const prepared = this.issueGrant.prepare('letter', key.portalKey);
      await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, sentTo: '', startedByAgentId: agent.agentId, now });
      await this.slips.within(tx, { ...key, kind: 'proof-letter', area: null, secret: new Secret(prepared.typed), endsAt: new Date(now.getTime() + LETTER_MS), now });
      return { grantId: prepared.id, answer: { allowed: true, outcome: 'started' } };
    });
  }
}
