import { proofIsFresh, type Caller, type SignedIn } from '#agents';
import { refuse } from '#kernel';
import { Refused } from '../answer/problem.js';

/** Goes on only with whoever showed a moment ago that it is them. A token never proved anything (5.12): scripts have the command line. @throws Refused `session.proof-needed` */
export function mustHaveProved(caller: Caller, now: Date): void {
  if (caller.strength === 'token' || !proofIsFresh(caller as SignedIn, now)) throw new Refused(refuse('session.proof-needed', { missing: ['fresh-proof'] }));
}
