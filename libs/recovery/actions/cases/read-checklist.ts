import type { ActionOffer, ChecklistView } from '#contracts';
import type { Account } from '#directory';
import { knownOf, missingNeeds, playbookOf, type Playbook, type PortalProfile } from '#portals';
import type { Ticket } from '#tickets';
import type { z } from 'zod';
import type { ActionState } from '../../domain/actions.js';
import { checklistOf, proposedAction, type ChecklistFacts } from '../../domain/checklist.js';
import type { Level } from '../../domain/level.js';
import type { RecoveryAction } from '../../store/recovery-action.entity.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';

export interface ChecklistQuery {
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
  readonly profile: PortalProfile;
  readonly account: Account | undefined;
  /** What the evidence reaches. */
  readonly level: Level;
  readonly offers: readonly ActionOffer[];
  readonly history: readonly RecoveryAction[];
}

const NO_CHECKLIST: z.infer<typeof ChecklistView> = { steps: [], proposed: null, answer: null, missing: [] };

/** How the playbook of the case type stands in this case, and what to do next. */
export function readChecklist(query: ChecklistQuery): z.infer<typeof ChecklistView> {
  const { ticket, recoveryCase, profile } = query;
  const playbook = playbookOf(profile, ticket.caseType);
  if (!playbook) return NO_CHECKLIST;
  const facts = factsOf(playbook, query);
  return {
    steps: checklistOf(playbook, facts).map((step) => ({ ...step, about: [...step.about] })),
    proposed: proposedAction(playbook, facts.actions) as ActionOffer['type'] | undefined ?? null,
    answer: answerText(profile, ticket),
    missing: missingNeeds(playbook, knownOf({ caseType: ticket.caseType, claimed: recoveryCase.claimed, requesterAddress: ticket.requesterAddress })),
  };
}

/** The portal's own words on this case type, in the ticket's language. */
export function answerText(profile: Pick<PortalProfile, 'answers'>, { caseType, language }: Pick<Ticket, 'caseType' | 'language'>): string | null {
  return profile.answers.find((one) => one.caseType === caseType)?.text[language] ?? null;
}

function factsOf(playbook: Playbook, { ticket, recoveryCase, profile, account, level, offers, history }: ChecklistQuery): ChecklistFacts {
  const first = offers.find(({ type }) => type === playbook.proposes[0]);
  const states = new Map(playbook.proposes.map((type) => [type, stateOf(type, offers, history)] as const));
  return {
    accountIsLinked: account !== undefined, missing: missingNeeds(playbook, knownOf({ caseType: ticket.caseType, claimed: recoveryCase.claimed, requesterAddress: ticket.requesterAddress })), asked: recoveryCase.askedAt !== null, actions: states,
    proof: first?.levelNeeded === 0 ? 'not-needed' : first !== undefined && account !== undefined && level >= first.levelNeeded ? 'there' : 'missing',
    answered: Boolean(ticket.firstAnsweredAt), hasAnswer: answerText(profile, ticket) !== null,
    ticked: recoveryCase.ticked.map(({ key }) => key), solved: ticket.state === 'solved' || ticket.state === 'closed',
  };
}

/** What somebody, or time, still brings to an end. The other states are ends, and the case goes on. */
const UNDER_WAY: readonly ActionState[] = ['awaiting-approval', 'held', 'approved', 'undoing'];

/** How it stands with one of the proposed actions in this case. */
export function stateOf(type: string, offers: readonly Pick<ActionOffer, 'type' | 'locked'>[], history: readonly Pick<RecoveryAction, 'type' | 'state'>[]): 'unlocked' | 'locked' | 'done' | 'waiting' {
  const own = history.filter((action) => action.type === type);
  if (own.some(({ state }) => state === 'done')) return 'done';
  if (own.some(({ state }) => UNDER_WAY.includes(state))) return 'waiting';
  return offers.find((offer) => offer.type === type)?.locked === false ? 'unlocked' : 'locked';
}
