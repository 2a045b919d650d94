import { describe, expect, it } from '@jest/globals';
import { check, checks } from './check.js';

const forEver = (): Promise<never> => new Promise(() => undefined);

describe('a look of the doctor', () => {
  it('is a line, whatever happens: an answer, an error, or none at all', async () => {
    expect(await check('storage', 'mend it', async () => 'there')).toEqual({ state: 'ok', what: 'storage', detail: 'there' });
    expect(await check('storage', () => 'mend it', async () => Promise.reject(new Error('gone')))).toEqual({ state: 'problem', what: 'storage', detail: 'gone', cure: 'mend it' });
    expect(await check('storage', 'mend it', forEver, 10)).toEqual({ state: 'problem', what: 'storage', detail: 'no answer within 0.01 seconds', cure: 'mend it' });
  });

  it('at many things is one line when they cannot be had', async () => {
    expect(await checks('mailboxes', 'mend it', async () => [])).toEqual([]);
    expect(await checks('mailboxes', 'mend it', forEver, 10)).toMatchObject([{ state: 'problem', what: 'mailboxes', cure: 'mend it' }]);
  });
});
