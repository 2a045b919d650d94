import { it } from '@jest/globals';

it('ends its process', () => {
  process.exit(3);
});
