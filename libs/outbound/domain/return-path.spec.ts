import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSecretKey } from 'node:crypto';
import { newId } from '#kernel';
import { readReturnPath, writeReturnPath } from './return-path.js';

const KEY = createSecretKey(Buffer.alloc(32, 7));

describe('the return path of one mail', () => {
  it('names every mail and proves itself, in upper case too, within 64 octets', () => {
    fc.assert(fc.property(fc.oneof(fc.uuid(), fc.constantFrom('00000000-0000-4000-8000-000000000001', 'ffffffff-ffff-4fff-bfff-ffffffffffff')), fc.stringMatching(/^[a-z]{1,16}$/), (id, local) => {
      const address = writeReturnPath(KEY, `${local}@a.example`, id);
      return address.indexOf('@') <= 64 && address.startsWith(`${local}+b.`) && readReturnPath(KEY, address.toUpperCase()) === id;
    }));
  });

  it('proves nothing under another key, for another mail, or with one symbol changed', () => {
    const [address, other] = [writeReturnPath(KEY, 'support@a.example', newId()), writeReturnPath(KEY, 'support@a.example', newId())];
    expect(readReturnPath(createSecretKey(Buffer.alloc(32, 8)), address)).toBeUndefined();
    expect(readReturnPath(KEY, `${address.slice(0, 35)}${other.slice(35)}`)).toBeUndefined();
    for (let at = 10; at < 55; at += 1) {
      const forged = `${address.slice(0, at)}${address[at] === 'a' ? 'b' : 'a'}${address.slice(at + 1)}`;
      expect(readReturnPath(KEY, forged)).toBeUndefined();
    }
  });

  it('stays plain for a long mailbox name or one with a plus, and reads nothing from other addresses', () => {
    for (const mailbox of ['a-very-long-helpdesk@a.example', 'help+desk@a.example']) expect(writeReturnPath(KEY, mailbox, newId())).toBe(mailbox);
    for (const address of ['support+abc@a.example', 'support@a.example', `support+b.${'z'.repeat(45)}@a.example`, '']) expect(readReturnPath(KEY, address)).toBeUndefined();
  });
});
