import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Clock, type Allowed, type Refusal } from '#kernel';
import { GRANT_RULES } from '../../domain/grants.js';
import { refusalToAsk, type AskedProof } from '../../domain/ways-to-prove.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { ReadProofMeans } from './proof-means.js';
import type { ProofStarted } from './start-mailbox-proof.js';
import { StartProof } from './start-proof.js';

export interface ProofToAsk {
  readonly ticketNumber: string;
  readonly agent: Caller;
  readonly kind: AskedProof;
  /** For a sign-in at home: the key of the service. */
  readonly provider?: string | undefined;
}

/**
 * Asks the requester for something that only the holder has: the status page takes it, a mail says so. The mail goes to
 * whoever wrote, names no account and carries nothing but another link to their own status page.
 */
@Injectable()
export class AskForProof {
  constructor(
    private readonly cases: OpenedCases, private readonly means: ReadProofMeans, private readonly issueGrant: IssueGrant, private readonly mail: MailToFile, private readonly start: StartProof, private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.directory-cannot`, `recovery.no-authenticator`, `recovery.no-saved-codes`, `recovery.home-sign-in-off`, `recovery.limit-reached`, `outbound.…`. */
  async run({ ticketNumber, agent, kind, provider }: ProofToAsk): Promise<ProofStarted> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const now = this.clock.now();
    const channelId = kind === 'home-idp' ? (provider ?? null) : null;
    const refused: Refusal | undefined = refusalToAsk(kind, channelId, await this.means.run(seen.ticket.portalKey, account), now);
    if (refused) return refused;
    return this.start.run<Extract<ProofStarted, Allowed>>({ ticketNumber, account, agent, kind, now }, async (tx, { ticket, recoveryCase, key }) => {
      const about = { caseId: recoveryCase.id, ticketId: ticket.id, sentTo: ticket.requesterAddress, startedByAgentId: agent.agentId, now };
      const expiresAt = new Date(now.getTime() + GRANT_RULES[kind].lifeMs);
      const page = this.issueGrant.prepare('status', ticket.portalKey);
      const queued = await this.mail.within(tx, {
        ticket, account, address: { address: ticket.requesterAddress }, kind: 'proof-request', toStranger: true,
        variables: { proof: kind, expiresAt: expiresAt.toISOString(), agentCode: agent.code }, secrets: { link: page.link }, now,
      });
      if (!queued.allowed) return queued;
      await this.issueGrant.within(tx, page, { ...about, portalKey: key.portalKey, accountRef: '' });
      const request = this.issueGrant.prepare(kind, ticket.portalKey);
      await this.issueGrant.within(tx, request, { ...about, ...key, channelId });
      return { grantId: request.id, answer: { allowed: true, outcome: 'started', expiresAt } };
    });
  }
}
