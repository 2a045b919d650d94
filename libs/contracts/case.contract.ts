import { z } from 'zod';
import { ActionTypeWord, CaseTypeWord, Instant, LocalText } from './words.js';

/** Why something is locked: a stable code, what is missing, when to try again. */
export const Why = z.object({ code: z.string(), missing: z.array(z.string()), until: Instant.nullable() });

export const MaskedAddress = z.object({ id: z.string(), masked: z.string(), kind: z.enum(['primary', 'second']), confirmedAt: Instant.nullable() });

/** What an agent may see of an account: masked, never a secret or a fact. */
export const AccountView = z.object({
  accountRef: z.string(),
  username: z.string(),
  displayName: z.string(),
  userType: z.string(),
  state: z.string(),
  privileged: z.boolean(),
  excluded: z.boolean(),
  hasSecondFactor: z.boolean(),
  mustChangePassword: z.boolean(),
  temporaryPasswordExpiresAt: Instant.nullable(),
  lastSignInMonth: z.string().nullable(),
  organisation: z.string().nullable(),
  addresses: z.array(MaskedAddress),
  phones: z.array(z.object({ id: z.string(), masked: z.string(), since: Instant })),
});
export type AccountView = z.infer<typeof AccountView>;

export const CandidateView = z.object({ accountRef: z.string(), maskedName: z.string(), maskedAddress: z.string(), lastSignInMonth: z.string().nullable(), because: z.array(z.string()) });

export const EvidenceView = z.object({
  id: z.string(), kind: z.string(), outcome: z.enum(['proved', 'failed']), points: z.number(), recordedAt: Instant, expiresAt: Instant,
  expired: z.boolean(), voided: z.boolean(), by: z.string().nullable(), thisTicket: z.boolean(),
});

export const ActionOffer = z.object({ type: ActionTypeWord, locked: z.boolean(), why: Why.nullable(), levelNeeded: z.number().int() });
export type ActionOffer = z.infer<typeof ActionOffer>;

export const GrantView = z.object({
  id: z.string(), purpose: z.string(), state: z.string(), createdAt: Instant, expiresAt: Instant, openedAt: Instant.nullable(), usedAt: Instant.nullable(), sentToMasked: z.string(),
});

export const ActionView = z.object({ id: z.string(), type: ActionTypeWord, state: z.string(), requestedBy: z.string().nullable(), createdAt: Instant, settledAt: Instant.nullable(), failure: z.string().nullable() });

/** The playbook of the case type as a checklist. `about`: fields, proofs or actions, by kind. `text` only for what a person judges. */
export const ChecklistView = z.object({
  steps: z.array(z.object({
    key: z.string(), kind: z.enum(['link-account', 'ask', 'prove', 'act', 'answer', 'manual', 'solved']), state: z.enum(['done', 'open', 'waiting', 'later']),
    about: z.array(z.string()), text: LocalText.nullable(),
  })),
  /** The action to try now. */
  proposed: z.string().nullable(),
  /** The portal's own words on this case type, in the ticket's language. */
  answer: z.string().nullable(),
  /** `username|registeredEmail`: one of them. */
  missing: z.array(z.string()),
});
/** POST …/steps */
export const StepBody = z.strictObject({ key: z.string().max(80), done: z.boolean() });

/** The case panel of a ticket. */
export const CaseView = z.object({
  state: z.string(),
  caseType: CaseTypeWord,
  claimed: z.record(z.string(), z.string()),
  account: AccountView.nullable(),
  candidates: z.array(CandidateView),
  evidence: z.array(EvidenceView),
  level: z.number().int(),
  points: z.number(),
  /** What the next level still needs, in machine words. */
  missingForNextLevel: z.array(z.string()),
  actions: z.array(ActionOffer),
  actionHistory: z.array(ActionView),
  grants: z.array(GrantView),
  /** Names of facts this portal compares. */
  factNames: z.array(z.string()),
  checklist: ChecklistView,
});
export type CaseView = z.infer<typeof CaseView>;

/** POST …/account */
export const LinkAccountBody = z.strictObject({ accountRef: z.string().max(200) });
/** POST …/candidates: look for more; every search is written down. */
export const SearchCandidatesBody = z.strictObject({
  address: z.string().max(320).optional(), username: z.string().max(200).optional(), customerNumber: z.string().max(60).optional(),
  serialNumber: z.string().max(60).optional(), name: z.string().max(200).optional(),
});
export const Candidates = z.object({ candidates: z.array(CandidateView) });

/** POST …/evidence */
export const EvidenceBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mailbox-proof'), addressId: z.string().max(60).optional() }),
  z.strictObject({ kind: z.literal('call-back'), phoneId: z.string().max(60) }),
  z.strictObject({ kind: z.literal('call-back-code'), code: z.string().max(20) }),
  z.strictObject({ kind: z.literal('facts'), facts: z.record(z.string().max(40), z.string().max(200)) }),
]);
export type EvidenceBody = z.infer<typeof EvidenceBody>;
/** `call`: the number to dial and the code of this call, when one was started. `matched`: counts only, never which. */
export const EvidenceAnswer = z.object({
  outcome: z.enum(['started', 'proved', 'failed']),
  call: z.object({ number: z.string(), code: z.string().nullable(), expiresAt: Instant }).optional(),
  triesLeft: z.number().int().optional(),
});

/** POST …/actions → 202 */
export const ActionBody = z.strictObject({ type: ActionTypeWord, idempotencyKey: z.string().min(8).max(80), addressId: z.string().max(60).optional() });
export const ActionAnswer = z.object({ actionId: z.string(), state: z.string() });
/** POST /api/v1/actions/:id/approval */
export const ApprovalBody = z.strictObject({ decision: z.enum(['approve', 'refuse']), reason: z.string().max(2000).optional() });
