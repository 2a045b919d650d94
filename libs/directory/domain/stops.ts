/** How an account was stopped, and what it was before: perhaps stopped already, then that is under it. */
export interface Stop {
  readonly as: 'frozen' | 'disabled';
  readonly before: 'active' | 'disabled' | 'pending-activation' | Stop;
  /** Begun and not seen to be done: whoever died meanwhile may have left the account open. */
  readonly isUnderWay?: true;
  /** Under way again, only because a password is written that may open what was seen shut. */
  readonly wasShut?: true;
  /** ISO; when Rekey saw that somebody had opened the account in the directory. From then on it shuts nothing any more. */
  readonly openedAt?: string;
}

interface Stopped {
  readonly stopped?: Stop | null | undefined;
}

/** The stop that is still to be kept; one that somebody took back in the directory, past Rekey, is none. */
export function standingStop({ stopped }: Stopped): Stop | null {
  return stopped && stopped.openedAt === undefined ? stopped : null;
}

/** Whether somebody opened in the directory what Rekey froze, and nobody has said here that this is right. */
export function shouldBeFrozen({ stopped }: Stopped, isShut: boolean): boolean {
  return stopped != null && !isShut && isFreeze(stopped) && (stopped.openedAt !== undefined || !stopped.isUnderWay);
}

/** Seen to be shut, or opened: nothing of it is under way. */
export function settled({ isUnderWay: _over, wasShut: _too, ...stop }: Stop): Stop {
  return stop;
}

/** What is left of a stop when a disabling that was begun, and never seen done, is given up: what lay under it, and what lies over it since. */
export function withoutBegun(stop: Stop): Stop | null {
  const { before } = stop;
  if (stop.as === 'disabled' && stop.isUnderWay && !stop.wasShut) return typeof before === 'string' ? null : before;
  if (typeof before === 'string') return stop;
  const left = withoutBegun(before);
  return left === before ? stop : { ...stop, before: left ?? before.before };
}

/**
 * Whether a stop that nobody brings to its end is finished without them. A disabling belongs to a deletion, which is given up after an hour and
 * then must not happen any more; a freeze is never given up. What was shut before a password opened it is kept in any case.
 */
export function isFinishedByUpkeep(stop: Stop): boolean {
  return stop.wasShut === true || isFreeze(stop);
}

function isFreeze({ as, before }: Stop): boolean {
  return as === 'frozen' || (typeof before !== 'string' && isFreeze(before));
}
