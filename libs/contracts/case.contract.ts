import { z } from 'zod';
import { ActionTypeWord, CaseTypeWord, ChannelWord, Instant, LocalText } from './words.js';

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
  /** Rekey froze it, and somebody opened it in the directory. */
  shouldBeFrozen: z.boolean(),
  privileged: z.boolean(),
  excluded: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** Saved recovery codes that are left; null: the directory does not tell. */
  savedCodes: z.number().int().nullable(),
  mustChangePassword: z.boolean(),
  temporaryPasswordExpiresAt: Instant.nullable(),
  lastSignInMonth: z.string().nullable(),
  organisation: z.string().nullable(),
  group: z.string().nullable(),
  legacy: z.boolean(),
  pinAreas: z.array(z.object({ area: z.string(), state: z.enum(['no-pin', 'closed', 'open', 'blocked']) })),
  postalAddressSince: Instant.nullable(),
  /** A registration that is not finished; the office sees what the person changed, on file and given. */
  registration: z.object({
    waitsFor: z.enum(['confirmation', 'data-release', 'approval']), registeredAt: Instant, confirmBy: Instant.nullable(), proposedUsername: z.string().nullable(),
    corrections: z.array(z.object({ field: z.string(), onFile: z.string(), given: z.string() })), entitlements: z.array(z.string()),
  }).nullable(),
  addresses: z.array(MaskedAddress),
  phones: z.array(z.object({ id: z.string(), masked: z.string(), since: Instant })),
});
export type AccountView = z.infer<typeof AccountView>;

export const CandidateView = z.object({ accountRef: z.string(), maskedName: z.string(), maskedAddress: z.string(), lastSignInMonth: z.string().nullable(), because: z.array(z.string()) });

export const EvidenceView = z.object({
  id: z.string(), kind: z.string(), outcome: z.enum(['proved', 'failed']), points: z.number(), recordedAt: Instant, expiresAt: Instant,
  expired: z.boolean(), voided: z.boolean(), by: z.string().nullable(), thisTicket: z.boolean(),
});

/**
 * `channel`: over which it is offered; `secondPerson`: somebody else has to say yes first; `holdMs`: how long it waits after that.
 * `override`: the channels over which whoever looks may ask for it without what is missing, with a reason and a second person; empty: not theirs, or nothing that a reason helps against.
 */
export const ActionOffer = z.object({
  type: ActionTypeWord, locked: z.boolean(), why: Why.nullable(), levelNeeded: z.number().int(), channel: ChannelWord, secondPerson: z.boolean(), holdMs: z.number(),
  override: z.array(ChannelWord),
  /** The new address that said yes on this ticket, masked, where the action would bring it on file. */
  target: z.string().nullable(),
  /** Nobody who has the account would hear of the hold for sure: why not by post either, as a reason; null: somebody would, or it does not wait. */
  untold: z.string().nullable(),
});
export type ActionOffer = z.infer<typeof ActionOffer>;

/**
 * A proof that the desk can ask for on this case. `to`: the address or number, masked, or the name of the service or of who may vouch.
 * `running`: asked for and not given yet. `countsUntil`: given, on whatever ticket of the account, and still good.
 */
export const ProofOffer = z.object({
  kind: z.enum(['mailbox', 'second-address', 'call-back', 'sms', 'totp', 'recovery-code', 'home-idp', 'voucher']), channelId: z.string().nullable(), to: z.string().nullable(), points: z.number(), validForMs: z.number(),
  locked: z.boolean(), why: Why.nullable(), running: z.object({ expiresAt: Instant, triesLeft: z.number().int() }).nullable(), countsUntil: Instant.nullable(),
});
export type ProofOffer = z.infer<typeof ProofOffer>;

export const GrantView = z.object({
  id: z.string(), purpose: z.string(), state: z.string(), createdAt: Instant, expiresAt: Instant, openedAt: Instant.nullable(), usedAt: Instant.nullable(), sentToMasked: z.string(),
  /** Of a text message: with the gateway, or why not; null: nothing that travels so. */
  delivery: z.enum(['queued', 'sent', 'refused', 'expired']).nullable(),
});

export const ActionView = z.object({ id: z.string(), type: ActionTypeWord, state: z.string(), requestedBy: z.string().nullable(), createdAt: Instant, settledAt: Instant.nullable(), failure: z.string().nullable(),
  channel: ChannelWord, approvalUntil: Instant.nullable(), approvedBy: z.string().nullable(), holdUntil: Instant.nullable(), undoUntil: Instant.nullable(), finalAt: Instant.nullable(),
  stoppedBy: z.string().nullable(), reason: z.string().nullable(), override: z.boolean(),
  /** Why it was asked for without the evidence. */
  overrideReason: z.string().nullable(),
});
export type ActionView = z.infer<typeof ActionView>;

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

/** POST …/escalations: there is no safe way to deliver, so somebody else takes over. */
export const EscalationBody = z.strictObject({ reason: z.literal('no-safe-way-to-deliver'), note: z.string().trim().max(500).optional() });
export const EscalationAnswer = z.object({ queue: z.string() });

/** The case panel of a ticket. */
export const CaseView = z.object({
  state: z.string(),
  caseType: CaseTypeWord,
  claimed: z.record(z.string(), z.string()),
  account: AccountView.nullable(),
  candidates: z.array(CandidateView),
  evidence: z.array(EvidenceView),
  /** What can be asked for, and why not. */
  proofs: z.array(ProofOffer),
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
  /** Handed on for want of a safe way to deliver. */
  escalated: z.object({ at: Instant, by: z.string().nullable() }).nullable(),
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
  z.strictObject({ kind: z.literal('new-address'), address: z.string().max(320), as: z.enum(['main', 'second']).default('main') }),
  z.strictObject({ kind: z.literal('call-back'), phoneId: z.string().max(60) }),
  z.strictObject({ kind: z.literal('letter') }),
  z.strictObject({ kind: z.literal('call-back-code'), code: z.string().max(20) }),
  z.strictObject({ kind: z.literal('second-address'), addressId: z.string().max(60) }),
  z.strictObject({ kind: z.literal('sms'), phoneId: z.string().max(60) }),
  z.strictObject({ kind: z.literal('totp') }),
  z.strictObject({ kind: z.literal('recovery-code') }),
  z.strictObject({ kind: z.literal('voucher'), voucherRef: z.string().max(200) }),
  z.strictObject({ kind: z.literal('home-idp'), provider: z.string().max(40) }),
  z.strictObject({
    kind: z.literal('identity-check'), way: z.enum(['counter', 'video']), document: z.enum(['id-card', 'passport', 'residence-permit', 'driving-licence', 'school-card', 'staff-card']),
    compared: z.array(z.enum(['face', 'name', 'birth-date', 'signature'])).max(4), outcome: z.enum(['match', 'mismatch']),
    gesture: z.enum(['hand-before-face', 'turn-left', 'turn-right', 'touch-ear', 'count-fingers', 'look-up']).optional(), documentTilted: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('facts'), facts: z.record(z.string().max(40), z.string().max(200)) }),
]);
export type EvidenceBody = z.infer<typeof EvidenceBody>;
/** `call`: the number to dial and the code of this call, when one was started. `matched`: counts only, never which. */
export const EvidenceAnswer = z.object({
  outcome: z.enum(['started', 'proved', 'failed']),
  call: z.object({ number: z.string(), code: z.string().nullable(), expiresAt: Instant }).optional(),
  triesLeft: z.number().int().optional(),
});

const line = (most: number) => z.string().trim().min(1).max(most);
/** What single actions are told; never an address: the new one has to say yes itself. */
export const ActionParametersBody = z.strictObject({
  via: z.enum(['new-address', 'phone', 'counter']).optional(), username: line(64).optional(), area: line(60).optional(), otherRef: line(200).optional(), reason: line(400).optional(), reasonKey: line(40).optional(),
  profile: z.strictObject({ givenName: line(100).optional(), familyName: line(100).optional(), organisation: line(200).optional(), locale: z.enum(['de', 'en']).optional() }).optional(),
});

/** POST …/actions → 202 */
export const ActionBody = z.strictObject({ type: ActionTypeWord, idempotencyKey: z.string().min(8).max(80), addressId: z.string().max(60).optional(),
  channel: ChannelWord.optional(), parameters: ActionParametersBody.optional(),
  /** Without the evidence, by the security role and a second person. */
  overrideReason: z.string().max(2000).optional(),
});
export const ActionAnswer = z.object({ actionId: z.string(), state: z.string() });
/** POST /api/v1/actions/:id/approval */
export const ApprovalBody = z.strictObject({ decision: z.enum(['approve', 'refuse']), reason: z.string().max(2000).optional() });
export const ActionState = z.object({ state: z.string() });

/** One thing done to many accounts. */
export const BulkView = z.object({
  id: z.string(), portal: z.string(), kind: z.enum(['forced-reset', 'initial-credentials']), state: z.string(), group: z.string().nullable(), reason: z.string().nullable(), requestedBy: z.string().nullable(), mine: z.boolean(),
  createdAt: Instant,
  /** Until when people are asked to act; null: their mails name no date. */
  deadlineAt: Instant.nullable(),
  /** Accounts that it is to be done to, as the directory counted them before the approval; null: an order of before. `countedAll` false: more than these. */
  meant: z.number().int().nullable(), leftOut: z.number().int(), unreachable: z.number().int(), countedAll: z.boolean(),
  /** `untold`: done, but nobody could be told. */
  done: z.number().int(), skipped: z.number().int(), failed: z.number().int(), untold: z.number().int(), slipsToPrint: z.number().int(),
  /** Of those printed: whose person signed in with it. */
  slipsPrinted: z.number().int(), slipsReceived: z.number().int(),
});
export type BulkView = z.infer<typeof BulkView>;

/** GET /api/v1/approvals: what waits for a second person, what lies in a hold, what comes up again. */
export const WaitingAction = z.object({
  id: z.string(), type: ActionTypeWord, portal: z.string(), ticketNumber: z.string(), subject: z.string().nullable(), requestedBy: z.string().nullable(), createdAt: Instant,
  channel: ChannelWord, levelNeeded: z.number().int(), levelHeld: z.number().int(), evidence: z.array(z.string()), account: z.string().nullable(), until: Instant.nullable(),
  override: z.boolean(), reason: z.string().nullable(), mine: z.boolean(),
  /** What the person, or the office, wants changed: shown to whoever decides. `untold`: as in an offer, nobody would hear of the hold for sure. */
  details: z.record(z.string(), z.string()),
});
export type WaitingAction = z.infer<typeof WaitingAction>;
export const Approvals = z.object({ waiting: z.array(WaitingAction), held: z.array(WaitingAction), rechecks: z.array(WaitingAction), bulks: z.array(BulkView) });
export type Approvals = z.infer<typeof Approvals>;
export const RecheckBody = z.strictObject({ outcome: z.enum(['fine', 'wrong']), note: z.string().max(2000).optional() });

export const BulkBody = z.strictObject({ portal: z.string().max(40), kind: z.enum(['forced-reset', 'initial-credentials']), group: z.string().trim().min(1).max(100).optional(), reason: z.string().trim().max(1_000).optional(), deadlineAt: Instant.optional(), idempotencyKey: z.string().min(8).max(80) });
export const BulkAnswer = z.object({ bulkId: z.string(), state: z.string() });

/** GET /api/v1/bulk/:id/accounts: who was not told, failed or was passed over, and why (`because`: a code with words at the desk). `left`: how many more. */
export const BulkAccountsView = z.object({
  items: z.array(z.object({ state: z.enum(['untold', 'failed', 'skipped']), because: z.string().nullable(), account: z.string().nullable(), username: z.string().nullable() })), left: z.number().int(),
});
export type BulkAccountsView = z.infer<typeof BulkAccountsView>;

/** GET /api/v1/reports/overrides?month=2026-11: what was asked for without the evidence, whatever became of it. */
export const OverrideReport = z.object({
  month: z.string(), cases: z.number().int(),
  /** More than one in a thousand cases: no emergency any more, a habit. */
  tooMany: z.boolean(),
  perAgent: z.array(z.object({ name: z.string().nullable(), count: z.number().int() })),
  items: z.array(z.object({
    id: z.string(), at: Instant, portal: z.string(), ticketNumber: z.string(), type: ActionTypeWord, state: z.string(), requestedBy: z.string().nullable(), approvedBy: z.string().nullable(),
    reason: z.string(), levelHeld: z.number().int(), evidence: z.array(z.string()),
  })),
});
export type OverrideReport = z.infer<typeof OverrideReport>;

/** GET /api/v1/slips: what waits for paper, and what was printed and may be printed again until it is sent. Counts, never whose. */
export const PapersView = z.object({
  waiting: z.array(z.object({ portal: z.string(), count: z.number().int() })),
  batches: z.array(z.object({ id: z.string(), portal: z.string(), count: z.number().int(), printedAt: Instant, printedBy: z.string().nullable() })),
});
export type PapersView = z.infer<typeof PapersView>;

/** GET /api/v1/breaches: recoveries that should not have been granted. `clock`: 72 hours from `knownAt`; `ending` with a day left. */
export const BreachView = z.object({
  id: z.string(), portal: z.string(), ticketNumber: z.string(), reason: z.string(), markedBy: z.string().nullable(), knownAt: Instant, dueAt: Instant, clock: z.enum(['running', 'ending', 'over', 'closed']),
  closedAt: Instant.nullable(), closedBy: z.string().nullable(), reported: z.boolean().nullable(), note: z.string().nullable(),
  actions: z.array(z.object({ id: z.string(), type: ActionTypeWord, ticketNumber: z.string() })),
});
export type BreachView = z.infer<typeof BreachView>;
export const Breaches = z.object({ items: z.array(BreachView) });
/** POST /api/v1/actions/:id/breach; `breachId`: to an open one of the same portal. */
export const BreachBody = z.strictObject({ reason: z.string().max(2_000), breachId: z.uuid().optional() });
export const BreachAnswer = z.object({ breachId: z.string() });
/** POST /api/v1/breaches/:id/closing, POST /api/v1/breaches/:id/accounts.csv */
export const BreachClosingBody = z.strictObject({ reported: z.boolean(), note: z.string().max(4_000) });
