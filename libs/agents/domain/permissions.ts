/** What one may do at the desk. Every route and every action names exactly one. */
export const PERMISSIONS = {
  'tickets.read': ['agent', 'approver', 'auditor'],
  /** Sees the secrets that were masked in a mail; every look says why. */
  'messages.original': ['agent'],
  'tickets.write': ['agent', 'approver'],
  'recovery.act': ['agent'],
  'recovery.approve': ['approver'],
  'quarantine.read': ['agent', 'admin', 'auditor'],
  'quarantine.release': ['agent', 'admin'],
  'outbox.read': ['agent', 'admin', 'auditor'],
  'outbox.retry': ['agent', 'admin'],
  'audit.read': ['auditor', 'admin'],
  'agents.read': ['agent', 'approver', 'admin', 'auditor'],
  'agents.manage': ['admin'],
  'portals.read': ['agent', 'approver', 'admin', 'auditor'],
  'portals.manage': ['admin'],
  'alarms.read': ['agent', 'admin', 'auditor'],
  'mailboxes.read': ['agent', 'admin'],
  'reports.read': ['agent', 'approver', 'admin', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type Role = 'agent' | 'approver' | 'admin' | 'auditor';
export type Permission = keyof typeof PERMISSIONS;

export const ROLES = ['agent', 'approver', 'admin', 'auditor'] as const satisfies readonly Role[];

/** Whether one of the roles carries the permission in this portal. An empty list of portals means all. */
export function isPermitted(who: { readonly roles: readonly Role[]; readonly portals: readonly string[] }, permission: Permission, portalKey?: string): boolean {
  const portalFits = portalKey === undefined || who.portals.length === 0 || who.portals.includes(portalKey);
  return portalFits && who.roles.some((role) => (PERMISSIONS[permission] as readonly Role[]).includes(role));
}
