import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#kernel';
import { readReplyAddress, replyAddressIsFor, writeReplyAddress } from './reply-address.js';

const KEY = Buffer.alloc(32, 7);
const TICKET = '0199c0de-1234-7abc-8def-0123456789ab';

describe('the signed reply address', () => {
  it('names ticket and recipient, fits into 64 octets, and survives upper-casing', () => {
    const address = writeReplyAddress(KEY, 'kundenportal@hwk.example', TICKET, 'ada@home.example');
    expect(Buffer.byteLength(address.split('@')[0]!)).toBeLessThanOrEqual(64);
    const read = readReplyAddress(address.toUpperCase());
    expect(read?.ticketId).toBe(TICKET);
    expect(replyAddressIsFor(KEY, read!, 'ada@home.example')).toBe(true);
  });

  it('is worth nothing to anybody else, for another ticket, or under another key', () => {
    const read = readReplyAddress(writeReplyAddress(KEY, 'help@desk.example', TICKET, 'ada@home.example'))!;
    expect(replyAddressIsFor(KEY, read, 'eve@home.example')).toBe(false);
    expect(replyAddressIsFor(KEY, { ...read, ticketId: newId() }, 'ada@home.example')).toBe(false);
    expect(replyAddressIsFor(Buffer.alloc(32, 8), read, 'ada@home.example')).toBe(false);
  });

  it('cannot be guessed from a ticket number or half a token', () => {
    for (const address of ['help+SCH-1001@desk.example', 'help@desk.example', `help+${'0'.repeat(26)}@desk.example`, 'help+@desk.example']) expect(readReplyAddress(address)).toBeUndefined();
  });

  it('leaves mailboxes with very long names without one', () => {
    expect(writeReplyAddress(KEY, `${'a'.repeat(30)}@desk.example`, TICKET, 'ada@home.example')).toBe(`${'a'.repeat(30)}@desk.example`);
  });

  it('reads back every id', () => {
    fc.assert(fc.property(fc.uuid(), (id) => readReplyAddress(writeReplyAddress(KEY, 'help@desk.example', id, 'x@y.example'))?.ticketId === id));
  });
});
