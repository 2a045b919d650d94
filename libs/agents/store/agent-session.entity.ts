import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const AgentSessionSchema = defineEntity({
  name: 'AgentSession',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    agentId: p.uuid().index(),
    /** SHA-256 of the cookie's value. */
    tokenHash: p.string().unique(),
    /** SHA-256 of the value that every changing request repeats in `x-rekey-csrf`. */
    csrfHash: p.string(),
    lastSeenAt: p.datetime(),
    /** Ends 12 h after the sign-in, or after 30 min of silence (recovery-security 5.12). */
    endsAt: p.datetime(),
    /** When the agent last proved who they are; credential actions need ≤ 15 min. */
    provedAt: p.datetime(),
    strength: p.enum(['password', 'second-factor'] as const),
    endedAt: p.datetime().nullable(),
    /** The sign-in key that it was opened with, or that was bound in it: what R68 wants of a session from outside. */
    keyId: p.uuid().nullable(),
    /** Opened only to bind a key: nothing else works in it. */
    enrolling: p.boolean().default(false),
    ip: p.string().nullable(),
  },
});

export class AgentSession extends AgentSessionSchema.class {}
AgentSessionSchema.setClass(AgentSession);

const SignInThrottleSchema = defineEntity({
  name: 'SignInThrottle',
  properties: { key: p.string().primary(), failures: p.integer().default(0), lastFailureAt: p.datetime(), blockedUntil: p.datetime().nullable() },
});

/** Failed tries by what `countersOf` counts together; the key is its kind and a SHA-256. Guessing slows down, and nobody is locked out of what is theirs. */
export class SignInThrottle extends SignInThrottleSchema.class {}
SignInThrottleSchema.setClass(SignInThrottle);

const ApiTokenSchema = defineEntity({
  name: 'ApiToken',
  properties: { ...idColumn, ...createdAtColumn, agentId: p.uuid().index(), name: p.string(), tokenHash: p.string().unique(), expiresAt: p.datetime().nullable(), lastUsedAt: p.datetime().nullable(), revokedAt: p.datetime().nullable() },
});

/** A bearer token of an integration; acts with the permissions of its agent, without fresh proof. Without `expiresAt` it holds until it is revoked. */
export class ApiToken extends ApiTokenSchema.class {}
ApiTokenSchema.setClass(ApiToken);
