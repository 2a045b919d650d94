import { createHmac, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import type {} from '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HouseConfig, type Settings } from '#config';
import { Sealer, type Locale } from '#kernel';
import { headersFor, type AnswerKind } from '../answer/headers.js';
import { isSameSite } from '../gate/same-origin.js';
import { chooseLanguage, isLocale } from './language.js';
import { layout, type Page } from './layout.js';
import { CLEAN_PATHS, type LinkKind } from './link-kinds.js';
import { pageOfForm } from './page-of-form.js';
import { pathOf } from './place.js';

export { CLEAN_PATHS, type LinkKind };

const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;
const LINK_LIFE_S = 60 * 60;
const LANGUAGE_LIFE_S = 180 * 24 * 60 * 60;

type Cookies = Record<string, string | undefined>;

/**
 * What every page behind a link does the same way: move the token out of the address (R51), choose the language, prove
 * that a form is ours, send with the right headers.
 */
@Injectable()
export class Visit {
  readonly #https: boolean;
  readonly #key: KeyObject;

  constructor(@Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>, sealer: Sealer) {
    this.#https = house.PUBLIC_URL.startsWith('https:');
    this.#key = sealer.derive('page-forms');
  }

  /** Base of links that a page shows; never from the request (R28). */
  get publicUrl(): string {
    return this.house.PUBLIC_URL;
  }

  language(request: FastifyRequest, account?: Locale): Locale {
    const asked = (request.query as { lang?: unknown } | null)?.lang;
    return chooseLanguage(asked, this.#cookies(request)[this.#name('lang')], request.headers['accept-language'], account);
  }

  /**
   * Takes the token out of the address line: into a cookie that scripts cannot read, then on to the clean path. Changes
   * nothing else, so a scanner may open the link first, and the link may be opened again.
   */
  enter(request: FastifyRequest, reply: FastifyReply, kind: LinkKind, token: string): FastifyReply {
    const cleanPath = CLEAN_PATHS[kind];
    // What is no token leads to the page for links that are not valid, not to the one that was opened before.
    if (TOKEN_SHAPE.test(token)) this.#setCookie(reply, kind, token, { path: `/${kind}`, maxAge: LINK_LIFE_S });
    else this.forget(reply, kind);
    const asked = (request.query as { lang?: unknown } | null)?.lang;
    return this.#send(reply).code(303).header('location', isLocale(asked) ? `${cleanPath}?lang=${asked}` : cleanPath).send('');
  }

  /** The token of the link through which this browser came, if it still has it. */
  token(request: FastifyRequest, kind: LinkKind): string | undefined {
    const token = this.#cookies(request)[this.#name(kind)];
    return token !== undefined && TOKEN_SHAPE.test(token) ? token : undefined;
  }

  forget(reply: FastifyReply, kind: LinkKind): void {
    this.#setCookie(reply, kind, '', { path: `/${kind}`, maxAge: 0 });
  }

  /** The value of the hidden field `form`: an HMAC of a cookie that only this browser has (signed double submit). */
  formToken(request: FastifyRequest, reply: FastifyReply): string {
    let own = this.#cookies(request)[this.#name('form')];
    if (!own || !TOKEN_SHAPE.test(own)) {
      own = randomBytes(32).toString('base64url');
      this.#setCookie(reply, 'form', own, { path: '/', maxAge: LINK_LIFE_S });
    }
    return this.#hmac(own);
  }

  /** What only this browser has, in a form that is good for nothing else; undefined: it has never seen a form of ours. */
  browser(request: FastifyRequest): string | undefined {
    const own = this.#cookies(request)[this.#name('form')];
    return own && TOKEN_SHAPE.test(own) ? createHmac('sha256', this.#key).update(`browser:${own}`).digest('base64url') : undefined;
  }

  /** Whether the form was written by us for this browser and sent from our own page. */
  formIsOurs(request: FastifyRequest): boolean {
    const own = this.#cookies(request)[this.#name('form')];
    const given = (request.body as { form?: unknown } | null)?.form;
    if (!own || typeof given !== 'string' || !isSameSite(request.headers, this.house.PUBLIC_URL)) return false;
    const [one, other] = [Buffer.from(this.#hmac(own)), Buffer.from(given)];
    return one.length === other.length && timingSafeEqual(one, other);
  }

  /** Sends the page. `?lang` is remembered in a cookie. */
  show(request: FastifyRequest, reply: FastifyReply, page: Page, { status = 200, locale = this.language(request) }: { status?: number; locale?: Locale } = {}): FastifyReply {
    const asked = (request.query as { lang?: unknown } | null)?.lang;
    if (isLocale(asked)) this.#setCookie(reply, 'lang', asked, { path: '/', maxAge: LANGUAGE_LIFE_S });
    const nonce = randomBytes(16).toString('base64');
    // Only the path may come back (T7).
    const path = request.method === 'POST' ? pageOfForm(pathOf(request.url)) : pathOf(request.url);
    return this.#send(reply, nonce, page.script === undefined ? 'page' : page.asks ? 'playground' : 'scripted').code(status).type('text/html; charset=utf-8').send(layout(page, locale, path, nonce));
  }

  #send(reply: FastifyReply, nonce = '', kind: AnswerKind = 'page'): FastifyReply {
    return reply.headers(headersFor(kind, { nonce, https: this.#https }));
  }

  /** `__Host-` where there is https (R51); a browser takes that prefix only with Secure and Path=/. */
  #setCookie(reply: FastifyReply, name: string, value: string, { path, maxAge }: { path: string; maxAge: number }): void {
    reply.setCookie(this.#name(name), value, { path: this.#https ? '/' : path, httpOnly: true, sameSite: 'lax', secure: this.#https, maxAge });
  }

  #name(name: string): string {
    return `${this.#https ? '__Host-' : ''}rekey-${name}`;
  }

  #cookies(request: FastifyRequest): Cookies {
    return request.cookies as Cookies;
  }

  #hmac(own: string): string {
    return createHmac('sha256', this.#key).update(own).digest('base64url');
  }
}
