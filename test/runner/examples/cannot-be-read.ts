import { it } from '@jest/globals';

throw new Error('cannot be read');
it('is never seen', () => undefined);
