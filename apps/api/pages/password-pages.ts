import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '#kernel';
import { LookAtGrant, RedeemActivation, RedeemRecoveryLink, SendNewLink, type LinkView } from '#recovery';
import { inBoth } from '../frame/layout.js';
import type { FieldProblem } from '../frame/parts.js';
import { CLEAN_PATHS, Visit } from '../frame/visit.js';
import { formText } from './form-text.js';
import { isAboutLink, LinkVisit, typedProblem, type UsableLink } from './link-visit.js';
import { newLinkPage, staleFormPage } from './notice.views.js';
import { objectionProblems, typingProblems, type Typed } from './password-form.js';
import { choosePasswordPage, passwordDonePage, type PasswordKind } from './password.views.js';

/** The pages behind recovery and activation links, which differ in words and in what the password does. */
@Injectable()
export class PasswordPages {
  constructor(
    private readonly visit: Visit, private readonly links: LinkVisit, private readonly lookAtGrant: LookAtGrant, private readonly recover: RedeemRecoveryLink,
    private readonly activate: RedeemActivation, private readonly newLink: SendNewLink,
  ) {}

  async open(kind: PasswordKind, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const link = await this.links.usable(request, reply, kind, this.#look(kind));
    if (link) this.links.show(request, reply, link, choosePasswordPage(kind, link));
  }

  async choose(kind: PasswordKind, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const link = await this.links.posted(request, reply, kind, this.#look(kind));
    if (!link) return;
    const typed = typedPasswords(request);
    const query = request.query as { show?: unknown; hide?: unknown };
    if (query.show !== undefined || query.hide !== undefined) return this.links.show(request, reply, link, choosePasswordPage(kind, link, { shown: query.show === undefined ? undefined : typed }));
    const typing = typingProblems(link.locale, typed);
    if (typing.length > 0) return this.links.show(request, reply, link, choosePasswordPage(kind, link, { problems: typing }));
    const answer = await (kind === 'a' ? this.activate : this.recover).run({ token: link.token, ...typed, ip: request.ip });
    if (!answer.allowed) {
      if (isAboutLink(answer)) return this.open(kind, request, reply);
      return this.links.show(request, reply, link, choosePasswordPage(kind, link, { problems: redeemProblems(link, answer) }));
    }
    this.visit.forget(reply, kind);
    this.links.show(request, reply, link, inBoth(link.locale, (one) => passwordDonePage(kind, one, link.portal, answer.username)));
  }

  /** The one button of an expired link. Always the same answer. */
  async sendNew(kind: PasswordKind | 's', request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const locale = this.visit.language(request);
    const token = this.visit.token(request, kind);
    if (!this.visit.formIsOurs(request)) return void this.visit.show(request, reply, staleFormPage(locale, CLEAN_PATHS[kind]), { status: 403 });
    if (token === undefined) return this.links.invalid(request, reply, kind);
    await this.newLink.run({ token, ip: request.ip });
    this.visit.show(request, reply, inBoth(locale, newLinkPage), { locale });
  }

  #look(kind: PasswordKind): (token: string) => Promise<LinkView> {
    return (token) => this.lookAtGrant.run(token, kind === 'a' ? 'activation-link' : 'recovery-link');
  }
}

export function typedPasswords(request: FastifyRequest): Typed {
  return { password: formText(request, 'password', 1_024), repeat: formText(request, 'repeat', 1_024) };
}

/** Why a password was not taken, beside the field that it is about. */
export function redeemProblems({ locale, portal }: Pick<UsableLink, 'locale' | 'portal'>, refusal: Refusal): FieldProblem[] {
  if (refusal.refusal === 'recovery.password-refused') return objectionProblems(locale, refusal.missing ?? [], portal.profile.passwordPolicy);
  if (refusal.refusal === 'recovery.passwords-differ') return typingProblems(locale, { password: 'a', repeat: 'b' });
  return [typedProblem(locale, refusal, 'code', '')];
}
