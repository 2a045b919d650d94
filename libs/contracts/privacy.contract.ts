import { z } from 'zod';
import { Instant } from './words.js';

/** GET /api/v1/privacy/retention: every class of data, how long it stays, and how the work on it goes. */
export const RetentionView = z.object({
  items: z.array(z.object({
    name: z.string(), tables: z.array(z.string()), end: z.enum(['deleted', 'stripped']), since: z.enum(['arrival', 'closing', 'settling', 'expiry', 'disabling']),
    /** Open tickets, holds, ways back, disputes and breaches are never touched. */
    spared: z.boolean(),
    days: z.number(),
    /** Within which a portal may set its own; null: one time for the whole desk. */
    bounds: z.object({ min: z.number(), max: z.number() }).nullable(),
    /** Portals that differ. */
    portals: z.array(z.object({ portal: z.string(), days: z.number() })),
    lastAt: Instant.nullable(), lastEnded: z.number(), ended: z.number(), failure: z.string().nullable(),
  })),
});
export type RetentionView = z.infer<typeof RetentionView>;

export const DataRequestKind = z.enum(['access', 'erasure', 'rectification']);
export type DataRequestKind = z.infer<typeof DataRequestKind>;

/** Somebody asks about their data (Art. 15, 16, 17 GDPR). `doubt`: why the desk may not act yet; empty: the identity is clear. */
export const DataRequestView = z.object({
  id: z.string(), portal: z.string(), ticketNumber: z.string(), kind: DataRequestKind, article: z.number(), state: z.enum(['open', 'proposed', 'approved', 'done', 'refused', 'mistaken']),
  receivedAt: Instant, dueAt: Instant, clock: z.enum(['running', 'ending', 'late', 'over']), extendedAt: Instant.nullable(), extensionReason: z.string().nullable(), openedBy: z.string().nullable(),
  decision: z.enum(['fulfil', 'refuse', 'none']).nullable(), reason: z.string().nullable(), proposedBy: z.string().nullable(), mine: z.boolean(), decidedBy: z.string().nullable(), settledAt: Instant.nullable(),
  ended: z.record(z.string(), z.number()), kept: z.array(z.object({ what: z.string(), because: z.string() })), fetchUntil: Instant.nullable(),
});
export type DataRequestView = z.infer<typeof DataRequestView>;
export const LegalHoldView = z.object({ ticketNumber: z.string(), portal: z.string(), since: Instant, reason: z.string(), by: z.string().nullable(), mine: z.boolean() });

/** GET /api/v1/privacy/requests: what runs first, by its end; then what is over, the newest first. */
export const DataRequests = z.object({ items: z.array(DataRequestView), holds: z.array(LegalHoldView) });
export type DataRequests = z.infer<typeof DataRequests>;

/** POST /api/v1/privacy/requests: an agent saw one where nothing was recognised. */
export const DataRequestBody = z.strictObject({ ticketNumber: z.string().max(40), kind: DataRequestKind });
export const DataRequestOpened = z.object({ id: z.string(), dueAt: Instant });
/** POST …/:id/extension */
export const DataRequestExtensionBody = z.strictObject({ reason: z.string().max(500) });
/** POST …/:id/proposal; a refusal needs its reason, which the person reads. */
export const DataRequestProposalBody = z.strictObject({ decision: z.enum(['fulfil', 'refuse', 'none']), reason: z.string().max(500).optional() });
/** POST …/:id/approval, by a second person with a fresh proof. */
export const DataRequestApprovalBody = z.strictObject({ decision: z.enum(['approve', 'return']) });
export const DataRequestDecided = z.object({ state: z.enum(['open', 'proposed', 'approved', 'done', 'refused', 'mistaken']) });
/** POST /api/v1/privacy/holds: neither time nor an erasure ends this ticket. */
export const LegalHoldBody = z.strictObject({ ticketNumber: z.string().max(40), reason: z.string().max(500) });
/** POST /api/v1/privacy/holds/:number/release, by another person than set it, with a fresh proof; the reason stays in the audit. */
export const LegalHoldReleaseBody = z.strictObject({ reason: z.string().max(500) });
