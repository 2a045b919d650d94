import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portals } from '#portals';
import { AskForLink } from '#recovery';
import { Brands } from '../frame/brands.js';
import { inBoth } from '../frame/layout.js';
import { Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { Captcha } from './captcha.js';
import { FORGOTTEN_TEXTS } from './forgotten.texts.js';
import { forgottenPage, linkAskedPage, type ForgottenFilled } from './forgotten.views.js';
import { formText } from './form-text.js';
import { staleFormPage } from './notice.views.js';
import { choosePortalPage } from './password.views.js';

/** `/r/forgotten`: a link to the address on file, without writing a mail. */
@ApiExcludeController()
@Public()
@Controller('r/forgotten')
export class ForgottenController {
  constructor(private readonly askForLink: AskForLink, private readonly captcha: Captcha, private readonly brands: Brands, private readonly portals: Portals, private readonly visit: Visit) {}

  @Get()
  open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#show(request, reply, {});
  }

  @Post()
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const locale = this.visit.language(request);
    if (!this.visit.formIsOurs(request)) return void this.visit.show(request, reply, staleFormPage(locale, '/r/forgotten'), { status: 403 });
    const portal = await this.brands.find(formText(request, 'portal', 40));
    const login = formText(request, 'login', 320).trim();
    const texts = FORGOTTEN_TEXTS[locale];
    if (!portal) return this.#show(request, reply, {});
    if (login === '') return this.#show(request, reply, { problems: [{ field: 'login', text: texts.loginMissing }] });
    const solution = formText(request, 'altcha', 4_000);
    // No script, no puzzle: such a form is let through under a brake of its own. What was solved wrongly or too late has a script, which solves another.
    const unproved = portal.profile.captcha && solution === '';
    if (portal.profile.captcha && !unproved && !(await this.captcha.accepts(solution))) return this.#show(request, reply, { login, problems: [{ text: texts.proofMissing }] });
    await this.askForLink.run({ portalKey: portal.profile.key, login, language: locale, ip: request.ip, unproved });
    this.visit.show(request, reply, inBoth(locale, (one) => linkAskedPage(one, portal)), { locale });
  }

  async #show(request: FastifyRequest, reply: FastifyReply, filled: ForgottenFilled): Promise<void> {
    const locale = this.visit.language(request);
    const all = await this.portals.list();
    const asked = (request.query as { portal?: unknown }).portal;
    const chosen = all.length === 1 ? all[0] : all.find(({ key }) => key === asked);
    if (!chosen) return void this.visit.show(request, reply, choosePortalPage(locale, all, { title: FORGOTTEN_TEXTS[locale].title, question: FORGOTTEN_TEXTS[locale].whichPortal, path: '/r/forgotten' }), { locale });
    const puzzle = chosen.captcha ? await this.captcha.puzzle() : undefined;
    const page = forgottenPage(locale, await this.brands.of(chosen.key), this.visit.formToken(request, reply), { ...filled, puzzle });
    this.visit.show(request, reply, page, { status: page.failed ? 422 : 200, locale });
  }
}
