import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, lockTicket } from '#tickets';
import { usableAddresses } from '../../domain/account-facts.js';
import { UNCHANGED_FOR_MS } from '../../domain/evidence.js';
import { GRANT_RULES } from '../../domain/grants.js';
import { hit, lockAccount, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { chooseAddress } from '../account/choose-address.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { mayStartProof } from './proof-limit.js';
import { RecordEvidence } from './record-evidence.js';

export type ProofStarted = { readonly allowed: true; readonly outcome: 'started'; readonly expiresAt: Date } | Refusal;

/** Mails a link and a code to an address on file; who types the code on the page can read that mailbox. */
@Injectable()
export class StartMailboxProof {
  constructor(
    private readonly database: Database, private readonly cases: OpenedCases, private readonly issueGrant: IssueGrant, private readonly mail: MailToFile,
    private readonly evidence: RecordEvidence, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.no-address-on-file`, `recovery.channel-too-new`, `recovery.limit-reached`, `outbound.…`. */
  async run({ ticketNumber, agent, addressId }: { readonly ticketNumber: string; readonly agent: Caller; readonly addressId?: string | undefined }): Promise<ProofStarted> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    const address = addressId ? chooseAddress({ addressId, ticket: seen.ticket }, account) : usableAddresses(account)[0];
    if (!address) return refuse('recovery.no-address-on-file');
    if (address.kind === 'second') {
      const oldEnough = address.confirmedAt!.getTime() + UNCHANGED_FOR_MS;
      if (oldEnough > now.getTime()) return refuse('recovery.channel-too-new', { until: new Date(oldEnough) });
    }
    return this.database.transaction(async (tx): Promise<ProofStarted> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || recoveryCase?.accountRef !== account.ref) return refuse('recovery.account-not-linked');
      const key = { portalKey: ticket.portalKey, accountRef: account.ref };
      await lockAccount(tx, key);
      const limited = await mayStartProof(tx, key, now);
      if (limited) return limited;

      const prepared = this.issueGrant.prepare('mailbox-proof', ticket.portalKey);
      const expiresAt = new Date(now.getTime() + GRANT_RULES['mailbox-proof'].lifeMs);
      const queued = await this.mail.within(tx, { ticket, account, address, kind: 'mailbox-proof', variables: { expiresAt: expiresAt.toISOString() }, secrets: { link: prepared.link, code: prepared.typed }, now });
      if (!queued.allowed) return queued;
      hit(tx, 'proof-starts', `${key.portalKey}/${key.accountRef}`, now);
      await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, sentTo: address.address, channelId: address.id, startedByAgentId: agent.agentId, now });
      await this.evidence.tellThatSomebodyAsks(tx, { ticket, recoveryCase, account, now, except: address.id });
      addEvent(tx, ticket.id, 'proof.started', actor, { kind: 'mailbox', addressKind: address.kind }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'proof.started', actor, ticketNumber, account: { portalKey: key.portalKey, ref: account.ref }, outcome: 'done', detail: { kind: 'mailbox', grantId: prepared.id }, now });
      return { allowed: true, outcome: 'started', expiresAt };
    });
  }
}
