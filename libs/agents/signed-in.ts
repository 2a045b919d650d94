import { createHmac, timingSafeEqual } from 'node:crypto';
import { hashToken, type Locale } from '#kernel';
import type { Role } from './domain/permissions.js';
import type { Limits } from './domain/scope.js';

/** Who calls, whichever way they came in. */
export interface Caller {
  readonly agentId: string;
  readonly email: string;
  readonly displayName: string;
  /** Short code for mails. */
  readonly code: string;
  readonly roles: Role[];
  readonly portals: string[];
  /** Within these portals; see `Scope`. */
  readonly limits?: Limits | undefined;
  readonly locale: Locale;
  /** Knows the procedure and may act on accounts (R63); left out: not. */
  readonly trained?: boolean | undefined;
  readonly strength: 'password' | 'second-factor' | 'token';
}

/** An agent at the console. */
export interface SignedIn extends Caller {
  readonly strength: 'password' | 'second-factor';
  readonly sessionId: string;
  readonly provedAt: Date;
  readonly hasSecondFactor: boolean;
  /** An authenticator app in force. */
  readonly hasApp: boolean;
  /** How many sign-in keys they have. */
  readonly keys: number;
  /** The sign-in key that this session was opened with. */
  readonly keyId: string | null;
  /** From where they are now, only a key will do (R68). */
  readonly keyIsNeeded: boolean;
  /** Only a key will do, and this session has none: nothing may be done in it. */
  readonly mustUseKey: boolean;
  /** This session was opened only to bind a key. */
  readonly isEnrolling: boolean;
  /** The house demands a second factor and there is none, or the session is there for nothing else: only enrolling one may be done. */
  readonly mustEnrolSecondFactor: boolean;
  readonly csrfHash: string;
  readonly ip?: string | undefined;
}

/** An integration with a bearer token: its agent's permissions, never a fresh proof. */
export interface TokenCaller extends Caller {
  readonly strength: 'token';
  readonly tokenId: string;
}

/** The value that changing requests repeat in `x-rekey-csrf`. Made of the session's token, so a reloaded page can have it again. */
export function csrfOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('csrf').digest('base64url');
}

export function csrfMatches({ csrfHash }: Pick<SignedIn, 'csrfHash'>, given: string | undefined): boolean {
  return given !== undefined && timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(csrfHash));
}
