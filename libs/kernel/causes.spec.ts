import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { runInNewContext } from 'node:vm';
import { causesOf } from './causes.js';

const messagesOf = (error: unknown): string[] => causesOf(error).map(({ message }) => message);

describe('what caused an error', () => {
  it('is told outermost first, however it is kept', () => {
    const innermost = Object.assign(new Error('read'), { code: 'ECONNRESET' });
    const wrapped = Object.assign(new Error('driver'), { previous: innermost });
    expect(causesOf(new TypeError('ours', { cause: wrapped })).map(({ name, message, code }) => [name, message, code])).toEqual([['TypeError', 'ours', ''], ['Error', 'driver', ''], ['Error', 'read', 'ECONNRESET']]);
  });

  it('includes what a socket says', async () => {
    // Port 1 (tcpmux) has nobody behind it.
    const refused = await new Promise((resolve) => connect(1, '127.0.0.1').once('error', resolve));
    expect(causesOf(refused)).toEqual([{ name: 'Error', code: 'ECONNREFUSED', message: expect.stringContaining('ECONNREFUSED'), thrown: refused }]);
  });

  it('includes an error of another realm', () => {
    const foreign: unknown = runInNewContext("Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })");
    expect(foreign instanceof Error).toBe(false);
    expect(causesOf(foreign)).toEqual([{ name: 'Error', code: 'ECONNREFUSED', message: 'refused', thrown: foreign }]);
  });

  it('ends: where an error causes itself, and where there is none', () => {
    const round = new Error('round');
    round.cause = round;
    expect(messagesOf(round)).toHaveLength(6);
    expect(['text', null, undefined, 7, {}].flatMap(messagesOf)).toEqual([]);
  });
});
