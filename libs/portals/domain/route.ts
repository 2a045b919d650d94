import { MACHINE_CASE_TYPES, type CaseType } from '#kernel';
import type { PortalProfile, Priority } from './profile.js';

export interface RouteFacts {
  readonly caseType: CaseType;
  readonly risk: 'low' | 'medium' | 'high';
  /** 0…1 */
  readonly confidence: number;
  /** `request`, `reply`, or the class of a machine mail that a person released from quarantine. */
  readonly mailClass: string;
}

export interface Route {
  readonly queue: string;
  readonly priority: Priority;
  /** `word=value`, in the order in which it was decided; the console makes sentences of it. */
  readonly because: readonly string[];
}

const PERSONAL_CLASSES = ['request', 'reply'];

/**
 * Which queue a mail belongs to. The first rule of the profile that fits wins. What is not sure goes to triage, unless
 * a rule asks for the risk alone: danger does not wait until we know what the mail is about.
 */
export function routeTicket(profile: PortalProfile, facts: RouteFacts): Route {
  const doubt = doubtAbout(profile, facts);
  for (const [index, rule] of profile.routes.entries()) {
    if (rule.risk && !rule.risk.includes(facts.risk)) continue;
    if (rule.caseTypes && !rule.caseTypes.includes(facts.caseType)) continue;
    const asksForRiskAlone = rule.risk !== undefined && rule.caseTypes === undefined;
    if (doubt && !asksForRiskAlone) break;
    return {
      queue: rule.queue,
      priority: rule.priority ?? 'normal',
      because: [
        ...(rule.risk ? [`risk=${facts.risk}`] : []),
        ...(asksForRiskAlone ? [] : [`case-type=${facts.caseType}`, `confidence=${facts.confidence.toFixed(2)}`]),
        `rule=${index + 1}`,
      ],
    };
  }
  return { queue: profile.triageQueue, priority: facts.risk === 'low' ? 'normal' : 'high', because: doubt ?? [`case-type=${facts.caseType}`, 'rule=none'] };
}

/** Why the case type may not decide; undefined when it may. */
function doubtAbout(profile: PortalProfile, { caseType, confidence, mailClass }: RouteFacts): string[] | undefined {
  if (!PERSONAL_CLASSES.includes(mailClass)) return [`mail-class=${mailClass}`];
  if ((MACHINE_CASE_TYPES as readonly string[]).includes(caseType)) return [`case-type=${caseType}`];
  if (confidence < profile.triageBelow) return [`case-type=${caseType}`, `confidence=${confidence.toFixed(2)}`, `triage-below=${profile.triageBelow.toFixed(2)}`];
  return undefined;
}

/** Who takes over what cannot be delivered safely (R64): the queue that the profile names, else the one for high risk, else where people look first. */
export function escalationQueueOf({ escalationQueue, routes, triageQueue }: Pick<PortalProfile, 'escalationQueue' | 'routes' | 'triageQueue'>): string {
  return escalationQueue ?? routes.find(({ risk }) => risk?.includes('high'))?.queue ?? triageQueue;
}
