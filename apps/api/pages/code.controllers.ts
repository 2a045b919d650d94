import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CancelByLink, ProveMailbox, ReportNotMe, RevealSecret, type LinkView } from '#recovery';
import { inBoth } from '../frame/layout.js';
import { Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { cancelledPage, cancelPage, mailboxProvedPage, proveMailboxPage, reportedPage, reportPage, revealedPage, revealPage } from './code.views.js';
import { formText } from './form-text.js';
import { isAboutLink, LinkVisit, typedProblem, type UsableLink } from './link-visit.js';
import { PasswordPages } from './password-pages.js';
import { TEXTS } from './texts.js';

/** `/p/…`: a mailbox is proved by the code that was mailed to it. */
@ApiExcludeController()
@Public()
@Controller('p')
export class ProveController {
  constructor(private readonly prove: ProveMailbox, private readonly visit: Visit, private readonly links: LinkVisit) {}

  @Get('confirm')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.links.usable(request, reply, 'p', (token) => this.prove.look(token));
    if (link) this.links.show(request, reply, link, proveMailboxPage(link, []));
  }

  @Post('confirm')
  async confirm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.links.posted(request, reply, 'p', (token) => this.prove.look(token));
    if (!link) return;
    const { common } = TEXTS[link.locale];
    const code = formText(request, 'code', 40).trim();
    if (code === '') return this.links.show(request, reply, link, proveMailboxPage(link, [{ field: 'code', text: common.codeMissing }]));
    const answer = await this.prove.run({ token: link.token, code, ip: request.ip });
    if (answer.allowed) {
      return this.links.show(request, reply, link, inBoth(link.locale, mailboxProvedPage));
    }
    if (isAboutLink(answer)) return this.open(request, reply);
    return this.links.show(request, reply, link, proveMailboxPage(link, [typedProblem(link.locale, answer, 'code', common.codeWrong)]));
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 'p', token);
  }
}

/** `/s/…`: a temporary password, shown once to whoever has the link and types the code. */
@ApiExcludeController()
@Public()
@Controller('s')
export class RevealController {
  constructor(private readonly reveal: RevealSecret, private readonly pages: PasswordPages, private readonly visit: Visit, private readonly links: LinkVisit) {}

  @Get('show')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.links.usable(request, reply, 's', (token) => this.reveal.look(token));
    if (link) this.links.show(request, reply, link, revealPage(link, []));
  }

  @Post('show')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.links.posted(request, reply, 's', (token) => this.reveal.look(token));
    if (!link) return;
    const { common } = TEXTS[link.locale];
    const code = formText(request, 'code', 40).trim();
    if (code === '') return this.links.show(request, reply, link, revealPage(link, [{ field: 'code', text: common.codeMissing }]));
    const answer = await this.reveal.run({ token: link.token, code, ip: request.ip });
    if (answer.allowed) {
      // The cookie stays: whoever loads the page again reads that it was shown already, and not that the link is wrong.
      // The one place where the secret leaves the house.
      const secret = answer.secret.reveal();
      return this.links.show(request, reply, link, inBoth(link.locale, (one) => revealedPage(one, link.portal, { ...answer, secret })));
    }
    if (isAboutLink(answer)) return this.open(request, reply);
    return this.links.show(request, reply, link, revealPage(link, [typedProblem(link.locale, answer, 'code', common.codeWrong)]));
  }

  @Post('new')
  sendNew(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.sendNew('s', request, reply);
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 's', token);
  }
}

/** `/c/…`: "that wasn't me", from a notice. */
@ApiExcludeController()
@Public()
@Controller('c')
export class ReportController {
  constructor(private readonly report: ReportNotMe, private readonly cancelling: CancelByLink, private readonly visit: Visit, private readonly links: LinkVisit) {}

  /** One address for both: what waits or was made is stopped, anything else is reported. */
  async #look(token: string): Promise<LinkView> {
    const view = await this.cancelling.look(token);
    return view.found ? view : this.report.look(token);
  }

  @Get('report')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.links.usable(request, reply, 'c', (token) => this.#look(token));
    if (link) this.links.show(request, reply, link, (link.view.purpose === 'cancel' ? cancelPage : reportPage)(link, []));
  }

  @Post('report')
  async send(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.links.posted(request, reply, 'c', (token) => this.#look(token));
    if (!link) return;
    const { report } = TEXTS[link.locale];
    const typedNumber = formText(request, 'number', 20).trim();
    if (link.view.purpose === 'cancel') return this.#cancel(request, reply, link, typedNumber);
    if (typedNumber === '') return this.links.show(request, reply, link, reportPage(link, [{ field: 'number', text: report.numberWrong }]));
    const answer = await this.report.run({ token: link.token, typedNumber, ip: request.ip });
    if (answer.allowed) {
      return this.links.show(request, reply, link, inBoth(link.locale, (one) => reportedPage(one, answer.frozen)));
    }
    if (isAboutLink(answer)) return this.open(request, reply);
    return this.links.show(request, reply, link, reportPage(link, [typedProblem(link.locale, answer, 'number', report.numberWrong)]));
  }

  async #cancel(request: FastifyRequest, reply: FastifyReply, link: UsableLink, typedNumber: string): Promise<void> {
    const { report } = TEXTS[link.locale];
    if (typedNumber === '') return this.links.show(request, reply, link, cancelPage(link, [{ field: 'number', text: report.numberWrong }]));
    const answer = await this.cancelling.run({ token: link.token, typedNumber, ip: request.ip });
    if (answer.allowed) {
      return this.links.show(request, reply, link, inBoth(link.locale, (one) => cancelledPage(one, answer.outcome)));
    }
    if (isAboutLink(answer)) return this.open(request, reply);
    return this.links.show(request, reply, link, cancelPage(link, [typedProblem(link.locale, answer, 'number', report.numberWrong)]));
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 'c', token);
  }
}
