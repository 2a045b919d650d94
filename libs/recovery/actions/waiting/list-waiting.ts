import { Injectable } from '@nestjs/common';
import { namesOfAgents, sees, type Caller } from '#agents';
import type { Approvals, WaitingAction } from '#contracts';
import { Directories, type Account } from '#directory';
import { Clock, Fault, maskAddress } from '#kernel';
import { Database } from '#persistence';
import { Ticket } from '#tickets';
import { usableAddresses } from '../../domain/account-facts.js';
import { ACTION_POLICY, type ActionPolicy } from '../../domain/policy.js';
import { Evidence } from '../../store/evidence.entity.js';
import type { RecoveryAction } from '../../store/recovery-action.entity.js';
import { awaitingApproval, dueRechecks, heldActions } from '../../store/waiting.queries.js';
import { placeOf } from '../cases/desk.js';
import { ListBulks } from '../bulk/list-bulks.js';
import { knownAddresses } from './hold-mails.js';
import { TellOtherWays } from './tell-other-ways.js';

/** The list of those who approve: evidence and outcome, never a secret. Each with who asked, so that nobody opens their own in vain. */
@Injectable()
export class ListWaiting {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly bulks: ListBulks, private readonly otherWays: TellOtherWays, private readonly clock: Clock) {}

  async run(agent: Caller): Promise<Approvals> {
    const now = this.clock.now();
    const rows = await this.database.read(async (em) => {
      const waiting = await awaitingApproval(em, agent, now);
      const held = await heldActions(em, agent);
      const rechecks = (await dueRechecks(em, agent)).filter(({ requestedByAgentId, approverAgentId }) => requestedByAgentId !== agent.agentId && approverAgentId !== agent.agentId);
      const all = [...waiting, ...held, ...rechecks];
      const tickets = new Map((await em.find(Ticket, { id: { $in: all.map(({ ticketId }) => ticketId) } })).map((ticket) => [ticket.id, ticket]));
      const evidence = await em.find(Evidence, { id: { $in: all.flatMap(({ evidenceIds }) => evidenceIds) } });
      const names = await namesOfAgents(em, all.map(({ requestedByAgentId }) => requestedByAgentId ?? null));
      return { waiting, held, rechecks, all, tickets, evidence, names };
    });
    const accounts = await this.#accounts(rows.all.flatMap(({ portalKey, accountRef, parameters: { otherRef } }) => [accountRef, ...(otherRef === undefined ? [] : [otherRef])].map((ref) => ({ portalKey, ref }))));
    const untold = await this.#untold([...rows.waiting, ...rows.held], accounts, now);
    const view = (until: 'approvalUntil' | 'holdUntil' | null) => (action: RecoveryAction): WaitingAction => {
      const ticket = rows.tickets.get(action.ticketId);
      const other = accounts.get(action.parameters.otherRef ?? '');
      return {
        id: action.id, type: action.type, portal: action.portalKey, ticketNumber: ticket?.number ?? '', subject: ticket?.subject ?? null, createdAt: action.createdAt.toISOString(),
        requestedBy: rows.names.get(action.requestedByAgentId ?? '')?.displayName ?? null, mine: action.requestedByAgentId === agent.agentId,
        channel: action.channel, levelNeeded: wouldNeed(action), levelHeld: action.levelHeld, evidence: rows.evidence.filter(({ id }) => action.evidenceIds.includes(id)).map(({ kind }) => kind),
        account: accounts.get(action.accountRef)?.displayName ?? null, until: until ? (action[until]?.toISOString() ?? null) : null,
        override: action.overrideReason != null, reason: action.overrideReason ?? action.parameters.reason ?? null, details: { ...untold.get(action.id), ...detailsOf(action, accounts.get(action.accountRef), ticket && other && sees(agent, placeOf(ticket, other)) ? other : undefined) },
      };
    };
    return {
      waiting: rows.waiting.map(view('approvalUntil')), held: rows.held.map(view('holdUntil')), rechecks: rows.rechecks.map(view(null)),
      bulks: await this.bulks.run(agent),
    };
  }

  /** Holds that nobody could object to, since nobody can be told for sure: whoever decides has to know. */
  #untold(actions: readonly RecoveryAction[], accounts: ReadonlyMap<string, Account>, now: Date): Promise<Map<string, { untold: string }>> {
    return this.database.read(async (em) => {
      const found = new Map<string, { untold: string }>();
      for (const action of actions) {
        const account = accounts.get(action.accountRef);
        const because = account && action.holdMs > 0 ? await this.otherWays.whyNobody(em, { action, account }, knownAddresses({ action, account }).map(({ address }) => address), now) : undefined;
        if (because !== undefined) found.set(action.id, { untold: because });
      }
      return found;
    });
  }

  /** A directory that is away makes the list poorer, not empty. */
  async #accounts(wanted: readonly { readonly portalKey: string; readonly ref: string }[]): Promise<Map<string, Account>> {
    const found = new Map<string, Account>();
    for (const { portalKey, ref } of wanted) {
      if (found.has(ref)) continue;
      const account = await this.directories.of(portalKey).get(ref).catch((error: unknown) => {
        if (error instanceof Fault) return undefined;
        throw error;
      });
      if (account) found.set(ref, account);
    }
    return found;
  }
}

/** An override needs no level; whoever decides sees what it would have needed at the least. */
function wouldNeed({ type, channel, overrideReason, levelNeeded }: RecoveryAction): number {
  const policy: ActionPolicy = ACTION_POLICY[type];
  return overrideReason == null ? levelNeeded : ((channel === 'on-file' ? policy.onFile : policy.elsewhere)?.level ?? levelNeeded);
}

/** What it is about, for whoever decides: addresses masked, data in clear, since they are to be compared. */
function detailsOf({ parameters }: RecoveryAction, account: Account | undefined, other: Account | undefined): Record<string, string> {
  const { username, formerUsername, area, via, address, oldAddress, profile } = parameters;
  const corrections = Object.fromEntries((account?.registration?.corrections ?? []).map(({ field, onFile, given }) => [`onFile.${field}`, `${onFile} → ${given}`]));
  // The one that closes, for good: a second person must know which.
  const otherRef = other && [other.displayName, other.username, ...usableAddresses(other).slice(0, 1).map((one) => maskAddress(one.address))].join(' · ');
  const given = { otherRef, username, formerUsername, area, via, newAddress: address && maskAddress(address), oldAddress: oldAddress && maskAddress(oldAddress), ...profile, ...corrections };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''));
}
