import { raw } from '@mikro-orm/core';
import { textArray } from '#persistence';
import { seesEverything, type Limits, type Scope } from '../domain/scope.js';

/** A piece of SQL for a `where`, with its values in order. Never negate it: where a ticket has no kind it may be null, which is no yes. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const EVERYTHING: Condition = { sql: 'true', values: [] };

/**
 * What somebody sees of the tickets (R54): the same as `sees`. Every query that lists tickets for a person takes this.
 *
 * @param ticket the alias of table `ticket` in the query
 */
export function ticketCondition(scope: Scope, ticket: string): Condition {
  return both(inPortals(scope, ticket), ...Object.entries(scope.limits ?? {}).map(([portalKey, limit]) => within(portalKey, limit, ticket)));
}

/** Of rows that belong to a portal and to no ticket, what somebody sees: those of portals that they see whole. `table` has a `portal_key`. */
export function portalCondition(scope: Scope, table: string): Condition {
  const limited = Object.keys(scope.limits ?? {});
  return both(inPortals(scope, table), limited.length === 0 ? EVERYTHING : { sql: `${table}.portal_key <> all(?::text[])`, values: [textArray(limited)] });
}

/** The same as a filter of the ORM, for entities with a `portalKey`. */
export function wholePortals({ portals, limits = {} }: Scope): { readonly $and?: { readonly portalKey: object }[] } {
  const limited = Object.keys(limits);
  const all = [...(portals.length > 0 ? [{ portalKey: { $in: [...portals] } }] : []), ...(limited.length > 0 ? [{ portalKey: { $nin: limited } }] : [])];
  return all.length > 0 ? { $and: all } : {};
}

/** Lines of the audit, table `a`: of a portal seen in part those about tickets that somebody sees; of the house, for those who see everything. */
export function auditCondition(scope: Scope, house: string): Condition | undefined {
  if (seesEverything(scope)) return undefined;
  const tickets = ticketCondition(scope, 'seen');
  const limited = Object.keys(scope.limits ?? {});
  const portals: Condition = scope.portals.length === 0 ? { sql: 'a.chain <> ?', values: [house] } : { sql: 'a.chain = any(?::text[])', values: [textArray(scope.portals)] };
  if (limited.length === 0) return portals;
  return both(portals, { sql: `(a.chain <> all(?::text[]) or exists (select 1 from ticket seen where seen.number = a.ticket_number and ${tickets.sql}))`, values: [textArray(limited), ...tickets.values] });
}

/** A filter for alarms: of a portal seen in part those about the portal at large and about tickets that somebody sees; what concerns the whole desk is for everybody. */
export function ofSeenAlarms(scope: Scope): object {
  if (seesEverything(scope)) return {};
  const [whole, part, tickets] = [portalCondition(scope, 'alarm'), inPortals(scope, 'alarm'), ticketCondition(scope, 'seen')];
  const values = [...whole.values, ...part.values, ...tickets.values];
  return {
    [raw((alias) => {
      const on = (sql: string): string => sql.replaceAll('alarm.', `${alias}.`);
      return `(${alias}.portal_key is null or (${on(whole.sql)}) or (${on(part.sql)} and (${alias}.subject = ${alias}.portal_key or exists (select 1 from ticket seen where seen.number = ${alias}.subject and ${tickets.sql}))))`;
    }, values)]: [],
  };
}

/** Not asked for by this agent, nor by somebody of the same reporting line: what they may be the second person for (T22). `asker`: an expression for the id of whoever asked. */
export function othersAsked(agentId: string, asker: string): Condition {
  return {
    sql: `(${asker} is distinct from ? and not exists (select from agent first, agent second where first.id = ${asker} and second.id = ? and first.line = second.line))`, values: [agentId, agentId],
  };
}

function inPortals({ portals }: Scope, table: string): Condition {
  return portals.length === 0 ? EVERYTHING : { sql: `${table}.portal_key = any(?::text[])`, values: [textArray(portals)] };
}

function within(portalKey: string, { queues, kinds, organisations }: Limits[string], ticket: string): Condition {
  const account = both(among(`${ticket}.account_kind`, kinds), among(`${ticket}.account_organisation`, organisations));
  const here = both(among(`${ticket}.queue`, queues), account === EVERYTHING ? EVERYTHING : { sql: `(${ticket}.account_kind is null or (${account.sql}))`, values: account.values });
  return here === EVERYTHING ? EVERYTHING : { sql: `(${ticket}.portal_key <> ? or (${here.sql}))`, values: [portalKey, ...here.values] };
}

function among(column: string, allowed: readonly string[] | undefined): Condition {
  return allowed === undefined ? EVERYTHING : { sql: `${column} = any(?::text[])`, values: [textArray(allowed)] };
}

function both(...conditions: readonly Condition[]): Condition {
  const real = conditions.filter((one) => one !== EVERYTHING);
  return real.length === 0 ? EVERYTHING : { sql: real.map(({ sql }) => sql).join(' and '), values: real.flatMap(({ values }) => values) };
}
