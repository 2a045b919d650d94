import { Problem } from '#contracts';
import type { z } from 'zod';

/** The server's "no", or the world's: always a problem with a stable code that the texts know. */
export class CallProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.name = 'CallProblem';
  }

  get code(): string {
    return this.problem.code;
  }
}

export interface CallOptions<Reply extends z.ZodType> {
  /** What must come back; a drifting server fails here and not in a component. */
  readonly reply: Reply;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly signal?: AbortSignal;
}

/** Whoever has not answered by then does not answer: a frozen server is said to be away, and not waited for without a word. */
const PATIENCE_MS = 60_000;

/** Sent with every changing request; set when the session is known. */
let csrf = '';
let onSessionLost: () => void = () => undefined;

export function rememberCsrf(token: string): void {
  csrf = token;
}

/** What to do when the server no longer knows us. */
export function whenSessionIsLost(then: () => void): void {
  onSessionLost = then;
}

/**
 * One request to `/api/v1`.
 *
 * @throws CallProblem for every answer but 2xx, for an unreachable server (`console.offline`, for a change `console.change-offline`) and for an answer that
 * breaks the contract (`console.unexpected-answer`).
 */
export async function call<Reply extends z.ZodType>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, options: CallOptions<Reply>): Promise<z.output<Reply>> {
  const response = await reach(method, path, options);
  const answer: unknown = isJson(response) ? await response.json().catch(() => undefined) : undefined;
  if (!response.ok) {
    if (response.status === 401 && !path.startsWith('/session')) onSessionLost();
    throw new CallProblem(asProblem(answer, response.status));
  }
  const parsed = options.reply.safeParse(answer);
  if (!parsed.success) {
    console.error(`${method} ${path} broke its contract`, parsed.error.issues);
    throw new CallProblem(ourProblem('console.unexpected-answer', response.status));
  }
  return parsed.data;
}

/**
 * A file of the server, saved under this name.
 *
 * @throws CallProblem as `call`
 */
export async function fetchFile(method: 'GET' | 'POST', path: string, name: string): Promise<void> {
  const response = await reach(method, path, { reply: Problem });
  if (!response.ok) throw new CallProblem(asProblem(isJson(response) ? await response.json().catch(() => undefined) : undefined, response.status));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function reach(method: string, path: string, { body, query, signal }: CallOptions<z.ZodType>): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (method !== 'GET') headers.set('x-rekey-csrf', csrf);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await fetch(`/api/v1${path}${queryString(query)}`, {
      method, headers, credentials: 'same-origin', cache: 'no-store', ...(body !== undefined && { body: JSON.stringify(body) }), signal: signal ? AbortSignal.any([signal, patience.signal]) : patience.signal,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    // Nobody tries a change again by itself: it may have arrived, and only its answer was lost.
    throw new CallProblem(ourProblem(method === 'GET' ? 'console.offline' : 'console.change-offline', 0));
  } finally {
    // What has begun to answer may take its time: a file, a slow line.
    clearTimeout(timer);
  }
}

export function queryString(query: CallOptions<z.ZodType>['query']): string {
  const given = Object.entries(query ?? {}).filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

/** Whatever a proxy or a crash answers becomes a problem with a code, too. */
export function asProblem(answer: unknown, status: number): Problem {
  const parsed = Problem.safeParse(answer);
  return parsed.success ? parsed.data : ourProblem(status === 401 ? 'session.signed-out' : status === 429 ? 'console.too-many' : 'console.server-trouble', status);
}

function ourProblem(code: string, status: number): Problem {
  return { type: 'about:blank', title: code, status, code };
}

function isJson(response: Response): boolean {
  return /\bjson\b/.test(response.headers.get('content-type') ?? '');
}
