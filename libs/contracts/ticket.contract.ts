import { z } from 'zod';
import { CaseView } from './case.contract.js';
import { CaseTypeWord, Instant, LocaleWord, page, PageQuery, PriorityWord, RiskWord, TicketStateWord } from './words.js';

/**
 * `newest` message first · `waiting`: who waits longest for an answer of ours · `promise`: the promise that ends first, broken ones on top. What has no
 * place in the order stands at the end. A cursor belongs to one order.
 */
export const ListOrderWord = z.enum(['newest', 'waiting', 'promise']);
export type ListOrderWord = z.infer<typeof ListOrderWord>;

/** GET /api/v1/tickets. `assignee`: an agent id, `me` or `none`; `q` searches number, subject, address and text. */
export const TicketsQuery = PageQuery.extend({
  portal: z.string().max(40).optional(),
  queue: z.string().max(40).optional(),
  /** `active` is everything but closed and solved. */
  state: z.enum([...TicketStateWord.options, 'active']).optional(),
  assignee: z.union([z.enum(['me', 'none']), z.uuid()]).optional(),
  caseType: CaseTypeWord.optional(),
  q: z.string().max(200).optional(),
  sort: ListOrderWord.default('newest'),
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
  /** The earliest moment since which somebody has been owed an answer, also on tickets that went into this one; null: nobody waits for us. By it goes the order `waiting`. */
  owedSince: Instant.nullable(),
  createdAt: Instant,
  /** As one saw it: whoever changes it says so, and is told when somebody was faster. */
  version: z.number().int(),
});
export type TicketRow = z.infer<typeof TicketRow>;
export const TicketPage = page(TicketRow);

/**
 * `type` and `marks` by content once somebody looked (`isLookedAt`), before that by name and what the mail declares.
 * `scan`: `off` no scanner is set up · `waiting` not yet · `clean` · `infected` (then `infection`) · `unreachable`.
 */
export const Attachment = z.object({
  part: z.string(), name: z.string(), type: z.string(), sizeBytes: z.number(), inline: z.boolean(), dangerous: z.boolean(),
  marks: z.array(z.string()), isPicture: z.boolean(), isLookedAt: z.boolean(), scan: z.enum(['off', 'waiting', 'clean', 'infected', 'unreachable']), infection: z.string().nullable(),
});

/** POST …/messages/:message/attachments/:part. `despiteMarks`: the warning was read. */
export const OpenAttachmentBody = z.strictObject({ way: z.enum(['file', 'picture']), despiteMarks: z.boolean().optional() });
/** An address that opens one thing for two minutes, whoever holds it. */
export const FileAddress = z.object({ url: z.string(), expiresAt: Instant });
/** POST …/messages/:message/original: the text with its secrets, for a reason that stands in the audit. */
export const OriginalBody = z.strictObject({ reason: z.string().trim().min(5).max(200) });
export const OriginalText = z.object({ subject: z.string(), text: z.string() });

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
  /** The raw mail is still there: attachments, HTML and the text before masking can be asked for. */
  hasOriginal: z.boolean(),
  /** It has HTML: POST …/messages/:message/page. */
  hasPage: z.boolean(),
  authenticity: z.string().nullable(),
  /** `flag` or `flag:what it is about`, e.g. `reply-to-differs:eve@evil.example`. */
  warnings: z.array(z.string()),
  /** By whom and how the sender of an inbound mail was checked. */
  senderCheck: z.object({
    by: z.string(), because: z.string(), checked: z.array(z.object({ method: z.string(), result: z.string(), domain: z.string().nullable() })), policy: z.string().nullable(),
    isTemporary: z.boolean(), replyTo: z.array(z.string()),
    /** Who signed it with S/MIME, and whether that fits. Shown; never evidence. */
    smime: z.object({
      state: z.string(), covers: z.string(), trust: z.string(), name: z.string().nullable(), address: z.string().nullable(), issuer: z.string().nullable(), validUntil: z.string().nullable(), isSenders: z.boolean(), isExpired: z.boolean(),
    }).nullable(),
  }).nullable(),
  /** A bounce or an automatic answer. */
  fromMachine: z.boolean(),
  /** Id of the message on this ticket that it answers, by the mails’ own References. */
  answers: z.string().nullable(),
  /** For what we sent: where it is, and by which id GET …/:number/mails/:mail shows it. */
  delivery: z.object({ mailId: z.string(), state: z.string(), failure: z.string().nullable(), sentAt: Instant.nullable(), kind: z.string(), recipient: z.string() }).nullable(),
  createdAt: Instant,
  /** Message-ID of an inbound mail, for its trace. */
  messageId: z.string().nullable(),
});
export type Message = z.infer<typeof Message>;

/** A mail that Rekey wrote on the ticket by itself or for somebody at the desk, other than a reply. The recipient is masked; `toRequester`: it is the address that wrote to us. `event`: what a notice tells of. */
export const TicketMail = z.object({
  id: z.string(), kind: z.string(), event: z.string().nullable(), recipient: z.string(), toRequester: z.boolean(), state: z.string(), failure: z.string().nullable(),
  heldBy: z.enum(['recipient-limit', 'breaker', 'bounced-address']).nullable(), createdAt: Instant, nextAttemptAt: Instant.nullable(), sentAt: Instant.nullable(),
});
export type TicketMail = z.infer<typeof TicketMail>;

/**
 * GET /api/v1/tickets/:number/mails/:mail: what stands in a mail, each secret (link, code, number) as a placeholder. `text` is null when it can no
 * longer be written. `words`: `as-left` word for word what left · `as-now` in the words of today, those of then cannot be known · `not-left` it has not left.
 */
export const MailText = z.object({ id: z.string(), language: LocaleWord, subject: z.string().nullable(), text: z.string().nullable(), words: z.enum(['as-left', 'as-now', 'not-left']) });
export type MailText = z.infer<typeof MailText>;

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
  secondary: z.array(CaseTypeWord),
  confidence: z.number(),
  language: LocaleWord,
  riskSignals: z.array(z.string()),
  routeBecause: z.array(z.string()),
  messages: z.array(Message),
  /** Oldest first, at most 500; those whose time is over are gone, although events may still tell of them. */
  mails: z.array(TicketMail),
  timeline: z.array(TimelineEvent),
  /** Tickets it hangs together with. `direction` `to`: this one came from, or went into, the other. */
  links: z.array(z.object({ number: z.string(), subject: z.string(), kind: z.enum(['claims', 'closed', 'topic', 'split', 'merged']), direction: z.enum(['to', 'from']) })),
  /** Who may write here besides the requester. */
  participants: z.array(z.string()),
  /** Whom a reply goes to when it names no message: the author of the newest one. Null: nobody can be answered. */
  answersTo: z.object({ messageId: z.string(), address: z.string() }).nullable(),
  /** What the person asks about their data, and until when it is to be answered (Art. 15–17 GDPR). */
  dataRequests: z.array(z.object({ id: z.string(), kind: z.enum(['access', 'erasure', 'rectification']), article: z.number(), state: z.enum(['open', 'proposed', 'approved', 'done', 'refused']), clock: z.enum(['running', 'ending', 'late', 'over']), dueAt: Instant })),
  /** Its messages and who wrote ended with their time; null: they are here. */
  textsEndedAt: Instant.nullable(),
  case: CaseView.nullable(),
});
export type TicketView = z.infer<typeof TicketView>;

/** POST …/replies. `seenVersion`: the ticket as the agent saw it; what anybody wrote since holds the reply back. `answers`: the message whose author gets it; the newest without. */
export const ReplyBody = z.strictObject({ text: z.string().trim().min(1).max(50_000), close: z.boolean().optional(), seenVersion: z.number().int().optional(), answers: z.uuid().optional() });
/** POST …/merge: this ticket goes into the other. `acrossRequesters`: although different people wrote. DELETE …/merge takes it back within 7 days. */
export const MergeBody = z.strictObject({ into: z.string().trim().min(3).max(20), acrossRequesters: z.boolean().optional() });
export const Merged = z.object({ into: z.string() });
export const Unmerged = z.object({ from: z.string() });
/** POST …/messages/:id/split */
export const SplitOff = z.object({ number: z.string() });
export const NoteBody = z.strictObject({ text: z.string().trim().min(1).max(50_000) });
export const Written = z.object({ messageId: z.string() });

/** PATCH …/:number */
export const TicketPatch = z.strictObject({
  assignee: z.union([z.literal('me'), z.uuid()]).nullable().optional(),
  queue: z.string().max(40).optional(),
  state: TicketStateWord.optional(),
  caseType: CaseTypeWord.optional(),
  priority: PriorityWord.optional(),
  version: z.number().int(),
});

/**
 * Answer to PATCH …/:number. `version`: by which the change may be taken back, as long as nobody changed the ticket since · `already`: it was as wished, by
 * somebody else or by the same request whose answer was lost; what this request did not do is not its to take back.
 */
export const TicketChanged = z.object({ version: z.number().int(), already: z.boolean() });
export type TicketChanged = z.infer<typeof TicketChanged>;

/** POST /api/v1/tickets/changes: each on its own, as a PATCH of it would be. */
export const TicketChanges = z.strictObject({ items: z.array(TicketPatch.extend({ number: z.string().max(20) })).min(1).max(100) });
/**
 * `done`: this request made it as wished; `version` is the new one, by which it may be taken back · `already`: it was as wished, by somebody else
 * or by the same request whose answer was lost, so that it may be repeated. No `version`: what this request did not do is not its to take back ·
 * `refused`: `code` says why · `changed`: somebody was faster; `code` as of a PATCH. A ticket that one moved out of one's own sight is `done`, and when
 * the request is repeated `refused` with `tickets.unknown`: it is gone for who asks.
 */
export const TicketsChanged = z.object({ items: z.array(z.object({ number: z.string(), outcome: z.enum(['done', 'already', 'refused', 'changed']), version: z.number().int().nullable(), code: z.string().nullable(), missing: z.array(z.string()) })) });
export type TicketsChanged = z.infer<typeof TicketsChanged>;
