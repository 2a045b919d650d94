import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller, Permission } from '#agents';

export const NEEDS = Symbol('needs');
export const PUBLIC = Symbol('public');

export interface Need {
  readonly permission: Permission | 'signed-in';
  /** Works before the second factor that the house demands is enrolled. */
  readonly beforeEnrolment: boolean;
}

/** What a route asks of its caller. A route that says nothing is closed. */
export function Needs(permission: Permission | 'signed-in', { beforeEnrolment = false } = {}): CustomDecorator<symbol> {
  return SetMetadata(NEEDS, { permission, beforeEnrolment } satisfies Need);
}

/** Answers anybody; the route must also stand in PUBLIC_ROUTES. */
export function Public(): CustomDecorator<symbol> {
  return SetMetadata(PUBLIC, true);
}

/** `caller` is set by the guard. */
export type GuardedRequest = FastifyRequest & { caller?: Caller };

/** Whoever asks, by cookie or by token. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<GuardedRequest>();
  if (!caller) throw new Error('a public route has no caller');
  return caller;
});

/** Where the request comes from, as far as we believe it. */
export const Ip = createParamDecorator((_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<FastifyRequest>().ip);
