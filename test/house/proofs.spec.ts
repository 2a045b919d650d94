import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
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

describe('the table of the requirements', () => {
  const rows = [...readFileSync('libs/recovery/REQUIREMENTS.md', 'utf8').matchAll(/^\| R(\d+) \| [MS] \| (.*) \| (.*) \|$/gm)].map(([, number, proofs = '', left = '']) => ({ number: Number(number), proofs, left }));

  it('leaves no number out, and says of each what proves it or what is left', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 80 }, (_, at) => at + 1));
    expect(rows.filter(({ proofs, left }) => proofs.trim() === '' && left.trim() === '')).toEqual([]);
  });

  it.each(rows.map(({ number, proofs }) => [`R${number}`, proofs] as const))('%s names tests that are there', (_name, proofs) => {
    const named = [...proofs.matchAll(/`([^`]+\.ts)` "([^·]+)"(?= ·|$)/g)].map(([, file, test]) => ({ file: file!, test: test! }));
    expect(named).toHaveLength(proofs.trim() === '' ? 0 : proofs.split(' · ').length);
    for (const { file, test } of named) expect({ file, test, there: existsSync(file) && readFileSync(file, 'utf8').replaceAll("\\'", "'").includes(test) }).toEqual({ file, test, there: true });
  });
});

describe('everything that people read', () => {
  const texts = globSync('{apps/console/texts/**/*.ts,apps/api/**/*.ts,mail-templates/*/strings.*.json,libs/portals/{profiles,playbooks}/*.yaml}').map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const saying = (words: RegExp) => texts.filter(({ text }) => words.test(text)).map(({ file }) => file);

  it('is looked at', () => expect(texts.length).toBeGreaterThan(100));

  it('has no hint and no security question anywhere (R20)', () => {
    expect(saying(/sicherheitsfrage|geheimfrage|passwort-?hinweis|security question|password hint/i)).toEqual([]);
  });

  it('asks nobody for a copy of an identity card (R76)', () => {
    expect(saying(/(?<!keine )ausweiskopie|kopie (ihres|des|vom) (personal)?ausweis|copy of (your|the) (id\b|identity|passport)/i)).toEqual([]);
  });
});
