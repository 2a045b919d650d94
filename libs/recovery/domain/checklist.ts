import type { Playbook } from '#portals';

/** What a step of the checklist is about; the console has a sentence for each. */
export type StepKind = 'link-account' | 'ask' | 'prove' | 'act' | 'answer' | 'manual' | 'solved';
/** `waiting`: the requester's turn. `later`: something before it is open. */
export type StepState = 'done' | 'open' | 'waiting' | 'later';

export interface Step {
  /** Stable within the case: `act:unlock`, `ask:newEmail`, `manual:check-entitlement`. */
  readonly key: string;
  readonly kind: StepKind;
  readonly state: StepState;
  /** The need, the proofs that fit, or the action. */
  readonly about: readonly string[];
  readonly text: Playbook['steps'][number]['text'] | null;
}

export interface ChecklistFacts {
  readonly accountIsLinked: boolean;
  /** Needs of the playbook that nobody has named yet. */
  readonly missing: readonly string[];
  /** The requester was asked for them. */
  readonly asked: boolean;
  /** Proposed actions that the policy allows now; whether each was done in this case. */
  readonly actions: ReadonlyMap<string, 'unlocked' | 'locked' | 'done' | 'waiting'>;
  /** What goes to the address on file at A0 needs no proof: then there is no such step. */
  readonly proof: 'not-needed' | 'missing' | 'there';
  readonly answered: boolean;
  readonly hasAnswer: boolean;
  readonly ticked: readonly string[];
  readonly solved: boolean;
}

/** The action that an agent should take now: the first of the playbook that is unlocked and not done; undefined: none. */
export function proposedAction({ proposes }: Pick<Playbook, 'proposes'>, actions: ChecklistFacts['actions']): string | undefined {
  if (proposes.some((type) => actions.get(type) === 'done' || actions.get(type) === 'waiting')) return undefined;
  return proposes.find((type) => actions.get(type) === 'unlocked');
}

/** The playbook as a checklist: what is done, whose turn it is, what comes later. Order is the order of the work. */
export function checklistOf(playbook: Playbook, facts: ChecklistFacts): Step[] {
  const steps = [...askSteps(playbook, facts), ...accountStep(playbook, facts), ...manualSteps(playbook, facts), ...proofStep(playbook, facts), ...actSteps(playbook, facts), ...answerStep(playbook, facts)];
  const isDone = (step: Step): boolean => step.state === 'done';
  const allDone = steps.length > 0 && steps.every(isDone);
  return [...steps, { key: 'solved', kind: 'solved', state: facts.solved ? 'done' : allDone ? 'waiting' : 'later', about: [playbook.solved], text: null }];
}

function askSteps({ needs }: Playbook, { missing, asked, accountIsLinked }: ChecklistFacts): Step[] {
  // Whoever is found needs no naming any more; a new address must be named all the same.
  const stillNeeded = (need: string): boolean => missing.includes(need) && !(accountIsLinked && /username|registeredEmail|fullName|customerNumber|serialNumber/.test(need));
  return needs.map((need) => ({ key: `ask:${need}`, kind: 'ask', state: stillNeeded(need) ? (asked ? 'waiting' : 'open') : 'done', about: need.split('|'), text: null }));
}

function accountStep({ proposes }: Playbook, { accountIsLinked }: ChecklistFacts): Step[] {
  return proposes.length === 0 ? [] : [{ key: 'link-account', kind: 'link-account', state: accountIsLinked ? 'done' : 'open', about: [], text: null }];
}

function manualSteps({ steps }: Playbook, { ticked }: ChecklistFacts): Step[] {
  return steps.map(({ key, text }) => ({ key: `manual:${key}`, kind: 'manual', state: ticked.includes(`manual:${key}`) ? 'done' : 'open', about: [], text }));
}

function proofStep({ evidence, proposes }: Playbook, { proof, accountIsLinked, actions }: ChecklistFacts): Step[] {
  if (evidence.length === 0 || proposes.length === 0 || proof === 'not-needed') return [];
  const helped = proposes.some((type) => actions.get(type) === 'done' || actions.get(type) === 'waiting');
  return [{ key: 'prove', kind: 'prove', state: proof === 'there' || helped ? 'done' : accountIsLinked ? 'open' : 'later', about: evidence, text: null }];
}

/** One step: any of the actions is enough. */
function actSteps({ proposes }: Playbook, { actions }: ChecklistFacts): Step[] {
  if (proposes.length === 0) return [];
  const states = proposes.map((type) => actions.get(type) ?? 'locked');
  const state = states.includes('done') ? 'done' : states.includes('waiting') ? 'waiting' : states.includes('unlocked') ? 'open' : 'later';
  return [{ key: 'act', kind: 'act', state, about: proposes, text: null }];
}

function answerStep({ answer, proposes }: Playbook, { answered, hasAnswer, actions }: ChecklistFacts): Step[] {
  if (answer === 'none' || !hasAnswer) return [];
  // An action tells the requester itself what to do.
  const isSaid = answered || proposes.some((type) => actions.get(type) === 'done');
  return [{ key: 'answer', kind: 'answer', state: isSaid ? 'done' : 'open', about: [], text: null }];
}
