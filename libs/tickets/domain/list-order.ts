/**
 * In which order tickets are listed. `newest`: newest message first · `waiting`: who waits longest for us · `promise`: the
 * promise that ends first, broken ones on top. A promise knows no pause: its time is counted by the portal's calendar when it
 * is given, and only an answer or the end of the ticket keeps it.
 */
export type ListOrder = 'newest' | 'waiting' | 'promise';

/** Where a walk through a list stands: behind the ticket with this id, which stood at this place of the order. */
export interface ListPlace {
  /** A moment in UTC with six digits behind the second, as the database keeps it, or `infinity` for those at the end. */
  readonly at: string;
  readonly id: string;
}

/** The cursor behind which the next page begins; it belongs to one order. */
export function writeCursor({ at, id }: ListPlace, order: ListOrder): string {
  return Buffer.from(`${at} ${id} ${order}`).toString('base64url');
}

/** Undefined: no cursor, of another order, or made up; what is read here PostgreSQL reads, too. */
export function readCursor(cursor: string | undefined, order: ListOrder): ListPlace | undefined {
  const [at = '', id = '', of] = Buffer.from(cursor ?? '', 'base64url').toString().split(' ');
  return of === order && isMoment(at) && UUID.test(id) ? { at, id } : undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\d{3}Z$/;

function isMoment(at: string): boolean {
  if (at === 'infinity') return true;
  const [, toTheMillisecond] = MOMENT.exec(at) ?? [];
  if (toTheMillisecond === undefined) return false;
  const read = new Date(`${toTheMillisecond}Z`);
  // JavaScript takes 31 February for 3 March; PostgreSQL fails at it. It knows no year 0 either.
  return !Number.isNaN(read.getTime()) && read.toISOString() === `${toTheMillisecond}Z` && !at.startsWith('0000');
}
