import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { KeyGiven } from '#contracts';
import { refuse, type Refusal } from '#kernel';
import { SendVoucherCode, Vouch, VouchAtHome, VOUCHER_ANSWERS, type VoucherAnswer } from '#recovery';
import { headersFor } from '../answer/headers.js';
import { isLocale } from '../frame/language.js';
import { inBoth } from '../frame/layout.js';
import type { FieldProblem } from '../frame/parts.js';
import { CLEAN_PATHS, Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { formText } from './form-text.js';
import { isAboutLink, LinkVisit, typedProblem, type UsableLink } from './link-visit.js';
import { homeDeparturePage } from './proof.views.js';
import { TEXTS } from './texts.js';
import { keyPasswordField, vouchedPage, vouchPage } from './vouch.views.js';
import { awayFromHome, queryOfReturn } from './way-back.js';

/** More than an answer of a key ever needs. */
const MOST_SIGNED = 8_192;
/** What may stand behind `?said=` after the way back; anything else is not said. */
const SAID = ['home-sign-in-failed', 'home-other-account', 'home-no-second-factor', 'home-provider-unreachable', 'limit-reached', 'voucher-decides', 'channel-too-new'] as const;

/** `/v/…`: whoever answers for a person says whether it is them. Opening it changes nothing (R49); nobody is asked who they are but the one whose mail holds the link. */
@ApiExcludeController()
@Public()
@Controller('v')
export class VouchController {
  constructor(private readonly vouch: Vouch, private readonly home: VouchAtHome, private readonly codes: SendVoucherCode, private readonly visit: Visit, private readonly links: LinkVisit) {}

  @Get('answer')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = (request.query as { said?: unknown } | null)?.said;
    const said = SAID.find((one) => one === asked);
    const link = await this.#usable(request, reply);
    if (link) this.links.show(request, reply, link, vouchPage(link, said ? [problemOf(link, refuse(`recovery.${said}`))] : []));
  }

  @Post('answer')
  async send(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.#posted(request, reply);
    if (!link) return;
    const { vouch } = TEXTS[link.locale];
    const signed = formText(request, 'key', MOST_SIGNED);
    const key = keyOf(signed);
    const where = signed === '' ? 'password' : keyPasswordField(link.view.voucher ?? { signsInAs: 'account' });
    const [password, code] = [formText(request, where), formText(request, 'code', 40).trim()];
    const { answer, name, given, missing } = answered(request, link);
    missing.push(...(password === '' ? [{ field: where, text: vouch.passwordMissing }] : []), ...(code === '' && signed === '' ? [{ field: 'code', text: vouch.codeMissing }] : []));
    if (signed !== '' && !key) missing.push({ text: vouch.key.failed });
    if (!answer || missing.length > 0) return this.links.show(request, reply, link, vouchPage(link, missing, given));
    const taken = await this.vouch.run({ token: link.token, answer, name, password, code: key ? '' : code, key, ip: request.ip });
    if (taken.allowed) return this.#done(request, reply, link, taken.answer);
    if (isAboutLink(taken)) return this.open(request, reply);
    return this.links.show(request, reply, link, vouchPage(link, [problemOf(link, taken, where, key && vouch.key.wrong)], given));
  }

  /** What the browser asks the key; only the script of our own page asks for it. */
  @Post('key')
  async askForKey(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const send = async (said: object): Promise<void> => void (await reply.headers(headersFor('api')).type('application/json; charset=utf-8').send(JSON.stringify(said)));
    const token = this.visit.formIsOurs(request) ? this.visit.token(request, 'v') : undefined;
    const view = token === undefined ? undefined : await this.vouch.look(token);
    const locale = this.visit.language(request, view?.found ? view.locale : undefined);
    const { vouch, common } = TEXTS[locale];
    if (token === undefined || !view?.found || !view.voucher) return send({ problem: common.refused });
    const where = keyPasswordField(view.voucher);
    const { answer, name, missing } = answered(request, { locale });
    const password = formText(request, where);
    if (password === '') missing.push({ field: where, text: vouch.passwordMissing });
    if (!answer || missing[0]) return send({ problem: missing[0]!.text, field: missing[0]!.field });
    const asked = await this.vouch.askForKey({ token, answer, name, password, ip: request.ip });
    if (asked.allowed) return send({ token: asked.token, options: asked.options });
    const { text, field } = problemOf({ locale }, asked, where, vouch.key.wrong);
    return send({ problem: text, ...(field && { field }) });
  }

  /** A code to the phone on file. What was chosen and the name stay, the password does not. */
  @Post('code')
  async sendCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.#posted(request, reply);
    if (!link) return;
    const { given } = answered(request, link);
    const sent = await this.codes.run({ token: link.token, ip: request.ip });
    if (!sent.allowed && isAboutLink(sent)) return this.open(request, reply);
    const again = await this.#usable(request, reply);
    if (!again) return;
    const problem = !sent.allowed && (sent.refusal === 'recovery.limit-reached' && sent.until ? { text: `${TEXTS[link.locale].vouch.phone.tooSoon} ${timeOf(sent.until, link)}.` } : problemOf(link, sent));
    return this.links.show(request, reply, again, vouchPage(again, problem ? [problem] : [], given));
  }

  /** To the organisation's own page by a link and not by itself: a form of ours leads nowhere else (`form-action`). */
  @Post('home/:provider')
  async leaveForHome(@Param('provider') provider: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.#posted(request, reply);
    const browser = this.visit.browser(request);
    if (!link || browser === undefined) return;
    const { answer, name, given, missing } = answered(request, link);
    if (!answer) return this.links.show(request, reply, link, vouchPage(link, missing, given));
    const departure = await this.home.leave({ token: link.token, answer, name, provider, browser }).catch(awayFromHome);
    if (departure.allowed) return this.links.show(request, reply, link, homeDeparturePage(link.locale, departure.provider[link.locale], departure.url, CLEAN_PATHS.v));
    if (isAboutLink(departure)) return this.open(request, reply);
    return this.links.show(request, reply, link, vouchPage(link, [problemOf(link, departure)], given));
  }

  /** What came back is used up and out of the address line before anything is shown. */
  @Get('back/:portal/:provider')
  async comeBack(@Param('portal') portalKey: string, @Param('provider') provider: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = this.visit.token(request, 'v');
    const browser = this.visit.browser(request);
    const query = queryOfReturn(request);
    const answer = token === undefined || browser === undefined || query === undefined ? refuse('recovery.home-sign-in-failed')
      : await this.home.arrive({ token, browser, portalKey, provider, query, ip: request.ip }).catch(awayFromHome);
    if (answer.allowed) this.visit.forget(reply, 'v');
    const said = answer.allowed ? '' : SAID.find((one) => `recovery.${one}` === answer.refusal) ?? 'home-sign-in-failed';
    const path = answer.allowed ? `/v/done?said=${answer.answer}` : isAboutLink(answer) ? CLEAN_PATHS.v : `${CLEAN_PATHS.v}?said=${said}`;
    await reply.headers(headersFor('page')).code(303).header('location', path).send('');
  }

  /** After the way back: only words, and nothing about whom it was. */
  @Get('done')
  showDone(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const said = (request.query as { said?: unknown } | null)?.said;
    const answer = VOUCHER_ANSWERS.find((one) => one === said);
    if (!answer) return this.links.invalid(request, reply, 'v');
    const locale = this.visit.language(request);
    this.visit.show(request, reply, { ...vouchedPage(locale, answer), keep: { said: answer } }, { locale });
  }

  /** Where a form of the page went, asked for by address (another language, going back): the page itself. */
  @Get(['code', 'home/:provider'])
  goBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const asked = (request.query as { lang?: unknown } | null)?.lang;
    void reply.headers(headersFor('page')).code(303).header('location', isLocale(asked) ? `${CLEAN_PATHS.v}?lang=${asked}` : CLEAN_PATHS.v).send('');
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 'v', token);
  }

  #usable(request: FastifyRequest, reply: FastifyReply): Promise<UsableLink | undefined> {
    return this.links.usable(request, reply, 'v', (token) => this.vouch.look(token));
  }

  #posted(request: FastifyRequest, reply: FastifyReply): Promise<UsableLink | undefined> {
    return this.links.posted(request, reply, 'v', (token) => this.vouch.look(token));
  }

  #done(request: FastifyRequest, reply: FastifyReply, link: UsableLink, answer: VoucherAnswer): void {
    this.visit.forget(reply, 'v');
    this.links.show(request, reply, link, inBoth(link.locale, (one) => vouchedPage(one, answer)));
  }
}

/** What every way to answer asks for. */
function answered(request: FastifyRequest, { locale }: Pick<UsableLink, 'locale'>): { readonly answer: VoucherAnswer | undefined; readonly name: string; readonly given: { answer?: string; name?: string }; readonly missing: FieldProblem[] } {
  const answer = VOUCHER_ANSWERS.find((one) => one === formText(request, 'answer'));
  const name = formText(request, 'name', 200);
  return { answer, name, given: { ...(answer && { answer }), name }, missing: answer ? [] : [{ field: 'answer', text: TEXTS[locale].vouch.answerMissing }] };
}

/** What a key answered, if that is what it is. */
function keyOf(signed: string): z.output<typeof KeyGiven> | undefined {
  try {
    return KeyGiven.safeParse(JSON.parse(signed)).data;
  } catch {
    return undefined;
  }
}

function timeOf(at: Date, { locale, portal }: UsableLink): string {
  return new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: portal.profile.calendar.timeZone }).format(at);
}

function problemOf({ locale, view }: Pick<UsableLink, 'locale'> & Partial<Pick<UsableLink, 'view'>>, refusal: Refusal, field = 'password', wrong = view?.voucher?.signsInAs === 'phone' ? TEXTS[locale].vouch.phone.wrong : TEXTS[locale].vouch.signInWrong): FieldProblem {
  const { vouch, common } = TEXTS[locale];
  if (refusal.refusal === 'recovery.voucher-sign-in-wrong') {
    const left = Number(/^tries:(\d+)$/.exec(refusal.missing?.[0] ?? '')?.[1] ?? 0);
    return { field, text: `${wrong} ${common.triesLeft(left)}` };
  }
  const said = vouch.refused[refusal.refusal];
  return said === undefined ? typedProblem(locale, refusal, field, wrong) : { ...(refusal.refusal === 'recovery.voucher-name-differs' && { field: 'name' }), text: said };
}
