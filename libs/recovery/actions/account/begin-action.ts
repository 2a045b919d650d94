import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import type { Account, DirectoryAbilities } from '#directory';
import { newId, refuse, type Actor, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { addEvent, type Ticket } from '#tickets';
import type { ActionParameters, ActionType, Asker, Channel } from '../../domain/actions.js';
import { decideAction, type ActionAllowed } from '../../domain/decide-action.js';
import { counts } from '../../domain/level.js';
import { ACTION_POLICY, POLICY_VERSION, type ActionPolicy } from '../../domain/policy.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { quietUntil } from '../../store/quiet.queries.js';
import { actionOfKey, lockAccount } from '../../store/recovery.queries.js';
import { Waiting } from '../waiting/waiting.js';
import { ACCOUNT_ACTIONS, type AccountAction, type Doing, type InPlaceOfAcknowledgement } from './account-action.js';
import { evidenceFacts, readActionFacts, type AskedBefore } from './action-facts.js';
import { advance } from '../cases/advance.js';
import { chooseAddress } from './choose-address.js';
import { actionLine, ConcludeAction } from './conclude-action.js';

export interface BeginCommand extends AskedBefore {
  readonly ticket: Ticket;
  /** Locked. */
  readonly recoveryCase: RecoveryCase;
  /** As the directory had it a moment ago; undefined: none is linked, or it is gone. */
  readonly account: Account | undefined;
  readonly abilities: DirectoryAbilities;
  readonly type: ActionType;
  readonly asker: Asker;
  readonly actor: Actor;
  readonly agent: { readonly id: string; readonly email: string; readonly code: string; readonly proofIsFresh: boolean; readonly isOffice?: boolean; readonly isTrained: boolean } | null;
  readonly addressId?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly parameters?: ActionParameters | undefined;
  /** Why it is done without the evidence; the caller has checked the role. */
  readonly overrideReason?: string | undefined;
  readonly idempotencyKey: string;
  readonly inPlaceOfAcknowledgement?: InPlaceOfAcknowledgement | undefined;
  readonly now: Date;
}

export type Begun = { readonly allowed: true; readonly action: RecoveryAction; /** The directory is still to be asked. */ readonly unfinished: boolean } | Refusal;

const REKEY = { kind: 'rekey' } as const;
/** What a request from outside sets off by itself. Nothing else is ever kept from a mailbox, and nothing of this when an agent does it (T12). */
const STOPPED_BY_SILENCE: readonly ActionType[] = ['send-recovery-link', 'resend-activation', 'tell-username'];

/** What an approval looks at again. */
export interface AgainCommand extends AskedBefore {
  readonly action: RecoveryAction;
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
  readonly account: Account | undefined;
  readonly abilities: DirectoryAbilities;
  /** The second person. */
  readonly approverId: string;
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * First half of every action, in the caller's transaction: decide, write down the intent; then either wait for a
 * second person or a hold, or go on. What is mail only is also carried out here, so that the same code serves an
 * agent, a rule and the holder of a link.
 */
@Injectable()
export class BeginAction {
  readonly #actions: ReadonlyMap<ActionType, AccountAction>;

  constructor(
    @Inject(ACCOUNT_ACTIONS) actions: readonly AccountAction[], private readonly waiting: Waiting, private readonly concluding: ConcludeAction, private readonly audit: AuditTrail,
  ) {
    this.#actions = new Map(actions.map((action) => [action.type, action]));
  }

  of(type: ActionType): AccountAction {
    const action = this.#actions.get(type);
    if (!action) throw new Error(`nobody carries out ${type}`);
    return action;
  }

  async within(tx: EntityManager, command: BeginCommand): Promise<Begun> {
    const { ticket, recoveryCase, account, type, channel = 'on-file', now } = command;
    const earlier = await actionOfKey(tx, recoveryCase.id, command.idempotencyKey);
    // Not the earlier answer: whoever reads it would take something else for done.
    if (earlier && earlier.type !== type) return refuse('recovery.key-used');
    if (earlier) return { allowed: true, action: earlier, unfinished: false };
    if (account) await lockAccount(tx, { portalKey: ticket.portalKey, accountRef: account.ref });

    const isOverride = command.overrideReason !== undefined;
    const read = await readActionFacts(tx, { ...command, channel, isOverride, proofIsFresh: command.agent?.proofIsFresh ?? false });
    const decision = decideAction(type, read.factsFor(type), now);
    if (!decision.allowed || !account) return this.#refused(tx, command, decision.allowed ? refuse('recovery.account-not-linked') : decision);
    const parameters = this.of(type).complete?.({ parameters: command.parameters ?? {}, account, channel, newAddress: read.newAddress, isOverride }) ?? command.parameters ?? {};
    if ('refusal' in parameters) return this.#refused(tx, command, parameters);
    const address = chooseAddress({ addressId: command.addressId, ticket, channel, parameters }, account);
    const policy: ActionPolicy = ACTION_POLICY[type];
    if (!address && policy.needsAddress && channel === 'on-file') return this.#refused(tx, command, refuse('recovery.no-address-on-file'));

    const quiet = address && command.asker !== 'agent' && STOPPED_BY_SILENCE.includes(type) ? await quietUntil(tx, ticket.portalKey, address.address, now) : undefined;
    if (quiet) return this.#refused(tx, command, refuse('recovery.quiet', { until: quiet }));

    const used = read.evidence.filter((one) => counts(evidenceFacts(one, account), now)).map(({ id }) => id);
    const action = intent(tx, command, account, decision, [...used, ...read.otherEvidenceIds], parameters);
    const doing: Doing = { action, recoveryCase, ticket, account, address, actor: command.actor, agentCode: command.agent?.code ?? null, inPlaceOfAcknowledgement: command.inPlaceOfAcknowledgement, now };
    return this.#goOn(tx, doing, decision, (refusal) => this.#refused(tx, command, refusal));
  }

  /** The second person said yes: everything is looked at again, and if it still holds, the action goes on. What was proved since never shortens the hold that was shown. */
  async again(tx: EntityManager, { action, ticket, recoveryCase, account, abilities, approverId, actor, now, ...asked }: AgainCommand): Promise<Begun> {
    const read = await readActionFacts(tx, {
      ...asked, ticket, recoveryCase, account, abilities, asker: action.asker, agent: null, proofIsFresh: true, channel: action.channel, parameters: action.parameters,
      isOverride: action.overrideReason != null, secondPersonApproved: true, approverId, exceptAction: action, now,
    });
    const decision = decideAction(action.type, read.factsFor(action.type), now);
    if (!decision.allowed) return decision;
    if (!account) return refuse('recovery.account-gone');
    const address = chooseAddress({ addressId: action.addressId, ticket, channel: action.channel, parameters: action.parameters }, account);
    return this.#goOn(tx, { action, recoveryCase, ticket, account, address, actor, agentCode: null, now }, { ...decision, holdMs: Math.max(decision.holdMs, action.holdMs) }, (refusal) => Promise.resolve(refusal));
  }

  /** Of what lies in a hold: why it is not allowed any longer. What ran out by itself since it was asked for counts on, what was voided does not. */
  async whyNoLonger(tx: EntityManager, { action, ...seen }: Omit<AgainCommand, 'actor' | 'approverId'>): Promise<Refusal | undefined> {
    const read = await readActionFacts(tx, {
      ...seen, asker: action.asker, agent: null, proofIsFresh: true, channel: action.channel, parameters: action.parameters, isOverride: action.overrideReason != null, secondPersonApproved: true,
      ...(action.approverAgentId && { approverId: action.approverAgentId }), exceptAction: action,
    });
    // Whoever closes or merges the ticket stops nothing (stopping is an action of its own), nor does a stranger who fails on purpose.
    const decision = decideAction(action.type, { ...read.factsFor(action.type), ticketIsClosed: false, failedCases: 0 }, seen.now);
    return decision.allowed ? undefined : decision;
  }

  /** The hold is over, or there is none: mail only is done here, the rest is left to `FinishAction`. */
  async proceed(tx: EntityManager, doing: Doing): Promise<Begun> {
    const { action, recoveryCase, now } = doing;
    const implementation = this.of(action.type);
    Object.assign(action, { state: 'approved', startedAt: now });
    if (!implementation.effect) {
      const settled = await implementation.settle(tx, doing, undefined);
      if (settled && 'refusal' in settled) return settled;
      tx.persist(action);
      await this.concluding.conclude(tx, doing, implementation, settled);
      return { allowed: true, action, unfinished: false };
    }
    tx.persist(action);
    if (action.type !== 'freeze' && action.type !== 'unfreeze') advance(recoveryCase, 'executing', now);
    await tx.flush();
    await this.audit.record(tx, { ...actionLine(doing), verb: 'action.approved', outcome: 'done' });
    return { allowed: true, action, unfinished: true };
  }

  async #goOn(tx: EntityManager, doing: Doing, { secondPerson, holdMs }: ActionAllowed, refused: (refusal: Refusal) => Promise<Refusal>): Promise<Begun> {
    const { action } = doing;
    action.holdMs = holdMs;
    if (secondPerson) {
      tx.persist(action);
      await this.waiting.forSecondPerson(tx, doing);
      return { allowed: true, action, unfinished: false };
    }
    if (holdMs > 0) {
      tx.persist(action);
      await this.waiting.forHold(tx, doing);
      return { allowed: true, action, unfinished: false };
    }
    const begun = await this.proceed(tx, doing);
    return begun.allowed ? begun : refused(begun);
  }

  async #refused(tx: EntityManager, { ticket, account, type, asker, actor, now }: BeginCommand, refusal: Refusal): Promise<Refusal> {
    // Of a mail `AnswerRequest` says both.
    if (asker !== 'rekey' && refusal.refusal === 'recovery.quiet') addEvent(tx, ticket.id, 'request.quiet', REKEY, { until: refusal.until?.toISOString() ?? null }, now);
    else if (asker !== 'rekey') addEvent(tx, ticket.id, 'action.refused', actor, { type, refusal: refusal.refusal }, now);
    await tx.flush();
    await this.audit.record(tx, {
      portalKey: ticket.portalKey, verb: 'action.refused', actor, ticketNumber: ticket.number, account: account && { portalKey: ticket.portalKey, ref: account.ref }, outcome: 'refused',
      detail: { type, refusal: refusal.refusal, missing: refusal.missing, policy: POLICY_VERSION }, now,
    });
    return refusal;
  }
}

function intent(tx: EntityManager, command: BeginCommand, account: Account, decision: ActionAllowed, evidenceIds: string[], parameters: ActionParameters): RecoveryAction {
  const { ticket, recoveryCase, type, asker, agent, addressId, idempotencyKey, now } = command;
  return tx.create(RecoveryAction, {
    id: newId(), createdAt: now, caseId: recoveryCase.id, ticketId: ticket.id, portalKey: ticket.portalKey, accountRef: account.ref, type, state: 'approved', operationId: newId(),
    idempotencyKey, asker, requestedByAgentId: agent?.id ?? null, addressId: addressId ?? null, levelNeeded: decision.levelNeeded, levelHeld: decision.levelHeld, evidenceIds,
    startedAt: now, attempt: 1, settledAt: null, failure: null, channel: command.channel ?? 'on-file', parameters, overrideReason: command.overrideReason ?? null,
  }, { persist: false });
}
