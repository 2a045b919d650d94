import { describe, expect, it } from '@jest/globals';
import { soundsPrivileged } from './privileged-names.js';

describe('the name of a group or role', () => {
  it.each(['admin', 'Admins', 'Domain Admins', 'Domänen-Admins', 'Administratoren', 'realm-admin', 'manage_admin', 'GlobalAdministrator', 'superuser', 'super-user', 'root', 'wheel', 'sudo', 'Account Operators', 'serverOperator', 'owner', 'co-owners', 'Besitzer'])(
    '%s stands over others', (name) => expect(soundsPrivileged(name)).toBe(true));

  it.each(['teachers', 'Klasse 7b', 'administration', 'Administrative Staff', 'Verwaltung', 'groot', 'wheelers', 'co-operation', 'rooter', 'homeownership', 'offline_access', 'uma_authorization', ''])(
    '%s does not', (name) => expect(soundsPrivileged(name)).toBe(false));
});
