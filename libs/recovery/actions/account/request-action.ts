import { Injectable } from '@nestjs/common';
import { actorOf, isPermittedInPart, sees, type Caller } from '#agents';
import { Directories, type Account, type Directory } from '#directory';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { officeOf, Portals, type ApprovalOffice } from '#portals';
import { lockTicket } from '#tickets';
import type { ActionParameters, ActionState, ActionType, Channel } from '../../domain/actions.js';
import { ACTION_POLICY, type ActionPolicy } from '../../domain/policy.js';
import { fitting } from '../../domain/entitlements.js';
import { officeParameters } from '../../domain/office.js';
import { actionOfKey, countSettled, lockAccount, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { hasFreshProof, placeOf } from '../cases/desk.js';
import { whyNotOpen } from '../cases/open-ticket.js';
import { OpenedCases } from '../cases/opened-cases.js';
import type { AskedBefore } from './action-facts.js';
import { BeginAction, type Begun } from './begin-action.js';
import { checkEntitlements } from './check-entitlements.js';
import { FinishAction } from './finish-action.js';

export interface RequestActionCommand {
  readonly ticketNumber: string;
  readonly agent: Caller;
  readonly type: ActionType;
  /** The same key twice gives the same action, and nothing is done twice; for another type it is refused. A refusal is not remembered. */
  readonly idempotencyKey: string;
  /** Id of an address on file; otherwise the one the requester wrote from if it is on file, else the main one. */
  readonly addressId?: string | undefined;
  /** Left out: to what is on file. */
  readonly channel?: Channel | undefined;
  readonly parameters?: ActionParameters | undefined;
  /** Whether the account is still what the agent decided about; left out: whatever it is by now. */
  readonly isAsSeen?: ((account: Account) => boolean) | undefined;
  /** Without the evidence, for this reason: the security role only, and never alone (5.3). */
  readonly overrideReason?: string | undefined;
}

export type RequestActionAnswer = { readonly allowed: true; readonly actionId: string; readonly state: ActionState } | Refusal;

const SHORTEST_REASON = 20;

/** Something an agent wants done to the account of a ticket: decide and write down, act, write down the result. */
@Injectable()
export class RequestAction {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly cases: OpenedCases, private readonly begin: BeginAction,
    private readonly finish: FinishAction, private readonly portals: Portals, private readonly clock: Clock,
  ) {}

  async run(command: RequestActionCommand): Promise<RequestActionAnswer> {
    const { agent, type, overrideReason } = command;
    const seen = await this.cases.look(command.ticketNumber, agent, overrideReason === undefined ? permissionFor(type) : 'recovery.override');
    if (!seen.allowed) return seen;
    if (overrideReason !== undefined && overrideReason.trim().length < SHORTEST_REASON) return refuse('recovery.reason-too-short', { missing: [`characters:${SHORTEST_REASON}`] });
    const { ticket: { portalKey } } = seen;
    const office = officeOf(await this.portals.get(portalKey));
    const parameters = seen.account ? officeParameters(office, type, seen.account, command.parameters ?? {}) : (command.parameters ?? {});
    if ('refusal' in parameters) return parameters;
    const directory = this.directories.of(portalKey);
    const [account, settledBefore] = await this.#again(type, directory, portalKey, seen.account);
    if (account && command.isAsSeen?.(account) === false) return refuse('recovery.case-busy', { missing: ['action:meanwhile'] });
    const asked = await askBefore(directory, type, account, { parameters, candidates: seen.recoveryCase.candidates.map(({ ref }) => ref), office, isInSight: (other) => sees(agent, placeOf(seen.ticket, other)) });
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    const begun = await this.database.transaction(async (tx): Promise<Begun> => {
      const ticket = await lockTicket(tx, command.ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || !recoveryCase) return refuse('tickets.unknown');
      const over = await whyNotOpen(tx, ticket, agent);
      // A second try of what was done before the ticket was closed still hears that it was.
      if (over && !(await actionOfKey(tx, recoveryCase.id, command.idempotencyKey))) return over;
      // Somebody linked another account since we asked the directory: what we know is of the wrong one.
      if ((recoveryCase.accountRef ?? undefined) !== account?.ref) return refuse(recoveryCase.accountRef ? 'recovery.account-gone' : 'recovery.account-not-linked');
      if (account && settledBefore !== undefined) {
        await lockAccount(tx, { portalKey, accountRef: account.ref });
        const isRepeated = (await actionOfKey(tx, recoveryCase.id, command.idempotencyKey)) !== undefined;
        if (!isRepeated && (await countSettled(tx, { portalKey, accountRef: account.ref })) !== settledBefore) return refuse('recovery.case-busy', { missing: ['action:meanwhile'] });
      }
      return this.begin.within(tx, {
        ...asked, ticket, recoveryCase, account, abilities: directory.abilities, type, asker: 'agent', actor, channel: command.channel, parameters, overrideReason,
        agent: { id: agent.agentId, email: agent.email, code: agent.code, proofIsFresh: hasFreshProof(agent, now), isOffice: isOffice(agent, portalKey), isTrained: agent.trained === true },
        addressId: command.addressId, idempotencyKey: command.idempotencyKey, now,
      });
    });
    if (!begun.allowed) return begun;
    const { action } = begun;
    const state = begun.unfinished ? await this.finish.run({ actionId: action.id, attempt: action.attempt, actor, agentCode: agent.code }) : action.state;
    return { allowed: true, actionId: action.id, state };
  }

  /**
   * Several people work the same list, and what the office decides cannot be taken back: the account is read again after
   * what is settled was counted, so that a decision that came between is seen behind the lock.
   */
  async #again(type: ActionType, directory: Directory, portalKey: string, account: Account | undefined): Promise<[Account | undefined, number | undefined]> {
    const policy: ActionPolicy = ACTION_POLICY[type];
    if (!account || !policy.office) return [account, undefined];
    const settled = await this.database.read((em) => countSettled(em, { portalKey, accountRef: account.ref }));
    return [await directory.get(account.ref), settled];
  }
}

/** What belongs to the office may also be asked for by the office itself. */
function permissionFor(type: ActionType): 'recovery.act' | 'recovery.request' {
  const policy: ActionPolicy = ACTION_POLICY[type];
  return policy.office || type === 'send-initial-credentials' || type === 'assign-username' ? 'recovery.request' : 'recovery.act';
}

/** The approval office signs with a second factor, or it is only somebody who asks (5.3). */
export function isOffice(agent: Caller, portalKey: string): boolean {
  return agent.strength === 'second-factor' && isPermittedInPart(agent, 'recovery.office', portalKey);
}

export interface QuestionsBefore {
  readonly parameters: ActionParameters;
  readonly candidates: readonly string[];
  readonly office: ApprovalOffice | undefined;
  /** Whether whoever asks, or decides, works where this account is: of the other account of a merger as of the first (R54). */
  readonly isInSight: (other: Account) => boolean;
}

/** A directory can be slow, so it is asked before anything is locked. */
export async function askBefore(directory: Directory, type: ActionType, account: Account | undefined, { parameters: { otherRef }, candidates, office, isInSight }: QuestionsBefore): Promise<AskedBefore> {
  if (!account) return {};
  if (type === 'approve-registration') return { entitlementsMatched: fitting(await checkEntitlements(directory, account, office)) };
  if ((type !== 'merge-accounts' && type !== 'migrate-account') || otherRef === undefined || !candidates.includes(otherRef)) return {};
  const other = await directory.get(otherRef);
  return other && isInSight(other) ? { other } : {};
}
