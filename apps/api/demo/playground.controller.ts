import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portals } from '#portals';
import { headersFor } from '../answer/headers.js';
import { Visit } from '../frame/visit.js';
import { Public } from '../gate/needs.js';
import { formText } from '../pages/form-text.js';
import { staleFormPage } from '../pages/notice.views.js';
import { DemoMail } from './demo-mail.js';
import { DemoPhones, DemoSms } from './demo-phones.js';
import { DemoPeople, type DemoRequester, type DemoWorld } from './demo-world.js';
import { DEMO_TEXTS } from './demo.texts.js';
import { PLAYGROUND_SCRIPT, SCRIPT_PATH } from './playground-script.js';
import { playgroundPage, type Look } from './playground.views.js';
import { mailOf, SAMPLES } from './samples.js';

interface Asked {
  readonly portal?: string;
  readonly address?: string;
  readonly mail?: string;
  readonly sent?: string;
}

/** Be a demo requester: read their mail, write to the desk. Real SMTP and IMAP; exists in demo mode only. */
@ApiExcludeController()
@Public()
@Controller()
export class PlaygroundController {
  constructor(private readonly people: DemoPeople, private readonly mail: DemoMail, private readonly phones: DemoPhones, private readonly portals: Portals, private readonly visit: Visit) {}

  @Get('playground')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.#show(request, reply, {});
  }

  @Post('playground/write')
  async write(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const locale = this.visit.language(request);
    if (!this.visit.formIsOurs(request)) return void this.visit.show(request, reply, staleFormPage(locale, '/playground'), { status: 403 });
    const world = await this.people.world();
    const who = find(world, formText(request, 'portal'), formText(request, 'address'));
    const profile = who && (await this.portals.get(who.portal));
    if (!who || !profile) return this.#show(request, reply, {});
    const sample = SAMPLES.find(({ key }) => key === textOf((request.query as { sample?: unknown }).sample));
    const answers = await this.#answered(world, who, formText(request, 'answers'));
    const written = sample ? mailOf(sample, locale, who) : { subject: formText(request, 'subject', 300).trim(), text: formText(request, 'text', 20_000) };
    if (written.subject === '' || written.text.trim() === '') return this.#show(request, reply, { who, problem: DEMO_TEXTS[locale].playground.missing, written }, 422);
    await this.mail.write(world, who, { ...written, to: answers?.answerTo ?? profile.mailboxes[0]!.address, answers });
    await reply.code(303).header('location', `/playground?${new URLSearchParams({ portal: who.portal, address: who.address, sent: '1' }).toString()}`).send('');
  }

  /** The demo's SMS gateway, as Rekey calls one (`libs/outbound/adapters/SMS.md`). */
  @Post('playground/sms')
  async sms(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const sms = DemoSms.safeParse(request.body);
    const isOurs = sms.success && (await this.phones.isSigned(sms.data, textOf(request.headers['rekey-signature'])));
    if (sms.success && isOurs) this.phones.take(sms.data);
    await reply.code(isOurs ? 202 : 401).send(sms.success && isOurs ? { reference: `demo-${sms.data.id}` } : { error: 'signature' });
  }

  @Get('playground/script/:file')
  async script(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const isCurrent = request.url.split('?')[0] === SCRIPT_PATH;
    await reply.headers(headersFor('asset')).code(isCurrent ? 200 : 404).type('text/javascript; charset=utf-8').send(isCurrent ? PLAYGROUND_SCRIPT : '');
  }

  async #show(request: FastifyRequest, reply: FastifyReply, more: Pick<Look, 'problem' | 'written'> & { who?: DemoRequester }, status = 200): Promise<void> {
    const [world, profiles] = await Promise.all([this.people.world(), this.portals.list()]);
    const asked = request.query as Asked;
    const who = more.who ?? find(world, textOf(asked.portal), textOf(asked.address));
    const uid = Number(textOf(asked.mail));
    const opened = who && Number.isSafeInteger(uid) && uid > 0 ? await this.mail.open(world, who, uid) : undefined;
    const look: Look = {
      ...more, profiles, people: world.requesters, who, opened, lines: who && !opened ? await this.mail.list(world, who) : [], texts: this.phones.of(who?.phone), portal: who?.portal ?? textOf(asked.portal),
      isSent: asked.sent !== undefined, publicUrl: this.visit.publicUrl,
    };
    this.visit.show(request, reply, playgroundPage(this.visit.language(request), this.visit.formToken(request, reply), look), { status });
  }

  async #answered(world: DemoWorld, who: DemoRequester, uid: string) {
    return /^\d{1,10}$/.test(uid) ? this.mail.open(world, who, Number(uid)) : undefined;
  }
}

/** Only people of the demo world, whatever is asked for. */
function find({ requesters }: DemoWorld, portal: string, address: string): DemoRequester | undefined {
  return requesters.find((one) => one.address === address && (portal === '' || one.portal === portal));
}

function textOf(given: unknown): string {
  return typeof given === 'string' ? given : '';
}
