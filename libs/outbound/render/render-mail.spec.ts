import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { LOCALES, type Locale } from '#kernel';
import { PortalProfileSchema, type PortalProfile } from '#portals';
import { APPROVABLE, HELD_CHANGES, KEY_CHANGED_BY, KEY_EVENTS, MAIL_KINDS, NOTICE_EVENTS, type MailKind } from '../domain/mail-kinds.js';
import { renderMail } from './render-mail.js';
import { frame, prepareTemplates, sampleOf, templateOf } from './templates.js';

const FOLDER = new URL('../../../mail-templates/', import.meta.url);
const KINDS = Object.keys(MAIL_KINDS) as MailKind[];
const EVERY = KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const));
const PORTAL: PortalProfile = PortalProfileSchema.parse({
  key: 'media-centre', name: { de: 'Medienzentrum', en: 'Media centre' }, brand: { colour: '#0b5cad', accent: '#ffcc00', organisation: 'Medienzentrum Nord' },
  languages: ['de', 'en'], ticketPrefix: 'MED', mailboxes: [{ address: 'support@media.example', displayName: 'Medienzentrum Nord' }], directory: { kind: 'builtin' },
  office: { name: 'Medienzentrum Nord', street: 'Lange Straße 1', city: '12345 Nordstadt', phone: '0111 222333', fax: '0111 222334', email: 'verleih@media.example', hours: { de: 'Mo–Fr 9–15 Uhr', en: 'Mon–Fri 9–15' } },
  queues: [{ key: 'triage', name: { de: 'Sichtung', en: 'Triage' } }], routes: [{ queue: 'triage' }], triageQueue: 'triage',
  calendar: { timeZone: 'Europe/Berlin', holidays: 'BW', hours: { 1: '09:00-15:00' } },
  promises: [{ businessDays: 3, text: { de: 'bald', en: 'soon' } }],
  instant: { enabled: true, caseTypes: [] }, passwordPolicy: {}, facts: [],
});

const render = (kind: MailKind, locale: Locale, variables: Record<string, unknown> = {}, secrets: Record<string, string> = {}) => {
  const sample = sampleOf(kind, locale);
  return renderMail(kind, locale, { portal: PORTAL, variables: { ...sample.variables, ...variables }, secrets: { ...sample.secrets, ...secrets }, ticketNumber: 'MED-1042' });
};
/** What a reader sees of the HTML: no head, no tags, entities read, white space as one blank. */
const seen = (html: string) => html.replace(/^[\s\S]*<body/, '<body').replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, ' ').replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
  .replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&').replace(/\s+/g, ' ');

beforeAll(() => prepareTemplates());

it('there is a folder for every kind of mail, and no other', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== '_frame').map(({ name }) => name);
  expect(folders.sort()).toEqual([...KINDS].sort());
});

describe.each(EVERY)('%s in %s', (kind, locale) => {
  it('fits its schema, fills completely and says the same in HTML and plain text', () => {
    const sample = sampleOf(kind, locale);
    MAIL_KINDS[kind].variables.parse(sample.variables);
    MAIL_KINDS[kind].secrets.parse(sample.secrets);
    const mail = render(kind, locale);
    expect(mail.subject).toMatch(/^\S.{5,120} \[MED-1042\]$/);
    for (const part of [mail.html, mail.text]) expect(part).not.toMatch(/\{\{|\}\}|undefined|\[object|\bnull\b|#010203|#040506|#070809/);
    for (const secret of Object.values(sample.secrets)) {
      expect(mail.text).toContain(secret);
      expect(seen(mail.html)).toContain(secret);
      expect(mail.subject).not.toContain(secret);
    }
    for (const line of mail.text.split('\n').filter((one) => one.trim() && one !== '-- ')) expect(seen(mail.html)).toContain(line.trim().replace(/^(- |\d\. )/, '').replace(/:$/, ''));
  });

  it('loads nothing from anywhere and tracks nobody', () => {
    const { html } = render(kind, locale);
    expect(html).not.toMatch(/<(img|link|script|iframe|object|embed|form|audio|video|base)\b/i);
    expect(html).not.toMatch(/\burl\(|@import|\bsrc=|\bbackground="/i);
    const links = [...html.matchAll(/https?:\/\/[^\s"'<>]+/g)].map(([url]) => url).filter((url) => url !== 'http://www.w3.org/1999/xhtml');
    for (const link of links) expect(Object.values(sampleOf(kind, locale).secrets)).toContain(link);
    expect(html).toContain(`lang="${locale}"`);
  });

  it('has both languages, and no string that is missing or unused', () => {
    const template = templateOf(kind);
    const used = (sources: string[]) => new Set(sources.flatMap((source) => [...source.matchAll(/\{\{t "([^"]+)"\}\}/g)].map(([, key]) => key!)));
    const ofFrame = Object.keys(frame().strings[locale]);
    const keys = Object.keys(template.strings[locale]);
    const wanted = used([template.html, template.text, frame().text]);
    expect([...wanted].filter((key) => !keys.includes(key) && !ofFrame.includes(key))).toEqual([]);
    expect(keys.filter((key) => !wanted.has(key) && key !== 'subject' && key !== 'preview')).toEqual([]);
    expect(keys.filter((key) => ofFrame.includes(key))).toEqual([]);
    expect(Object.keys(template.strings.de)).toEqual(Object.keys(template.strings.en));
    expect(Object.keys(frame().strings.de)).toEqual(Object.keys(frame().strings.en));
  });
});

it.each([['de', 'jemand hat uns wegen Ihres Kontos geschrieben'], ['en', 'Somebody wrote to us about your account']] as const)('the proof of a mailbox claims of nobody that they wrote to us (%s)', (locale, words) => {
  expect(render('mailbox-proof', locale).text).toContain(words);
});

describe('hostile values (T15, T16)', () => {
  const HOSTILE = ['<a href="https://evil.example">x</a>', 'http://evil.example', 'evil.de', 'Mara\u202Etxt', 'Mara\r\nBcc: x@evil.example', '"><script>alert(1)</script>', '{{link}} {{{link}}}', '{username}', "'; --"];

  it.each(HOSTILE)('%j as a name greets without a name', (salutationName) => {
    const mail = render('recovery-link', 'de', { salutationName });
    expect(mail.text).toMatch(/^Guten Tag,\n/);
    expect(mail.html).not.toContain('evil');
    expect(mail.html).not.toContain('<script');
  });

  it.each(HOSTILE)('%j as a user name stays text on one line', (username) => {
    const mail = render('tell-username', 'en', { username });
    expect(mail.html).not.toMatch(/<script|<a href="https:\/\/evil|\u202e|\r/);
    expect(mail.html).not.toContain('"><script');
    const line = mail.text.split('\n').find((one) => one.startsWith('Your user name:'))!;
    expect(line).toBe(`Your user name: ${username.replace(/[\r\n\u202e]+/g, ' ')}`);
  });

  it('never lets an agent\'s text become markup', () => {
    const mail = render('reply', 'de', { text: 'a <b>bold</b> claim\n\n{{link}} & more' });
    expect(mail.html).toContain('a &lt;b&gt;bold&lt;/b&gt; claim');
    expect(mail.html).toContain('{{link}} &amp; more');
    expect(mail.text).toContain('a <b>bold</b> claim\n\n{{link}} & more');
  });
});

it('tells the expiry in words of the portal\'s time zone', () => {
  expect(render('recovery-link', 'de').text).toContain('Der Link gilt bis Dienstag, 24. November 2026, 14:30 Uhr.');
  expect(render('recovery-link', 'en').text).toContain('valid until Tuesday, 24 November 2026, 14:30.');
});

it('signs as the organisation\'s office with the agent\'s code, never with a name', () => {
  const { text } = render('recovery-link', 'de');
  expect(text).toContain('Medienzentrum Nord\nBearbeiter: ro\n');
  expect(text).toContain('Lange Straße 1\n12345 Nordstadt\nTelefon: 0111 222333\nFax: 0111 222334\nE-Mail: verleih@media.example');
  expect(render('activation-link', 'de').text).not.toContain('Bearbeiter');
});

it.each(NOTICE_EVENTS)('a notice about %s has words of its own', (event) => {
  const other = render('notice', 'de', { event: 'something-else' });
  const mail = render('notice', 'de', { event });
  expect(mail.subject).not.toBe(other.subject);
  expect(mail.text.split('\n')[2]).not.toBe(other.text.split('\n')[2]);
});

it.each(LOCALES)('every choice has words of its own in %s', (locale) => {
  const said = (kind: MailKind, variables: Record<string, unknown>) => render(kind, locale, variables).text;
  for (const [kind, name, values] of [
    ['hold-started', 'change', HELD_CHANGES], ['hold-half-time', 'change', HELD_CHANGES], ['hold-completed', 'change', HELD_CHANGES], ['hold-cancelled', 'change', HELD_CHANGES],
    ['approval-requested', 'action', APPROVABLE], ['hold-cancelled', 'by', ['holder', 'desk', 'sign-in']],
    ['sign-in-key-changed', 'event', KEY_EVENTS], ['sign-in-key-changed', 'by', KEY_CHANGED_BY],
  ] as const) {
    expect({ kind, different: new Set(values.map((value) => said(kind, { [name]: value }))).size }).toEqual({ kind, different: values.length });
  }
});

it('says nothing about what is not there', () => {
  const without = render('registration-released', 'de', { formerUsername: null, expiresAt: null }, { link: null, code: null, codePage: null } as never);
  expect(without.text).not.toMatch(/Achtung|Der Link gilt|Code/);
  expect(without.html).not.toContain('href=');
  expect(without.text).toContain('Öffnen Sie das Portal');
  expect(without.text).not.toMatch(/\n{3,}/);
  expect(render('request-received', 'de', { mentionsSecret: false }).text).not.toContain('Geheimes');
});

describe.each(LOCALES)('the announcement of a new password in %s', (locale) => {
  const dated = () => render('forced-reset', locale, { deadlineAt: '2026-12-07T22:59:00.000Z' });
  const undated = () => render('forced-reset', locale, { deadlineAt: null });

  it('names the date of the order, and none where the order has none', () => {
    for (const body of [dated().text, seen(dated().html)]) expect(body).toMatch(/7\. Dezember|7 December|December 7/);
    for (const body of [undated().text, seen(undated().html)]) expect(body).not.toMatch(/Dezember|December|\bbald\b|\bsoon\b|\bbis\b|\bby \d|\buntil\b/i);
  });

  it('claims nothing that nobody enforces or knows: no end of the old password, no other accounts, no data', () => {
    for (const { text } of [dated(), undated()]) expect(text).not.toMatch(/gilt noch|alte[sn]? Passwort|old password|jedes Konto|every account|\bDaten\b|\bdata\b/i);
  });

  it('has no link, on purpose (P14)', () => {
    expect(dated().html).not.toContain('href=');
  });
});
