import type { AccountFacts } from './account-facts.js';
import type { ActionType } from './actions.js';

/** What the panel always shows, locked or not; the rest comes where it has anything to do with the account. */
const ALWAYS: readonly ActionType[] = ['send-recovery-link', 'resend-activation', 'tell-username', 'issue-temporary-password', 'unlock', 'freeze'];

/** Whether an action is worth a line in the panel. The server decides by the policy, whatever is shown. */
export function isOffered(type: ActionType, account: AccountFacts | undefined, candidates: number): boolean {
  if (ALWAYS.includes(type)) return true;
  if (!account) return false;
  const { registration, pinAreas, state, shouldBeFrozen, hasSecondFactor, lastSignInAt } = account;
  switch (type) {
    case 'confirm-registration': return state === 'pending-activation';
    case 'approve-registration': return registration?.waitsFor === 'approval';
    case 'release-registration-data': return registration?.waitsFor === 'data-release';
    case 'refuse-registration': return registration !== null;
    case 'assign-username': return registration !== null || state === 'pending-activation';
    case 'send-initial-credentials': return lastSignInAt === null && (state === 'active' || state === 'pending-activation');
    case 'issue-pin': return pinAreas.length > 0;
    case 'unlock-pin-area': return pinAreas.some((one) => one.state === 'blocked');
    case 'reset-second-factor': return hasSecondFactor;
    case 'merge-accounts': case 'migrate-account': return candidates > 1;
    case 'unfreeze': return state === 'frozen' || shouldBeFrozen === true;
    default: return state !== 'registration-locked';
  }
}
