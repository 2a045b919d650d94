import { warns, type MailKind } from './mail-kinds.js';
import { mayMove, type OutboundState } from './outbound-states.js';

/** What a person may still decide about a mail. */
export interface Undecided {
  readonly kind: MailKind;
  readonly state: OutboundState;
  readonly rounds: number;
  readonly heldBy: string | null;
  readonly nextAttemptAt: Date | null;
}

/** Whether it may be stopped. What warns a holder and has not left is how they can stop it (R8); whether an unknown one arrived a person settles. */
export function mayBeStopped({ kind, state }: Pick<Undecided, 'kind' | 'state'>): boolean {
  return mayMove(state, 'cancelled') && !(state === 'queued' && warns(kind));
}

/** Whether a person may send it now: again, or sooner than its next try. What a brake holds has not been tried, and waits. */
export function maySendNow(mail: Undecided, now: Date): boolean {
  return mail.state === 'failed' || mail.state === 'unknown' || isPutOff(mail, now);
}

/** Whether it waits for another try after one that was put off. */
export function isPutOff({ state, rounds, heldBy, nextAttemptAt }: Undecided, now: Date): boolean {
  return state === 'queued' && rounds > 0 && heldBy === null && nextAttemptAt !== null && nextAttemptAt > now;
}
