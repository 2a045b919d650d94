import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Directories } from '#directory';
import { canonicalAddress, Clock, parseAddress, refuse, type Allowed } from '#kernel';
import { GRANT_RULES } from '../../domain/grants.js';
import { NOT_ON_FILE } from '../account/choose-address.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import type { ProofStarted } from './start-mailbox-proof.js';
import { StartProof } from './start-proof.js';

export interface NewAddressCommand {
  readonly ticketNumber: string;
  readonly agent: Caller;
  /** As the requester wrote it; its reader has to say yes, so a slip of the finger changes nothing. */
  readonly address: string;
  readonly as: 'main' | 'second';
}

/** Asks the reader of an address that is not on file whether it is theirs. A gate: it opens nothing by itself (5.2). */
@Injectable()
export class StartNewAddressProof {
  constructor(
    private readonly cases: OpenedCases, private readonly directories: Directories, private readonly issueGrant: IssueGrant, private readonly mail: MailToFile, private readonly start: StartProof, private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.not-one-address`, `recovery.address-taken`, `recovery.limit-reached`, `outbound.…`. */
  async run({ ticketNumber, agent, address, as }: NewAddressCommand): Promise<ProofStarted> {
    const given = parseAddress(address);
    if (given === undefined) return refuse('recovery.not-one-address');
    const seen = await this.cases.lookAtLinked(ticketNumber, agent);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const holders = await this.directories.of(seen.ticket.portalKey).find({ address: given });
    // One address, one account (seed 003). Its own second address may become the main one.
    if (holders.some(({ ref }) => ref !== account.ref)) return refuse('recovery.address-taken');
    const now = this.clock.now();
    return this.start.run<Extract<ProofStarted, Allowed>>({ ticketNumber, account, agent, kind: 'new-address', now }, async (tx, { ticket, recoveryCase, key }) => {
      const prepared = this.issueGrant.prepare('new-address', ticket.portalKey);
      const expiresAt = new Date(now.getTime() + GRANT_RULES['new-address'].lifeMs);
      const queued = await this.mail.within(tx, {
        ticket, account, address: { address: given }, kind: as === 'main' ? 'confirm-new-address' : 'confirm-second-address', toStranger: true,
        variables: { expiresAt: expiresAt.toISOString(), agentCode: agent.code }, secrets: { link: prepared.link, code: prepared.typed }, now,
      });
      if (!queued.allowed) return queued;
      await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, sentTo: canonicalAddress(given), channelId: NOT_ON_FILE, startedByAgentId: agent.agentId, now });
      return { grantId: prepared.id, answer: { allowed: true, outcome: 'started', expiresAt } };
    });
  }
}
