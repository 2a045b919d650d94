import { describe, expect, it } from '@jest/globals';
import { isPermitted, PERMISSIONS, ROLES, type Permission, type Role } from './permissions.js';

const who = (roles: Role[], portals: string[] = []) => ({ roles, portals });
const permissionsOf = (role: Role) => (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => isPermitted(who([role]), permission));

describe('what one may do at the desk', () => {
  it('is nothing without a role', () => {
    for (const permission of Object.keys(PERMISSIONS) as Permission[]) expect(isPermitted(who([]), permission)).toBe(false);
  });

  it('keeps administrators away from tickets and accounts, and auditors away from changing anything (recovery-security 5.11)', () => {
    expect(permissionsOf('admin')).not.toEqual(expect.arrayContaining(['tickets.read']));
    expect(permissionsOf('admin')).not.toEqual(expect.arrayContaining(['recovery.act']));
    expect(permissionsOf('auditor').filter((permission) => !permission.endsWith('.read'))).toEqual([]);
  });

  it('gives approving to approvers and the security role, and acting without evidence to the security role alone', () => {
    expect(ROLES.filter((role) => isPermitted(who([role]), 'recovery.approve'))).toEqual(['approver', 'security']);
    expect(ROLES.filter((role) => isPermitted(who([role]), 'recovery.override'))).toEqual(['security']);
  });

  it('holds in the agent\'s portals; an empty list means all', () => {
    expect(isPermitted(who(['agent'], ['school']), 'tickets.read', 'school')).toBe(true);
    expect(isPermitted(who(['agent'], ['school']), 'tickets.read', 'chamber')).toBe(false);
    expect(isPermitted(who(['agent'], ['school']), 'tickets.read')).toBe(true);
    expect(isPermitted(who(['agent']), 'tickets.read', 'chamber')).toBe(true);
  });
});
