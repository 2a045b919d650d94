import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ASKED_FIELDS } from '#portals';
import { AddDetails, RecordCallBackCode, StatusOfTicket } from '#recovery';
import { Brands } from '../frame/brands.js';
import type { FieldProblem } from '../frame/parts.js';
import { CLEAN_PATHS, Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { statusPage } from './code.views.js';
import { formText } from './form-text.js';
import { isAboutLink, LinkVisit, typedProblem } from './link-visit.js';
import { staleFormPage } from './notice.views.js';
import { TEXTS } from './texts.js';

/** `/t/…`: the requester's own ticket. Looked at as often as one likes. */
@ApiExcludeController()
@Public()
@Controller('t')
export class StatusController {
  constructor(
    private readonly status: StatusOfTicket, private readonly callBackCode: RecordCallBackCode, private readonly details: AddDetails, private readonly visit: Visit, private readonly links: LinkVisit, private readonly brands: Brands,
  ) {}

  @Get('status')
  open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#show(request, reply, { problems: [] });
  }

  @Post('status')
  async typeCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const locale = this.visit.language(request);
    if (!this.visit.formIsOurs(request)) return void this.visit.show(request, reply, staleFormPage(locale, CLEAN_PATHS.t), { status: 403 });
    const token = this.visit.token(request, 't');
    if (token === undefined) return this.links.invalid(request, reply);
    const { callWrong, callOver } = TEXTS[locale].status;
    const answer = await this.callBackCode.run({ token, code: formText(request, 'code', 20), ip: request.ip });
    if (answer.allowed) return this.#show(request, reply, { problems: [], said: TEXTS[locale].status.callDone });
    const isOver = isAboutLink(answer) || answer.refusal === 'recovery.no-call-under-way';
    return this.#show(request, reply, { problems: [isOver ? { text: callOver } : typedProblem(locale, answer, 'code', callWrong)] });
  }

  @Post('details')
  async addDetails(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const locale = this.visit.language(request);
    if (!this.visit.formIsOurs(request)) return void this.visit.show(request, reply, staleFormPage(locale, CLEAN_PATHS.t), { status: 403 });
    const token = this.visit.token(request, 't');
    if (token === undefined) return this.links.invalid(request, reply);
    const { detailsDone, detailsNone, detailsNotNeeded, notAnAddress } = TEXTS[locale].status;
    const typed = Object.fromEntries(ASKED_FIELDS.map((name) => [name, formText(request, name)]));
    const answer = await this.details.run({ token, typed, ip: request.ip });
    if (answer.allowed && answer.problems.length > 0) return this.#show(request, reply, { problems: answer.problems.map(({ field }) => ({ field, text: notAnAddress })) });
    if (answer.allowed) return this.#show(request, reply, Object.values(typed).some((value) => value.trim() !== '') ? { problems: [], said: detailsDone } : { problems: [{ text: detailsNone }] });
    if (isAboutLink(answer)) return this.links.invalid(request, reply);
    return this.#show(request, reply, { problems: [{ text: detailsNotNeeded }] });
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 't', token);
  }

  async #show(request: FastifyRequest, reply: FastifyReply, more: { problems: readonly FieldProblem[]; said?: string }): Promise<void> {
    const token = this.visit.token(request, 't');
    const status = token === undefined ? undefined : await this.status.run(token);
    if (!status) return this.links.invalid(request, reply);
    const portal = await this.brands.of(status.portalKey);
    const locale = this.visit.language(request, status.locale);
    this.links.show(request, reply, { portal, locale }, statusPage(locale, status, portal, this.visit.formToken(request, reply), more));
  }
}
