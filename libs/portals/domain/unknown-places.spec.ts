import { describe, expect, it } from '@jest/globals';
import { unknownPlaces } from './unknown-places.js';

const school = { key: 'school', queues: [{ key: 'triage', name: { de: 'Sichten', en: 'Triage' } }] };

describe('places that rights name', () => {
  it.each([
    [{ portals: [] }, []],
    [{ portals: ['school'], limits: { school: { queues: ['triage'] } } }, []],
    [{ portals: ['school', 'scool'] }, ['scool']],
    [{ portals: [], limits: { school: { queues: ['triage', 'traige'] }, chamber: { queues: ['x'] } } }, ['chamber', 'school:traige']],
    [{ portals: [], limits: { school: { kinds: ['pupil'] } } }, []],
  ])('%j: %j', (rights, unknown) => expect(unknownPlaces([school], rights)).toEqual(unknown));
});
