import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const LIFE_S = 12 * 60 * 60;

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
