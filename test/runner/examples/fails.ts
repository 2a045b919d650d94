import { expect, it } from '@jest/globals';

it('says what was expected', () => {
  expect('this').toBe('that');
});
