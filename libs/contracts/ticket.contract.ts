import { z } from 'zod';
import { CaseView } from './case.contract.js';
import { CaseTypeWord, Instant, LocaleWord, page, PageQuery, PriorityWord, RiskWord, TicketStateWord } from './words.js';

/** GET /api/v1/tickets. `assignee`: an agent id, `me` or `none`; `q` searches number, subject, address and text. */
export const TicketsQuery = PageQuery.extend({
  portal: z.string().max(40).optional(),
  queue: z.string().max(40).optional(),
  /** `active` is everything but closed and solved. */
  state: z.enum([...TicketStateWord.options, 'active']).optional(),
  assignee: z.string().max(40).optional(),
  caseType: CaseTypeWord.optional(),
  q: z.string().max(200).optional(),
});

export const TicketRow = z.object({
  number: z.string(),
  portal: z.string(),
  queue: z.string(),
  state: TicketStateWord,
  priority: PriorityWord,
  caseType: CaseTypeWord,
  risk: RiskWord,
  subject: z.string(),
  requesterName: z.string().nullable(),
  requesterAddress: z.string(),
  assignee: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  promisedBy: Instant.nullable(),
  firstAnsweredAt: Instant.nullable(),
  lastMessageAt: Instant,
  createdAt: Instant,
});
export type TicketRow = z.infer<typeof TicketRow>;
export const TicketPage = page(TicketRow);

export const Attachment = z.object({ part: z.string(), name: z.string(), type: z.string(), sizeBytes: z.number(), inline: z.boolean(), dangerous: z.boolean() });

export const Message = z.object({
  id: z.string(),
  kind: z.enum(['inbound', 'reply', 'note', 'automatic']),
  author: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  fromAddress: z.string().nullable(),
  fromName: z.string().nullable(),
  subject: z.string().nullable(),
  text: z.string(),
  quoted: z.string().nullable(),
  attachments: z.array(Attachment),
  authenticity: z.string().nullable(),
  /** `flag` or `flag:what it is about`, e.g. `reply-to-differs:eve@evil.example`. */
  warnings: z.array(z.string()),
  /** By whom and how the sender of an inbound mail was checked. */
  senderCheck: z.object({
    by: z.string(), because: z.string(), checked: z.array(z.object({ method: z.string(), result: z.string(), domain: z.string().nullable() })), policy: z.string().nullable(),
    isTemporary: z.boolean(), replyTo: z.array(z.string()),
  }).nullable(),
  /** A bounce or an automatic answer. */
  fromMachine: z.boolean(),
  /** For what we sent: where it is. */
  delivery: z.object({ state: z.string(), failure: z.string().nullable(), sentAt: Instant.nullable(), kind: z.string(), recipient: z.string() }).nullable(),
  createdAt: Instant,
  /** Message-ID of an inbound mail, for its trace. */
  messageId: z.string().nullable(),
});
export type Message = z.infer<typeof Message>;

export const TimelineEvent = z.object({
  id: z.string(),
  at: Instant,
  verb: z.string(),
  actorKind: z.enum(['agent', 'requester', 'rekey']),
  actorName: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

/** GET /api/v1/tickets/:number */
export const TicketView = TicketRow.extend({
  version: z.number().int(),
  secondary: z.array(CaseTypeWord),
  confidence: z.number(),
  language: LocaleWord,
  riskSignals: z.array(z.string()),
  routeBecause: z.array(z.string()),
  messages: z.array(Message),
  timeline: z.array(TimelineEvent),
  case: CaseView.nullable(),
});
export type TicketView = z.infer<typeof TicketView>;

/** POST …/replies. `seenVersion`: the ticket as the agent saw it; a newer message from outside holds the reply back. */
export const ReplyBody = z.strictObject({ text: z.string().trim().min(1).max(50_000), close: z.boolean().optional(), seenVersion: z.number().int().optional() });
export const NoteBody = z.strictObject({ text: z.string().trim().min(1).max(50_000) });
export const Written = z.object({ messageId: z.string() });

/** PATCH …/:number */
export const TicketPatch = z.strictObject({
  assignee: z.string().max(40).nullable().optional(),
  queue: z.string().max(40).optional(),
  state: TicketStateWord.optional(),
  caseType: CaseTypeWord.optional(),
  priority: PriorityWord.optional(),
  version: z.number().int(),
});
