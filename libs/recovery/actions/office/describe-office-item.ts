import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import type { OfficeDetail } from '#contracts';
import { Directories, type Account, type Directory } from '#directory';
import { Clock, maskAddress, newId } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { officeOf, Portals, type ApprovalOffice } from '#portals';
import { Ticket } from '#tickets';
import { usableAddresses } from '../../domain/account-facts.js';
import { decideAction } from '../../domain/decide-action.js';
import { fitting } from '../../domain/entitlements.js';
import { counts } from '../../domain/level.js';
import { freeUsername, OFFICE_ACTIONS } from '../../domain/office.js';
import { isOffered } from '../../domain/offers.js';
import { openRequests } from '../../store/grants.queries.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { evidenceFacts, readActionFacts, type ReadFacts } from '../account/action-facts.js';
import { checkEntitlements } from '../account/check-entitlements.js';
import { isOffice } from '../account/request-action.js';
import { hasFreshProof } from '../cases/desk.js';
import { ListOffice, type FoundItem } from './list-office.js';

const EDITABLE: readonly string[] = ['givenName', 'familyName', 'organisation', 'locale'];

/** One item of the office's list: before and after, what entitles the person, what may be done and why not. Undefined: it waits for nothing. */
@Injectable()
export class DescribeOfficeItem {
  constructor(private readonly list: ListOffice, private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly clock: Clock) {}

  async run(agent: Caller, portalKey: string, accountRef: string): Promise<OfficeDetail | undefined> {
    const found = await this.list.one(agent, portalKey, accountRef);
    const office = found && officeOf(await this.portals.get(portalKey));
    if (!found || !office) return undefined;
    const { account, item } = found;
    const directory = this.directories.of(portalKey);
    const entitlements = found.kinds.includes('registration') ? await checkEntitlements(directory, account, office) : [];
    const suggestedUsername = await suggest(directory, account, found, office);
    const now = this.clock.now();
    const desk = await this.database.read(async (em) => {
      const { ticket, recoveryCase } = await caseOf(em, item.ticketNumber, portalKey);
      const who = { id: agent.agentId, email: agent.email, isOffice: isOffice(agent, portalKey), isTrained: agent.trained === true };
      const read = await readActionFacts(em, {
        ticket, recoveryCase, account, abilities: directory.abilities, asker: 'agent', agent: who, proofIsFresh: hasFreshProof(agent, now), entitlementsMatched: fitting(entitlements), now,
      });
      const requests = await openRequests(em, { portalKey, accountRef });
      return { actions: offersOf(read, account, now), mailboxProof: proofOf(read, account, requests.some(({ purpose }) => purpose === 'mailbox-proof'), now) };
    });
    return {
      item, ...desk, data: dataOf(account), addresses: usableAddresses(account).map(({ id, address, kind, confirmedAt }) => ({ id, masked: maskAddress(address), kind, confirmedAt: confirmedAt?.toISOString() ?? null })),
      entitlements: entitlements.map((one) => ({ ...one, hint: office.entitlements.find(({ name }) => name === one.name)?.hint ?? null })),
      asked: office.entitlements.map(({ name }) => name), usernames: office.usernames, suggestedUsername, reasons: office.refusalReasons.map(({ key, text }) => ({ key, text })),
      requested: requestedOf(found),
    };
  }
}

/** Without a ticket it is judged as a new one would be. */
async function caseOf(em: EntityManager, number: string | null, portalKey: string): Promise<{ readonly ticket: Pick<Ticket, 'state' | 'portalKey'>; readonly recoveryCase: RecoveryCase }> {
  const ticket = number === null ? null : await em.findOne(Ticket, { number });
  const recoveryCase = ticket && (await em.findOne(RecoveryCase, { ticketId: ticket.id }));
  return ticket && recoveryCase ? { ticket, recoveryCase } : { ticket: { state: 'open', portalKey }, recoveryCase: Object.assign(new RecoveryCase(), { id: newId(), state: 'matched' }) };
}

/** Whoever has to prove themselves again first is not told that it is locked: the desk asks for it when they act. */
function offersOf(read: ReadFacts, account: Account, now: Date): OfficeDetail['actions'] {
  return OFFICE_ACTIONS.filter((type) => isOffered(type, account, 0)).map((type) => {
    const decision = decideAction(type, { ...read.factsFor(type), proofIsFresh: true }, now);
    if (decision.allowed) return { type, locked: false, why: null, secondPerson: decision.secondPerson };
    return { type, locked: true, why: { code: decision.refusal, missing: [...(decision.missing ?? [])], until: decision.until?.toISOString() ?? null }, secondPerson: false };
  });
}

function proofOf({ evidence }: ReadFacts, account: Account, isRunning: boolean, now: Date): OfficeDetail['mailboxProof'] {
  const isProved = evidence.some((one) => one.kind === 'mailbox' && counts(evidenceFacts(one, account), now));
  return isProved ? 'proved' : isRunning ? 'running' : 'none';
}

/** What is on file beside what the person gave; the rest of what the office needs to tell people apart. */
function dataOf({ registration, username, organisation, group, locale }: Account): OfficeDetail['data'] {
  const corrections = registration?.corrections ?? [];
  const unchanged = ([['organisation', organisation], ['group', group], ['locale', locale]] as const).filter(([field, value]) => value !== null && !corrections.some((one) => one.field === field));
  return [
    ...corrections.map(({ field, onFile, given }) => ({ field, before: onFile, after: given === onFile ? null : given, editable: EDITABLE.includes(field), taken: field !== 'phone' })),
    { field: 'username', before: username, after: registration?.proposedUsername ?? null, editable: false, taken: true },
    ...unchanged.map(([field, before]) => ({ field, before, after: null, editable: false, taken: true })),
  ];
}

async function suggest(directory: Directory, account: Account, { kinds }: FoundItem, { usernames }: ApprovalOffice): Promise<string | null> {
  const proposed = account.registration?.proposedUsername ?? null;
  if (proposed === null || !kinds.includes('user-name') || usernames === 'as-proposed') return proposed;
  return (await freeUsername(proposed, (username) => isTaken(directory, account, username))) ?? proposed;
}

/** By somebody else. */
export async function isTaken(directory: Directory, account: Account, username: string): Promise<boolean> {
  return (await directory.find({ username })).some(({ ref }) => ref !== account.ref);
}

function requestedOf({ request }: FoundItem): Record<string, string> {
  const { username, profile, reason } = request?.parameters ?? {};
  return Object.fromEntries(Object.entries({ ...profile, username, reason }).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''));
}
