import { expect, it } from '@jest/globals';
import { withoutAddress } from './without-address.js';

it('the answer of a relay does not name whom we mask', () => {
  expect(withoutAddress('550 5.1.1 <Mara+x@Corp.example>: no such user mara+x@corp.example', 'mara+x@corp.example')).toBe('550 5.1.1 <m•••@c•••.example>: no such user m•••@c•••.example');
  expect(withoutAddress('550 maraxxx@corp.example', 'mara+x@corp.example')).toBe('550 maraxxx@corp.example');
  expect(withoutAddress(null, 'mara@corp.example')).toBeNull();
});
