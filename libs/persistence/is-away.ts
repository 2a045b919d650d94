import { causesOf } from '#kernel';

/** PostgreSQL classes 08 (connection), 53 (resources), 57 (operator intervention), and the words of the socket and the driver. */
const AWAY_CODE = /^(08|53|57)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** "… and is not queryable": pg of a connection that died, or was ended, between two statements; it gives no code. */
const AWAY_WORDS = /connection (terminated|timeout|ended)|timeout exceeded when trying to connect|is not queryable/i;

/** Whether an error says that PostgreSQL is away for now, rather than that a statement is wrong. */
export function isAway(error: unknown): boolean {
  return causesOf(error).some(({ name, code, message }) => name === 'ConnectionException' || AWAY_CODE.test(code) || AWAY_WORDS.test(message));
}
