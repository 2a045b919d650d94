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
    namesTestsThatAreThere(proofs);
  });
});

describe('the table of the attacks', () => {
  const rows = [...readFileSync('libs/recovery/ATTACKS.md', 'utf8').matchAll(/^\| T(\d+) \| (.*) \| (.*) \|$/gm)].map(([, number, proofs = '']) => [Number(number), proofs] as const);

  it('leaves no number out, and names a test against each', () => {
    expect(rows.map(([number]) => number)).toEqual(Array.from({ length: 26 }, (_, at) => at + 1));
    expect(rows.filter(([, proofs]) => proofs.trim() === '')).toEqual([]);
  });

  it.each(rows)('T%s names tests that are there', (_number, proofs) => namesTestsThatAreThere(proofs));
});

describe('the table of the hard cases of mail', () => {
  const rows = [...readFileSync('libs/intake/HARD-CASES.md', 'utf8').matchAll(/^\| (.+?) \|(?: .+ \|)? (`.+) \|$/gm)].map(([, name, proofs]) => [name!, proofs!] as const);
  /** Of helpdesk-peers, section 2, by the first number of each. */
  const RUNNERS_UP = ['osTicket#1744', 'freescout#4287', 'freescout#4992', 'imapflow#14', 'zammad#246', 'osTicket#2504', 'zammad#1135', 'libredesk#142', 'e-mail bomb', 'znuny#231', 'glpi#14116', 'zammad#4379'];
  const FAULTS = ['the line', 'the mail server', 'UIDVALIDITY', 'a folder is numbered anew', 'others take mails away', 'a folder is renamed', 'the disk', 'PostgreSQL', 'the relay is dead', 'the relay is slow', 'greylisting', 'the relay takes some', 'processes', 'the mail server does not give', 'the line is too slow', 'the server tells no UIDNEXT'];

  it('leaves none out', () => {
    const names = rows.map(([name]) => name);
    expect(names.slice(0, 25)).toEqual(Array.from({ length: 25 }, (_, at) => String(at + 1)));
    expect(names.slice(25, 25 + RUNNERS_UP.length)).toEqual(RUNNERS_UP);
    expect(names.slice(25 + RUNNERS_UP.length).map((name, at) => name.startsWith(FAULTS[at] ?? '?'))).toEqual(FAULTS.map(() => true));
  });

  it.each(rows)('%s names tests that are there', (_name, proofs) => namesTestsThatAreThere(proofs));
});

/** `file.ts` "words of the test's name" · … */
function namesTestsThatAreThere(proofs: string): void {
  const named = [...proofs.matchAll(/`([^`]+\.ts)` "([^·]+)"(?= ·|$)/g)].map(([, file, test]) => ({ file: file!, test: test! }));
  expect(named).toHaveLength(proofs.trim() === '' ? 0 : proofs.split(' · ').length);
  for (const { file, test } of named) expect({ file, test, there: existsSync(file) && readFileSync(file, 'utf8').replaceAll("\\'", "'").includes(test) }).toEqual({ file, test, there: true });
}

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
