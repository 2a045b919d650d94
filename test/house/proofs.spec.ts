import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ALL_STORIES } from '../stories/every-case/index.js';

describe('the table of the cases', () => {
  const table = readFileSync('libs/recovery/CASES.md', 'utf8');

  it('names exactly the stories that are told', () => {
    const named = [...table.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)].map(([, portal, title]) => `${portal}: ${title}`);
    const told = ALL_STORIES.flatMap(([portal, stories]) => stories.map(({ title }) => `${portal}: ${title}`));
    expect(named).toEqual(told);
  });

  it('names specs that are there', () => {
    const files = [...table.matchAll(/`(?:test\/(?:db|house|stories|support)\/)?([a-z-]+(?:\.spec)?\.ts)`/g)].map(([, file]) => file!);
    const all = ['db', 'house', 'stories', 'support'].flatMap((folder) => readdirSync(`test/${folder}`));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !all.includes(file))).toEqual([]);
  });
});
