import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '#kernel';
import { copyAsHtml, FetchCopy, type CopyLink } from '#privacy';
import { headersFor } from '../answer/headers.js';
import { Brands } from '../frame/brands.js';
import { html } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, form, moment } from '../frame/parts.js';
import { CLEAN_PATHS, Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { LinkVisit } from './link-visit.js';
import { staleFormPage } from './notice.views.js';

const TEXTS = {
  de: {
    title: 'Ihre Daten abholen', lead: 'Hier bekommen Sie, was wir über Sie gespeichert haben. Wählen Sie, wie Sie es haben möchten.', read: 'Zum Lesen und Drucken', file: 'Als Datei für Programme (JSON)', until: 'Der Link gilt bis',
    careful: 'Die Datei enthält persönliche Daten. Laden Sie sie nur auf ein Gerät, das Ihnen gehört.', overTitle: 'Die Zeit ist abgelaufen', over: 'Dieser Link gilt nicht mehr. Antworten Sie auf die E-Mail, mit der er kam, dann schicken wir Ihnen einen neuen.', name: 'meine-daten',
  },
  en: {
    title: 'Fetch your data', lead: 'Here you get what we hold about you. Choose how you would like it.', read: 'To read and print', file: 'As a file for programs (JSON)', until: 'The link works until',
    careful: 'The file contains personal data. Save it only on a device that is yours.', overTitle: 'The time is over', over: 'This link works no more. Reply to the e-mail that it came with, and we will send you a new one.', name: 'my-data',
  },
} as const satisfies Record<Locale, unknown>;

/** `/d/…`: the person fetches the copy of their data (R78). Opening it fetches nothing (T9); the file is made when it is asked for and lies nowhere. */
@ApiExcludeController()
@Public()
@Controller('d')
export class CopyController {
  constructor(private readonly copies: FetchCopy, private readonly visit: Visit, private readonly links: LinkVisit, private readonly brands: Brands) {}

  @Get('data')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const found = await this.#found(request, reply);
    if (!found) return;
    const { link, locale } = found;
    const portal = await this.brands.of(link.portalKey);
    const formToken = this.visit.formToken(request, reply);
    this.visit.show(request, reply, { ...(link.isOver ? overPage(locale) : copyPage(locale, link, formToken)), brand: portal.brand(locale) }, { status: link.isOver ? 410 : 200, locale });
  }

  @Post('read')
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.#send(request, reply, 'html');
  }

  @Post('file')
  async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.#send(request, reply, 'json');
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 'd', token);
  }

  async #send(request: FastifyRequest, reply: FastifyReply, format: 'html' | 'json'): Promise<void> {
    if (!this.visit.formIsOurs(request)) {
      this.visit.show(request, reply, staleFormPage(this.visit.language(request), CLEAN_PATHS.d), { status: 403 });
      return;
    }
    const found = await this.#found(request, reply);
    if (!found) return;
    const copy = await this.copies.run(found.token, request.ip);
    if (!copy) return this.open(request, reply);
    const [type, body] = format === 'html' ? ['text/html', copyAsHtml(copy, found.locale)] : ['application/json', JSON.stringify(copy, null, 2)];
    // Always a download: nothing of it is ever shown under our own address.
    await reply.headers(headersFor('page', { nonce: '', https: this.visit.publicUrl.startsWith('https:') })).code(200).header('content-type', `${type}; charset=utf-8`)
      .header('content-disposition', `attachment; filename="${TEXTS[found.locale].name}.${format}"`).send(body);
  }

  async #found(request: FastifyRequest, reply: FastifyReply): Promise<{ readonly token: string; readonly link: CopyLink; readonly locale: Locale } | undefined> {
    const token = this.visit.token(request, 'd');
    const link = token === undefined ? undefined : await this.copies.look(token);
    if (token !== undefined && link) return { token, link, locale: this.visit.language(request, link.locale) };
    this.links.invalid(request, reply, 'd');
    return undefined;
  }
}

function copyPage(locale: Locale, { until }: CopyLink, formToken: string): Page {
  const texts = TEXTS[locale];
  return {
    title: texts.title,
    body: card(html`<h1>${texts.title}</h1><p class="lead">${texts.lead}</p>
${form('/d/read', formToken, html`<p class="actions"><button type="submit">${texts.read}</button></p>`)}
${form('/d/file', formToken, html`<p class="actions"><button type="submit" class="plain">${texts.file}</button></p>`)}
<p>${texts.until} ${moment(until, locale)}.</p><p class="soft">${texts.careful}</p>`),
  };
}

function overPage(locale: Locale): Page {
  const texts = TEXTS[locale];
  return { title: texts.overTitle, body: card(html`<h1>${texts.overTitle}</h1><p class="lead">${texts.over}</p>`) };
}
