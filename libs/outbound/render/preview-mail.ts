import type { Locale } from '#kernel';
import type { PortalProfile } from '#portals';
import type { MailKind } from '../domain/mail-kinds.js';
import { asSent, variantsOf } from '../domain/mail-variants.js';
import { renderMail, type RenderedMail } from './render-mail.js';
import { sampleOf, templateOf } from './templates.js';

export interface PreviewOptions {
  readonly portal: PortalProfile;
  /** Sentences of the portal's own, instead of the shipped ones. */
  readonly words?: Readonly<Record<string, string>> | undefined;
  /** Other contents than the sample's, e.g. `{ event: 'account-frozen' }`. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** One of `variantsToPreview`; left out: as the sample has it. */
  readonly variant?: string | undefined;
  /** Of the ticket that it would go out on; null: there is none yet. Left out: a made-up one. */
  readonly ticketNumber?: string | null | undefined;
  /** As a device set to light or dark would show it; otherwise as the reader's own. */
  readonly scheme?: 'light' | 'dark' | undefined;
}

/** What the frame says in every mail. */
const IN_FRAME = ['salutationName', 'agentCode'];

/** In which other ways this kind is sent, by key; not those that differ in what the mail does not say. `prepareTemplates` first. */
export function variantsToPreview(kind: MailKind): readonly string[] {
  const { text, html, strings } = templateOf(kind);
  const words = `${text} ${html} ${JSON.stringify(strings)}`;
  return variantsOf(kind, asSent(kind, sampleOf(kind, 'de'))).map(({ key }) => key).filter((key) => {
    const [name = '', value = ''] = key.split('.');
    // A choice without words of its own reads like any other.
    if (name === 'change' && !words.includes(` ${value.replaceAll('-', '_')} {`)) return false;
    return IN_FRAME.includes(name) || new RegExp(`(?:[{]|if |unless )${NAMED_BY[name] ?? name.replace(/At$/, '')}(?:Word|InWords)?[,}]`).test(words);
  });
}

/** By what a template names them. */
const NAMED_BY: Readonly<Record<string, string>> = { status: 'statusLink', stop: 'quietLink' };

/** A mail with made-up contents: for the people who write its words. `prepareTemplates` first. @throws as `renderMail`, and for a variant that is none */
export function previewMail(kind: MailKind, locale: Locale, { portal, words, variables, variant, scheme, ticketNumber = `${portal.ticketPrefix}-1042` }: PreviewOptions): RenderedMail {
  const sample = asSent(kind, sampleOf(kind, locale));
  const other = variant === undefined ? undefined : variantsOf(kind, sample).find(({ key }) => key === variant);
  if (variant !== undefined && !other) throw new Error(`no such variant of ${kind}`);
  const mail = renderMail(kind, locale, { portal, variables: { ...sample.variables, ...other?.variables, ...variables }, secrets: { ...sample.secrets, ...other?.secrets }, ticketNumber, words });
  return { ...mail, html: scheme ? inScheme(mail.html, scheme) : mail.html };
}

/** The media query of the frame decides by itself in a mail program; in a preview the switch does. */
function inScheme(html: string, scheme: 'light' | 'dark'): string {
  return html
    .replaceAll(/@media \(prefers-color-scheme: ?dark\)/g, scheme === 'dark' ? '@media all' : '@media not all')
    .replaceAll(/color-scheme: ?light dark/g, `color-scheme: ${scheme}`);
}
