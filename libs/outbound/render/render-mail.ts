import type { Locale } from '#kernel';
import type { PortalProfile } from '#portals';
import { readableOn } from '../domain/contrast.js';
import { instantInWords } from '../domain/instant-in-words.js';
import type { MailKind } from '../domain/mail-kinds.js';
import { oneLine } from '../domain/one-line.js';
import { salutationName } from '../domain/salutation.js';
import { fillHtml, fillText, say, type FillFacts } from './fill.js';
import { frame, templateOf } from './templates.js';

export interface MailToRender {
  readonly portal: PortalProfile;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly ticketNumber?: string | null | undefined;
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
  const facts: FillFacts = { locale, words: { ...surroundings.strings[locale], ...template.strings[locale] }, values: valuesOf(kind, locale, mail) };
  const subject = withTag(oneLine(say('subject', facts), 180), mail.ticketNumber);
  const preview = 'preview' in facts.words ? say('preview', facts) : oneLine(String(facts.values['text'] ?? ''), LONGEST_PREVIEW);
  const salutation = say(facts.values['salutationName'] === null ? 'greeting' : 'greetingByName', facts);
  const values = { ...facts.values, subject, preview, salutation };
  const body = fillText(template.text, { ...facts, values }).trim();
  return {
    subject,
    html: fillHtml(template.html, { ...facts, values }),
    text: `${fillText(surroundings.text, { ...facts, values: { ...values, body } }).trim()}\n`,
  };
}

/** Everything that a template may name, in words. Only an agent's own text may have more than one line. */
function valuesOf(kind: MailKind, locale: Locale, { portal, variables, secrets, ticketNumber }: MailToRender): Record<string, unknown> {
  const given = Object.fromEntries(
    Object.entries({ agentCode: null, ...variables, ...secrets }).map(([name, value]) => [name, typeof value === 'string' && name !== 'text' ? oneLine(value, LONGEST_VALUE) : value]),
  );
  const inWords = (name: string) => (typeof given[name] === 'string' ? instantInWords(new Date(given[name]), locale, portal.calendar.timeZone) : null);
  const { office, brand } = portal;
  return {
    ...given,
    ...secretsOf(secrets),
    locale,
    isReply: kind === 'reply',
    salutationName: salutationName(variables['salutationName'] as string | null | undefined),
    expiresInWords: inWords('expiresAt'),
    happenedInWords: inWords('happenedAt'),
    // ICU keys have no dashes.
    eventWord: typeof given['event'] === 'string' ? given['event'].replaceAll('-', '_') : null,
    paragraphs: typeof variables['text'] === 'string' ? paragraphsOf(variables['text']) : [],
    organisation: brand.organisation,
    brandColour: brand.colour,
    onBrandColour: readableOn(brand.colour),
    office: { ...office, fax: office.fax ?? null, hours: office.hours[locale] },
    ticketNumber: ticketNumber ?? null,
  };
}

/** Links are never shortened: they are ours. */
function secretsOf(secrets: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, oneLine(value, 2_000)]));
}

function paragraphsOf(text: string): string[][] {
  return text.replace(/\r\n?/g, '\n').trim().split(/\n{2,}/).map((paragraph) => paragraph.split('\n'));
}

/** `… [SCH-1042]`: by it a person finds the case again; it carries no rights. */
function withTag(subject: string, ticketNumber: string | null | undefined): string {
  return ticketNumber ? `${subject} [${ticketNumber}]` : subject;
}
