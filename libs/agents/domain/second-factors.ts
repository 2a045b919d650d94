/** What an agent has besides the password. */
export interface Factors {
  /** An authenticator app in force. */
  readonly totp: boolean;
  readonly keys: number;
}

export interface Coming {
  readonly has: Factors;
  /** What came with the right password; none of it is checked yet. */
  readonly given: { readonly code: boolean; readonly key: boolean; readonly enrolmentCode: boolean };
  /** The house wants a sign-in key from where they come (R68). */
  readonly keyIsNeeded: boolean;
  readonly isInside: boolean;
}

/** By what they come in, once it is checked: `enrolling` opens a session for binding a key and for nothing else. */
export type Admission =
  | { readonly as: 'key' | 'code' | 'password' | 'enrolling' }
  | { readonly refusal: 'session.code-needed' | 'session.key-needed'; readonly missing: readonly string[] };

/** A key is bound in a session of somebody who may have nothing else yet; more than a handful nobody keeps an eye on. */
export const MOST_KEYS = 10;
/** An enrolment code is read to somebody on the phone and typed within a working day. */
export const ENROLMENT_CODE_HOURS = 24;
/** So many of the last, random digits of an id tell a handful of keys apart. */
const KEY_MARK = 8;
/** Longer than the five minutes that the browser waits for a finger on the key would help nobody but a thief. */
export const CHALLENGE_MINUTES = 5;

/** The subject of the alarm about a suspended key: two of one agent with the same name are two alarms, each with its own end. */
export function suspendedKeySubject(agentCode: string, key: { readonly id: string; readonly name: string }): string {
  return `${agentCode} · ${key.name} · ${key.id.slice(-KEY_MARK)}`;
}

/**
 * Whether this key of somebody who has these keys calls a person: suspended, until its owner has bound another one since. For
 * that they needed something that a copy of this one is not: another key, the app, or the code of an administrator.
 */
export function stillCalls(key: Pick<KeyLife, 'suspendedAt'>, keys: readonly KeyLife[]): boolean {
  const since = key.suspendedAt;
  return since != null && !keys.some((other) => other.suspendedAt == null && other.createdAt > since);
}

/** When a key was bound and, where it was, suspended. */
interface KeyLife {
  readonly createdAt: Date;
  readonly suspendedAt?: Date | null | undefined;
}

export function hasSecondFactor({ totp, keys }: Factors): boolean {
  return totp || keys > 0;
}

/**
 * What a right password opens, by the second factors (R68). Where a key is needed the code of an app never does, however
 * right: a false page would pass it on. Somebody who has no key yet binds one from inside, or with the code of an administrator.
 */
export function admission({ has, given, keyIsNeeded, isInside }: Coming): Admission {
  if (given.key) return { as: 'key' };
  if (given.enrolmentCode) return has.totp && !given.code ? codeNeeded('code') : { as: 'enrolling' };
  if (!keyIsNeeded) {
    if (has.totp && given.code) return { as: 'code' };
    return hasSecondFactor(has) ? codeNeeded(...(has.keys > 0 ? ['key'] : []), ...(has.totp ? ['code'] : [])) : { as: 'password' };
  }
  if (has.keys > 0) return codeNeeded('key');
  if (!isInside) return { refusal: 'session.key-needed', missing: ['key', 'enrolment-code'] };
  return has.totp && !given.code ? codeNeeded('code') : { as: 'enrolling' };
}

function codeNeeded(...missing: string[]): Admission {
  return { refusal: 'session.code-needed', missing };
}

/**
 * Whether the counter of a signature says that somebody else has this key, too (WebAuthn Level 3 section 6.1.1): it has to
 * grow, unless the authenticator has never counted.
 */
export function counterWentBack(before: number, now: number): boolean {
  return (before > 0 || now > 0) && now <= before;
}

/** Whether an agent may take this key off themselves: something has to be left to come in with. */
export function mayRemoveKey({ totp, keys }: Factors, keyIsNeededHere: boolean): boolean {
  return keys > 1 || (totp && !keyIsNeededHere);
}
