import type { Locale } from '#kernel';
import type { PortalProfile } from '#portals';
import type { MailKind } from '../domain/mail-kinds.js';
import { renderMail, type RenderedMail } from './render-mail.js';
import { sampleOf } from './templates.js';

export interface PreviewOptions {
  readonly portal: PortalProfile;
  /** Sentences of the portal's own, instead of the shipped ones. */
  readonly words?: Readonly<Record<string, string>> | undefined;
  /** Other contents than the sample's, e.g. `{ event: 'account-frozen' }`. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Of the ticket that it would go out on; null: there is none yet. Left out: a made-up one. */
  readonly ticketNumber?: string | null | undefined;
  /** As a device set to light or dark would show it; otherwise as the reader's own. */
  readonly scheme?: 'light' | 'dark' | undefined;
}

/** A mail with made-up contents: for the people who write its words. `prepareTemplates` first. @throws as `renderMail` */
export function previewMail(kind: MailKind, locale: Locale, { portal, words, variables, scheme, ticketNumber = `${portal.ticketPrefix}-1042` }: PreviewOptions): RenderedMail {
  const sample = sampleOf(kind, locale);
  const mail = renderMail(kind, locale, { portal, variables: { ...sample.variables, ...variables }, secrets: sample.secrets, ticketNumber, words });
  return { ...mail, html: scheme ? inScheme(mail.html, scheme) : mail.html };
}

/** The media query of the frame decides by itself in a mail program; in a preview the switch does. */
function inScheme(html: string, scheme: 'light' | 'dark'): string {
  return html
    .replaceAll(/@media \(prefers-color-scheme: ?dark\)/g, scheme === 'dark' ? '@media all' : '@media not all')
    .replaceAll(/color-scheme: ?light dark/g, `color-scheme: ${scheme}`);
}
