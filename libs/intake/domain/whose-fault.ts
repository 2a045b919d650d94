import { Fault } from '#kernel';

/** PostgreSQL classes and codes that speak of the server, not of the row: connection, resources, operator, conflict, lock. */
const SERVER_STATES = /^(08|53|57|58|40|55P03|25006)/;
const NETWORK = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOSPC', 'EMFILE'];
const NAMES = ['ConnectionException', 'LockWaitTimeoutException', 'DeadlockException', 'OptimisticLockError'];

/** Of the driver, about a dead connection: it gives no code. */
const WORDS = /connection (terminated|timeout|ended)|timeout exceeded when trying to connect|is not queryable/i;

/** Whether an error says that the world failed (try again later, never blame the mail; helpdesk-peers case 6). */
export function worldFailed(error: unknown): boolean {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; one = one.cause ?? (one as { previous?: unknown }).previous, depth += 1) {
    if (one instanceof Fault) return true;
    const code = String((one as { code?: unknown }).code ?? '');
    if (SERVER_STATES.test(code) || NETWORK.includes(code) || NAMES.includes(one.name) || WORDS.test(one.message)) return true;
  }
  return false;
}
