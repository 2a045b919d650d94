import type { FilterQuery } from '@mikro-orm/core';
import type { CaseType } from '#kernel';
import type { EntityManager } from '#persistence';
import { Ticket } from '#tickets';
import { OFFICE_ACTIONS } from '../domain/office.js';
import { RecoveryAction } from './recovery-action.entity.js';
import { RecoveryCase } from './recovery-case.entity.js';

const MOST = 200;

/** An open ticket about an account that has something to do with the office. */
export interface OfficeTicket {
  readonly number: string;
  readonly queue: string;
  readonly accountRef: string;
  readonly caseType: CaseType;
  readonly caseState: RecoveryCase['state'];
  readonly createdAt: Date;
  readonly promisedBy: Date | null;
}

/** What the tickets of the office are about; the directory knows most of them without a ticket. */
export const NAME_WISHES = ['username-change'] as const satisfies readonly CaseType[];
export const OFFICE_CASES = [...NAME_WISHES, 'registration-data-changed', 'registration-not-accepted'] as const satisfies readonly CaseType[];

/** Open tickets whose case is about one of these accounts, or of one of these types and linked to any; the newest first. */
export async function officeTickets(em: EntityManager, portalKey: string, refs: readonly string[], caseTypes: readonly CaseType[] = []): Promise<OfficeTicket[]> {
  const open = { portalKey, state: { $nin: ['closed', 'done'] } } satisfies FilterQuery<RecoveryCase>;
  const newest = { orderBy: { createdAt: 'desc' as const, id: 'desc' as const }, limit: MOST };
  const cases = [
    ...(refs.length > 0 ? await em.find(RecoveryCase, { ...open, accountRef: { $in: [...refs] } }, newest) : []),
    ...(caseTypes.length > 0 ? await em.find(RecoveryCase, { ...open, caseType: { $in: [...caseTypes] } }, newest) : []),
  ];
  const tickets = new Map((await em.find(Ticket, { id: { $in: cases.map(({ ticketId }) => ticketId) }, state: { $nin: ['closed', 'solved'] }, mergedIntoId: null })).map((ticket) => [ticket.id, ticket]));
  return cases.flatMap(({ ticketId, accountRef, state, caseType }) => {
    const ticket = tickets.get(ticketId);
    return ticket && accountRef ? [{ number: ticket.number, queue: ticket.queue, accountRef, caseType, caseState: state, createdAt: ticket.createdAt, promisedBy: ticket.promisedBy ?? null }] : [];
  });
}

/** What was asked for of the office and waits for a second person. */
export function officeRequests(em: EntityManager, portalKey: string, now: Date): Promise<RecoveryAction[]> {
  return em.find(RecoveryAction, { portalKey, state: 'awaiting-approval', approvalUntil: { $gt: now }, type: { $in: [...OFFICE_ACTIONS] } }, { orderBy: { createdAt: 'asc', id: 'asc' }, limit: MOST });
}

/** One office visit at a time opens a ticket for an account. Apart from the lock of its decisions, which comes after that of tickets. */
export async function lockOpening(tx: EntityManager, { portalKey, accountRef }: { readonly portalKey: string; readonly accountRef: string }): Promise<void> {
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`office:${portalKey}:${accountRef}`]);
}

/** The ticket on which this decision was taken before. */
export async function ticketOfKey(em: EntityManager, { portalKey, accountRef }: { readonly portalKey: string; readonly accountRef: string }, idempotencyKey: string): Promise<string | undefined> {
  const action = await em.findOne(RecoveryAction, { portalKey, accountRef, idempotencyKey });
  return action ? (await em.findOne(Ticket, { id: action.ticketId }))?.number : undefined;
}
