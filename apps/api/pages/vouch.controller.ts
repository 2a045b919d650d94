import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '#kernel';
import { Vouch, VOUCHER_ANSWERS } from '#recovery';
import type { FieldProblem } from '../frame/parts.js';
import { Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { formText } from './form-text.js';
import { isAboutLink, LinkVisit, typedProblem, type UsableLink } from './link-visit.js';
import { TEXTS } from './texts.js';
import { vouchedPage, vouchPage } from './vouch.views.js';

/** `/v/…`: whoever answers for a person says whether it is them. Opening it changes nothing (R49); nobody is asked who they are but the one whose mail holds the link. */
@ApiExcludeController()
@Public()
@Controller('v')
export class VouchController {
  constructor(private readonly vouch: Vouch, private readonly visit: Visit, private readonly links: LinkVisit) {}

  @Get('answer')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.links.usable(request, reply, 'v', (token) => this.vouch.look(token));
    if (link) this.links.show(request, reply, link, vouchPage(link, []));
  }

  @Post('answer')
  async send(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.links.posted(request, reply, 'v', (token) => this.vouch.look(token));
    if (!link) return;
    const { vouch } = TEXTS[link.locale];
    const answer = VOUCHER_ANSWERS.find((one) => one === formText(request, 'answer'));
    const [name, password, code] = [formText(request, 'name', 200), formText(request, 'password'), formText(request, 'code', 40).trim()];
    const given = { ...(answer && { answer }), name };
    const missing: FieldProblem[] = [
      ...(answer ? [] : [{ field: 'answer', text: vouch.answerMissing }]), ...(password === '' ? [{ field: 'password', text: vouch.passwordMissing }] : []), ...(code === '' ? [{ field: 'code', text: vouch.codeMissing }] : []),
    ];
    if (!answer || missing.length > 0) return this.links.show(request, reply, link, vouchPage(link, missing, given));
    const taken = await this.vouch.run({ token: link.token, answer, name, password, code, ip: request.ip });
    if (taken.allowed) {
      this.visit.forget(reply, 'v');
      return this.links.show(request, reply, link, vouchedPage(link.locale, taken.answer));
    }
    if (isAboutLink(taken)) return this.open(request, reply);
    return this.links.show(request, reply, link, vouchPage(link, [problemOf(link, taken)], given));
  }

  @Get(':token')
  enter(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visit.enter(request, reply, 'v', token);
  }
}

function problemOf({ locale }: UsableLink, refusal: Refusal): FieldProblem {
  const { vouch, common } = TEXTS[locale];
  if (refusal.refusal === 'recovery.voucher-sign-in-wrong') {
    const left = Number(/^tries:(\d+)$/.exec(refusal.missing?.[0] ?? '')?.[1] ?? 0);
    return { field: 'password', text: `${vouch.signInWrong} ${common.triesLeft(left)}` };
  }
  const said = vouch.refused[refusal.refusal];
  return said === undefined ? typedProblem(locale, refusal, 'password', vouch.signInWrong) : { ...(refusal.refusal === 'recovery.voucher-name-differs' && { field: 'name' }), text: said };
}
