import { mayMove, type CaseState } from '../../domain/case-states.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';

/** Moves the case, by way of `matched` when it was closed, and leaves it where the table knows no way. */
export function advance(recoveryCase: RecoveryCase, to: CaseState, now: Date): void {
  if (recoveryCase.state === 'closed' && to !== 'closed') recoveryCase.moveTo('matched', now);
  if (mayMove(recoveryCase.state, to)) recoveryCase.moveTo(to, now);
}
