import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import type { Account, AddressOnFile, DirectoryAbilities } from '#directory';
import { canonicalAddress, newId, refuse, type Actor, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { addEvent, announce, type Ticket } from '#tickets';
import { usableAddresses } from '../../domain/account-facts.js';
import type { ActionType, Asker } from '../../domain/actions.js';
import { mayMove, type CaseState } from '../../domain/case-states.js';
import { decideAction, type ActionAllowed } from '../../domain/decide-action.js';
import { counts } from '../../domain/level.js';
import { ACTION_POLICY, POLICY_VERSION } from '../../domain/policy.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { actionOfKey, lockAccount } from '../../store/recovery.queries.js';
import { ACCOUNT_ACTIONS, moveTicket, type AccountAction, type Doing } from './account-action.js';
import { evidenceFacts, readActionFacts } from './action-facts.js';

export interface BeginCommand {
  readonly ticket: Ticket;
  /** Locked. */
  readonly recoveryCase: RecoveryCase;
  /** As the directory had it a moment ago; undefined: none is linked, or it is gone. */
  readonly account: Account | undefined;
  readonly abilities: DirectoryAbilities;
  readonly type: ActionType;
  readonly asker: Asker;
  readonly actor: Actor;
  readonly agent: { readonly id: string; readonly email: string; readonly code: string; readonly proofIsFresh: boolean } | null;
  readonly addressId?: string | undefined;
  readonly idempotencyKey: string;
  readonly now: Date;
}

export type Begun = { readonly allowed: true; readonly action: RecoveryAction; /** The directory is still to be asked. */ readonly unfinished: boolean } | Refusal;

/**
 * First half of every action, in the caller's transaction: decide, write down the intent. What is mail only is also
 * carried out here, so that the same code serves an agent, a rule and the holder of a link.
 */
@Injectable()
export class BeginAction {
  readonly #actions: ReadonlyMap<ActionType, AccountAction>;

  constructor(@Inject(ACCOUNT_ACTIONS) actions: readonly AccountAction[], private readonly audit: AuditTrail) {
    this.#actions = new Map(actions.map((action) => [action.type, action]));
  }

  of(type: ActionType): AccountAction {
    const action = this.#actions.get(type);
    if (!action) throw new Error(`nobody carries out ${type}`);
    return action;
  }

  async within(tx: EntityManager, command: BeginCommand): Promise<Begun> {
    const { ticket, recoveryCase, account, type, now } = command;
    const earlier = await actionOfKey(tx, recoveryCase.id, command.idempotencyKey);
    if (earlier) return { allowed: true, action: earlier, unfinished: false };
    if (account) await lockAccount(tx, { portalKey: ticket.portalKey, accountRef: account.ref });

    const { facts, evidence } = await readActionFacts(tx, {
      ticket, recoveryCase, account, abilities: command.abilities, asker: command.asker, agent: command.agent, proofIsFresh: command.agent?.proofIsFresh ?? false, now,
    });
    const decision = decideAction(type, facts, now);
    if (!decision.allowed || !account) return this.#refused(tx, command, decision.allowed ? refuse('recovery.account-not-linked') : decision);
    const address = chooseAddress(command, account);
    if (!address && ACTION_POLICY[type].needsAddress) return this.#refused(tx, command, refuse('recovery.no-address-on-file'));

    const used = evidence.filter((one) => counts(evidenceFacts(one, account), now)).map(({ id }) => id);
    const action = intent(tx, command, account, decision, used);
    const doing: Doing = { action, recoveryCase, ticket, account, address, actor: command.actor, agentCode: command.agent?.code ?? null, now };
    const implementation = this.of(type);
    if (!implementation.effect) {
      const refused = await implementation.settle(tx, doing, undefined);
      if (refused) return this.#refused(tx, command, refused);
      tx.persist(action);
      await this.conclude(tx, doing);
      return { allowed: true, action, unfinished: false };
    }
    tx.persist(action);
    advance(recoveryCase, type === 'freeze' ? recoveryCase.state : 'executing', now);
    await tx.flush();
    await this.audit.record(tx, { ...this.#line(doing), verb: 'action.approved', outcome: 'done' });
    return { allowed: true, action, unfinished: true };
  }

  /** Writes down that the action is done. Call it last in a transaction: the audit chain is locked from here on. */
  async conclude(tx: EntityManager, doing: Doing): Promise<void> {
    const { action, recoveryCase, ticket, actor, now } = doing;
    action.state = 'done';
    action.settledAt = now;
    advance(recoveryCase, this.of(action.type).leadsTo, now);
    if (action.type !== 'freeze' && action.asker !== 'requester') {
      moveTicket(tx, ticket, 'waiting', actor, now);
      ticket.firstAnsweredAt ??= now;
    }
    addEvent(tx, ticket.id, 'action.done', actor, { type: action.type, actionId: action.id }, now);
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
    await this.audit.record(tx, { ...this.#line(doing), verb: action.attempt > 1 ? 'action.settled' : 'action.done', outcome: 'done' });
  }

  /** Writes down that it came to nothing. */
  async giveUp(tx: EntityManager, doing: Pick<Doing, 'action' | 'recoveryCase' | 'ticket' | 'actor' | 'now'>, failure: string): Promise<void> {
    const { action, recoveryCase, ticket, actor, now } = doing;
    Object.assign(action, { state: 'failed', failure, settledAt: now });
    if (recoveryCase.state === 'executing') advance(recoveryCase, 'ready', now);
    addEvent(tx, ticket.id, 'action.failed', actor, { type: action.type, actionId: action.id, failure }, now);
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
    await this.audit.record(tx, { ...this.#line(doing), verb: 'action.failed', outcome: 'failed', detail: { type: action.type, actionId: action.id, failure } });
  }

  async #refused(tx: EntityManager, { ticket, account, type, asker, actor, now }: BeginCommand, refusal: Refusal): Promise<Refusal> {
    if (asker !== 'rekey') addEvent(tx, ticket.id, 'action.refused', actor, { type, refusal: refusal.refusal }, now);
    await tx.flush();
    await this.audit.record(tx, {
      portalKey: ticket.portalKey, verb: 'action.refused', actor, ticketNumber: ticket.number, account: account && { portalKey: ticket.portalKey, ref: account.ref }, outcome: 'refused',
      detail: { type, refusal: refusal.refusal, missing: refusal.missing, policy: POLICY_VERSION }, now,
    });
    return refusal;
  }

  #line({ action, ticket, actor, now }: Pick<Doing, 'action' | 'ticket' | 'actor' | 'now'>) {
    return {
      portalKey: ticket.portalKey, actor, ticketNumber: ticket.number, account: { portalKey: ticket.portalKey, ref: action.accountRef }, now,
      detail: { type: action.type, actionId: action.id, levelNeeded: action.levelNeeded, levelHeld: action.levelHeld, evidenceIds: action.evidenceIds, policy: POLICY_VERSION },
    } as const;
  }
}

function intent(tx: EntityManager, command: BeginCommand, account: Account, decision: ActionAllowed, evidenceIds: string[]): RecoveryAction {
  const { ticket, recoveryCase, type, asker, agent, addressId, idempotencyKey, now } = command;
  return tx.create(RecoveryAction, {
    id: newId(), createdAt: now, caseId: recoveryCase.id, ticketId: ticket.id, portalKey: ticket.portalKey, accountRef: account.ref, type, state: 'approved', operationId: newId(),
    idempotencyKey, asker, requestedByAgentId: agent?.id ?? null, addressId: addressId ?? null, levelNeeded: decision.levelNeeded, levelHeld: decision.levelHeld, evidenceIds,
    startedAt: now, attempt: 1, settledAt: null, failure: null,
  }, { persist: false });
}

/** The address that was chosen, else the one on file from which the requester wrote, else the main one. Never any other. */
export function chooseAddress({ addressId, ticket }: { readonly addressId?: string | null | undefined; readonly ticket: Pick<Ticket, 'requesterCanonical'> }, account: Account): AddressOnFile | undefined {
  const usable = usableAddresses(account);
  if (addressId) return usable.find(({ id }) => id === addressId);
  return usable.find(({ address }) => canonicalAddress(address) === ticket.requesterCanonical) ?? usable[0];
}

/** Moves the case, by way of `matched` when it was closed, and leaves it where the table knows no way. */
export function advance(recoveryCase: RecoveryCase, to: CaseState, now: Date): void {
  if (recoveryCase.state === 'closed' && to !== 'closed') recoveryCase.moveTo('matched', now);
  if (mayMove(recoveryCase.state, to)) recoveryCase.moveTo(to, now);
}
