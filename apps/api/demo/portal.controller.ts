import { Controller, Get, Inject, NotFoundException, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HouseConfig, type Settings } from '#config';
import { OpenPinArea, PortalAccount, PortalSignIn, type Account } from '#directory';
import { Sealer } from '#kernel';
import { Brands, type PortalPages } from '../frame/brands.js';
import { inBoth } from '../frame/layout.js';
import { Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { staleFormPage } from '../pages/notice.views.js';
import { objectionProblems, typingProblems } from '../pages/password-form.js';
import { formText } from '../pages/form-text.js';
import { mustChangePage, newCodePage, portalRefusal, savedCodesPage, secondStepPage, signedInPage, signInPage } from './portal.views.js';

const COOKIE = 'rekey-portal';
const LIFE_S = 12 * 60 * 60;
const NO_KEY = /[^a-z0-9-]/;

/** The sign-in page of a demo portal: the real built-in directory, so that anybody can see that a recovery worked. */
@ApiExcludeController()
@Public()
@Controller('portal')
export class PortalController {
  constructor(
    private readonly portalSignIn: PortalSignIn, private readonly portalAccount: PortalAccount, private readonly openPinArea: OpenPinArea, private readonly brands: Brands, private readonly visit: Visit, private readonly sealer: Sealer,
    @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  @Get(':profile')
  async open(@Param('profile') key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const portal = await this.#portal(key);
    const found = await this.#session(request, key);
    if (found?.account.mustChangePassword) return this.#mustChange(request, reply, portal, {});
    if (found) return this.#signedIn(request, reply, portal, found.account);
    if (await this.#isHalfIn(request, key)) return this.#secondStep(request, reply, portal, []);
    return this.#signIn(request, reply, portal, [], (request.query as { out?: string }).out !== undefined);
  }

  @Post(':profile')
  async enter(@Param('profile') key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const portal = await this.#portal(key);
    if (!this.visit.formIsOurs(request)) return this.#stale(request, reply, portal);
    const password = formText(request, 'password', 1_024);
    const answer = await this.portalSignIn.signIn(key, formText(request, 'login'), password);
    if (!answer.allowed) return this.#signIn(request, reply, portal, [portalRefusal(this.visit.language(request), answer)]);
    this.#setCookie(reply, key, answer.sessionToken, LIFE_S);
    if (answer.asksSecondFactor) return this.#secondStep(request, reply, portal, []);
    if (answer.mustChange) return this.#mustChange(request, reply, portal, { sealed: this.sealer.seal(password, 'portal-current', answer.sessionToken) });
    return this.#signedIn(request, reply, portal, answer.account);
  }

  @Post(':profile/second-step')
  async secondStep(@Param('profile') key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const portal = await this.#portal(key);
    if (!this.visit.formIsOurs(request)) return this.#stale(request, reply, portal);
    const locale = this.visit.language(request);
    const answer = await this.portalSignIn.giveSecondFactor(key, request.cookies[COOKIE] ?? '', formText(request, 'code', 40));
    if (answer.allowed) {
      this.#setCookie(reply, key, answer.sessionToken, LIFE_S);
      const newCode = answer.newCode?.reveal();
      if (newCode !== undefined) return void this.visit.show(request, reply, inBoth(locale, (one) => newCodePage(one, portal, newCode)));
      return answer.mustChange ? this.#mustChange(request, reply, portal, {}) : this.#signedIn(request, reply, portal, answer.account);
    }
    const problem = portalRefusal(locale, answer);
    if (answer.refusal === 'portal.code-wrong') return this.#secondStep(request, reply, portal, [{ ...problem, field: 'code' }]);
    return this.#signIn(request, reply, portal, [problem]);
  }

  @Post(':profile/saved-codes')
  async makeSavedCodes(@Param('profile') key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const portal = await this.#portal(key);
    if (!this.visit.formIsOurs(request)) return this.#stale(request, reply, portal);
    const found = await this.#session(request, key);
    const locale = this.visit.language(request);
    const answer = await this.portalAccount.makeSavedCodes(key, request.cookies[COOKIE] ?? '', formText(request, 'password', 1_024));
    const codes = answer.allowed ? answer.codes.map((code) => code.reveal()) : [];
    if (answer.allowed) return void this.visit.show(request, reply, inBoth(locale, (one) => savedCodesPage(one, portal, codes)));
    const problem = portalRefusal(locale, answer);
    return found ? this.#signedIn(request, reply, portal, found.account, [{ ...problem, field: 'password' }]) : this.#signIn(request, reply, portal, [problem]);
  }

  @Post(':profile/password')
  async change(@Param('profile') key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const portal = await this.#portal(key);
    if (!this.visit.formIsOurs(request)) return this.#stale(request, reply, portal);
    const token = request.cookies[COOKIE];
    const found = await this.#session(request, key);
    if (!token || !found) return this.#signIn(request, reply, portal, [portalRefusal(this.visit.language(request), { allowed: false, refusal: 'portal.session-ended' })]);
    const locale = this.visit.language(request);
    const sealed = formText(request, 'sealed', 4_096);
    const [password, repeat] = [formText(request, 'password', 1_024), formText(request, 'repeat', 1_024)];
    const typing = typingProblems(locale, { password, repeat });
    if (typing.length > 0) return this.#mustChange(request, reply, portal, { sealed, problems: typing });
    const answer = await this.portalSignIn.changePassword(token, sealed ? this.#open(sealed, token) : formText(request, 'current', 1_024), password);
    if (answer.allowed) return this.#signedIn(request, reply, portal, found.account);
    if (answer.refusal === 'portal.password-refused') {
      return this.#mustChange(request, reply, portal, { sealed, problems: objectionProblems(locale, answer.missing ?? [], portal.profile.passwordPolicy) });
    }
    if (answer.refusal === 'portal.wrong-credentials') return this.#mustChange(request, reply, portal, { problems: [{ ...portalRefusal(locale, answer), field: 'current' }] });
    return this.#signIn(request, reply, portal, [portalRefusal(locale, answer)]);
  }

  /** An area of the portal that a PIN opens. */
  @Post(':profile/area')
  async openArea(@Param('profile') key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const portal = await this.#portal(key);
    if (!this.visit.formIsOurs(request)) return this.#stale(request, reply, portal);
    const locale = this.visit.language(request);
    const answer = await this.openPinArea.run(request.cookies[COOKIE] ?? '', formText(request, 'area', 60), formText(request, 'pin', 40));
    const found = await this.#session(request, key);
    if (!found) return this.#signIn(request, reply, portal, [portalRefusal(locale, { allowed: false, refusal: 'portal.session-ended' })]);
    return this.#signedIn(request, reply, portal, found.account, answer.allowed ? [] : [{ ...portalRefusal(locale, answer), field: 'pin' }]);
  }

  @Post(':profile/sign-out')
  async leave(@Param('profile') key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const portal = await this.#portal(key);
    if (!this.visit.formIsOurs(request)) return this.#stale(request, reply, portal);
    const token = request.cookies[COOKIE];
    if (token) await this.portalSignIn.signOut(token);
    this.#setCookie(reply, key, '', 0);
    await reply.code(303).header('location', `/portal/${key}?out=1`).send('');
  }

  /** @throws NotFoundException when there is no such portal */
  async #portal(key: string): Promise<PortalPages> {
    if (NO_KEY.test(key)) throw new NotFoundException();
    const portal = await this.brands.find(key);
    if (!portal) throw new NotFoundException();
    return portal;
  }

  async #session(request: FastifyRequest, key: string): Promise<{ account: Account } | undefined> {
    const token = request.cookies[COOKIE];
    const found = token ? await this.portalSignIn.readSession(token) : undefined;
    return found?.portalKey === key ? found : undefined;
  }

  #signIn(request: FastifyRequest, reply: FastifyReply, portal: PortalPages, problems: Parameters<typeof signInPage>[3], isOut = false): void {
    const locale = this.visit.language(request);
    this.visit.show(request, reply, signInPage(locale, portal, this.visit.formToken(request, reply), problems, isOut), { status: problems.length > 0 ? 422 : 200 });
  }

  #mustChange(request: FastifyRequest, reply: FastifyReply, portal: PortalPages, more: Parameters<typeof mustChangePage>[3]): void {
    const locale = this.visit.language(request);
    this.visit.show(request, reply, mustChangePage(locale, portal, this.visit.formToken(request, reply), more), { status: more.problems?.length ? 422 : 200 });
  }

  #secondStep(request: FastifyRequest, reply: FastifyReply, portal: PortalPages, problems: Parameters<typeof secondStepPage>[3]): void {
    this.visit.show(request, reply, secondStepPage(this.visit.language(request), portal, this.visit.formToken(request, reply), problems), { status: problems.length > 0 ? 422 : 200 });
  }

  async #isHalfIn(request: FastifyRequest, key: string): Promise<boolean> {
    const token = request.cookies[COOKIE];
    return token !== undefined && this.portalSignIn.awaitsSecondFactor(key, token);
  }

  #signedIn(request: FastifyRequest, reply: FastifyReply, portal: PortalPages, account: Account, problems: Parameters<typeof signInPage>[3] = []): void {
    const page = signedInPage(this.visit.language(request), portal, this.visit.formToken(request, reply), account, problems);
    this.visit.show(request, reply, page, { status: problems.length > 0 ? 422 : 200 });
  }

  #stale(request: FastifyRequest, reply: FastifyReply, { profile, brand }: PortalPages): void {
    const locale = this.visit.language(request);
    this.visit.show(request, reply, staleFormPage(locale, `/portal/${profile.key}`, brand(locale)), { status: 403 });
  }

  /** What was typed a moment ago, so that nobody has to type the temporary password twice; empty when the seal is not ours. */
  #open(sealed: string, token: string): string {
    try {
      return this.sealer.open(sealed, 'portal-current', token);
    } catch {
      return '';
    }
  }

  #setCookie(reply: FastifyReply, key: string, value: string, maxAge: number): void {
    reply.setCookie(COOKIE, value, { path: `/portal/${key}`, httpOnly: true, sameSite: 'lax', secure: this.house.PUBLIC_URL.startsWith('https:'), maxAge });
  }
}
