import { describe, expect, it } from '@jest/globals';
import { SeenUids } from './seen-uids.js';
import { whereToStart } from './where-to-start.js';

const folder = { uidValidity: '7', uidNext: 101 };
const told = ({ seen, reason }: ReturnType<typeof whereToStart>) => ({ seen: seen.toString(), reason });

describe('where reading starts', () => {
  it('is now for a folder that is new to us (case 9)', () => expect(told(whereToStart(undefined, folder, false))).toEqual({ seen: '{[1,101)}', reason: 'start-now' }));
  it('is now for an empty one, too', () => expect(told(whereToStart(undefined, { ...folder, uidNext: 1 }, false))).toEqual({ seen: '{}', reason: 'start-now' }));
  it('is the beginning when everything was asked for', () => expect(told(whereToStart(undefined, folder, true))).toEqual({ seen: '{}', reason: 'everything' }));
  it('is where we stopped, however long ago (case 3)', () => expect(told(whereToStart({ uidValidity: '7', seen: SeenUids.upTo(42) }, folder, false))).toEqual({ seen: '{[1,43)}', reason: 'continue' }));
  it('is the beginning again when the UIDs mean something else', () => expect(told(whereToStart({ uidValidity: '6', seen: SeenUids.upTo(42) }, folder, false))).toEqual({ seen: '{}', reason: 'rescan' }));
});
