import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { usableAddresses } from '../../domain/account-facts.js';
import { GRANT_RULES } from '../../domain/grants.js';
import { refusalToAsk } from '../../domain/ways-to-prove.js';
import { chooseAddress } from '../account/choose-address.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { ReadProofMeans } from './proof-means.js';
import { StartProof } from './start-proof.js';

export type ProofStarted = { readonly allowed: true; readonly outcome: 'started'; readonly expiresAt: Date } | Refusal;

/** Mails a link and a code to an address on file; who types the code on the page can read that mailbox. */
@Injectable()
export class StartMailboxProof {
  constructor(
    private readonly cases: OpenedCases, private readonly means: ReadProofMeans, private readonly issueGrant: IssueGrant, private readonly mail: MailToFile, private readonly start: StartProof, private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.no-address-on-file`, `recovery.channel-too-new`, `recovery.limit-reached`, `outbound.…`. */
  async run({ ticketNumber, agent, addressId, as }: { readonly ticketNumber: string; readonly agent: Caller; readonly addressId?: string | undefined; /** Left out: who works the ticket. The approval office asks those who wait for it. */ readonly as?: 'recovery.office' | undefined }): Promise<ProofStarted> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent, as);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const now = this.clock.now();
    const address = addressId ? chooseAddress({ addressId, ticket: seen.ticket }, account) : usableAddresses(account)[0];
    if (!address) return refuse('recovery.no-address-on-file');
    const refused = refusalToAsk(address.kind === 'second' ? 'second-address' : 'mailbox', address.id, await this.means.run(seen.ticket.portalKey, account), now);
    if (refused) return refused;
    // The second address has a proof of its own: both may be under way at a time.
    const purpose = address.kind === 'second' ? 'second-address-proof' : 'mailbox-proof';
    return this.start.run<Extract<ProofStarted, Allowed>>({ ticketNumber, account, agent, kind: purpose === 'mailbox-proof' ? 'mailbox' : 'second-address', detail: { addressKind: address.kind }, except: address.id, now }, async (tx, { ticket, recoveryCase, key }) => {
      const prepared = this.issueGrant.prepare(purpose, ticket.portalKey);
      const expiresAt = new Date(now.getTime() + GRANT_RULES[purpose].lifeMs);
      const queued = await this.mail.within(tx, { ticket, account, address, kind: purpose, variables: { expiresAt: expiresAt.toISOString() }, secrets: { link: prepared.link, code: prepared.typed }, startedByAgent: true, now });
      if (!queued.allowed) return queued;
      await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, sentTo: address.address, channelId: address.id, startedByAgentId: agent.agentId, now });
      return { grantId: prepared.id, answer: { allowed: true, outcome: 'started', expiresAt } };
    });
  }
}
