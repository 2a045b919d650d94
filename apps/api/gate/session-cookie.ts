import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KNOWN_BROWSER_DAYS } from '#agents';

const LIFE_S = 12 * 60 * 60;

const DAY_S = 24 * 60 * 60;

function nameFor(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-rekey' : 'rekey';
}

/** The console's session: not for scripts, not for other sites. */
export function setSessionCookie(reply: FastifyReply, publicUrl: string, token: string): void {
  reply.setCookie(nameFor(publicUrl), token, { path: '/', httpOnly: true, sameSite: 'strict', secure: publicUrl.startsWith('https:'), maxAge: LIFE_S });
}

export function dropSessionCookie(reply: FastifyReply, publicUrl: string): void {
  reply.setCookie(nameFor(publicUrl), '', { path: '/', httpOnly: true, sameSite: 'strict', secure: publicUrl.startsWith('https:'), maxAge: 0 });
}

export function sessionToken(request: FastifyRequest, publicUrl: string): string | undefined {
  return request.cookies?.[nameFor(publicUrl)] || undefined;
}

/** That this agent has signed in in this browser, beyond the end of the session; it opens nothing. Another agent's takes its place. */
export function setKnownBrowserCookie(reply: FastifyReply, publicUrl: string, mark: string): void {
  reply.setCookie(`${nameFor(publicUrl)}-known`, mark, { path: '/', httpOnly: true, sameSite: 'strict', secure: publicUrl.startsWith('https:'), maxAge: KNOWN_BROWSER_DAYS * DAY_S });
}

export function knownBrowserMark(request: FastifyRequest, publicUrl: string): string | undefined {
  return request.cookies?.[`${nameFor(publicUrl)}-known`] || undefined;
}
