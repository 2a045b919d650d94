import { z } from 'zod';
import { Instant, LocalText, LocaleWord, page, PageQuery, RoleWord } from './words.js';

/** GET /api/v1/portals */
export const PortalView = z.object({
  key: z.string(), name: LocalText, brand: z.object({ colour: z.string(), accent: z.string(), organisation: z.string() }), languages: z.array(LocaleWord),
  queues: z.array(z.object({ key: z.string(), name: LocalText })), mailboxes: z.array(z.string()), signInUrl: z.string(),
  /** How credentials are given back here, step by step: for whoever acts on accounts (R63). */
  procedure: z.object({ de: z.array(z.string()), en: z.array(z.string()) }),
});
export type PortalView = z.infer<typeof PortalView>;
export const Portals = z.object({ items: z.array(PortalView) });
/** A portal's profile as it is written down, to keep or to change. */
export const PortalProfileText = z.object({ key: z.string(), yaml: z.string() });
export const PortalProfileBody = z.strictObject({ yaml: z.string().min(1).max(300_000) });
/**
 * What taking the profile into service does, or would do. `weighty`: what matters for safety, all of it, with what it was and
 * will be; `mails`: whose words change; `others`: dotted paths of the rest, at most 200; `count`: of all of them. `hash`:
 * SHA-256 of the whole profile, as the audit keeps it.
 */
export const PortalProfileVerdict = z.object({
  key: z.string(), created: z.boolean(), weighty: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })), mails: z.array(z.string()), others: z.array(z.string()), count: z.number().int(), hash: z.string(),
});
export type PortalProfileVerdict = z.infer<typeof PortalProfileVerdict>;

/** GET /api/v1/queues: active tickets per queue; `unassigned` among them, `overdue` past their promise. */
export const QueueView = z.object({ portal: z.string(), queue: z.string(), name: LocalText, active: z.number().int(), unassigned: z.number().int(), overdue: z.number().int() });
export type QueueView = z.infer<typeof QueueView>;
export const Queues = z.object({ items: z.array(QueueView) });

/** GET /api/v1/outbox, POST /api/v1/outbox/:id/retry, POST /api/v1/outbox/:id/cancel. `suppressedUntil`: until then its recipient gets no optional mail, since there is no such address; POST /api/v1/outbox/:id/lifting ends that. `unsigned`: without which signature it left, where one could not be made. `choices`: what may be decided about it now: to send it (again, or sooner than its next try), or not to. POST /api/v1/outbox/retries: everything that waits for another try, of one portal or of all. */
export const OutboxQuery = PageQuery.extend({ portal: z.string().max(40).optional(), state: z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'bounced', 'cancelled']).optional() });
export const OutboxRow = z.object({
  id: z.string(), portal: z.string(), ticketNumber: z.string().nullable(), kind: z.string(), recipient: z.string(), state: z.string(), rounds: z.number().int(),
  createdAt: Instant, nextAttemptAt: Instant.nullable(), sentAt: Instant.nullable(), failure: z.string().nullable(), heldBy: z.enum(['recipient-limit', 'breaker', 'bounced-address']).nullable(), suppressedUntil: Instant.nullable(), unsigned: z.enum(['smime', 'dkim', 'both']).nullable(), choices: z.array(z.enum(['send', 'stop'])),
});
export type OutboxRow = z.infer<typeof OutboxRow>;
export const OutboxPage = page(OutboxRow);
export const SendWaitingBody = z.strictObject({ portal: z.string().max(40).optional() });
export const WaitingSent = z.object({ mails: z.number().int() });

/** GET /api/v1/outbox/breaker: automatic mails of the last hour against what is usual, and how many wait behind the breaker. POST /api/v1/outbox/breaker/release */
export const BreakerView = z.object({ isOpen: z.boolean(), lastHour: z.number().int(), limit: z.number().int(), held: z.number().int(), releasedUntil: Instant.nullable() });
export type BreakerView = z.infer<typeof BreakerView>;
export const LiftBounceBody = z.strictObject({ reason: z.string().max(500) });
export const ReleaseBreakerBody = z.strictObject({ reason: z.string().max(500) });
export const BreakerReleased = z.object({ released: z.number().int() });

/** GET /api/v1/outbox/:id/attempts: every try to hand a mail over, with what the relay said; POST /api/v1/outbox/:id/confirmation: one of unknown fate did arrive */
export const OutboxAttempts = z.object({ items: z.array(z.object({ round: z.number().int(), startedAt: Instant, endedAt: Instant.nullable(), outcome: z.string().nullable(), reply: z.string().nullable() })) });

/** GET /api/v1/quarantine, POST /api/v1/quarantine/:id/release */
export const QuarantineQuery = PageQuery.extend({ portal: z.string().max(40).optional() });
export const QuarantineRow = z.object({
  id: z.string(), portal: z.string(), fromAddress: z.string().nullable(), subject: z.string().nullable(), screen: z.string(), reason: z.string(),
  receivedAt: Instant, messageId: z.string().nullable(), sizeBytes: z.number(),
});
export type QuarantineRow = z.infer<typeof QuarantineRow>;
export const QuarantinePage = page(QuarantineRow);
/** GET /api/v1/quarantine/:id, GET …/raw, DELETE … */
export const QuarantinedMail = z.object({ id: z.string(), header: z.string() });
/** POST /api/v1/quarantine/releases */
export const ReleaseMany = z.strictObject({ ids: z.array(z.uuid()).min(1).max(100) });
export const ReleasedMany = z.object({ items: z.array(z.object({ id: z.string(), released: z.boolean(), code: z.string().nullable() })) });

/** GET /api/v1/audit, GET /api/v1/audit/verification */
export const AuditQuery = PageQuery.extend({ portal: z.string().max(40).optional(), ticket: z.string().max(40).optional(), verb: z.string().max(60).optional() });
export const AuditRow = z.object({
  chain: z.string(), sequence: z.number().int(), at: Instant, verb: z.string(), actorKind: z.string(), actorName: z.string().nullable(), actorStrength: z.string(),
  ticketNumber: z.string().nullable(), outcome: z.string(), detail: z.record(z.string(), z.unknown()), hash: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;
export const AuditPage = page(AuditRow);
export const AuditVerification = z.object({ ok: z.boolean(), rows: z.number().int(), broken: z.object({ chain: z.string(), sequence: z.number().int(), why: z.string() }).nullable() });

/** By portal: only these queues, kinds of account, organisations. What is left out is not limited (R54). */
export const RightsLimits = z.record(z.string().max(40), z.strictObject({ queues: z.array(z.string().max(80)).max(200).optional(), kinds: z.array(z.string().max(40)).max(20).optional(), organisations: z.array(z.string().max(200)).max(200).optional() }));
export type RightsLimits = z.infer<typeof RightsLimits>;

/** PUT /api/v1/agents/:id/rights */
export const RightsBody = z.strictObject({ roles: z.array(RoleWord).max(10), portals: z.array(z.string().max(40)).max(200), limits: RightsLimits, reason: z.string().max(500) });

/** Somebody at the desk, for whoever works beside them: who they are, and in which portals of whoever asks they take tickets. */
export const AgentName = z.object({ id: z.string(), displayName: z.string(), code: z.string(), takes: z.array(z.string()) });
/** And for those who manage people. */
export const AgentView = AgentName.extend({ email: z.string(), roles: z.array(RoleWord), portals: z.array(z.string()), limits: RightsLimits, hasSecondFactor: z.boolean(), keys: z.number().int(), trained: z.boolean(), disabledAt: Instant.nullable() });
export type AgentView = z.infer<typeof AgentView>;

/** GET /api/v1/agents: everybody who shares a portal with whoever asks. */
export const Agents = z.object({ items: z.array(z.union([AgentView, AgentName])) });
export type Agents = z.infer<typeof Agents>;

/** What can ail a mailbox. */
export const MAILBOX_TROUBLES = ['not-read', 'sign-in-refused', 'not-trusted', 'folder-missing', 'mail-not-given', 'token-refused', 'token-service-away', 'token-ending', 'unusually-silent', 'follow-up-failing'] as const;

/** GET /api/v1/mailboxes */
export const MailboxView = z.object({
  address: z.string(), portal: z.string(), connected: z.boolean(), lastSignInAt: Instant.nullable(), lastMailAt: Instant.nullable(), caughtUpAt: Instant.nullable(),
  lastFault: z.string().nullable(), lastFaultAt: Instant.nullable(), waiting: z.number().int(), enabled: z.boolean(),
  /** Fetched by IMAP; otherwise a mail server delivers into it. */
  isFetched: z.boolean(),
  folders: z.array(z.object({ folder: z.string(), caughtUpAt: Instant.nullable(), lastFault: z.string().nullable() })),
  /** Null for a mailbox that signs in by password. */
  token: z.object({ expiresAt: Instant.nullable(), mustAuthoriseBy: Instant.nullable(), lastFault: z.string().nullable() }).nullable(),
  followUpFault: z.string().nullable(),
  /** Mails that others took out of its folders before Rekey saw them, where the server tells (QRESYNC); null: none. */
  vanished: z.object({ mails: z.number().int(), lastNoticedAt: Instant }).nullable(),
  /** What somebody should do something about, the worst first. */
  troubles: z.array(z.enum(MAILBOX_TROUBLES)),
});
export type MailboxTrouble = (typeof MAILBOX_TROUBLES)[number];
export type MailboxView = z.infer<typeof MailboxView>;
export const Mailboxes = z.object({ items: z.array(MailboxView) });

/** GET /api/v1/alarms, POST /api/v1/alarms/:id/acknowledgement. `urgent`: mail stands still or could be lost. */
export const AlarmView = z.object({
  id: z.string(), kind: z.string(), urgent: z.boolean(), portal: z.string().nullable(), subject: z.string(), detail: z.record(z.string(), z.unknown()), raisedAt: Instant, lastSeenAt: Instant, count: z.number().int(),
  acknowledgedAt: Instant.nullable(), acknowledgedBy: z.string().nullable(),
  /** Whether whoever asks may take it. */
  mayTake: z.boolean(),
});
export type AlarmView = z.infer<typeof AlarmView>;
export const Alarms = z.object({ items: z.array(AlarmView) });

/** GET /api/v1/trace?messageId=… */
export const Trace = z.object({ items: z.array(z.object({ step: z.string(), verdict: z.string(), by: z.string(), because: z.string(), at: Instant })) });

/**
 * GET /api/v1/waiting: how much waits for whoever asks: what they see and may act on, 100 at most (then there may be more). What they may not act on is
 * left out. `office`: by the directories as they said within the last minute; those that do not answer count for nothing · `approvals`: as the second person, and what comes up again · `outbox`: of unknown fate, or failed and fit to be sent again.
 */
export const WaitingCounts = z.object({ office: z.number().int(), approvals: z.number().int(), outbox: z.number().int(), quarantine: z.number().int(), breaches: z.number().int(), privacy: z.number().int() }).partial();
export type WaitingCounts = z.infer<typeof WaitingCounts>;
