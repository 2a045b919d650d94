import { describe, expect, it } from '@jest/globals';
import { ENTERPRISE_SCHEMA, ScimUser, withoutNulls } from './scim-wire.js';

const read = (more: object) => ScimUser.safeParse(withoutNulls({ id: '1', userName: 'ada', ...more }));

describe('a user as SCIM services write it', () => {
  it.each<object>([
    { preferredLanguage: null }, { name: { givenName: 'Ada', familyName: null } }, { emails: null }, { emails: [null] }, { emails: [{ value: null, type: 'work' }] }, { emails: [{ value: '' }] }, { userType: null }, { meta: { created: null } }, { meta: { created: 'yesterday' } },
    { [ENTERPRISE_SCHEMA]: { manager: null } }, { [ENTERPRISE_SCHEMA]: null }, { roles: null }, { active: null },
  ])('has nothing where it says null, or nothing that can be read: %j', (more) => {
    const { success, data } = read(more);
    expect([success, data?.emails ?? [], data?.meta?.created, data?.active]).toEqual([true, [], undefined, undefined]);
  });

  it('may write numbers and truths in ways of its own', () => {
    const { data } = read({ active: 'False', emails: [{ value: 'ada@post.example', primary: 'true' }], addresses: [{ postalCode: 10115 }], roles: ['admin', { value: 7 }], [ENTERPRISE_SCHEMA]: { employeeNumber: 4711, manager: 'x' } });
    expect(data).toMatchObject({ active: false, emails: [{ value: 'ada@post.example', primary: true }], addresses: [{ postalCode: '10115' }], roles: [{ value: 'admin' }, { value: '7' }], [ENTERPRISE_SCHEMA]: { employeeNumber: '4711', manager: 'x' } });
  });

  it('whose roles or groups cannot be read is not taken for somebody without any', () => {
    for (const more of [{ roles: [{ value: { name: 'admin' } }] }, { groups: [[]] }, { entitlements: 'owner' }]) expect(read(more).success).toBe(false);
  });
});
