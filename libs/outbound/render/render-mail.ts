import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Locale } from '#kernel';
import type { PortalProfile } from '#portals';
import { readableOn } from '../domain/contrast.js';
import { instantInWords } from '../domain/instant-in-words.js';
import { MAIL_KINDS, type MailKind } from '../domain/mail-kinds.js';
import { oneLine } from '../domain/one-line.js';
import { salutationName } from '../domain/salutation.js';
import { fillHtml, fillText, say, type FillFacts } from './fill.js';
import { placeholdersFor } from './placeholders.js';
import { frame, templateOf } from './templates.js';

export interface MailToRender {
  readonly portal: PortalProfile;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Null: the kind knows such a link, this mail has none. `left-out`: each is shown as a placeholder, since whoever reads it is not the recipient. */
  readonly secrets: Readonly<Record<string, string | null | undefined>> | 'left-out';
  readonly ticketNumber?: string | null | undefined;
  /** Sentences that the portal says in its own words; they fit (`judgeOverride`). */
  readonly words?: Readonly<Record<string, string>> | undefined;
}

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const LONGEST_VALUE = 500;
const LONGEST_PREVIEW = 90;

/**
 * Writes a mail from its compiled template (`prepareTemplates` first). Plain text and HTML say the same; neither loads
 * anything from anywhere.
 *
 * @throws Error when template and facts do not fit: a bug, seen by the spec that renders every kind
 */
export function renderMail(kind: MailKind, locale: Locale, mail: MailToRender): RenderedMail {
  const template = templateOf(kind);
  const surroundings = frame();
  const facts: FillFacts = { locale, words: { ...surroundings.strings[locale], ...template.strings[locale], ...mail.words }, values: valuesOf(kind, locale, mail) };
  const title = oneLine(say('subject', facts), 180);
  const subject = withTag(title, mail.ticketNumber);
  const preview = 'preview' in facts.words ? say('preview', facts) : oneLine(String(facts.values['text'] ?? ''), LONGEST_PREVIEW);
  const salutation = say(facts.values['salutationName'] === null ? 'greeting' : 'greetingByName', facts);
  const values = { ...facts.values, title, subject, preview, salutation };
  // What an unwanted block leaves behind is an empty line too many.
  const body = fillText(template.text, { ...facts, values }).replace(/\n{3,}/g, '\n\n').trim();
  return {
    subject,
    html: fillHtml(template.html, { ...facts, values }),
    text: `${fillText(surroundings.text, { ...facts, values: { ...values, body } }).trim()}\n`,
  };
}

/** Everything that a template may name, in words. Only what a person wrote (`text`) may have more than one line. */
function valuesOf(kind: MailKind, locale: Locale, { portal, variables, secrets, ticketNumber }: MailToRender): Record<string, unknown> {
  const { brand } = portal;
  return {
    ...withWords(fitting(MAIL_KINDS[kind].variables, variables), (at) => instantInWords(at, locale, portal.calendar.timeZone)),
    ...(secrets === 'left-out' ? placeholdersFor(kind, locale, variables) : secretsOf(fitting(MAIL_KINDS[kind].secrets, secrets))),
    ...factsOf(portal, locale),
    locale,
    isReply: kind === 'reply',
    salutationName: salutationName(variables['salutationName'] as string | null | undefined),
    brandColour: brand.colour,
    accentColour: brand.accent,
    onBrandColour: readableOn(brand.colour),
    ticketNumber: ticketNumber ?? null,
  };
}

/** What a mail says of the portal. */
function factsOf({ office, brand, name }: PortalProfile, locale: Locale): Record<string, unknown> {
  return { organisation: brand.organisation, portalName: name[locale], office: { ...office, fax: office.fax ?? null, hours: office.hours[locale] } };
}

/**
 * The words of a mail as one value: its template, the sentences, what it says of the portal. Where it is the same, the same
 * variables make the same plain text. Nothing of a person goes in. `prepareTemplates` first.
 */
export function wordsDigest(kind: MailKind, locale: Locale, { portal, words }: Pick<MailToRender, 'portal' | 'words'>): string {
  const known = words && digests.get(portal)?.get(words);
  if (known?.kind === kind && known.locale === locale) return known.digest;
  const digest = digestOf(kind, locale, { portal, words });
  if (words) digests.set(portal, (digests.get(portal) ?? new WeakMap<object, KnownDigest>()).set(words, { kind, locale, digest }));
  return digest;
}

interface KnownDigest {
  readonly kind: MailKind;
  readonly locale: Locale;
  readonly digest: string;
}

/** For as long as the same portal and words are asked about, which is some seconds: to read through all of a template takes as long as to fill it. */
const digests = new WeakMap<PortalProfile, WeakMap<object, KnownDigest>>();

function digestOf(kind: MailKind, locale: Locale, { portal, words }: Pick<MailToRender, 'portal' | 'words'>): string {
  const [surroundings, template] = [frame(), templateOf(kind)];
  const said = { ...surroundings.strings[locale], ...template.strings[locale], ...words };
  const all = [surroundings.text, template.text, Object.entries(said).toSorted(([one], [other]) => (one < other ? -1 : 1)), factsOf(portal, locale), portal.calendar.timeZone];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** Fills in what an older row does not have yet. The words name what does not fit, never its content. */
function fitting(schema: z.ZodObject, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ path, code }) => `"${path.join('.')}" ${code === 'unrecognized_keys' ? 'unknown names' : 'does not fit'}`).join(', '));
  return parsed.data;
}

/** ICU keys have no dashes, so a choice has a twin: `change: 'change-email'` → `changeWord: 'change_email'`. */
const CHOICES = ['event', 'change', 'action', 'by', 'proof'];

/** The variables, each with the twins that sentences use: `expiresAt` → `expiresInWords`, `revertUntil` → `revertUntilInWords`. */
function withWords(variables: Readonly<Record<string, unknown>>, inWords: (at: Date) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).flatMap(([name, value]): [string, unknown][] => {
    if (Array.isArray(value)) return [[name, value.map((one) => oneLine(String(one), LONGEST_VALUE))]];
    if (name === 'text') return [[name, String(value).replace(/\r\n?/g, '\n').trim()], ['textParagraphs', paragraphsOf(String(value))]];
    if (/(At|Until)$/.test(name)) return [[name, value], [`${name.replace(/At$/, '')}InWords`, value === null ? null : inWords(new Date(String(value)))]];
    if (CHOICES.includes(name)) return [[name, value], [`${name}Word`, String(value).replaceAll('-', '_')]];
    return [[name, typeof value === 'string' ? oneLine(value, LONGEST_VALUE) : value]];
  }));
}

/** Links are never shortened: they are ours. */
function secretsOf(secrets: Readonly<Record<string, unknown>>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, value === null ? null : oneLine(String(value), 2_000)]));
}

function paragraphsOf(text: string): string[][] {
  return text.replace(/\r\n?/g, '\n').trim().split(/\n{2,}/).map((paragraph) => paragraph.split('\n'));
}

/** `… [SCH-1042]`: by it a person finds the case again; it carries no rights. */
function withTag(subject: string, ticketNumber: string | null | undefined): string {
  return ticketNumber ? `${subject} [${ticketNumber}]` : subject;
}
