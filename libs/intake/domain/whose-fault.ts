import { causesOf, Fault } from '#kernel';

/** PostgreSQL classes and codes that speak of the server, not of the row: connection, resources, operator, conflict, lock. */
const SERVER_STATES = /^(08|53|57|58|40|55P03|25006)/;
const NETWORK = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOSPC', 'EMFILE'];
const NAMES = ['ConnectionException', 'LockWaitTimeoutException', 'DeadlockException', 'OptimisticLockError'];

/** Of the driver, about a dead connection: it gives no code. */
const WORDS = /connection (terminated|timeout|ended)|timeout exceeded when trying to connect|is not queryable/i;

/** The code of `DamagedBytes`, by which it is known here: rules load no storage. */
const DAMAGED = 'storage.damaged';

/** Whether an error says that the world failed (try again later, never blame the mail; helpdesk-peers case 6). Bytes that are not those of the mail any more are its own trouble: no later try brings them back. */
export function worldFailed(error: unknown): boolean {
  return causesOf(error).some(({ thrown, name, code, message }) => (thrown instanceof Fault && code !== DAMAGED) || SERVER_STATES.test(code) || NETWORK.includes(code) || NAMES.includes(name) || WORDS.test(message));
}
