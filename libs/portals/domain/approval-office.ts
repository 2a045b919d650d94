import { z } from 'zod';
import { says } from './profile-mistakes.js';

const key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, says('dashed-words'));
const text = z.strictObject({ de: z.string().min(1).max(400), en: z.string().min(1).max(400) });
const ENTITLEMENTS = ['serialNumber', 'contractNumber', 'companyDomain'] as const;

/** A whole value must fit; kept short and without groups, since people of other houses write it. */
const format = z.string().max(80).regex(/^[A-Za-z0-9\\[\]{}\-?.]+$/, says('format')).refine(isPattern, says('format-unread'));

/**
 * The approval office of a portal (seed 000 calls it the secretariat): which queues it works, what a registration must
 * name to be approved, what it says when it refuses. Who works there has the role `approver` for this portal.
 * `none`: this organisation has no such office, and nothing waits for one.
 */
export const ApprovalOfficeSchema = z.union([
  z.literal('none'),
  z.strictObject({
    name: text,
    queues: z.array(key).min(1).max(5),
    /** One of these must fit before a registration is approved. Empty: whatever the directory has on its lists. */
    entitlements: z.array(z.strictObject({
      name: z.enum(ENTITLEMENTS),
      format: format.optional(),
      /** In words, for whoever compares. */
      hint: text.optional(),
    })).max(3).default([]),
    /** Whether the office may write down another user name than the one the directory proposes. */
    usernames: z.enum(['as-proposed', 'editable']).default('as-proposed'),
    /** What the person is told when a registration is refused; the office chooses, it does not write. */
    refusalReasons: z.array(z.strictObject({ key, text })).min(1).max(12),
  }),
]);

export type ApprovalOffice = Exclude<z.output<typeof ApprovalOfficeSchema>, 'none'>;

/** Undefined: there is none; also where a profile was taken into service before there could be one. */
export function officeOf({ approvalOffice }: { readonly approvalOffice?: ApprovalOffice | 'none' | undefined }): ApprovalOffice | undefined {
  return approvalOffice === 'none' ? undefined : approvalOffice;
}

/** A pattern of a profile, for a whole value. */
export function formatOf(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

function isPattern(pattern: string): boolean {
  try {
    formatOf(pattern);
    return true;
  } catch {
    return false;
  }
}
