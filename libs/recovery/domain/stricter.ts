import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';
import type { Mistake, StricterPolicy } from '#portals';
import type { ActionType, Channel } from './actions.js';
import type { Needs } from './channel-needs.js';
import { EVIDENCE_RULES, type EvidenceKind } from './evidence.js';
import { GRANT_RULES, type GrantPurpose } from './grants.js';
import type { Level } from './level.js';
import { LIMITS, type Limit, type LimitName } from './limits.js';
import { ACTION_POLICY, type ActionPolicy } from './policy.js';
import { policyMistake } from './policy-mistakes.js';

/** What a portal asks for beyond the tables; undefined: nothing. Whatever it says, nothing gets looser by it. */
export type Own = StricterPolicy | undefined;

/** The links that a portal may shorten. What is seen once ends an hour after it was seen anyway. */
export const SHORTER_LINKS = ['recovery-link', 'activation-link'] as const satisfies readonly GrantPurpose[];
/** The brakes that a portal may pull earlier. */
export const TIGHTER_LIMITS = ['account-mails', 'account-credentials', 'agent-credentials'] as const satisfies readonly LimitName[];

/** What is needed, with what the portal asks besides. Where nothing waits by the table (old mailbox said yes, somebody stood at the counter), nothing waits longer. */
export function stricterNeeds(type: ActionType, channel: Channel, needs: Needs, own: Own): Needs {
  const more = own?.actions?.[type];
  if (!more || staysOpen(type, channel)) return needs;
  return {
    level: Math.max(needs.level, more.level ?? 0) as Level,
    secondPerson: needs.secondPerson || more.secondPerson === true,
    holdMs: needs.holdMs === 0 ? 0 : Math.max(needs.holdMs, ownHoldMs(type, channel, own)),
  };
}

/** The hold that the portal itself asks for, in milliseconds; 0: none. It stands in an emergency, too. */
export function ownHoldMs(type: ActionType, channel: Channel, own: Own): number {
  return staysOpen(type, channel) ? 0 : (own?.actions?.[type]?.holdHours ?? 0) * HOUR_MS;
}

/** How long a link lives in a portal. */
export function lifeOf(purpose: GrantPurpose, own: Own): number {
  const minutes = own?.links?.[purpose];
  const { lifeMs } = GRANT_RULES[purpose];
  return minutes === undefined ? lifeMs : Math.min(lifeMs, minutes * MINUTE_MS);
}

/** How long evidence counts in a portal. */
export function validFor(kind: EvidenceKind, own: Own): number {
  const minutes = own?.evidence?.[kind];
  const { validForMs } = EVIDENCE_RULES[kind];
  return minutes === undefined ? validForMs : Math.min(validForMs, minutes * MINUTE_MS);
}

/** A brake with the portal's windows besides: the tightest of them counts. */
export function limitOf(name: LimitName, own: Own): Limit {
  const limit: Limit = LIMITS[name];
  const { perHour, perDay } = own?.limits?.[name] ?? {};
  return { ...limit, windows: [...limit.windows, ...(perHour === undefined ? [] : [{ most: perHour, withinMs: HOUR_MS }]), ...(perDay === undefined ? [] : [{ most: perDay, withinMs: DAY_MS }])] };
}

/**
 * A link or a name that goes to the address on file stays open, and so does a freeze: no portal can take from its people what
 * keeps an attacker from shutting them out (R13, R33).
 */
function staysOpen(type: ActionType, channel: Channel): boolean {
  const { credential, onFile }: ActionPolicy = ACTION_POLICY[type];
  return type === 'freeze' || (channel === 'on-file' && !credential && onFile?.level === 0);
}

/** Everything in a portal's policy that names nothing, or would be looser than the tables; the path is below `policy`. */
export function problemsOfPolicy(own: Own): (Mistake & { readonly path: readonly string[] })[] {
  const all = <Value>(part: Readonly<Record<string, Value>> | undefined): [string, Value][] => Object.entries(part ?? {});
  return [
    ...all(own?.actions).flatMap(([name, more]) => {
      if (!Object.hasOwn(ACTION_POLICY, name)) return [{ path: ['actions', name], ...unknown('action', name, Object.keys(ACTION_POLICY)) }];
      const type = name as ActionType;
      const policy: ActionPolicy = ACTION_POLICY[type];
      const rows = [staysOpen(type, 'on-file') ? null : policy.onFile, staysOpen(type, 'elsewhere') ? null : policy.elsewhere].flatMap((row) => row ?? []);
      if (rows.length === 0) return [{ path: ['actions', name], ...policyMistake('policy-open', name) }];
      const [level, holdMs] = [Math.min(...rows.map((row) => row.level)), Math.max(...rows.map((row) => row.holdMs))];
      return [
        ...(more.level !== undefined && more.level < level ? [{ path: ['actions', name, 'level'], ...policyMistake('policy-level', name, String(level)) }] : []),
        ...(more.holdHours !== undefined && holdMs === 0 ? [{ path: ['actions', name, 'holdHours'], ...policyMistake('policy-no-hold', name) }] : []),
        ...(more.holdHours !== undefined && holdMs > more.holdHours * HOUR_MS ? [{ path: ['actions', name, 'holdHours'], ...policyMistake('policy-hold', name, String(holdMs / HOUR_MS)) }] : []),
      ];
    }),
    ...all(own?.links).flatMap(([name, minutes]) => shorter(['links', name], minutes, SHORTER_LINKS, () => GRANT_RULES[name as GrantPurpose].lifeMs, 'link')),
    ...all(own?.evidence).flatMap(([name, minutes]) => shorter(['evidence', name], minutes, Object.keys(EVIDENCE_RULES), () => EVIDENCE_RULES[name as EvidenceKind].validForMs, 'evidence')),
    ...all(own?.limits).flatMap(([name, { perHour, perDay }]) => {
      if (!(TIGHTER_LIMITS as readonly string[]).includes(name)) return [{ path: ['limits', name], ...unknown('brake', name, TIGHTER_LIMITS) }];
      const limit: Limit = LIMITS[name as LimitName];
      return ([['perHour', perHour, HOUR_MS], ['perDay', perDay, DAY_MS]] as const).flatMap(([key, most, withinMs]) => {
        const window = limit.windows.find((one) => one.withinMs === withinMs);
        return most !== undefined && window && most > window.most ? [{ path: ['limits', name, key], ...policyMistake('policy-most', String(window.most)) }] : [];
      });
    }),
  ];
}

function shorter(path: readonly string[], minutes: number, names: readonly string[], mostMs: () => number, what: string): (Mistake & { readonly path: readonly string[] })[] {
  const name = path.at(-1)!;
  if (!names.includes(name)) return [{ path, ...unknown(what, name, names) }];
  return minutes * MINUTE_MS > mostMs() ? [{ path, ...policyMistake('policy-minutes', String(mostMs() / MINUTE_MS)) }] : [];
}

function unknown(what: string, name: string, known: readonly string[]): Mistake {
  return policyMistake('policy-unknown', what, name, known.join(', '));
}
