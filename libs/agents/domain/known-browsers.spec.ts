import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DAY_MS, newId, newToken } from '#kernel';
import { isKnownTo, KNOWN_BROWSER_DAYS, markOf, readMark } from './known-browsers.js';

const key = createSecretKey(Buffer.alloc(32, 1));
const since = new Date('2026-11-30T09:00:00Z');
const browser = { agentId: newId(), id: newToken(), since };
const mark = markOf(browser, key);

describe('the mark of a browser in which an agent has signed in', () => {
  it('says whose it is and since when, for half a year', () => {
    expect(readMark(mark, key, since)).toEqual(browser);
    expect(readMark(mark, key, new Date(since.getTime() + KNOWN_BROWSER_DAYS * DAY_MS - 1))).toEqual(browser);
    expect(readMark(mark, key, new Date(since.getTime() + KNOWN_BROWSER_DAYS * DAY_MS))).toBeUndefined();
  });

  it('is nothing once a character of it is another, under another key, or cut off', () => {
    for (let at = 0; at < mark.length; at += 1) expect(readMark(`${mark.slice(0, at)}${mark[at] === '1' ? '2' : '1'}${mark.slice(at + 1)}`, key, since)).toBeUndefined();
    expect(readMark(mark, createSecretKey(Buffer.alloc(32, 2)), since)).toBeUndefined();
    for (const other of [undefined, '', mark.slice(0, -1), `${mark}A`, `${mark}\n`, 'a'.repeat(5_000)]) expect(readMark(other, key, since)).toBeUndefined();
  });

  it('is one agent\'s, until all of theirs are taken back', () => {
    expect(isKnownTo({ id: browser.agentId }, browser)).toBe(true);
    expect(isKnownTo({ id: newId() }, browser)).toBe(false);
    expect(isKnownTo({ id: browser.agentId, knownBrowsersSince: since }, browser)).toBe(true);
    expect(isKnownTo({ id: browser.agentId, knownBrowsersSince: new Date(since.getTime() + 1) }, browser)).toBe(false);
  });
});
