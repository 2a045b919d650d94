import { describe, expect, it } from '@jest/globals';
import { MailboxUnreachable } from '../intake.faults.js';
import { DamagedBytes, StorageFault } from '#storage';
import { worldFailed } from './whose-fault.js';

describe('whose fault an error is (case 6)', () => {
  it.each([
    ['a fault', new MailboxUnreachable('x')],
    ['a storage that is away', new StorageFault('x')],
    ['a lost connection', Object.assign(new Error('x'), { code: 'ECONNRESET' })],
    ['a stopped database', Object.assign(new Error('x'), { code: '57P01' })],
    ['a deadlock, wrapped', new Error('x', { cause: Object.assign(new Error('y'), { code: '40P01' }) })],
    ['a connection that died between two statements, wrapped', new Error('x', { cause: new Error('Client has encountered a connection error and is not queryable') })],
    ['a full disk', Object.assign(new Error('x'), { code: '53100' })],
  ])('%s is the world’s', (_, error) => expect(worldFailed(error)).toBe(true));

  it.each([
    ['a bug', new TypeError('x is undefined')],
    ['bytes that PostgreSQL refuses', Object.assign(new Error('x'), { code: '22021' })],
    ['something thrown that is no error', 'text'],
    ['bytes that are damaged', DamagedBytes.of('0'.repeat(64), 'a folder')],
  ])('%s is not', (_, error) => expect(worldFailed(error)).toBe(false));
});
