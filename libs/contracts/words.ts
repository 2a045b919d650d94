import { z } from 'zod';

export const Instant = z.iso.datetime();
export const LocaleWord = z.enum(['de', 'en']);
export const RoleWord = z.enum(['agent', 'verifier', 'approver', 'security', 'admin', 'auditor']);
export const TicketStateWord = z.enum(['new', 'open', 'waiting', 'solved', 'closed']);
export const PriorityWord = z.enum(['low', 'normal', 'high', 'urgent']);
export const RiskWord = z.enum(['low', 'medium', 'high']);
/** Case types are checked against the glossary on the server; a newer server may know more than this console. */
export const CaseTypeWord = z.string().max(40);
export const ActionTypeWord = z.enum([
  'send-recovery-link', 'resend-activation', 'tell-username', 'issue-temporary-password', 'send-initial-credentials', 'unlock',
  'confirm-registration', 'approve-registration', 'refuse-registration', 'release-registration-data', 'assign-username',
  'change-email', 'add-second-address', 'update-profile', 'issue-pin', 'unlock-pin-area', 'reset-second-factor',
  'migrate-account', 'merge-accounts', 'delete-account', 'freeze', 'unfreeze',
]);
/** To what is on file, or anywhere else. */
export const ChannelWord = z.enum(['on-file', 'elsewhere']);
export const LocalText = z.object({ de: z.string(), en: z.string() });

/** Keyset paging: pass `nextCursor` back as `cursor`; null is the end. */
export const page = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export const PageQuery = z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) });

export type TicketStateWord = z.infer<typeof TicketStateWord>;
export type ActionTypeWord = z.infer<typeof ActionTypeWord>;
