import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Reflector } from '@nestjs/core';
import type { ExecutionContext } from '@nestjs/common';
import type { ReadApiToken, ReadSession, SignedIn } from '#agents';
import { hashToken } from '#kernel';
import { Refused } from '../answer/problem.js';
import { AgentGuard } from './agent.guard.js';
import { Needs, Public } from './needs.js';

const HOUSE = { PUBLIC_URL: 'http://localhost:3000', DEMO: false } as never;
const CSRF = 'csrf-value';

class Routes {
  @Needs('tickets.read') read(): void {}
  @Needs('agents.manage') manage(): void {}
  @Needs('signed-in', { beforeEnrolment: true }) enrol(): void {}
  @Public() open(): void {}
  nothing(): void {}
}

const agent: SignedIn = {
  agentId: 'a1', email: 'mara@desk.example', displayName: 'Mara', code: 'mc', roles: ['agent'], portals: [], locale: 'de', strength: 'second-factor',
  sessionId: 's1', provedAt: new Date(), hasSecondFactor: true, hasApp: true, keys: 0, keyId: null, keyIsNeeded: false, mustUseKey: false, isEnrolling: false, mustEnrolSecondFactor: false, csrfHash: hashToken(CSRF),
};

interface Asked {
  route?: keyof Routes;
  method?: string;
  url?: string;
  /** As it came, where that is not how the route is declared. */
  raw?: string;
  headers?: Record<string, string>;
  cookies?: Record<string, string>;
  who?: SignedIn;
}

/** The refusal of one request, or `allowed`. */
async function ask({ route = 'read', method = 'GET', url = '/api/v1/tickets', raw = url, headers = {}, cookies = { rekey: 'good' }, who = agent }: Asked): Promise<string> {
  const sessions = { run: async (token: string) => (token === 'good' ? who : undefined) } as unknown as ReadSession;
  const tokens = { run: async (token: string) => (token === 'rekey_good' ? { ...agent, strength: 'token' } : undefined) } as unknown as ReadApiToken;
  const guard = new AgentGuard(new Reflector(), sessions, tokens, HOUSE);
  const request = { method, url: raw, headers, cookies, ip: '127.0.0.1', routeOptions: { url } };
  const context = { getHandler: () => Routes.prototype[route], getClass: () => Routes, switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  try {
    return (await guard.canActivate(context)) ? 'allowed' : 'no';
  } catch (error) {
    if (error instanceof Refused) return error.refusal.refusal;
    throw error;
  }
}

const POST = { method: 'POST', headers: { 'x-rekey-csrf': CSRF, origin: 'http://localhost:3000', 'content-type': 'application/json' } } as const;

describe('the guard of the desk', () => {
  it.each<[string, Asked, string]>([
    ['an agent with the permission', {}, 'allowed'],
    ['nobody', { cookies: {} }, 'session.required'],
    ['a cookie that is over', { cookies: { rekey: 'old' } }, 'session.required'],
    ['an agent without the permission', { route: 'manage' }, 'session.forbidden'],
    ['a route that says nothing', { route: 'nothing' }, 'session.forbidden'],
    ['a public route that is listed', { route: 'open', url: '/health/live', cookies: {} }, 'allowed'],
    ['a route that is marked public but not listed', { route: 'open', url: '/api/v1/new', cookies: {} }, 'session.required'],
    ['a bearer token', { cookies: {}, headers: { authorization: 'Bearer rekey_good' } }, 'allowed'],
    ['a bearer token that nobody issued, beside a good cookie', { headers: { authorization: 'Bearer rekey_bad' } }, 'session.required'],
    ['the __Host- cookie while we are on http', { cookies: { '__Host-rekey': 'good' } }, 'session.required'],
  ])('%s', async (_, asked, expected) => expect(await ask(asked)).toBe(expected));

  it.each<[string, Asked, string]>([
    ['a changing request of our own page', POST, 'allowed'],
    ['without the CSRF value', { ...POST, headers: { origin: 'http://localhost:3000' } }, 'session.csrf'],
    ['with another CSRF value', { ...POST, headers: { ...POST.headers, 'x-rekey-csrf': 'other' } }, 'session.csrf'],
    ['without an origin', { ...POST, headers: { 'x-rekey-csrf': CSRF } }, 'session.csrf'],
    ['from another origin', { ...POST, headers: { ...POST.headers, origin: 'https://evil.example' } }, 'session.csrf'],
    ['from another site, as the browser says', { ...POST, headers: { ...POST.headers, 'sec-fetch-site': 'cross-site' } }, 'session.csrf'],
    ['a form instead of JSON', { ...POST, headers: { ...POST.headers, 'content-type': 'application/x-www-form-urlencoded' } }, 'request.media-type'],
    ['a forged sign-in by a foreign form', { route: 'open', method: 'POST', url: '/api/v1/session', cookies: {}, headers: { origin: 'https://evil.example', 'content-type': 'text/plain' } }, 'session.csrf'],
    ['the same by another spelling of the address', { route: 'open', method: 'POST', url: '/api/v1/session', raw: '/%61pi/v1/session', cookies: {}, headers: { origin: 'https://evil.example', 'content-type': 'text/plain' } }, 'session.csrf'],
    ['a script signing in', { route: 'open', method: 'POST', url: '/api/v1/session', cookies: {}, headers: { 'content-type': 'application/json' } }, 'allowed'],
    ['a bearer token, which no browser sends by itself', { method: 'POST', cookies: {}, headers: { authorization: 'Bearer rekey_good' } }, 'allowed'],
  ])('%s', async (_, asked, expected) => expect(await ask(asked)).toBe(expected));

  it('lets an agent who must enrol a second factor do nothing else', async () => {
    const who = { ...agent, mustEnrolSecondFactor: true };
    expect(await ask({ who })).toBe('session.must-enrol');
    expect(await ask({ who, route: 'enrol' })).toBe('allowed');
  });

  it('lets an agent whose session has no sign-in key do nothing from where one is needed', async () => {
    const who = { ...agent, keyIsNeeded: true, mustUseKey: true };
    for (const route of ['read', 'enrol'] as const) expect(await ask({ who, route })).toBe('session.key-needed');
  });
});
