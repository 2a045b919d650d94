import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { canonicalAddress, Clock, parseAddress, refuse } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, lockTicket } from '#tickets';
import { GRANT_RULES } from '../../domain/grants.js';
import { hit, lockAccount, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { NOT_ON_FILE } from '../account/choose-address.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { mayStartProof } from './proof-limit.js';
import type { ProofStarted } from './start-mailbox-proof.js';
import { RecordEvidence } from './record-evidence.js';

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
    private readonly database: Database, private readonly cases: OpenedCases, private readonly directories: Directories, private readonly issueGrant: IssueGrant, private readonly mail: MailToFile,
    private readonly evidence: RecordEvidence, private readonly audit: AuditTrail, private readonly clock: Clock,
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
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx): Promise<ProofStarted> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || recoveryCase?.accountRef !== account.ref) return refuse('recovery.account-not-linked');
      const key = { portalKey: ticket.portalKey, accountRef: account.ref };
      await lockAccount(tx, key);
      const limited = await mayStartProof(tx, key, now);
      if (limited) return limited;
      const prepared = this.issueGrant.prepare('new-address', ticket.portalKey);
      const expiresAt = new Date(now.getTime() + GRANT_RULES['new-address'].lifeMs);
      const queued = await this.mail.within(tx, {
        ticket, account, address: { address: given }, kind: as === 'main' ? 'confirm-new-address' : 'confirm-second-address', toStranger: true,
        variables: { expiresAt: expiresAt.toISOString(), agentCode: agent.code }, secrets: { link: prepared.link, code: prepared.typed }, now,
      });
      if (!queued.allowed) return queued;
      hit(tx, 'proof-starts', `${key.portalKey}/${key.accountRef}`, now);
      await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, sentTo: canonicalAddress(given), channelId: NOT_ON_FILE, startedByAgentId: agent.agentId, now });
      await this.evidence.tellThatSomebodyAsks(tx, { ticket, recoveryCase, account, now });
      addEvent(tx, ticket.id, 'proof.started', actor, { kind: 'new-address' }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'proof.started', actor, ticketNumber, account: { portalKey: key.portalKey, ref: account.ref }, outcome: 'done', detail: { kind: 'new-address', grantId: prepared.id }, now });
      return { allowed: true, outcome: 'started', expiresAt };
    });
  }
}
