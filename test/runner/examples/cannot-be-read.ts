import { it } from '@jest/globals';

it('never runs', () => undefined);
throw new Error('cannot be read');
