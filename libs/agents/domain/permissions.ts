import { sees, seesPartOf, seesWhole, type Place, type Scope } from './scope.js';

/** What one may do at the desk. Every route and every action names exactly one. */
export const PERMISSIONS = {
  'tickets.read': ['agent', 'verifier', 'approver', 'auditor', 'security'],
  /** Sees the secrets that were masked in a mail; every look says why. */
  'messages.original': ['agent'],
  'tickets.write': ['agent', 'approver', 'security'],
  'recovery.act': ['agent'],
  /** To bring evidence; which kind, the action itself looks at. */
  'recovery.gather': ['agent', 'verifier'],
  /** To check identities at the counter or over video: the trained right, given to a person and not to a desk. */
  'recovery.verify': ['verifier'],
  /** To ask for what belongs to the approval office or the security role; the action itself looks closer. */
  'recovery.request': ['agent', 'approver', 'security'],
  'recovery.approve': ['approver', 'security'],
  'recovery.override': ['security'],
  /** The approval office: registrations, bulk, slips and letters. */
  'recovery.office': ['approver'],
  'recovery.recheck': ['approver', 'security'],
  /** To mark a recovery that should not have been granted, and to see what became of it (R80). */
  'recovery.breach': ['approver', 'security', 'admin'],
  /** What people ask about their data, and how long it stays; to work on it; to be the second person. */
  'privacy.read': ['agent', 'approver', 'security', 'admin', 'auditor'],
  'privacy.handle': ['agent', 'approver', 'security'],
  'privacy.approve': ['approver', 'security'],
  'quarantine.read': ['agent', 'admin', 'auditor'],
  'quarantine.release': ['agent', 'admin'],
  'quarantine.delete': ['admin'],
  'outbox.read': ['agent', 'admin', 'auditor'],
  'outbox.retry': ['agent', 'admin'],
  /** Lets a flood pass: concerns all portals at once. */
  'outbox.release': ['admin'],
  'audit.read': ['auditor', 'admin'],
  'agents.read': ['agent', 'verifier', 'approver', 'security', 'admin', 'auditor'],
  'agents.manage': ['admin'],
  'portals.read': ['agent', 'verifier', 'approver', 'security', 'admin', 'auditor'],
  'portals.manage': ['admin'],
  'alarms.read': ['agent', 'approver', 'security', 'admin', 'auditor'],
  'mailboxes.read': ['agent', 'admin'],
  'overrides.read': ['admin', 'auditor', 'security'],
  'reports.read': ['agent', 'approver', 'security', 'admin', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;

/** `verifier`: trained to check identities; `approver`: the secretariat; `security`: who may act without evidence, never alone. */
export type Role = 'agent' | 'verifier' | 'approver' | 'security' | 'admin' | 'auditor';
export type Permission = keyof typeof PERMISSIONS;

export const ROLES = ['agent', 'verifier', 'approver', 'security', 'admin', 'auditor'] as const satisfies readonly Role[];

/** The roles among these words: what a row kept before roles were checked says besides gives nothing, and breaks nothing. */
export function knownRoles(words: readonly string[]): Role[] {
  return ROLES.filter((role) => words.includes(role));
}

/** What is no role among these words, as they were written. */
export function unknownRoles(words: readonly string[]): string[] {
  return words.filter((word) => !(ROLES as readonly string[]).includes(word));
}

/** Who has rights: their roles, and where these hold. */
export interface Rights extends Scope {
  readonly roles: readonly Role[];
}

/**
 * Whether somebody may do it there (R54). A place, such as a ticket: they see it. The key of a portal: they see **all** of
 * it, so whoever forgets to say where exactly refuses those who see a part. Left out: somewhere at all.
 */
export function isPermitted(who: Rights, permission: Permission, where?: string | Place): boolean {
  return carries(who, permission) && (where === undefined || (typeof where === 'string' ? seesWhole(who, where) : sees(who, where)));
}

/** Whether somebody may do it anywhere in this portal; what exactly they see, the rows say. */
export function isPermittedInPart(who: Rights, permission: Permission, portalKey: string): boolean {
  return carries(who, permission) && seesPartOf(who, portalKey);
}

function carries({ roles }: Rights, permission: Permission): boolean {
  return roles.some((role) => (PERMISSIONS[permission] as readonly Role[]).includes(role));
}
