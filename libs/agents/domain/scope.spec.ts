import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPermitted, isPermittedInPart } from './permissions.js';
import { isWithin, limitsAreFit, sees, seesEverything, seesPartOf, seesWhole, tidyLimits, UNKNOWN_KIND, type Place, type Scope } from './scope.js';
import { aPlace, aScope } from '../../../test/support/scopes.js';

const office: Scope = { portals: ['school'], limits: { school: { queues: ['office'], kinds: ['pupil'] } } };
const place = (more: Partial<Place>): Place => ({ portalKey: 'school', queue: 'office', ...more });

describe('where the rights of somebody at the desk hold (R54)', () => {
  it.each<[string, Place, boolean]>([
    ['a ticket of their queue, without an account', place({}), true],
    ['of their queue and kind', place({ accountKind: 'pupil' }), true],
    ['of another kind', place({ accountKind: 'teacher' }), false],
    ['of a kind that nobody knows: the safe side', place({ accountKind: UNKNOWN_KIND }), false],
    ['of another queue', place({ queue: 'triage' }), false],
    ['of no queue', place({ queue: null }), false],
    ['of another portal', place({ portalKey: 'chamber' }), false],
  ])('%s', (_, where, expected) => {
    expect(sees(office, where)).toBe(expected);
    expect(isPermitted({ ...office, roles: ['agent'] }, 'tickets.read', where)).toBe(expected);
  });

  it('is bound to organisations where an account has one, and to no account of none', () => {
    const works: Scope = { portals: [], limits: { manufacturer: { organisations: ['Works'] } } };
    const at = (accountOrganisation: string | null, accountKind: string | null = 'customer') => sees(works, { portalKey: 'manufacturer', queue: 'triage', accountKind, accountOrganisation });
    expect([at('Works'), at('Mill'), at(null), at(null, null)]).toEqual([true, false, false, true]);
    expect(sees(works, { portalKey: 'school', queue: 'triage', accountKind: 'pupil' })).toBe(true);
  });

  it('refuses those who see a part where only the portal is named, so that forgetting to say where is safe', () => {
    const who = { ...office, roles: ['agent' as const] };
    expect(isPermitted(who, 'tickets.read', 'school')).toBe(false);
    expect(isPermittedInPart(who, 'tickets.read', 'school')).toBe(true);
    expect(isPermittedInPart(who, 'tickets.read', 'chamber')).toBe(false);
    expect(isPermittedInPart(who, 'agents.manage', 'school')).toBe(false);
  });

  it('knows no portal by the names that every object has', () => {
    expect(sees({ portals: [], limits: {} }, { portalKey: 'constructor', queue: 'x' })).toBe(true);
    expect(seesWhole({ portals: [], limits: {} }, '__proto__')).toBe(true);
  });

  it('never shows anything of a portal that is not named, and the whole of one without limits', () => {
    fc.assert(fc.property(aScope, aPlace, (scope, where) => {
      if (sees(scope, where)) expect(seesPartOf(scope, where.portalKey)).toBe(true);
      if (seesWhole(scope, where.portalKey)) expect(sees(scope, where)).toBe(true);
      if (seesEverything(scope)) expect(sees(scope, where)).toBe(true);
    }));
  });

  it('is given on only within one\'s own: whoever is within another sees nothing that the other does not', () => {
    fc.assert(fc.property(aScope, aScope, aPlace, (inner, outer, where) => {
      if (isWithin(inner, outer) && sees(inner, where)) expect(sees(outer, where)).toBe(true);
    }), { numRuns: 2_000 });
    fc.assert(fc.property(aScope, (scope) => {
      expect(isWithin(scope, scope)).toBe(true);
      expect(isWithin(scope, { portals: [] })).toBe(true);
      if (!seesEverything(scope)) expect(isWithin({ portals: [] }, scope)).toBe(false);
    }));
  });

  it('keeps limits tidy, and shuts nobody out by an empty list', () => {
    expect(tidyLimits({ school: { queues: ['b', 'a', 'b'] }, chamber: { kinds: ['member'] }, works: {} }, ['school', 'works'])).toEqual({ school: { queues: ['a', 'b'] } });
    expect([limitsAreFit({}), limitsAreFit({ school: { queues: ['a'] } }), limitsAreFit({ school: { queues: [] } }), limitsAreFit({ school: { kinds: [' '] } })]).toEqual([true, true, false, false]);
  });
});
