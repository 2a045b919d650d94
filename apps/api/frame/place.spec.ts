import { describe, expect, it } from '@jest/globals';
import { CLEAN_PATHS } from './link-kinds.js';
import { linkKindOf, pathOf, placeOf } from './place.js';

describe('whom an address is for that no route answers', () => {
  it.each(Object.keys(CLEAN_PATHS))('people, whatever follows /%s', (kind) => {
    for (const address of [`/${kind}`, `/${kind}/`, `/${kind}/TOKEN/`, `/${kind}/TOKEN/x?lang=en`, `//${kind}/TOKEN`, `https://desk.example/${kind}/TOKEN`]) expect([address, placeOf(address), linkKindOf(address)]).toEqual([address, 'people', kind]);
  });

  it.each([
    ['/portal/school', 'people'], ['/playground', 'people'],
    ['/assets/x.js', 'programs'], ['/ASSETS/x.js', 'programs'], ['//assets/x.js', 'programs'], ['/assets%2Fx.js', 'programs'], ['/%61ssets/x.js', 'programs'], ['/api/v1/nothing', 'programs'], ['/f/x', 'programs'],
    ['/', 'desk'], ['/q/all/all', 'desk'], ['/t-is-no-page', 'desk'], ['/assetsment', 'desk'], ['/toString', 'desk'], ['/constructor/x', 'desk'], ['/%', 'desk'], ['*', 'desk'],
  ])('%s: %s', (address, place) => expect(placeOf(address)).toBe(place));

  it.each([['/v/x?y#z', '/v/x'], ['http://evil.example/r/set', '/r/set'], ['http://evil.example', '/'], ['http://x//evil.example/r', '/evil.example/r'], ['//evil.example/r', '/evil.example/r'], ['/\\evil.example', '/evil.example'], ['', '/']])('the path of %s is %s, never another host', (address, path) => expect(pathOf(address)).toBe(path));
});
