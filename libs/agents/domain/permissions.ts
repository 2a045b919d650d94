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

/** Whether one of the roles carries the permission in this portal. An empty list of portals means all. */
export function isPermitted(who: { readonly roles: readonly Role[]; readonly portals: readonly string[] }, permission: Permission, portalKey?: string): boolean {
  const portalFits = portalKey === undefined || who.portals.length === 0 || who.portals.includes(portalKey);
  return portalFits && who.roles.some((role) => (PERMISSIONS[permission] as readonly Role[]).includes(role));
}
