import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Directories } from '#directory';
import { refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { officeOf, Portals } from '#portals';
import type { ActionParameters, ActionState } from '../../domain/actions.js';
import type { OfficeAction } from '../../domain/office.js';
import { ticketOfKey } from '../../store/office.queries.js';
import { RequestAction } from '../account/request-action.js';
import { StartMailboxProof } from '../proofs/start-mailbox-proof.js';
import { isTaken } from './describe-office-item.js';
import { ListOffice, seenOf } from './list-office.js';
import { OfficeAccounts } from './office-accounts.js';
import { OpenOfficeTicket } from './open-office-ticket.js';

export interface OfficeDecision {
  readonly portal: string;
  readonly account: string;
  readonly type: OfficeAction;
  /** Of the item as it was shown. */
  readonly seen: string;
  readonly idempotencyKey: string;
  readonly parameters?: ActionParameters | undefined;
}

export type OfficeDecided = { readonly allowed: true; readonly actionId: string; readonly state: ActionState; readonly ticketNumber: string } | Refusal;

/** What the office decides about somebody on its list: the same action as from a ticket, by the same rules, on the ticket that there is. */
@Injectable()
export class DecideAtOffice {
  constructor(
    private readonly list: ListOffice, private readonly accounts: OfficeAccounts, private readonly openTicket: OpenOfficeTicket, private readonly request: RequestAction, private readonly proof: StartMailboxProof,
    private readonly directories: Directories, private readonly portals: Portals, private readonly database: Database,
  ) {}

  /** Refusals: `recovery.not-at-office`, `recovery.username-taken`, and those of the action. The same key again gives the same answer, also when it left the list since. */
  async run({ portal, account, type, seen, idempotencyKey, parameters }: OfficeDecision, agent: Caller): Promise<OfficeDecided> {
    const before = officeOf(await this.portals.get(portal)) && (await this.database.read((em) => ticketOfKey(em, { portalKey: portal, accountRef: account }, idempotencyKey)));
    const ticketNumber = before ?? (await this.#ticketFor(portal, account, { type, seen, parameters, agent, idempotencyKey }));
    if (typeof ticketNumber !== 'string') return ticketNumber;
    const answer = await this.request.run({ ticketNumber, agent, type, idempotencyKey, parameters, ...(before === undefined && { isAsSeen: (now) => seenOf(now) === seen }) });
    this.accounts.forget(portal);
    return answer.allowed ? { ...answer, ticketNumber } : answer;
  }

  /** Asks the reader of the registered address for a code: what an approval rests on. Refusals: `recovery.not-at-office`, and those of the proof. */
  async askForProof(portal: string, account: string, agent: Caller): Promise<{ readonly allowed: true; readonly ticketNumber: string; readonly expiresAt: string } | Refusal> {
    const found = await this.list.one(agent, portal, account);
    if (!found?.kinds.includes('registration')) return refuse('recovery.not-at-office');
    const opened = await this.openTicket.run(found, agent);
    if (!opened.allowed) return opened;
    const started = await this.proof.run({ ticketNumber: opened.ticketNumber, agent, as: 'recovery.office' });
    return started.allowed ? { allowed: true, ticketNumber: opened.ticketNumber, expiresAt: started.expiresAt.toISOString() } : started;
  }

  async #ticketFor(portal: string, account: string, { type, seen, parameters, agent, idempotencyKey }: Pick<OfficeDecision, 'type' | 'seen' | 'parameters' | 'idempotencyKey'> & { readonly agent: Caller }): Promise<string | Refusal> {
    const found = await this.list.one(agent, portal, account);
    if (!found) return refuse('recovery.not-at-office');
    if (found.item.seen !== seen) return refuse('recovery.case-busy', { missing: ['action:meanwhile'] });
    // Told before anything is written; the directory has the last word.
    const username = parameters?.username?.trim() || (type === 'release-registration-data' ? found.account.registration?.proposedUsername : undefined);
    if (username && (type === 'release-registration-data' || type === 'assign-username') && (await isTaken(this.directories.of(portal), found.account, username))) return refuse('recovery.username-taken', { missing: ['parameter:username'] });
    const opened = await this.openTicket.run(found, agent, idempotencyKey);
    return opened.allowed ? opened.ticketNumber : opened;
  }
}
