/** What an administrator may narrow within one portal. Left out: everything. Never empty: a limit that lets nothing through is no right at all. */
export interface PortalLimit {
  readonly queues?: readonly string[] | undefined;
  /** Kinds of account as the directory knows them: `pupil`, `teacher` … */
  readonly kinds?: readonly string[] | undefined;
  readonly organisations?: readonly string[] | undefined;
}

/** By portal; a portal without a limit is seen whole. */
export type Limits = Readonly<Record<string, PortalLimit>>;

/** Where somebody's roles hold (R54). */
export interface Scope {
  /** Empty: all. */
  readonly portals: readonly string[];
  /** Left out: none. */
  readonly limits?: Limits | undefined;
}

/** Where something lies. A ticket is one. */
export interface Place {
  readonly portalKey: string;
  /** Null or left out: in none, so nobody sees it who is bound to queues. */
  readonly queue?: string | null | undefined;
  /** Null or left out: no account belongs to it, so kinds and organisations say nothing. `UNKNOWN_KIND`: one does, and we do not know which. */
  readonly accountKind?: string | null | undefined;
  /** Null or left out: the account has none, so nobody sees it who is bound to organisations. */
  readonly accountOrganisation?: string | null | undefined;
}

/** There is an account and nobody knows its kind: only for those who see every kind. */
export const UNKNOWN_KIND = 'unknown';

export function limitIn({ limits }: Scope, portalKey: string): PortalLimit | undefined {
  return limits !== undefined && Object.hasOwn(limits, portalKey) ? limits[portalKey] : undefined;
}

/** Anything of a portal at all. */
export function seesPartOf({ portals }: Scope, portalKey: string): boolean {
  return portals.length === 0 || portals.includes(portalKey);
}

/** Every queue and every account of a portal. */
export function seesWhole(scope: Scope, portalKey: string): boolean {
  return seesPartOf(scope, portalKey) && limitIn(scope, portalKey) === undefined;
}

/** Every portal, whole: those who answer for the house. */
export function seesEverything({ portals, limits = {} }: Scope): boolean {
  return portals.length === 0 && Object.keys(limits).length === 0;
}

/**
 * Whether somebody who sees this alarm may take it: one of the house, who sees the whole house; one of a portal, who sees all of it, or the
 * ticket that it is about. Taking it silences it for everybody, also for those who see what it means.
 */
export function mayTakeAlarm(scope: Scope, { portalKey, subject }: { readonly portalKey?: string | null | undefined; readonly subject: string }): boolean {
  return portalKey == null ? seesEverything(scope) : seesWhole(scope, portalKey) || subject !== portalKey;
}

/** The rule (R54); `ticketCondition` says the same to PostgreSQL, and a spec compares the two. */
export function sees(scope: Scope, { portalKey, queue, accountKind, accountOrganisation }: Place): boolean {
  if (!seesPartOf(scope, portalKey)) return false;
  const { queues, kinds, organisations } = limitIn(scope, portalKey) ?? {};
  const hasAccount = accountKind != null;
  return among(queues, queue) && (!hasAccount || (among(kinds, accountKind) && among(organisations, accountOrganisation)));
}

/** Whether `inner` sees nothing that `outer` does not: nobody gives what they do not hold. */
export function isWithin(inner: Scope, outer: Scope): boolean {
  if (outer.portals.length > 0 && (inner.portals.length === 0 || !inner.portals.every((key) => outer.portals.includes(key)))) return false;
  return Object.keys(outer.limits ?? {}).filter((key) => seesPartOf(inner, key)).every((key) => {
    const [own, most] = [limitIn(inner, key), limitIn(outer, key)];
    return (['queues', 'kinds', 'organisations'] as const).every((axis) => most?.[axis] === undefined || (own?.[axis]?.every((one) => most[axis]!.includes(one)) ?? false));
  });
}

/** Only limits that limit, sorted and without repetition, and only in portals that are seen at all. */
export function tidyLimits(limits: Limits, portals: readonly string[]): Limits {
  return Object.fromEntries(Object.entries(limits).filter(([key]) => seesPartOf({ portals }, key)).flatMap(([key, { queues, kinds, organisations }]) => {
    const limit = { ...(queues && { queues: tidy(queues) }), ...(kinds && { kinds: tidy(kinds) }), ...(organisations && { organisations: tidy(organisations) }) };
    return Object.keys(limit).length > 0 ? [[key, limit]] : [];
  }));
}

/** Whether every list names something: an empty one would shut somebody out without saying so. */
export function limitsAreFit(limits: Limits): boolean {
  return Object.values(limits).every(({ queues, kinds, organisations }) => [queues, kinds, organisations].every((list) => list === undefined || (list.length > 0 && list.every((one) => one.trim() !== ''))));
}

function tidy(list: readonly string[]): string[] {
  return [...new Set(list)].toSorted();
}

function among(allowed: readonly string[] | undefined, given: string | null | undefined): boolean {
  return allowed === undefined || (given != null && allowed.includes(given));
}
