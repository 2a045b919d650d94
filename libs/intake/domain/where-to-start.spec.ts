import { describe, expect, it } from '@jest/globals';
import { whereToStart } from './where-to-start.js';

const folder = { uidValidity: '7', uidNext: 101 };

describe('where reading starts', () => {
  it('is now for a mailbox that is new to us (case 9)', () => expect(whereToStart(undefined, folder, false)).toEqual({ lastUid: 100, reason: 'start-now' }));
  it('is the beginning when a backfill was asked for', () => expect(whereToStart({ uidValidity: null, lastUid: 0 }, folder, true)).toEqual({ lastUid: 0, reason: 'backfill' }));
  it('is where we stopped, however long ago (case 3)', () => expect(whereToStart({ uidValidity: '7', lastUid: 42 }, folder, false)).toEqual({ lastUid: 42, reason: 'continue' }));
  it('is the beginning again when the UIDs mean something else', () => expect(whereToStart({ uidValidity: '6', lastUid: 42 }, folder, false)).toEqual({ lastUid: 0, reason: 'rescan' }));
});
