import { STATUS_CODES } from 'node:http';
import type { Problem } from '#contracts';
import { Fault, type Refusal } from '#kernel';
import { PortalUnknown } from '#portals';
import { statusOf } from './refusal-status.js';

/** Carries a refusal from a controller to the filter. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal, readonly status: number = statusOf(refusal.refusal), readonly places: Problem['places'] = undefined) {
    super(refusal.refusal);
    this.name = 'Refused';
  }
}

/** A body or a query that does not fit its contract. */
export class Misfit extends Error {
  constructor(readonly fields: readonly { path: string; message: string }[]) {
    super('the request does not fit');
    this.name = 'Misfit';
  }
}

/** Hands on what was allowed; a refusal goes to the filter. */
export function allowedOr<Answer extends object>(answer: Answer | Refusal): Exclude<Answer, Refusal> {
  if ('allowed' in answer && answer.allowed === false) throw new Refused(answer as Refusal);
  return answer as Exclude<Answer, Refusal>;
}

/** The media type of RFC 9457 section 3. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export interface ProblemAnswer {
  readonly problem: Problem;
  /** RFC 9110 section 10.2.3, for 429 and 503. */
  readonly retryAfterSeconds?: number;
  /** Nobody expected this: it is logged with the correlation id. */
  readonly bug: boolean;
}

const CODES: Readonly<Record<number, string>> = {
  400: 'request.malformed', 401: 'session.required', 403: 'session.forbidden', 404: 'request.not-found', 405: 'request.method', 413: 'request.too-large', 414: 'request.too-long',
  415: 'request.media-type', 429: 'request.too-many',
};
const FAULT_RETRY_S = 10;

/** RFC 9457 problem details for anything that was thrown. */
export function problemFor(thrown: unknown, correlationId: string, now: Date): ProblemAnswer {
  if (thrown instanceof Refused) return refused(thrown, now);
  if (thrown instanceof Misfit) return { problem: { ...base(400, 'request.invalid'), fields: [...thrown.fields] }, bug: false };
  // There is no such portal, and there will be none by waiting: what a caller named, not what broke.
  if (thrown instanceof PortalUnknown) return { problem: base(404, thrown.code), bug: false };
  if (thrown instanceof Fault) {
    return { problem: { ...base(503, thrown.code), detail: `correlation ${correlationId}` }, retryAfterSeconds: thrown.retry === 'later' ? FAULT_RETRY_S : undefined, bug: false };
  }
  const status = httpStatusOf(thrown);
  if (status !== undefined && status < 500) return { problem: base(status, CODES[status] ?? 'request.refused'), bug: false };
  return { problem: { ...base(500, 'rekey.bug'), detail: `correlation ${correlationId}` }, bug: true };
}

function refused({ refusal, status, places }: Refused, now: Date): ProblemAnswer {
  const seconds = refusal.until ? Math.max(1, Math.ceil((refusal.until.getTime() - now.getTime()) / 1_000)) : undefined;
  return {
    problem: { ...base(status, refusal.refusal), ...(refusal.missing ? { missing: [...refusal.missing] } : {}), ...(refusal.until ? { until: refusal.until.toISOString() } : {}), ...(places?.length ? { places } : {}) },
    retryAfterSeconds: status === 429 ? seconds ?? 60 : undefined,
    bug: false,
  };
}

function base(status: number, code: string): Problem {
  return { type: `urn:rekey:problem:${code}`, title: STATUS_CODES[status] ?? 'Problem', status, code };
}

/** Of Nest's and Fastify's own errors: a body that is too large, JSON that is none, a path that is not there. */
function httpStatusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const one = thrown as { getStatus?: () => number; statusCode?: unknown; code?: unknown };
  if (typeof one.getStatus === 'function') return one.getStatus();
  return typeof one.code === 'string' && one.code.startsWith('FST_') && typeof one.statusCode === 'number' ? one.statusCode : undefined;
}
