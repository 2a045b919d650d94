import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale, Refusal } from '#kernel';
import type { LinkView } from '#recovery';
import { Brands, type PortalPages } from '../frame/brands.js';
import { otherThan, type Page } from '../frame/layout.js';
import type { FieldProblem } from '../frame/parts.js';
import { CLEAN_PATHS, Visit, type LinkKind } from '../frame/visit.js';
import { deadLinkPage, invalidLinkPage, staleFormPage } from './notice.views.js';
import { TEXTS } from './texts.js';

type Found = Extract<LinkView, { found: true }>;

/** A visit through a link that can be used: everything that its page needs. */
export interface UsableLink {
  readonly token: string;
  readonly view: Found;
  readonly portal: PortalPages;
  readonly locale: Locale;
  /** For the form of the page. */
  readonly formToken: string;
}

/** What the pages behind links share: who came through which link, and what to say when the link is no good. */
@Injectable()
export class LinkVisit {
  constructor(private readonly visit: Visit, private readonly brands: Brands) {}

  /** The link, if it can be used; otherwise the page that says why not has been sent and there is nothing left to do. */
  async usable(request: FastifyRequest, reply: FastifyReply, kind: LinkKind, look: (token: string) => Promise<LinkView>): Promise<UsableLink | undefined> {
    const token = this.visit.token(request, kind);
    const view = token === undefined ? undefined : await look(token);
    if (!token || !view?.found) {
      this.invalid(request, reply, kind);
      return undefined;
    }
    const portal = await this.brands.of(view.portalKey);
    const locale = this.visit.language(request, view.locale);
    const formToken = this.visit.formToken(request, reply);
    if (view.state === 'usable') return { token, view, portal, locale, formToken };
    this.visit.show(request, reply, deadLinkPage(locale, view, portal, formToken, `/${kind}/new`), { status: 410, locale });
    return undefined;
  }

  /** As `usable`, for a posted form: it must be ours. */
  async posted(request: FastifyRequest, reply: FastifyReply, kind: LinkKind, look: (token: string) => Promise<LinkView>): Promise<UsableLink | undefined> {
    if (this.visit.formIsOurs(request)) return this.usable(request, reply, kind, look);
    this.visit.show(request, reply, staleFormPage(this.visit.language(request), CLEAN_PATHS[kind]), { status: 403 });
    return undefined;
  }

  show(request: FastifyRequest, reply: FastifyReply, { portal, locale }: Pick<UsableLink, 'portal' | 'locale'>, page: Page): void {
    this.visit.show(request, reply, { ...page, brand: portal.brand(locale), ...(page.other && { other: { ...page.other, brand: portal.brand(otherThan(locale)) } }) }, { status: page.failed ? 422 : 200, locale });
  }

  invalid(request: FastifyRequest, reply: FastifyReply, kind: LinkKind): void {
    const locale = this.visit.language(request);
    this.visit.show(request, reply, invalidLinkPage(locale, kind), { status: 404, locale });
  }
}

/** A refusal of something typed, in a sentence. `wrong` is what to say when the code itself was not right. */
export function typedProblem(locale: Locale, { refusal, missing, until }: Refusal, field: string, wrong: string): FieldProblem {
  const { common, account } = TEXTS[locale];
  if (refusal === 'recovery.code-wrong') {
    const left = Number(/^tries:(\d+)$/.exec(missing?.[0] ?? '')?.[1] ?? Number.NaN);
    return { field, text: Number.isNaN(left) ? wrong : `${wrong} ${common.triesLeft(left)}` };
  }
  if (refusal === 'recovery.code-path-closed') {
    const when = until && new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(until);
    return { text: when ? `${common.tooManyUntil} ${when}.` : common.tooMany };
  }
  return { text: account[refusal] ?? common.refused };
}

/** Whether the refusal is about the link and not about what was typed: the page of the link says the rest. */
export function isAboutLink({ refusal }: Refusal): boolean {
  return refusal.startsWith('recovery.link-');
}
