import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse, type Locale } from '#kernel';
import { ASKED_FIELDS } from '#portals';
import { AddDetails, GiveSecondFactor, RecordCallBackCode, RecordLetterPin, SendNewLink, SignInAtHome, StatusOfTicket, WishForVoucher } from '#recovery';
import { headersFor } from '../answer/headers.js';
import { Brands } from '../frame/brands.js';
import { inBoth, type Page } from '../frame/layout.js';
import { CLEAN_PATHS, Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { fieldOf, homeDeparturePage, TYPED_PROOFS } from './proof.views.js';
import { statusPage, type Said } from './status.views.js';
import { formText } from './form-text.js';
import { isAboutLink, LinkVisit, typedProblem } from './link-visit.js';
import { staleFormPage } from './notice.views.js';
import { TEXTS } from './texts.js';
import { awayFromHome, queryOfReturn } from './way-back.js';

const OVER = new Set(['recovery.no-call-under-way', 'recovery.nothing-asked']);
const HOME_RESULTS = ['home-done', 'home-other-account', 'home-sign-in-failed', 'home-provider-unreachable', 'nothing-asked'] as const;
type HomeResult = (typeof HOME_RESULTS)[number];

/** `/t/…`: the requester's own ticket. Looked at as often as one likes. */
@ApiExcludeController()
@Public()
@Controller('t')
export class StatusController {
  constructor(
    private readonly status: StatusOfTicket, private readonly phoneCode: RecordCallBackCode, private readonly secondFactor: GiveSecondFactor, private readonly home: SignInAtHome, private readonly details: AddDetails,
    private readonly letterPin: RecordLetterPin, private readonly vouching: WishForVoucher, private readonly newLink: SendNewLink, private readonly visit: Visit, private readonly links: LinkVisit, private readonly brands: Brands,
  ) {}

  @Get('status')
  open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = (request.query as { said?: unknown } | null)?.said;
    const said = HOME_RESULTS.find((one) => one === asked);
    const { home } = TEXTS[this.visit.language(request)].proofs;
    if (said === 'home-done') return this.#show(request, reply, { problems: [], said: home[said] });
    return this.#show(request, reply, { problems: said ? [{ text: home[said]! }] : [] });
  }

  @Post('status')
  async typeCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = this.#posted(request, reply);
    if (token === undefined) return;
    const locale = this.visit.language(request);
    const { callWrong, callOver, codeMissing, done } = TEXTS[locale].proofs;
    const kind = TYPED_PROOFS.find((one) => one === formText(request, 'proof')) ?? 'call-back';
    const code = formText(request, fieldOf(kind), 40);
    if (code.trim() === '') return this.#show(request, reply, { problems: [{ field: fieldOf(kind), text: codeMissing }] });
    const answer = kind === 'call-back' || kind === 'sms' ? await this.phoneCode.run({ token, code, by: kind, ip: request.ip }) : await this.secondFactor.run({ token, kind, code, ip: request.ip });
    if (answer.allowed) return this.#show(request, reply, { problems: [], said: done[kind], newCode: 'newCode' in answer ? answer.newCode?.reveal() : undefined });
    if (isAboutLink(answer) || OVER.has(answer.refusal)) return this.#show(request, reply, { problems: [{ text: callOver[kind] }] });
    return this.#show(request, reply, { problems: [typedProblem(locale, answer, fieldOf(kind), callWrong[kind])] });
  }

  /** To the organisation's own page by a link and not by itself: a form of ours leads nowhere else (`form-action`). */
  @Post('home')
  async leaveForHome(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = this.#posted(request, reply);
    const browser = this.visit.browser(request);
    if (token === undefined || browser === undefined) return;
    const locale = this.visit.language(request);
    const departure = await this.home.leave({ token, browser }).catch(awayFromHome);
    if (!departure.allowed) return this.#show(request, reply, { problems: [{ text: TEXTS[locale].proofs.home[departure.refusal] ?? TEXTS[locale].proofs.callOver['home-idp'] }] });
    const status = await this.status.run(token);
    if (!status) return this.links.invalid(request, reply, 't');
    const portal = await this.brands.of(status.portalKey);
    this.links.show(request, reply, { portal, locale }, homeDeparturePage(locale, departure.provider[locale], departure.url));
  }

  /** What came back is used up and out of the address line before anything is shown. */
  @Get('back/:portal/:provider')
  async comeBack(@Param('portal') portalKey: string, @Param('provider') provider: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = this.visit.token(request, 't');
    const browser = this.visit.browser(request);
    const query = queryOfReturn(request);
    const answer = token === undefined || browser === undefined || query === undefined ? refuse('recovery.home-sign-in-failed')
      : await this.home.arrive({ token, browser, portalKey, provider, query, ip: request.ip }).catch(awayFromHome);
    const said: HomeResult = answer.allowed ? 'home-done' : (HOME_RESULTS.find((one) => `recovery.${one}` === answer.refusal) ?? 'home-sign-in-failed');
    await reply.headers(headersFor('page')).code(303).header('location', `${CLEAN_PATHS.t}?said=${said}`).send('');
  }

  @Post('letter')
  async typePin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = this.#posted(request, reply);
    if (token === undefined) return;
    const locale = this.visit.language(request);
    const { letterWrong, letterOver, letterDone } = TEXTS[locale].status;
    const answer = await this.letterPin.run({ token, pin: formText(request, 'pin', 20), ip: request.ip });
    if (answer.allowed) return this.#show(request, reply, { problems: [], said: letterDone });
    const isOver = isAboutLink(answer) || answer.refusal === 'recovery.no-letter-under-way' || answer.refusal === 'recovery.nothing-asked';
    return this.#show(request, reply, { problems: [isOver ? { text: letterOver } : typedProblem(locale, answer, 'pin', letterWrong)] });
  }

  @Post('vouch')
  async wishForVoucher(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = this.#posted(request, reply);
    if (token === undefined) return;
    const answer = await this.vouching.run({ token, typedNumber: formText(request, 'vouchNumber', 12), ip: request.ip });
    if (!answer.allowed && isAboutLink(answer)) return this.links.invalid(request, reply, 't');
    const { said, over, numberWrong } = TEXTS[this.visit.language(request)].vouch.wish;
    if (!answer.allowed && answer.refusal === 'recovery.code-wrong') return this.#show(request, reply, { problems: [{ field: 'vouchNumber', text: numberWrong }] });
    // Twice in a row is said once: the card below tells when it was.
    const isSaid = answer.allowed || answer.refusal === 'recovery.limit-reached';
    return this.#show(request, reply, isSaid ? { problems: [], said } : { problems: [{ text: over }] });
  }

  /** Always the same answer; the page says besides how the request stands by then. */
  @Post('new')
  async sendNew(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = this.#posted(request, reply);
    if (token === undefined) return;
    await this.newLink.ofRequest({ token, ip: request.ip });
    return this.#show(request, reply, { problems: [], said: TEXTS[this.visit.language(request)].recover.sent });
  }

  @Post('details')
  async addDetails(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = this.#posted(request, reply);
    if (token === undefined) return;
    const locale = this.visit.language(request);
    const { detailsDone, detailsNone, detailsNotNeeded, notAnAddress } = TEXTS[locale].status;
    const typed = Object.fromEntries(ASKED_FIELDS.map((name) => [name, formText(request, name)]));
    const answer = await this.details.run({ token, typed, ip: request.ip });
    if (answer.allowed && answer.problems.length > 0) return this.#show(request, reply, { problems: answer.problems.map(({ field }) => ({ field, text: notAnAddress })) });
    if (answer.allowed) return this.#show(request, reply, Object.values(typed).some((value) => value.trim() !== '') ? { problems: [], said: detailsDone } : { problems: [{ text: detailsNone }] });
    if (isAboutLink(answer)) return this.links.invalid(request, reply, 't');
    return this.#show(request, reply, { problems: [{ text: detailsNotNeeded }] });
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 't', token);
  }

  /** The token of a form that is ours; otherwise the page that says why not has been sent. */
  #posted(request: FastifyRequest, reply: FastifyReply): string | undefined {
    const locale = this.visit.language(request);
    if (!this.visit.formIsOurs(request)) {
      this.visit.show(request, reply, staleFormPage(locale, CLEAN_PATHS.t), { status: 403 });
      return undefined;
    }
    const token = this.visit.token(request, 't');
    if (token === undefined) this.links.invalid(request, reply, 't');
    return token;
  }

  async #show(request: FastifyRequest, reply: FastifyReply, more: Said): Promise<void> {
    const token = this.visit.token(request, 't');
    const status = token === undefined ? undefined : await this.status.run(token);
    if (!status) return this.links.invalid(request, reply, 't');
    const portal = await this.brands.of(status.portalKey);
    const locale = this.visit.language(request, status.locale);
    const formToken = this.visit.formToken(request, reply);
    const draw = (one: Locale): Page => statusPage(one, status, portal, formToken, more.newCode === undefined ? more : { ...more, said: TEXTS[one].proofs.done['recovery-code'] });
    this.links.show(request, reply, { portal, locale }, more.newCode === undefined ? draw(locale) : inBoth(locale, draw));
  }
}
