import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { csrfMatches, isPermitted, ReadApiToken, ReadSession, type Caller, type SignedIn } from '#agents';
import { HouseConfig, type Settings } from '#config';
import { refuse } from '#kernel';
import { Refused } from '../answer/problem.js';
import { type GuardedRequest, NEEDS, PUBLIC, type Need } from './needs.js';
import { matchedRoute } from './matched-route.js';
import { isPublicRoute } from './public-routes.js';
import { isSameOrigin } from './same-origin.js';
import { sessionToken } from './session-cookie.js';

const READING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Who is asking, and may they. Deny by default: a route is open only if it is marked and listed as public, or names
 * what it needs and the caller has it.
 */
@Injectable()
export class AgentGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector, private readonly sessions: ReadSession, private readonly tokens: ReadApiToken,
    @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const targets = [context.getHandler(), context.getClass()];
    refuseForeignBody(request, this.house.PUBLIC_URL);
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, targets) && isPublicRoute(request.method, matchedRoute(request))) return true;

    const need = this.reflector.getAllAndOverride<Need | undefined>(NEEDS, targets);
    const caller = await this.#caller(request);
    if (!caller) throw new Refused(refuse('session.required'));
    // Signed in inside and gone home: 401, so that the console asks for the key.
    if (isSession(caller) && caller.mustUseKey) throw new Refused(refuse('session.key-needed', { missing: ['key'] }));
    if (!need) throw new Refused(refuse('session.forbidden'));
    if (isSession(caller) && caller.mustEnrolSecondFactor && !need.beforeEnrolment) throw new Refused(refuse('session.must-enrol', { missing: ['second-factor'] }));
    if (need.permission !== 'signed-in' && !isPermitted(caller, need.permission)) throw new Refused(refuse('session.forbidden', { missing: [need.permission] }));
    request.caller = caller;
    return true;
  }

  /** A bearer token needs no CSRF defence: no browser sends it by itself. */
  async #caller(request: GuardedRequest): Promise<Caller | undefined> {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return this.tokens.run(bearer);
    const token = sessionToken(request, this.house.PUBLIC_URL);
    const signedIn = token === undefined ? undefined : await this.sessions.run(token, request.ip);
    if (signedIn && !READING.includes(request.method)) refuseForgery(request, signedIn, this.house.PUBLIC_URL);
    return signedIn;
  }
}

function isSession(caller: Caller): caller is SignedIn {
  return caller.strength !== 'token';
}

/** A changing request by cookie repeats the session's CSRF value and comes from our own page. */
function refuseForgery(request: GuardedRequest, signedIn: SignedIn, publicUrl: string): void {
  const given = request.headers['x-rekey-csrf'];
  if (!csrfMatches(signedIn, Array.isArray(given) ? given[0] : given) || !isSameOrigin(request.headers, publicUrl)) throw new Refused(refuse('session.csrf'));
}

/**
 * The API takes JSON only and nothing that says it comes from another site, so that a foreign form cannot even sign
 * somebody in. Pages have forms, with tokens of their own.
 */
function refuseForeignBody(request: GuardedRequest, publicUrl: string): void {
  if (READING.includes(request.method) || !matchedRoute(request).startsWith('/api/')) return;
  const { origin, 'sec-fetch-site': site, 'content-type': type } = request.headers;
  if ((origin !== undefined || site !== undefined) && !isSameOrigin(request.headers, publicUrl)) throw new Refused(refuse('session.csrf'));
  if (type !== undefined && !/^application\/json\b/i.test(type)) throw new Refused(refuse('request.media-type'), 415);
}
