/** What of an error tells what kind it is. */
export interface Cause {
  readonly name: string;
  readonly message: string;
  /** As PostgreSQL, the socket or a library names it; empty: it has none. */
  readonly code: string;
  /** The error itself. */
  readonly thrown: unknown;
}

/** Whoever wraps an error more often than that says nothing new. */
const MOST = 6;

/**
 * An error and what caused it, outermost first: by `cause` (ECMAScript) or `previous` (MikroORM). Known by its shape: the
 * errors of a socket belong to another realm than ours wherever our code runs in a context of its own (`node:vm`), and are
 * no `instanceof Error` there. What is no error has none.
 */
export function causesOf(error: unknown): readonly Cause[] {
  const causes: Cause[] = [];
  for (let one = error; causes.length < MOST && typeof one === 'object' && one !== null && 'message' in one;) {
    const { name, message, code, cause, previous } = one as { name?: unknown; message: unknown; code?: unknown; cause?: unknown; previous?: unknown };
    causes.push({ name: String(name ?? ''), message: String(message), code: String(code ?? ''), thrown: one });
    one = cause ?? previous;
  }
  return causes;
}
