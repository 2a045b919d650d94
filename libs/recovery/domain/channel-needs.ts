import type { AccountFacts } from './account-facts.js';
import type { ActionType, Channel } from './actions.js';
import { counts, type EvidenceFacts, type Level } from './level.js';
import { ownHoldMs, stricterNeeds, type Own } from './stricter.js';
import { ACTION_POLICY, FAILED_CASES_THAT_RAISE, type ActionPolicy } from './policy.js';

/** What one request asks of the person, of the desk, and of time. */
export interface Needs {
  readonly level: Level;
  readonly secondPerson: boolean;
  readonly holdMs: number;
}

export interface NeedsFacts {
  readonly account: AccountFacts | null;
  readonly failedCases: number;
  readonly evidence: readonly EvidenceFacts[];
  /** The level reached so far, for holds that get shorter with it. */
  readonly levelHeld: Level;
  /** Whoever asks belongs to the approval office and has a second factor. */
  readonly askerIsOffice: boolean;
  /** The asker wrote down other data than the person gave. */
  readonly dataWereEdited: boolean;
  /** The account's address was changed within 30 days. */
  readonly addressIsNew: boolean;
  /** The accounts of a merger say different things of the person. */
  readonly accountsDiffer: boolean;
  /** Highest level that anything done to the frozen account in the last 30 days needed. */
  readonly levelWhenFrozen: Level;
  readonly isOverride: boolean;
  /** What the portal asks besides. */
  readonly own?: Own;
}

/** The row of 5.3 for this channel, with everything that makes it stricter. Null: not possible over this channel. */
export function needsOf(type: ActionType, channel: Channel, facts: NeedsFacts, now: Date): Needs | null {
  const policy: ActionPolicy = ACTION_POLICY[type];
  const row = channel === 'on-file' ? policy.onFile : policy.elsewhere;
  if (!row) return null;
  const { account } = facts;
  const inPerson = facts.evidence.some((one) => one.kind === 'in-person' && counts(one, now));
  const strict = account?.privileged === true && policy.stricterWhenPrivileged;
  const base = type === 'unfreeze' ? Math.max(row.level, facts.levelWhenFrozen + 1) : type === 'change-email' && facts.addressIsNew ? 3 : row.level;
  // What goes to the address on file at A0 stays open: failing on purpose must not take it from the owner (R33).
  const suspicious = base > 0 && facts.failedCases >= FAILED_CASES_THAT_RAISE ? 1 : 0;
  const level = Math.min(3, base + (strict ? 1 : 0) + suspicious) as Level;
  const holdMs = inPerson && row.holdMsInPerson !== undefined ? row.holdMsInPerson : facts.levelHeld === 3 && row.holdMsAtA3 !== undefined ? row.holdMsAtA3 : row.holdMs;
  // It sets evidence aside, and the hold of the house; what a portal asks for itself nothing makes looser (5.3 "Override", `stricter.ts`).
  if (facts.isOverride) return { level: 0, secondPerson: true, holdMs: holdMs === 0 ? 0 : ownHoldMs(type, channel, facts.own) };
  const office = policy.office === true && (!facts.askerIsOffice || facts.dataWereEdited);
  const merger = (type === 'merge-accounts' || type === 'migrate-account') && facts.accountsDiffer;
  const secondPerson = (row.secondPerson && !(inPerson && row.aloneInPerson === true)) || strict || office || merger;
  return stricterNeeds(type, channel, { level, secondPerson, holdMs }, facts.own);
}
