import { ticketCondition, type Scope } from '#agents';
import type { CaseType } from '#kernel';
import { textArray, type EntityManager } from '#persistence';
import type { ListOrder, ListPlace } from '../domain/list-order.js';
import { readSearch, type Search } from '../domain/search.js';
import type { TicketState } from '../domain/ticket-states.js';
import { promiseEnds, waitsSince } from './list-keys.js';

export interface TicketListRow {
  readonly id: string;
  readonly number: string;
  readonly portalKey: string;
  readonly queue: string;
  readonly state: TicketState;
  readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  readonly caseType: CaseType;
  readonly risk: 'low' | 'medium' | 'high';
  readonly subject: string;
  readonly requesterName: string | null;
  readonly requesterAddress: string;
  readonly assigneeId: string | null;
  readonly promisedBy: Date | null;
  readonly firstAnsweredAt: Date | null;
  readonly lastMessageAt: Date;
  readonly owedSince: Date | null;
  readonly createdAt: Date;
  readonly version: number;
  /** Its place in the order of the list, as `ListPlace` writes it. */
  readonly at: string;
}

export interface QueueCount {
  readonly portalKey: string;
  readonly queue: string;
  readonly active: number;
  readonly unassigned: number;
  /** Past their promise and not answered yet. */
  readonly overdue: number;
}

interface ListFilter {
  readonly scope: Scope;
  readonly portal?: string | undefined;
  readonly queue?: string | undefined;
  readonly state?: TicketState | 'active' | undefined;
  readonly assignee?: string | undefined;
  readonly caseType?: string | undefined;
  readonly q?: string | undefined;
  readonly sort: ListOrder;
  readonly after: ListPlace | undefined;
}

const COLUMNS = `t.id, t.number, t.portal_key as "portalKey", t.queue, t.state, t.priority, t.case_type as "caseType", t.risk, t.subject,
  t.requester_name as "requesterName", t.requester_address as "requesterAddress", t.assignee_id as "assigneeId", t.promised_by as "promisedBy",
  t.first_answered_at as "firstAnsweredAt", t.last_message_at as "lastMessageAt", t.owed_since as "owedSince", t.created_at as "createdAt", t.version`;

/** By what each order goes. Whatever has no place in it stands at the end, the oldest ticket first. */
const ORDERS: Readonly<Record<ListOrder, { readonly by: string; readonly direction: 'asc' | 'desc' }>> = {
  newest: { by: 't.last_message_at', direction: 'desc' },
  waiting: { by: waitsSince('t.'), direction: 'asc' },
  promise: { by: promiseEnds('t.'), direction: 'asc' },
};

/** At most `limit` rows in the order asked for; a keyset walk over (key of the order, id). Merged tickets are left out. */
export async function ticketRows(em: EntityManager, filter: ListFilter, limit: number): Promise<TicketListRow[]> {
  const search = filter.q?.trim() ? readSearch(filter.q) : undefined;
  if (filter.q?.trim() && !search) return [];
  const { where, values } = conditions(filter);
  const { by, direction } = ORDERS[filter.sort];
  const order = `order by ${by} ${direction}, t.id ${direction}`;
  // In text, for a moment of JavaScript is coarser than one of PostgreSQL.
  const columns = `${COLUMNS}, case when ${by} = 'infinity' then 'infinity' else to_char(${by} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end as at`;
  const rows = search
    ? await searched(em, search, { where, values, columns, order, limit })
    : await em.execute<TicketListRow[]>(`select ${columns} from ticket t where ${where} ${order} limit ${limit}`, values as never[]);
  return rows.map((row) => ({
    ...row,
    promisedBy: instant(row.promisedBy),
    firstAnsweredAt: instant(row.firstAnsweredAt),
    lastMessageAt: new Date(row.lastMessageAt),
    owedSince: instant(row.owedSince),
    createdAt: new Date(row.createdAt),
  }));
}

interface Conditions {
  readonly where: string;
  readonly values: readonly unknown[];
}

function conditions(filter: ListFilter): Conditions {
  const where: string[] = ['t.merged_into_id is null'];
  const values: unknown[] = [];
  const and = (sql: string, ...given: unknown[]): void => {
    where.push(sql);
    values.push(...given);
  };
  const seen = ticketCondition(filter.scope, 't');
  and(seen.sql, ...seen.values);
  if (filter.portal) and('t.portal_key = ?', filter.portal);
  if (filter.queue) and('t.queue = ?', filter.queue);
  if (filter.state === 'active') and(`t.state <> 'closed' and t.state <> 'solved'`);
  else if (filter.state) and('t.state = ?', filter.state);
  if (filter.assignee === 'none') and('t.assignee_id is null');
  else if (filter.assignee) and('t.assignee_id = ?::uuid', filter.assignee);
  if (filter.caseType) and('t.case_type = ?', filter.caseType);
  if (filter.after) {
    const { by, direction } = ORDERS[filter.sort];
    and(`(${by}, t.id) ${direction === 'asc' ? '>' : '<'} (?::timestamptz, ?::uuid)`, filter.after.at, filter.after.id);
  }
  return { where: where.join(' and '), values };
}

/** Of so many hits it is quicker to go through the tickets in their order until enough of them are hits. */
const MANY_HITS = 2_000;
/** Subject and sender are folded, the text is not, so each word counts as it was typed and folded. One letter begins half of all words. */
const QUERY = `(select string_agg('(' || word || begins || '|' || rekey_fold(word) || begins || ')', '&')::tsquery
  from (select lower(word) as word, case when length(word) > 1 then ':*' else '' end as begins from unnest(?::text[]) word) words)`;

interface Asked extends Conditions {
  readonly columns: string;
  readonly order: string;
  readonly limit: number;
}

/** Two ways, for a planner that chooses between them is wrong for rare words or for common ones, and then by seconds. */
async function searched(em: EntityManager, { number, words }: Search, { where, values, columns, order, limit }: Asked): Promise<TicketListRow[]> {
  const hits = await em.execute<{ ticket_id: string }[]>(`select m.ticket_id from ticket_message m where m.words @@ ${QUERY} limit ${MANY_HITS + 1}`, [textArray(words)]);
  if (hits.length <= MANY_HITS) {
    const ids = textArray([...new Set(hits.map((hit) => hit.ticket_id))]);
    return em.execute<TicketListRow[]>(`select ${columns} from ticket t where (t.id = any(?::uuid[]) or t.number = ?) and ${where} ${order} limit ${limit}`, [ids, number ?? '', ...values]);
  }
  // `offset 0` keeps each step where it stands.
  return em.execute<TicketListRow[]>(
    `select ${columns} from (select * from ticket t where ${where} ${order} offset 0) t
     where exists (select 1 from ticket_message m where m.ticket_id = t.id and m.words @@ ${QUERY} offset 0) ${order} limit ${limit}`, [...values, textArray(words)] as never[]);
}

/** The index of the search. */
export const WORDS_INDEX = 'ticket_message_words_index';

/** What is left of it where somebody was killed while building it anew. */
export async function halfBuiltIndexes(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ name: string }[]>(
    `select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'ticket_message'::regclass and not i.indisvalid and c.relname like ? order by 1`, [`${WORDS_INDEX}\\_cc%`]);
  return rows.map(({ name }) => name);
}

/** One row per portal and queue that has active tickets which somebody sees. */
export async function openCounts(em: EntityManager, scope: Scope, now: Date): Promise<QueueCount[]> {
  const seen = ticketCondition(scope, 't');
  const rows = await em.execute<{ portalKey: string; queue: string; active: string; unassigned: string; overdue: string }[]>(
    `select portal_key as "portalKey", queue, count(*) as active, count(*) filter (where assignee_id is null) as unassigned,
       count(*) filter (where promised_by < ? and first_answered_at is null) as overdue
     from ticket t where state <> 'closed' and state <> 'solved' and merged_into_id is null and ${seen.sql} group by portal_key, queue order by portal_key, queue`,
    [now, ...seen.values]);
  return rows.map((row) => ({ ...row, active: Number(row.active), unassigned: Number(row.unassigned), overdue: Number(row.overdue) }));
}

function instant(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}
