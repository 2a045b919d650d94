import { describe, expect, it } from '@jest/globals';
import { isOurs, makeMessageId, quotableMessageId } from './message-ids.js';

const key = Buffer.alloc(32, 7);
const id = '01930a5e-0000-7000-8000-000000000001';

describe('our Message-IDs', () => {
  const ours = makeMessageId(key, id, 'desk.example');

  it('are recognised with and without angle brackets', () => {
    expect([isOurs(key, ours), isOurs(key, `<${ours}>`), isOurs(key, ` <${ours}> `)]).toEqual([true, true, true]);
  });

  it.each([
    ['another key', (text: string) => isOurs(Buffer.alloc(32, 8), text)],
    ['another domain', (text: string) => isOurs(key, text.replace('desk.example', 'evil.example'))],
    ['another id', (text: string) => isOurs(key, text.replace('0001.', '0002.'))],
    ['a forged signature', (text: string) => isOurs(key, text.replace(/\.[0-9a-f]{32}/, `.${'0'.repeat(32)}`))],
    ['nothing', () => isOurs(key, '')],
  ])('are not believed with %s', (_name, judge) => expect(judge(ours)).toBe(false));
});

it.each([
  ['<a@b.example>', 'a@b.example'],
  ['a@b.example\r\nBcc: x@evil.example', undefined],
  ['two@b.example> <three@b.example', undefined],
  ['no-at-sign', undefined],
  [`${'x'.repeat(400)}@b.example`, undefined],
])('a foreign Message-ID %j becomes %j in our headers (R59)', (given, quoted) => expect(quotableMessageId(given)).toBe(quoted));
