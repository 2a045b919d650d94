import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { LOCALES } from '#kernel';
import { parseProfile, shippedProfiles, type PortalProfile } from '#portals';
import { MAIL_KINDS, type MailKind } from '../domain/mail-kinds.js';
import { neverThere } from '../domain/mail-variants.js';
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
    const conditional = [...outline.matchAll(/^(?:say|button|note|fact|quiet) (\w+).* (when|unless) (?!\w*InWords$)(\w+)$/gm)].map(([, key, when, name]) => ({ key: key!, isSaid: when === 'when', name })).filter(({ key }) => key in strings);
    const { link } = neverThere(kind);
    for (const { key, isSaid, name } of conditional) {
      const only = name === 'link' && link !== undefined ? (link === 'without') === isSaid : undefined;
      const start = strings[key]!.split('{')[0]!.trim();
      if (start === '') continue;
      const found = texts(kind, 'de').map((text) => text.replaceAll(/\s+/g, ' ').includes(start));
      expect({ key, with: found.includes(true), without: found.includes(false) }).toEqual({ key, with: only !== false, without: only !== true });
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

describe('what is never sent', () => {
  const shown = (kind: MailKind) => [undefined, ...variantsToPreview(kind)].map((variant) => previewMail(kind, 'de', { portal, variant }));

  it.each(['hold-started', 'hold-cancelled', 'account-deleted', 'notice', 'forced-reset', 'new-address-waits', 'request-received'] as const)('is not shown: %s with the code of an agent, whom nobody named', (kind) => {
    expect(variantsToPreview(kind)).not.toContain('agentCode.with');
    for (const { text } of shown(kind)) expect(text).not.toMatch(/Kürzel|\(ro\)/);
  });

  it.each(['new-address-waits', 'confirm-new-address', 'confirm-second-address', 'proof-request', 'request-handed-on', 'data-request-refused'] as const)('is not shown: %s with a name, to whoever may be a stranger', (kind) => {
    expect(variantsToPreview(kind)).not.toContain('salutationName.with');
    for (const { text } of shown(kind)) expect(text).not.toContain('Lindqvist');
  });

  it.each(['address-changed', 'account-migrated', 'registration-confirmed'] as const)('is not shown: %s with a link', (kind) => {
    for (const { text } of shown(kind)) expect(text).not.toMatch(/desk\.example\/[ra]\//);
    expect(variantsToPreview(kind).filter((key) => key.startsWith('link.'))).toEqual([]);
  });

  it.each(['recovery-link', 'activation-link', 'tell-username'] as const)('nor the code of an agent where nobody at the desk began it: %s with the page of the request', (kind) => {
    const statusPage = /desk\.example\/t\//;
    const all = shown(kind).map(({ text }) => ({ byAgent: /\(ro\)|\bro\b/.test(text), atOnce: statusPage.test(text) }));
    expect(all.filter(({ byAgent, atOnce }) => byAgent && atOnce)).toEqual([]);
    expect([all.some(({ byAgent }) => byAgent), all.some(({ atOnce }) => atOnce)]).toEqual([true, true]);
  });

  it('nor registration-released without its link', () => {
    expect(variantsToPreview('registration-released').filter((key) => key.startsWith('link.'))).toEqual([]);
    for (const { text } of shown('registration-released')) expect(text).toMatch(/desk\.example\/[ra]\//);
  });
});

it('knows no variant that is none', () => {
  expect(() => previewMail('notice', 'de', { portal, variant: 'event.moon-landing' })).toThrow('no such variant');
});
