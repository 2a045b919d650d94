import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portals } from '#portals';
import { RedeemByCode } from '#recovery';
import { Brands, brandOf } from '../frame/brands.js';
import { inBoth } from '../frame/layout.js';
import type { FieldProblem } from '../frame/parts.js';
import { Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { formText } from './form-text.js';
import { isAboutLink, LinkVisit, typedProblem } from './link-visit.js';
import { staleFormPage } from './notice.views.js';
import { typingProblems } from './password-form.js';
import { PasswordPages, redeemProblems, typedPasswords } from './password-pages.js';
import { byCodePage, choosePortalPage, passwordDonePage, type CodeFormFilled } from './password.views.js';
import { TEXTS } from './texts.js';

/** `/r/…`: a recovery link, or the code from the same mail. */
@ApiExcludeController()
@Public()
@Controller('r')
export class RecoverController {
  constructor(
    private readonly pages: PasswordPages, private readonly visit: Visit, private readonly links: LinkVisit, private readonly brands: Brands, private readonly portals: Portals,
    private readonly redeemByCode: RedeemByCode,
  ) {}

  @Get('set')
  open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.open('r', request, reply);
  }

  @Post('set')
  choose(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.choose('r', request, reply);
  }

  @Post('new')
  sendNew(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.sendNew('r', request, reply);
  }

  @Get('code')
  openCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#showCode(request, reply, (request.query as { portal?: unknown }).portal, { login: '', code: '' });
  }

  @Post('code')
  async redeem(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const locale = this.visit.language(request);
    if (!this.visit.formIsOurs(request)) return void this.visit.show(request, reply, staleFormPage(locale, '/r/code'), { status: 403 });
    const [portalKey, login, code] = [formText(request, 'portal'), formText(request, 'login').trim(), formText(request, 'code', 40).trim()];
    const typed = typedPasswords(request);
    const { recover, common } = TEXTS[locale];
    const problems: FieldProblem[] = [
      ...(login === '' ? [{ field: 'login', text: recover.loginMissing }] : []), ...(code === '' ? [{ field: 'code', text: common.codeMissing }] : []), ...typingProblems(locale, typed),
    ];
    const portal = await this.brands.find(portalKey);
    if (!portal || problems.length > 0) return this.#showCode(request, reply, portalKey, { login, code, problems });
    const answer = await this.redeemByCode.run({ portalKey, login, code, ...typed, ip: request.ip });
    if (answer.allowed) return this.links.show(request, reply, { portal, locale }, inBoth(locale, (one) => passwordDonePage('r', one, portal, answer.username)));
    const isWrong = answer.refusal === 'recovery.code-wrong' || isAboutLink(answer);
    const why = isWrong ? [{ field: 'code', text: recover.byCodeWrong }] : answer.refusal === 'recovery.code-path-closed' ? [typedProblem(locale, answer, 'code', '')] : redeemProblems({ locale, portal }, answer);
    return this.#showCode(request, reply, portalKey, { login, code, problems: why });
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 'r', token);
  }

  async #showCode(request: FastifyRequest, reply: FastifyReply, portalKey: unknown, filled: CodeFormFilled): Promise<void> {
    const locale = this.visit.language(request);
    const all = await this.portals.list();
    const chosen = all.length === 1 ? all[0] : all.find(({ key }) => key === portalKey);
    if (!chosen) return void this.visit.show(request, reply, choosePortalPage(locale, all), { locale });
    const page = byCodePage(locale, this.visit.formToken(request, reply), chosen, filled);
    this.visit.show(request, reply, { ...page, brand: brandOf(chosen, locale) }, { status: page.failed ? 422 : 200, locale });
  }
}

/** `/a/…`: an activation link. */
@ApiExcludeController()
@Public()
@Controller('a')
export class ActivateController {
  constructor(private readonly pages: PasswordPages, private readonly visit: Visit) {}

  @Get('set')
  open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.open('a', request, reply);
  }

  @Post('set')
  choose(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.choose('a', request, reply);
  }

  @Post('new')
  sendNew(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.sendNew('a', request, reply);
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 'a', token);
  }
}
