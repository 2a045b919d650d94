import { Injectable } from '@nestjs/common';
import { isPermittedInPart, namesOfAgents, sees, type Caller } from '#agents';
import type { OfficeItem, OfficeList } from '#contracts';
import { Directories, type Account } from '#directory';
import { Clock, hashToken, type CaseType } from '#kernel';
import { Database } from '#persistence';
import { officeOf, Portals, promiseFor, routeTicket, type PortalProfile } from '#portals';
import { byPromise, officeKinds, type OfficeKind } from '../../domain/office.js';
import { officeRequests, officeTickets, type OfficeTicket } from '../../store/office.queries.js';
import type { RecoveryAction } from '../../store/recovery-action.entity.js';
import { placeOf } from '../cases/desk.js';
import { OfficeAccounts } from './office-accounts.js';

/** One account of the list, with all that was found about it. */
export interface FoundItem {
  readonly account: Account;
  readonly kinds: readonly OfficeKind[];
  readonly tickets: readonly OfficeTicket[];
  readonly request: RecoveryAction | undefined;
  readonly item: OfficeItem;
}

/** Everything that waits for the approval office of the portals that somebody may see, whether or not anybody wrote a mail. */
@Injectable()
export class ListOffice {
  constructor(private readonly database: Database, private readonly accounts: OfficeAccounts, private readonly directories: Directories, private readonly portals: Portals, private readonly clock: Clock) {}

  async run(agent: Caller): Promise<OfficeList> {
    const profiles = await this.#profiles(agent);
    const found = await Promise.all(profiles.map(async (profile) => ({ profile, ...(await this.#of(profile, agent)) })));
    return {
      items: found.flatMap(({ items }) => items.map(({ item }) => item)).toSorted(byPromise),
      portals: found.map(({ profile, isAway }) => ({ key: profile.key, office: officeOf(profile)?.name ?? null, away: isAway })),
    };
  }

  /** One of them; undefined: this account waits for nothing, or nobody may see it. */
  async one(agent: Caller, portalKey: string, accountRef: string): Promise<FoundItem | undefined> {
    const profile = (await this.portals.list()).find(({ key }) => key === portalKey);
    if (!profile || !isPermittedInPart(agent, 'recovery.office', portalKey) || !officeOf(profile)) return undefined;
    const account = await this.directories.of(portalKey).get(accountRef);
    return account && (await this.#items(profile, agent, [account]))[0];
  }

  /** How much of it somebody could decide now; what they asked for themselves waits for others. By directories as they were asked within the last minute. */
  async count(agent: Caller): Promise<number> {
    const counts = await Promise.all((await this.#profiles(agent)).map(async (profile) => {
      const accounts = await this.accounts.lately(profile);
      return accounts && accounts.length > 0 ? (await this.#items(profile, agent, accounts)).filter(({ item }) => !item.request?.mine).length : 0;
    }));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #profiles(agent: Caller): Promise<PortalProfile[]> {
    return (await this.portals.list()).filter(({ key }) => isPermittedInPart(agent, 'recovery.office', key));
  }

  /** A directory that is away makes the list poorer by its portal, and the list says so. */
  async #of(profile: PortalProfile, agent: Caller): Promise<{ readonly items: readonly FoundItem[]; readonly isAway: boolean }> {
    const accounts = await this.accounts.now(profile);
    return accounts ? { items: await this.#items(profile, agent, accounts), isAway: false } : { items: [], isAway: true };
  }

  async #items(profile: PortalProfile, agent: Caller, accounts: readonly Account[]): Promise<FoundItem[]> {
    const now = this.clock.now();
    const { tickets, requests, names } = await this.database.read(async (em) => {
      const asked = await officeRequests(em, profile.key, now);
      return { tickets: await officeTickets(em, profile.key, accounts.map(({ ref }) => ref)), requests: asked, names: await namesOfAgents(em, asked.map(({ requestedByAgentId }) => requestedByAgentId ?? null)) };
    });
    return accounts.flatMap((account) => {
      if (account.excluded) return [];
      const all = tickets.filter(({ accountRef }) => accountRef === account.ref);
      const own = all.filter(({ queue }) => sees(agent, placeOf({ portalKey: profile.key, queue }, account)));
      if (own.length === 0 && all.length > 0) return [];
      const asked = requests.filter(({ accountRef }) => accountRef === account.ref);
      const kinds = officeKinds({ state: account.state, registration: account.registration, asked: asked.map(({ type }) => type), wishesName: own.some(({ caseType }) => caseType === 'username-change') });
      if (kinds.length === 0) return [];
      // Nobody wrote: it is for those who would see the ticket that the office opens.
      if (own.length === 0 && !sees(agent, placeOf({ portalKey: profile.key, queue: routeTicket(profile, { caseType: caseTypeOf(kinds), risk: 'low', confidence: 1, mailClass: 'request' }).queue }, account))) return [];
      const [request] = asked;
      const since = account.registration?.registeredAt ?? own.at(-1)?.createdAt ?? request?.createdAt ?? now;
      const item: OfficeItem = {
        portal: profile.key, account: account.ref, person: account.displayName, username: account.username, kinds: [...kinds],
        fields: (account.registration?.corrections ?? []).map(({ field }) => field), proposedUsername: account.registration?.proposedUsername ?? null,
        seen: seenOf(account), since: since.toISOString(), dueAt: dueOf(profile, kinds, account, own)?.toISOString() ?? null, ticketNumber: own[0]?.number ?? null,
        request: request ? { id: request.id, type: request.type, requestedBy: names.get(request.requestedByAgentId ?? '')?.displayName ?? null, mine: request.requestedByAgentId === agent.agentId, until: request.approvalUntil!.toISOString() } : null,
      };
      return [{ account, kinds, tickets: own, request, item }];
    });
  }
}

/** By which a decision says what it is about: who sees old data decides nothing. */
export function seenOf({ state, username, displayName, registration }: Account): string {
  return hashToken(JSON.stringify([state, username, displayName, registration]));
}

const CASE_TYPE_OF: Readonly<Record<OfficeKind, CaseType>> = { registration: 'registration-not-accepted', 'changed-data': 'registration-data-changed', 'user-name': 'username-change' };

/** As which case the office's own tickets are opened. */
export function caseTypeOf(kinds: readonly OfficeKind[]): CaseType {
  return CASE_TYPE_OF[kinds[0]!];
}

/** The earliest of what the tickets were promised and what the portal promises everybody who registers. */
function dueOf(profile: PortalProfile, kinds: readonly OfficeKind[], { registration }: Account, tickets: readonly OfficeTicket[]): Date | undefined {
  const all = [...tickets.map(({ promisedBy }) => promisedBy), registration && promiseFor(profile, caseTypeOf(kinds), registration.registeredAt).dueAt].filter((at) => at != null);
  return all.toSorted((one, other) => one.getTime() - other.getTime())[0];
}
