import { z } from 'zod';
import { ActionParametersBody, MaskedAddress, Why } from './case.contract.js';
import { ActionTypeWord, Instant, LocalText } from './words.js';

export const OfficeKind = z.enum(['registration', 'changed-data', 'user-name']);
export type OfficeKind = z.infer<typeof OfficeKind>;

/** Asked for by somebody, and waits for a second person (`/api/v1/actions/:id/approval`). */
export const OfficeRequest = z.object({ id: z.string(), type: ActionTypeWord, requestedBy: z.string().nullable(), mine: z.boolean(), until: Instant });

/** Somebody whose registration waits for the approval office. `fields`: what they changed. `seen` goes back with the decision. `ticketNumber` null: nobody wrote a mail. */
export const OfficeItem = z.object({
  portal: z.string(), account: z.string(), person: z.string(), username: z.string(), kinds: z.array(OfficeKind), fields: z.array(z.string()), proposedUsername: z.string().nullable(),
  seen: z.string(), since: Instant, dueAt: Instant.nullable(), ticketNumber: z.string().nullable(), request: OfficeRequest.nullable(),
});
export type OfficeItem = z.infer<typeof OfficeItem>;

/** GET /api/v1/office, oldest promise first. `office` null: this portal has none. `away`: its directory does not answer. */
export const OfficeList = z.object({ items: z.array(OfficeItem), portals: z.array(z.object({ key: z.string(), office: LocalText.nullable(), away: z.boolean() })) });
export type OfficeList = z.infer<typeof OfficeList>;

export const OfficeAccountQuery = z.strictObject({ portal: z.string().max(40), account: z.string().min(1).max(200) });

export const OfficeActionWord = z.enum(['approve-registration', 'refuse-registration', 'release-registration-data', 'assign-username']);
export type OfficeActionWord = z.infer<typeof OfficeActionWord>;

/** What the person named, and whether it fits the owner's list. Never what is on the list. */
export const EntitlementView = z.object({
  name: z.enum(['serialNumber', 'contractNumber', 'companyDomain']), given: z.string().nullable(), verdict: z.enum(['fits', 'does-not-fit', 'cannot-be-checked']), because: z.string(), hint: LocalText.nullable(),
});
export type EntitlementView = z.infer<typeof EntitlementView>;

/** GET /api/v1/office/item?portal=…&account=… */
export const OfficeDetail = z.object({
  item: OfficeItem,
  /** Before and after; `after` null: unchanged. `editable`: the office may know it better. `taken` false: noted, and not taken over by a release. */
  data: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable(), editable: z.boolean(), taken: z.boolean() })),
  entitlements: z.array(EntitlementView),
  /** Asked for by the portal, one of which must fit; empty: whatever the directory lists. */
  asked: z.array(z.string()),
  addresses: z.array(MaskedAddress),
  usernames: z.enum(['as-proposed', 'editable']),
  /** For the field: the name that follows, or the nearest one that is free. */
  suggestedUsername: z.string().nullable(),
  reasons: z.array(z.object({ key: z.string(), text: LocalText })),
  /** What the waiting request would write. */
  requested: z.record(z.string(), z.string()),
  actions: z.array(z.object({ type: OfficeActionWord, locked: z.boolean(), why: Why.nullable(), secondPerson: z.boolean() })),
  /** The proof of the mailbox that an approval rests on: asked for, given, or neither. */
  mailboxProof: z.enum(['none', 'running', 'proved']),
});
export type OfficeDetail = z.infer<typeof OfficeDetail>;

/** POST /api/v1/office/decisions → 202. The ticket is found, or opened. `seen`: of the item as it was shown; where it is another by now, nothing is done. */
export const OfficeDecisionBody = z.strictObject({ portal: z.string().max(40), account: z.string().min(1).max(200), type: OfficeActionWord, seen: z.string().max(80), idempotencyKey: z.string().min(8).max(80), parameters: ActionParametersBody.optional() });
export const OfficeDecided = z.object({ actionId: z.string(), state: z.string(), ticketNumber: z.string() });
export type OfficeDecided = z.infer<typeof OfficeDecided>;

/** POST /api/v1/office/proofs: a mail to the address of the registration asks its reader for a code. */
export const OfficeProofStarted = z.object({ ticketNumber: z.string(), expiresAt: Instant });

/** POST /api/v1/office/previews: the mail as the person would get it; links and codes in it are made up. */
export const OfficePreviewBody = z.strictObject({ portal: z.string().max(40), account: z.string().min(1).max(200), type: OfficeActionWord, parameters: ActionParametersBody.optional() });
export const OfficePreview = z.object({ to: z.string().nullable(), subject: z.string(), text: z.string() });
export type OfficePreview = z.infer<typeof OfficePreview>;

/** GET /api/v1/office/user-name?portal=…&account=…&username=… */
export const OfficeUsernameQuery = OfficeAccountQuery.extend({ username: z.string().trim().min(1).max(64) });
export const OfficeUsername = z.object({ free: z.boolean(), suggestion: z.string().nullable() });
export type OfficeUsername = z.infer<typeof OfficeUsername>;
