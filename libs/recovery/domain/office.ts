import { refuse, type Refusal } from '#kernel';
import type { AccountFacts } from './account-facts.js';
import type { ActionParameters, ActionType } from './actions.js';

/** What waits for the approval office: somebody to let in, changed data, a user name. */
export const OFFICE_KINDS = ['registration', 'changed-data', 'user-name'] as const;
export type OfficeKind = (typeof OFFICE_KINDS)[number];

/** What the office does; `assign-username` needs a second person whoever asks. */
export const OFFICE_ACTIONS = ['approve-registration', 'refuse-registration', 'release-registration-data', 'assign-username'] as const satisfies readonly ActionType[];
export type OfficeAction = (typeof OFFICE_ACTIONS)[number];

export interface OfficeFacts {
  readonly state: AccountFacts['state'];
  readonly registration: { readonly waitsFor: 'confirmation' | 'data-release' | 'approval'; readonly proposedUsername: string | null } | null;
  /** Types of what was asked for on this account and waits for a second person. */
  readonly asked: readonly ActionType[];
  /** An open ticket of this person wishes for another name (U7). */
  readonly wishesName: boolean;
}

/** Why an account is on the office's list; empty: it is not. */
export function officeKinds({ state, registration, asked, wishesName }: OfficeFacts): OfficeKind[] {
  const waitsFor = state === 'registration-locked' ? registration?.waitsFor : undefined;
  const isUnfinished = state === 'registration-locked' || state === 'pending-activation';
  const kinds: Record<OfficeKind, boolean> = {
    registration: waitsFor === 'approval' || asked.includes('approve-registration') || (isUnfinished && asked.includes('refuse-registration')),
    'changed-data': waitsFor === 'data-release',
    'user-name': isUnfinished && ((waitsFor === 'data-release' && registration?.proposedUsername != null) || wishesName || asked.includes('assign-username')),
  };
  return OFFICE_KINDS.filter((kind) => kinds[kind]);
}

/** Oldest promise first; what nobody promised comes last, the longest waiting of it first. */
export function byPromise(one: { readonly dueAt: string | null; readonly since: string }, other: { readonly dueAt: string | null; readonly since: string }): number {
  if (one.dueAt !== other.dueAt) return one.dueAt === null ? 1 : other.dueAt === null ? -1 : one.dueAt < other.dueAt ? -1 : 1;
  return one.since < other.since ? -1 : Number(one.since > other.since);
}

/** What the portal allows its office. */
export interface OfficeRules {
  readonly usernames: 'as-proposed' | 'editable';
  readonly refusalReasons: readonly { readonly key: string; readonly text: Readonly<Record<'de' | 'en', string>> }[];
}

/**
 * The parameters as the portal's rules have them: a chosen reason becomes its words, a user name of one's own is
 * refused where only the proposed one may be given. Refusals: `recovery.parameter-misfit`. A portal without an office
 * has no such rules.
 */
export function officeParameters(
  rules: OfficeRules | undefined, type: ActionType, { locale, username, registration }: { readonly locale: 'de' | 'en'; readonly username: string; readonly registration: { readonly proposedUsername: string | null } | null }, parameters: ActionParameters,
): ActionParameters | Refusal {
  if (parameters.reasonKey !== undefined) {
    const reason = type === 'refuse-registration' ? rules?.refusalReasons.find(({ key }) => key === parameters.reasonKey) : undefined;
    return reason ? { ...parameters, reason: reason.text[locale] } : refuse('recovery.parameter-misfit', { missing: ['parameter:reasonKey'] });
  }
  const wished = parameters.username?.trim() ?? '';
  const isOwn = wished !== '' && wished !== (registration?.proposedUsername ?? username);
  if (type === 'release-registration-data' && rules?.usernames === 'as-proposed' && isOwn) return refuse('recovery.parameter-misfit', { missing: ['parameter:username'] });
  return parameters;
}

const MOST_TRIES = 20;

/** The wish itself, or the first of `wish2`, `wish3` … that nobody has; undefined: all are taken, or the wish is none. */
export async function freeUsername(wish: string, isTaken: (username: string) => Promise<boolean>): Promise<string | undefined> {
  for (let at = 1; wish !== '' && at <= MOST_TRIES; at += 1) {
    const name = at === 1 ? wish : `${wish}${at}`;
    if (!(await isTaken(name))) return name;
  }
  return undefined;
}
