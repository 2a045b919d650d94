import { Secret, type Sealer } from '#kernel';
import { SecretDoesNotOpen, SecretElsewhere } from '../portals.faults.js';

/** A secret as it lies in its row. */
export interface TargetedSecret {
  readonly sealed: string;
  /** For which target it was set, as `secret-target.ts` says it; null: it lies there from before, and was set for none that is known. */
  readonly target: string | null;
}

/** Seals a secret for its row and for where it goes: it opens for nowhere else. */
export function sealFor(sealer: Sealer, secret: Secret, context: string, target: string): TargetedSecret {
  return { sealed: sealer.seal(secret, contextFor(context, target)), target };
}

/**
 * @param target where it would go now
 * @param setAgain the command that sets it
 * @throws SecretElsewhere when it was set for another target; SecretDoesNotOpen
 */
export function openFor(sealer: Sealer, { sealed, target: setFor }: TargetedSecret, context: string, { target, setAgain }: { readonly target: string; readonly setAgain: string }): Secret {
  if (setFor !== target) throw new SecretElsewhere({ setFor, target, setAgain });
  return opened(sealer, sealed, contextFor(context, target), target, setAgain);
}

/** Seals anew, for its target, what was sealed for its row only. `target`: the one in force when secrets began to have one. @throws SecretDoesNotOpen */
export function boundAfterwards(sealer: Sealer, sealed: string, context: string, target: string, setAgain: string): TargetedSecret {
  return sealFor(sealer, opened(sealer, sealed, context, target, setAgain), context, target);
}

function opened(sealer: Sealer, sealed: string, context: string, target: string, setAgain: string): Secret {
  try {
    return new Secret(sealer.open(sealed, context));
  } catch {
    throw new SecretDoesNotOpen(target, setAgain);
  }
}

function contextFor(context: string, target: string): string {
  return `${context} for ${target}`;
}
