import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { QuietMails, type QuietForm, type Quieted } from '#recovery';
import { inBoth } from '../frame/layout.js';
import { Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { formText } from './form-text.js';
import { LinkVisit, typedProblem } from './link-visit.js';
import { quietEndedPage, quietPage } from './quiet.views.js';
import { TEXTS } from './texts.js';

/** `/n/…`: no mails for 24 hours that strangers set off (T12). Opening it changes nothing (R49); both buttons want the number of the page (T9). */
@ApiExcludeController()
@Public()
@Controller('n')
export class QuietController {
  constructor(private readonly quiet: QuietMails, private readonly visit: Visit, private readonly links: LinkVisit) {}

  @Get('pause')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.links.usable(request, reply, 'n', (token) => this.quiet.look(token));
    if (link) this.links.show(request, reply, link, quietPage(link, []));
  }

  @Post('pause')
  begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#send(request, reply, (form) => this.quiet.begin(form));
  }

  @Post('end')
  end(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#send(request, reply, (form) => this.quiet.end(form));
  }

  async #send(request: FastifyRequest, reply: FastifyReply, run: (form: QuietForm) => Promise<Quieted>): Promise<void> {
    const link = await this.links.posted(request, reply, 'n', (token) => this.quiet.look(token));
    if (!link) return;
    const answer = await run({ token: link.token, typedNumber: formText(request, 'number', 20), ip: request.ip });
    if (answer.allowed && !answer.until) return this.links.show(request, reply, link, inBoth(link.locale, quietEndedPage));
    // The page of the link says what is so now.
    if (answer.allowed) return this.open(request, reply);
    return this.links.show(request, reply, link, quietPage(link, [typedProblem(link.locale, answer, 'number', TEXTS[link.locale].quiet.numberWrong)]));
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 'n', token);
  }
}
