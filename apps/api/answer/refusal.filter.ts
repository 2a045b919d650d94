import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock, Fault } from '#kernel';
import { linkKindOf, placeOf } from '../frame/place.js';
import { Visit } from '../frame/visit.js';
import { matchedRoute } from '../gate/matched-route.js';
import { failurePage } from '../pages/notice.views.js';
import { hasConsole, sendConsole } from './console-files.js';
import { headersFor } from './headers.js';
import { PROBLEM_TYPE, problemFor, type ProblemAnswer } from './problem.js';

/** Where everything that was thrown ends: problem details for programs, a page for people, the console for its own paths. */
@Catch()
@Injectable()
export class RefusalFilter implements ExceptionFilter {
  readonly #log = new Logger('api');

  constructor(private readonly visit: Visit, private readonly clock: Clock) {}

  catch(thrown: unknown, host: ArgumentsHost): unknown {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return undefined;
    const answer = problemFor(thrown, request.id, this.clock.now());
    this.#note(thrown, answer, request);
    const asked = addressOf(request);
    if (placeOf(asked) === 'people') return this.visit.show(request, reply, failurePage(this.visit.language(request), answer.problem.status, linkKindOf(asked)), { status: answer.problem.status });
    if (answer.problem.status === 404 && isForConsole(request) && hasConsole()) return sendConsole(reply);
    if (answer.retryAfterSeconds !== undefined) reply.header('retry-after', String(answer.retryAfterSeconds));
    return reply.headers(headersFor('api')).code(answer.problem.status).type(PROBLEM_TYPE).send(JSON.stringify(answer.problem));
  }

  #note(thrown: unknown, { bug, problem }: ProblemAnswer, request: FastifyRequest): void {
    const route = request.routeOptions?.url ?? 'unknown';
    if (bug) this.#log.error(`${request.id} ${request.method} ${route}: ${thrown instanceof Error ? thrown.stack ?? thrown.message : String(thrown)}`);
    else if (thrown instanceof Fault) this.#log.warn(`${request.id} ${request.method} ${route}: ${problem.code}: ${thrown.message}`);
  }
}

/** The route; what no route answers is told apart by its letters, and that decides only how the refusal looks. */
function addressOf(request: FastifyRequest): string {
  return matchedRoute(request) || request.url;
}

/** A path that only the console's router knows, asked for by a browser that wants a document. */
function isForConsole(request: FastifyRequest): boolean {
  return ['GET', 'HEAD'].includes(request.method) && placeOf(addressOf(request)) === 'desk' && /text\/html|\*\/\*/.test(request.headers.accept ?? '');
}
