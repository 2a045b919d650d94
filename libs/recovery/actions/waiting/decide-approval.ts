import { Injectable } from '@nestjs/common';
import { actorOf, isPermittedInPart, linesOfAgents, sees, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { canonicalAddress, Clock, refuse, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { officeOf, Portals } from '#portals';
import { addEvent, lockTicketById, Ticket } from '#tickets';
import type { ActionState } from '../../domain/actions.js';
import { whyNotApprove } from '../../domain/second-person.js';
import { Evidence } from '../../store/evidence.entity.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { actionInSight, lockAccount, lockAction, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { voucherOf } from '../../store/voucher-rows.js';
import { channelMark, whoAloneSaw } from '../account/action-facts.js';
import { BeginAction } from '../account/begin-action.js';
import { actionLine } from '../account/conclude-action.js';
import { FinishAction } from '../account/finish-action.js';
import { askBefore } from '../account/request-action.js';
import { hasFreshProof, placeOf } from '../cases/desk.js';
import { whyNotOpen } from '../cases/open-ticket.js';
import { Waiting } from './waiting.js';

export interface DecideApprovalCommand {
  readonly actionId: string;
  readonly agent: Caller;
  readonly decision: 'approve' | 'refuse';
  readonly reason?: string | undefined;
}

export type ApprovalAnswer = { readonly allowed: true; readonly state: ActionState } | Refusal;

/** The second person looks at evidence and outcome, never at a secret, and says yes or no by a sign-in with a second factor (5.5). */
@Injectable()
export class DecideApproval {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly begin: BeginAction, private readonly finish: FinishAction,
    private readonly waiting: Waiting, private readonly portals: Portals, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Refusals: those of `whyNotApprove`, `tickets.merged`, `recovery.case-closed` (saying no is always possible), and those of the action itself where something changed since it was asked for. */
  async run({ actionId, agent, decision, reason }: DecideApprovalCommand): Promise<ApprovalAnswer> {
    const seen = await this.database.read(async (em) => {
      const action = await actionInSight(em, agent, actionId);
      return action && { action, recoveryCase: await em.findOne(RecoveryCase, { id: action.caseId }), ...(await em.findOneOrFail(Ticket, { id: action.ticketId }, { fields: ['portalKey', 'queue'] })) };
    });
    if (!seen || !isPermittedInPart(agent, 'recovery.approve', seen.action.portalKey)) return refuse('recovery.no-approval-pending');
    const { portalKey, accountRef, type, parameters } = seen.action;
    const directory = this.directories.of(portalKey);
    const account = await directory.get(accountRef);
    if (account && !sees(agent, placeOf(seen, account))) return refuse('recovery.no-approval-pending');
    const asked = await askBefore(directory, type, account, { parameters, candidates: seen.recoveryCase?.candidates.map(({ ref }) => ref) ?? [], office: officeOf(await this.portals.get(portalKey)), isInSight: (other) => sees(agent, placeOf(seen, other)) });
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    const decided = await this.database.transaction(async (tx) => {
      const ticket = await lockTicketById(tx, seen.action.ticketId);
      const recoveryCase = await lockCaseOfTicket(tx, seen.action.ticketId);
      await lockAccount(tx, { portalKey, accountRef });
      const action = await lockAction(tx, actionId);
      if (!ticket || !recoveryCase) return refuse('recovery.no-approval-pending');
      const isOwnAccount = [account, asked.other].some((one) => one?.addresses.some(({ address }) => canonicalAddress(address) === canonicalAddress(agent.email)));
      const why = whyNotApprove({ ...(await this.#facts(tx, action, recoveryCase, agent)), isOver: !action.approvalUntil || action.approvalUntil <= now, isOwnAccount, hasSecondFactor: agent.strength === 'second-factor', proofIsFresh: hasFreshProof(agent, now) });
      if (why) return this.#refused(tx, { action, ticket, actor, now }, why);
      const doing = { action, recoveryCase, ticket, account, actor, agentCode: agent.code, now };
      if (decision === 'refuse') {
        Object.assign(action, { approverAgentId: agent.agentId, decidedAt: now });
        await this.waiting.stop(tx, doing, 'refused', 'desk', reason);
        return { allowed: true as const, action, unfinished: false };
      }
      const over = await whyNotOpen(tx, ticket, agent);
      if (over) return this.#refused(tx, { action, ticket, actor, now }, over);
      const begun = await this.begin.again(tx, { ...asked, action, ticket, recoveryCase, account, abilities: directory.abilities, approverId: agent.agentId, actor, now });
      if (!begun.allowed) return this.#refused(tx, { action, ticket, actor, now }, begun);
      Object.assign(action, { approverAgentId: agent.agentId, decidedAt: now, decisionReason: reason ?? null });
      addEvent(tx, ticket.id, 'action.approved-by-second-person', actor, { type, actionId }, now);
      await tx.flush();
      await this.audit.record(tx, { ...actionLine({ action, ticket, actor, now }), verb: 'action.second-person-approved', outcome: 'done' });
      return begun;
    });
    if (!decided.allowed) return decided;
    const { action } = decided;
    return { allowed: true, state: decided.unfinished ? await this.finish.run({ actionId, attempt: action.attempt, actor, agentCode: agent.code }) : action.state };
  }

  async #facts(tx: EntityManager, action: RecoveryAction, recoveryCase: RecoveryCase, { agentId: approverId, email }: Caller) {
    const evidence = await tx.find(Evidence, { id: { $in: action.evidenceIds } });
    const requesterId = action.requestedByAgentId ?? null;
    const lines = await linesOfAgents(tx, [approverId, ...(requesterId ? [requesterId] : [])]);
    const mark = channelMark(canonicalAddress(email));
    // Whoever vouched as a teacher and works at the desk under the same address is one person, since whenever.
    const vouchers = evidence.flatMap((one) => voucherOf(one) ?? []);
    return {
      isWaiting: action.state === 'awaiting-approval', approverId, requesterId, approverLine: lines.get(approverId), requesterLine: requesterId ? lines.get(requesterId) : undefined,
      voucherIds: vouchers.flatMap(({ agentId, marks }) => [...(agentId === null ? [] : [agentId]), ...(marks.includes(mark) ? [approverId] : [])]),
      preparedByIds: [recoveryCase.linkedByAgentId, ...evidence.flatMap((one) => [one.recordedByAgentId, ...whoAloneSaw(one)])].filter((id): id is string => typeof id === 'string'),
    };
  }

  async #refused(tx: EntityManager, line: Parameters<typeof actionLine>[0], refusal: Refusal): Promise<Refusal> {
    await tx.flush();
    await this.audit.record(tx, { ...actionLine(line), verb: 'action.refused', outcome: 'refused', detail: { type: line.action.type, actionId: line.action.id, refusal: refusal.refusal, asSecondPerson: true } });
    return refusal;
  }
}
