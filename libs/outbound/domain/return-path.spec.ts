import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readReturnPath, returnPathIsFor, writeReturnPath } from './return-path.js';

const KEY = Buffer.alloc(32, 7);

describe('the return path of one mail', () => {
  it('names the mail and proves itself, in upper case too, within 64 octets', () => {
    for (const id of [randomUUID(), '00000000-0000-4000-8000-000000000001', 'ffffffff-ffff-4fff-bfff-ffffffffffff']) {
      const address = writeReturnPath(KEY, 'support@a.example', id, 'Erin@b.example');
      expect(address.indexOf('@')).toBeLessThanOrEqual(64);
      const read = readReturnPath(address.toUpperCase());
      expect(read?.outboundId).toBe(id);
      expect(returnPathIsFor(KEY, read!, 'erin@b.example')).toBe(true);
    }
  });

  it('proves nothing for another recipient, another key or another mail', () => {
    const read = readReturnPath(writeReturnPath(KEY, 'support@a.example', randomUUID(), 'erin@b.example'))!;
    expect(returnPathIsFor(KEY, read, 'eve@b.example')).toBe(false);
    expect(returnPathIsFor(Buffer.alloc(32, 8), read, 'erin@b.example')).toBe(false);
    expect(returnPathIsFor(KEY, { ...read, outboundId: randomUUID() }, 'erin@b.example')).toBe(false);
  });

  it('stays plain for a long mailbox name and reads nothing from other addresses', () => {
    expect(writeReturnPath(KEY, 'a-long-helpdesk@a.example', randomUUID(), 'e@b.example')).toBe('a-long-helpdesk@a.example');
    expect(readReturnPath('support+abc@a.example')).toBeUndefined();
    expect(readReturnPath(`support+b.${'z'.repeat(25)}${'0'.repeat(25)}@a.example`)).toBeUndefined();
  });
});
