import type { Caller, SignedIn } from '#agents';
import { refuse } from '#kernel';
import { Refused } from '../answer/problem.js';

/** An integration has no session to look at, to prove or to end. */
export function asSignedIn(caller: Caller): SignedIn {
  if (caller.strength === 'token') throw new Refused(refuse('session.forbidden', { missing: ['console-session'] }));
  return caller as SignedIn;
}
