/** Of what does not matter for safety at most so many paths are named; whoever wants to hide something would bury it in dummies. */
export const MOST_CHANGES = 200;

/** A place where two profiles differ. */
export interface ProfileChange {
  /** `directory.url` */
  readonly path: string;
  /** Null: it was not there. Profiles hold no secrets. */
  readonly before: unknown;
  /** Null: it is not there any more. */
  readonly after: unknown;
}

export interface ProfileChanges {
  /** What decides about whom we believe, who gets in and how long we remember: every one of them, what matters most first. */
  readonly weighty: readonly ProfileChange[];
  /** Paths of everything else, at most `MOST_CHANGES`. */
  readonly others: readonly string[];
  /** How many places differ altogether. */
  readonly count: number;
}

/** In the order in which people should read them. */
const WEIGHTIEST = ['directory', 'policy', 'homeSignIn', 'sms', 'approvalOffice', 'instant', 'authenticity', 'retention', 'mailboxes', 'signInUrl', 'facts', 'passwordPolicy', 'captcha', 'office'];
/** What only changes how things look, are called or are sorted. Whatever is not on this list is weighty, also what a later release adds. */
const LIGHT = new Set([
  'name', 'brand', 'languages', 'ticketPrefix', 'queues', 'routes', 'triageBelow', 'triageQueue', 'escalationQueue', 'calendar', 'promises', 'acknowledge', 'threading', 'procedure', 'vocabulary',
]);

/**
 * Where two profiles differ, for people who look at a profile before they take it into service, and for the audit. Lists
 * of things with a key are compared by their keys, whatever their order.
 *
 * @param before `{}` for a portal that is new
 */
export function profileChanges(before: object, after: object): ProfileChanges {
  const all = changesAt('', before, after);
  const weighty = all.filter(({ path }) => !LIGHT.has(headOf(path))).toSorted((one, other) => rankOf(one.path) - rankOf(other.path));
  const others = all.filter(({ path }) => LIGHT.has(headOf(path))).map(({ path }) => path);
  return { weighty, others: others.slice(0, MOST_CHANGES), count: all.length };
}

function headOf(path: string): string {
  return path.split('.')[0]!;
}

function rankOf(path: string): number {
  const rank = WEIGHTIEST.indexOf(headOf(path));
  return rank === -1 ? WEIGHTIEST.length : rank;
}

function changesAt(path: string, before: unknown, after: unknown): ProfileChange[] {
  const [one, other] = [named(before), named(after)];
  if (!one || !other) return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before: before ?? null, after: after ?? null }];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((key) => changesAt(path === '' ? key : `${path}.${key}`, one.get(key), other.get(key)));
}

/** The parts of a value by their names; undefined for what has none. */
function named(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (Array.isArray(value)) {
    const keys = value.map((item, at) => keyOf(item) ?? String(at));
    // Two of one name would hide each other.
    const areTheirs = new Set(keys).size === keys.length;
    return new Map(value.map((item, at) => [areTheirs ? keys[at]! : String(at), item as unknown]));
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}

function keyOf(item: unknown): string | undefined {
  const key = typeof item === 'object' && item !== null ? (item as { key?: unknown; address?: unknown }).key ?? (item as { address?: unknown }).address : undefined;
  return typeof key === 'string' ? key : undefined;
}
