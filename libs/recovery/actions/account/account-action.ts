import type { Account, AddressOnFile, Directory } from '#directory';
import type { Actor, Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { addEvent, lockTicketsWhereTheyAre, owedAfterMail, type Ticket, type TicketState } from '#tickets';
import type { ActionParameters, ActionType, Channel } from '../../domain/actions.js';
import type { CaseState } from '../../domain/case-states.js';
import type { RecoveryAction } from '../../store/recovery-action.entity.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';

/** What a mail at once says besides, where it goes to the mailbox that wrote: nobody sends that mailbox an acknowledgement then. */
export interface InPlaceOfAcknowledgement {
  readonly statusLink: string;
  /** A password or PIN came with the mail: it has to be changed. */
  readonly mentionsSecret: boolean;
}

/** One action under way, with everything it may look at. Rows are locked. */
export interface Doing {
  readonly action: RecoveryAction;
  readonly recoveryCase: RecoveryCase;
  readonly ticket: Ticket;
  readonly account: Account;
  /** Where a mail goes; absent only for actions that send none. */
  readonly address: AddressOnFile | undefined;
  readonly actor: Actor;
  readonly agentCode: string | null;
  readonly inPlaceOfAcknowledgement?: InPlaceOfAcknowledgement | undefined;
  readonly now: Date;
}

/** Whether somebody at the desk started it, so that no rush of Rekey's own makes its mails wait (recovery-security 5.8): also where upkeep ends it for them, after a hold or a crash. */
export function isOfTheDesk({ action, agentCode }: Pick<Doing, 'action' | 'agentCode'>): boolean {
  return agentCode !== null || action.asker === 'agent';
}

/** What the directory is asked to do. */
export interface Effect {
  readonly portalKey: string;
  readonly account: Account;
  readonly operationId: string;
  readonly parameters: ActionParameters;
  readonly channel: Channel;
  readonly now: Date;
}

/** What the parameters are completed from, before anything is written. */
export interface Draft {
  readonly parameters: ActionParameters;
  readonly account: Account;
  readonly channel: Channel;
  /** The address whose reader said yes to becoming this account's; nobody at the desk typed it. */
  readonly newAddress: string | undefined;
  readonly isOverride: boolean;
}

/** To which addresses the notice of it was really queued, where the end of a hold is told by that notice. */
export interface Noticed {
  readonly noticed: readonly string[];
}

/** What is needed to take something back, or to end it. */
export type Back = Pick<RecoveryAction, 'accountRef' | 'parameters'> & { readonly operationId: string };

/**
 * One thing that can be done to an account. Without `effect` it is mail only and happens in one transaction; with it,
 * the intent is committed first, then comes the one irreversible call, then `settle` writes down what it led to.
 */
export interface AccountAction<Made = unknown> {
  readonly type: ActionType;
  /** What the case waits for afterwards. */
  readonly leadsTo: CaseState;
  /** What it is to be done with, or what is missing. Left out: it needs nothing. */
  complete?(draft: Draft): ActionParameters | Refusal;
  /**
   * May run again under the same operation id after a crash; what it makes is then made anew, since nobody has seen
   * the former.
   *
   * @throws DirectoryUnreachable (tried again later) or DirectoryRefused (the action failed)
   */
  effect?(directory: Directory, effect: Effect): Promise<Made>;
  /** Grants, mails, notices. A refusal means that a mail could not be queued and nothing was written. */
  settle(tx: EntityManager, doing: Doing, made: Made): Promise<Refusal | Noticed | undefined>;
  /** The way back while `undoUntil` lies ahead; repeatable like `effect`. */
  undo?(directory: Directory, back: Back): Promise<void>;
  /** What was done for a while ends (`finalAt`); repeatable like `effect`. */
  end?(directory: Directory, back: Back): Promise<void>;
}

/** The token under which Nest hands out all actions. */
export const ACCOUNT_ACTIONS = Symbol('account actions');

/** Somebody at the desk has it in hand: what they did stands in the timeline already. */
export function takeUp(ticket: Ticket): void {
  if (ticket.state === 'new') ticket.state = 'open';
}

/**
 * What a hold had answered came to nothing: from now on somebody is owed an answer again, where it was merged on the ticket in which the
 * conversation goes on. Whoever wrote meanwhile keeps their place, and what was closed stays closed.
 */
export async function owesAgain(tx: EntityManager, held: Ticket, actor: Actor, now: Date): Promise<void> {
  const ticket = held.mergedIntoId ? (await lockTicketsWhereTheyAre(tx, [held.id])).get(held.id) : held;
  if (ticket?.state !== 'waiting') return;
  ticket.owedSince = owedAfterMail(ticket, now);
  moveTicket(tx, ticket, 'open', actor, now);
}

/** Moves the ticket on, and says so in the timeline. What is over is only opened again: what undo may do besides is a person's. */
export function moveTicket(tx: EntityManager, ticket: Ticket, to: TicketState, actor: Actor, now: Date): void {
  const isOver = ticket.state === 'solved' || ticket.state === 'closed';
  if (ticket.state === to || (isOver && to !== 'open')) return;
  addEvent(tx, ticket.id, 'ticket.state-changed', actor, { from: ticket.state, to }, now);
  ticket.state = to;
  ticket.closedAt = null;
}
