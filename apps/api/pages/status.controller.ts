import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RecordCallBackCode, StatusOfTicket } from '#recovery';
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
    private readonly status: StatusOfTicket, private readonly callBackCode: RecordCallBackCode, private readonly visit: Visit, private readonly links: LinkVisit, private readonly brands: Brands,
  ) {}

  @Get('status')
  open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#show(request, reply, { problems: [], proved: false });
  }

  @Post('status')
  async typeCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const locale = this.visit.language(request);
    if (!this.visit.formIsOurs(request)) return void this.visit.show(request, reply, staleFormPage(locale, CLEAN_PATHS.t), { status: 403 });
    const token = this.visit.token(request, 't');
    if (token === undefined) return this.links.invalid(request, reply);
    const { callWrong, callOver } = TEXTS[locale].status;
    const answer = await this.callBackCode.run({ token, code: formText(request, 'code', 20), ip: request.ip });
    if (answer.allowed) return this.#show(request, reply, { problems: [], proved: true });
    const isOver = isAboutLink(answer) || answer.refusal === 'recovery.no-call-under-way';
    return this.#show(request, reply, { problems: [isOver ? { text: callOver } : typedProblem(locale, answer, 'code', callWrong)], proved: false });
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 't', token);
  }

  async #show(request: FastifyRequest, reply: FastifyReply, more: { problems: readonly FieldProblem[]; proved: boolean }): Promise<void> {
    const token = this.visit.token(request, 't');
    const status = token === undefined ? undefined : await this.status.run(token);
    if (!status) return this.links.invalid(request, reply);
    const portal = await this.brands.of(status.portalKey);
    const locale = this.visit.language(request, status.locale);
    this.links.show(request, reply, { portal, locale }, statusPage(locale, status, portal, this.visit.formToken(request, reply), more));
  }
}
