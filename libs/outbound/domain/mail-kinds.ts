import { z } from 'zod';

const link = z.url();
/** Rendered by the template in the recipient's language and the portal's time zone. */
const instant = z.iso.datetime();

/**
 * Every mail that Rekey writes, by the name its recipient would give it: the folder in `mail-templates/`, the
 * variables that are stored, and the secrets (links, codes) that lie sealed until the mail has left.
 *
 * `portal` (brand, signature block) and `ticketNumber` are added by the renderer.
 */
export const MAIL_KINDS = {
  'request-received': { automatic: true, variables: z.strictObject({ promise: z.string() }), secrets: z.strictObject({ statusLink: link }) },
  reply: { automatic: false, variables: z.strictObject({ text: z.string(), agentCode: z.string() }), secrets: z.strictObject({}) },
  'recovery-link': {
    automatic: true,
    variables: z.strictObject({ salutationName: z.string().nullable(), username: z.string(), expiresAt: instant, agentCode: z.string().nullable() }),
    secrets: z.strictObject({ link, code: z.string(), codePage: link }),
  },
  'activation-link': {
    automatic: true,
    variables: z.strictObject({ salutationName: z.string().nullable(), username: z.string(), expiresAt: instant, agentCode: z.string().nullable() }),
    secrets: z.strictObject({ link, code: z.string(), codePage: link }),
  },
  'tell-username': { automatic: true, variables: z.strictObject({ salutationName: z.string().nullable(), username: z.string(), agentCode: z.string().nullable() }), secrets: z.strictObject({}) },
  'temporary-password': {
    automatic: true,
    variables: z.strictObject({ salutationName: z.string().nullable(), username: z.string(), expiresAt: instant, agentCode: z.string().nullable() }),
    secrets: z.strictObject({ link, code: z.string() }),
  },
  'mailbox-proof': { automatic: true, variables: z.strictObject({ salutationName: z.string().nullable(), expiresAt: instant }), secrets: z.strictObject({ link, code: z.string() }) },
  /** Something was done to your account (R8, R9, R42). `event` is one of NOTICE_EVENTS. */
  notice: {
    automatic: true,
    variables: z.strictObject({ salutationName: z.string().nullable(), username: z.string(), event: z.string(), happenedAt: instant, actor: z.enum(['requester', 'agent', 'rekey']) }),
    secrets: z.strictObject({ reportLink: link, typedNumber: z.string() }),
  },
} as const satisfies Record<string, { automatic: boolean; variables: z.ZodObject; secrets: z.ZodObject }>;

export type MailKind = keyof typeof MAIL_KINDS;
export type MailVariables<Kind extends MailKind> = z.input<(typeof MAIL_KINDS)[Kind]['variables']>;
export type MailSecrets<Kind extends MailKind> = z.input<(typeof MAIL_KINDS)[Kind]['secrets']>;

export const NOTICE_EVENTS = ['case-opened', 'password-set', 'temporary-password-issued', 'account-unlocked', 'account-activated', 'account-frozen'] as const;
