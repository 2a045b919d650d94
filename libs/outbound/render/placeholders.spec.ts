import { beforeAll, describe, expect, it } from '@jest/globals';
import { LOCALES } from '#kernel';
import { PortalProfileSchema } from '#portals';
import { MAIL_KINDS, type MailKind } from '../domain/mail-kinds.js';
import { placeholdersFor } from './placeholders.js';
import { renderMail, wordsDigest } from './render-mail.js';
import { prepareTemplates, sampleOf } from './templates.js';

const KINDS = Object.keys(MAIL_KINDS) as MailKind[];
const PORTAL = PortalProfileSchema.parse({
  key: 'media-centre', name: { de: 'Medienzentrum', en: 'Media centre' }, brand: { colour: '#0b5cad', accent: '#ffcc00', organisation: 'Medienzentrum Nord' },
  languages: ['de', 'en'], ticketPrefix: 'MED', mailboxes: [{ address: 'support@media.example', displayName: 'Medienzentrum Nord' }], directory: { kind: 'builtin' },
  office: { name: 'Medienzentrum Nord', street: 'Lange Straße 1', city: '12345 Nordstadt', phone: '0111 222333', email: 'verleih@media.example', hours: { de: 'Mo–Fr', en: 'Mon–Fri' } },
  queues: [{ key: 'triage', name: { de: 'Sichtung', en: 'Triage' } }], routes: [{ queue: 'triage' }], triageQueue: 'triage', calendar: { timeZone: 'Europe/Berlin', holidays: 'BW', hours: { 1: '09:00-15:00' } },
  promises: [{ businessDays: 3, text: { de: 'bald', en: 'soon' } }], instant: { enabled: true, caseTypes: [] }, passwordPolicy: {}, facts: [],
});

beforeAll(() => prepareTemplates());

describe.each(KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))('%s in %s, read by somebody at the desk', (kind, locale) => {
  it('is what the recipient has, but for its secrets', () => {
    const { variables, secrets } = sampleOf(kind, locale);
    const mail = { portal: PORTAL, variables, ticketNumber: 'MED-1042' };
    const [left, read] = [renderMail(kind, locale, { ...mail, secrets }), renderMail(kind, locale, { ...mail, secrets: 'left-out' })];
    expect(read.subject).toBe(left.subject);
    for (const secret of Object.values(secrets)) expect(JSON.stringify(read)).not.toContain(secret);
    const placeholders = placeholdersFor(kind, locale, variables);
    expect(Object.keys(placeholders).toSorted()).toEqual(Object.keys(MAIL_KINDS[kind].secrets.shape).toSorted());
    // The longest first: one link may be the beginning of another.
    const hidden = Object.entries(secrets).toSorted(([, one], [, other]) => other.length - one.length).reduce((text, [name, secret]) => text.replaceAll(secret, placeholders[name]!), left.text);
    expect(read.text).toBe(hidden);
  });
});

it('names no next step where the mail has none', () => {
  expect(placeholdersFor('registration-released', 'de', { expiresAt: null })).toEqual({ link: null, code: null, codePage: null });
  expect(placeholdersFor('registration-released', 'en', { expiresAt: '2026-11-30T12:00:00Z' })).toEqual({ link: '[link, only in the mail]', code: '[code, only in the mail]', codePage: '[address of the page, only in the mail]' });
});

it('other words, another portal or another template have another digest, colours have not', () => {
  const of = (kind: MailKind, portal = PORTAL, words?: Record<string, string>) => wordsDigest(kind, 'de', { portal, words });
  const same = of('notice');
  expect(of('notice', { ...PORTAL, brand: { ...PORTAL.brand, colour: '#000000' } })).toBe(same);
  expect(of('notice', PORTAL, {})).toBe(same);
  const others = [of('answer'), of('notice', PORTAL, { greeting: 'Moin,' }), of('notice', { ...PORTAL, office: { ...PORTAL.office, phone: '0111 222334' } })];
  expect(new Set([same, ...others]).size).toBe(4);
});

it('the digest of the same words is another one for each kind, language and portal, however often it is asked for', () => {
  const words = { greeting: 'Moin,' };
  const other = { ...PORTAL, office: { ...PORTAL.office, phone: '0111 222334' } };
  const asked = [['notice', 'de', PORTAL], ['notice', 'de', other], ['answer', 'de', PORTAL], ['notice', 'en', PORTAL], ['notice', 'de', { ...PORTAL }]] as const;
  const all = (own: () => Record<string, string>) => asked.map(([kind, locale, portal]) => wordsDigest(kind, locale, { portal, words: own() }));
  const fresh = all(() => ({ ...words }));
  expect(new Set(fresh).size).toBe(4);
  expect([all(() => words), all(() => words)]).toEqual([fresh, fresh]);
});
