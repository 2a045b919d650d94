import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { LOCALES } from '#kernel';
import { parseProfile, shippedProfiles, type PortalProfile } from '#portals';
import { MAIL_KINDS, type MailKind } from '../domain/mail-kinds.js';
import { previewMail, variantsToPreview } from './preview-mail.js';
import { prepareTemplates, templateOf } from './templates.js';

const KINDS = Object.keys(MAIL_KINDS) as MailKind[];
let portal: PortalProfile;

beforeAll(async () => {
  await prepareTemplates();
  const parsed = parseProfile((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml);
  if (!parsed.ok) throw new Error('not valid');
  portal = parsed.profile;
});

/** What a kind says in plain text, in every form that its template allows. */
const texts = (kind: MailKind, locale: (typeof LOCALES)[number]): string[] => [undefined, ...variantsToPreview(kind)].map((variant) => {
  const { subject, text } = previewMail(kind, locale, { portal, variant });
  return `${subject}\n${text}`;
});

describe.each(KINDS)('%s', (kind) => {
  it('is written in every form that its template allows, each once and whole', () => {
    const keys = variantsToPreview(kind);
    expect(new Set(keys).size).toBe(keys.length);
    for (const locale of LOCALES) {
      const all = texts(kind, locale);
      for (const text of all) expect(text).not.toMatch(/\{|undefined|\[object|\bnull\b/);
      expect(all.length - new Set(all).size).toBe(0);
    }
  });

  it('says with and without whatever it says under a condition only', () => {
    const outline = readFileSync(new URL(`../../../mail-templates/${kind}/outline.txt`, import.meta.url), 'utf8');
    const strings = templateOf(kind).strings.de;
    const conditional = [...outline.matchAll(/^(?:say|button|note|fact|quiet) (\w+).* (?:when|unless) (?!\w*InWords$)\w+$/gm)].map(([, key]) => key!).filter((key) => key in strings);
    for (const key of conditional) {
      const start = strings[key]!.split('{')[0]!.trim();
      if (start === '') continue;
      const found = texts(kind, 'de').map((text) => text.replaceAll(/\s+/g, ' ').includes(start));
      expect({ key, with: found.includes(true), without: found.includes(false) }).toEqual({ key, with: true, without: true });
    }
  });

  it('is seen with each of its choices', () => {
    const strings = templateOf(kind).strings.de;
    const all = texts(kind, 'de').join('\n').replaceAll(/\s+/g, ' ');
    for (const sentence of Object.values(strings)) {
      if (!sentence.startsWith('{')) continue;
      for (const [, option, said] of sentence.matchAll(/ ([a-z_]+) \{([^{}]+)\}/g)) {
        if (option !== 'other') expect({ option, isSeen: all.includes(said!.trim()) }).toEqual({ option, isSeen: true });
      }
    }
  });
});

it('knows no variant that is none', () => {
  expect(() => previewMail('notice', 'de', { portal, variant: 'event.moon-landing' })).toThrow('no such variant');
});
