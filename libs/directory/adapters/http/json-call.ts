import { DirectoryUnreachable } from '../../directory.faults.js';

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined: no JSON. */
  readonly body: unknown;
}

export interface JsonRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Of the whole call, on the clock of `performance.now()`: whoever waits has no longer. */
  readonly until?: number | undefined;
}

/** What a server says of a fault of its own (5xx). As unreachable as silence, for whoever does not know better. */
export class ServerFault extends DirectoryUnreachable {
  constructor(what: string, readonly status: number, readonly body: unknown) {
    super(`${what} answered ${status}`);
  }
}

/** More than any directory says about ten accounts; an endless answer must not fill the memory. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * One HTTP call to a directory. Redirects are not followed: a password would go where it was not sent. Nor are they a word
 * about the account: they come from what stands in front (a sign-in gateway, a page that says "back soon"). A question is
 * asked once more when its line was cut, since a kept one may have been hung up on; a change never is.
 *
 * @throws DirectoryUnreachable when no whole answer comes in time, the server says that it cannot now (5xx, 408, 429), or points elsewhere (3xx)
 */
export async function callJson(request: JsonRequest): Promise<JsonAnswer> {
  const where = `${request.method} ${new URL(request.url).host}`;
  try {
    return await called(request, where).catch((error: unknown) => {
      if (request.method !== 'GET' || error instanceof DirectoryUnreachable || (error as Error).name === 'TimeoutError') throw error;
      return called(request, where);
    });
  } catch (error) {
    if (error instanceof DirectoryUnreachable) throw error;
    throw new DirectoryUnreachable(where, error);
  }
}

async function called({ url, method, headers = {}, body, timeoutMs, until = Number.POSITIVE_INFINITY }: JsonRequest, where: string): Promise<JsonAnswer> {
  const leftMs = Math.max(1, Math.ceil(Math.min(timeoutMs, until - performance.now())));
  const answer = await fetch(url, { method, redirect: 'manual', headers: { accept: 'application/json', ...headers }, ...(body !== undefined && { body }), signal: AbortSignal.timeout(leftMs) });
  const text = await readAtMost(answer);
  if (answer.status >= 500 && answer.status !== 501) throw new ServerFault(where, answer.status, parsed(text));
  if (answer.status === 408 || answer.status === 429) throw new DirectoryUnreachable(`${where} answered ${answer.status}`);
  if (answer.status >= 300 && answer.status < 400) throw new DirectoryUnreachable(`${where} points elsewhere (${answer.status}${placeOf(answer, url)}): redirects are not followed, the profile has to name the last address`);
  return { status: answer.status, headers: answer.headers, body: parsed(text) };
}

/** The host alone: what else stands in the address may be a secret. */
function placeOf(answer: Response, from: string): string {
  const location = answer.headers.get('location');
  return location !== null && URL.canParse(location, from) ? `, to ${new URL(location, from).host}` : '';
}

async function readAtMost(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
