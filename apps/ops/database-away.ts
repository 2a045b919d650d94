import { causesOf } from '#kernel';
import { isAway } from '#persistence';

/** PostgreSQL class 28 (nobody lets us in) and 3D000 (no such database): there, but not for us. */
const NOT_FOR_US = /^(28|3D000)/;

/** What a verb says instead of the words of a socket: which variable names the database, and what to look at. */
export class DatabaseAway extends Error {
  readonly code = 'database.away';

  constructor(variable: string, cause: unknown) {
    const [reason] = causesOf(cause).map(({ message, code }) => message || code).filter(Boolean);
    super(`${variable}: the database cannot be used (${reason ?? 'no reason given'}). Is PostgreSQL running, and are host, port, user, password and name right?`, { cause });
    this.name = 'DatabaseAway';
  }
}

/** @throws DatabaseAway instead of what says that the database that `variable` names is away, or lets us not in */
export async function orAway<T>(variable: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAway(error) || causesOf(error).some(({ code }) => NOT_FOR_US.test(code))) throw new DatabaseAway(variable, error);
    throw error;
  }
}
