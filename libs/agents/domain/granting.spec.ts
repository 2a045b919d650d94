import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { whyNotGrant } from './granting.js';
import { isPermitted, PERMISSIONS, ROLES, type Permission, type Rights } from './permissions.js';
import { seesEverything } from './scope.js';
import { aPlace, aScope } from '../../../test/support/scopes.js';

const rights: fc.Arbitrary<Rights> = fc.tuple(aScope, fc.subarray([...ROLES])).map(([scope, roles]) => ({ ...scope, roles }));
const school: Rights = { roles: ['admin', 'agent'], portals: ['school'] };

describe('giving rights', () => {
  it.each<[string, Rights, Rights, string | undefined]>([
    ['an administrator of a portal in it', school, { roles: ['agent'], portals: ['school'] }, undefined],
    ['a part of it', school, { roles: ['agent'], portals: ['school'], limits: { school: { queues: ['office'] } } }, undefined],
    ['in another portal', school, { roles: ['agent'], portals: ['chamber'] }, 'agents.beyond-own-rights'],
    ['in all portals', school, { roles: ['agent'], portals: [] }, 'agents.beyond-own-rights'],
    ['a role that they do not have', school, { roles: ['security'], portals: ['school'] }, 'agents.beyond-own-rights'],
    ['the whole of what they see in part', { ...school, limits: { school: { queues: ['office'] } } }, { roles: ['agent'], portals: ['school'] }, 'agents.beyond-own-rights'],
    ['an administrator of the house, any role', { roles: ['admin'], portals: [] }, { roles: ['security'], portals: [] }, undefined],
    ['somebody who is no administrator', { roles: ['security'], portals: [] }, { roles: ['agent'], portals: ['school'] }, 'agents.not-permitted'],
  ])('%s', (_, giver, given, refusal) => expect(whyNotGrant(giver, given)?.refusal).toBe(refusal));

  it('never makes anybody more than the giver is, unless the giver answers for the whole house', () => {
    fc.assert(fc.property(rights, rights, aPlace, fc.constantFrom(...Object.keys(PERMISSIONS) as Permission[]), (giver, given, where, permission) => {
      if (seesEverything(giver) || whyNotGrant(giver, given)) return;
      if (isPermitted(given, permission, where)) expect(isPermitted(giver, permission, where)).toBe(true);
    }), { numRuns: 2_000 });
  });
});
