import { Injectable } from '@nestjs/common';
import { SignIn, type GivenKey, type KeyAsked } from '#agents';
import { Directories } from '#directory';
import { Clock, matchesSlowHash, normaliseCode, refuse, Secret, type Actor, type Refusal } from '#kernel';
import { maskPhone } from '../../domain/candidates.js';
import { TRIES_PER_TOKEN } from '../../domain/limits.js';
import { isNameTyped, type VoucherAnswer } from '../../domain/vouchers.js';
import { LimitHit, type Grant } from '../../store/grant.entity.js';
import { channelMark } from '../account/action-facts.js';
import { codePathClosed, rememberSource, rememberTry, sourceClosed } from '../links/check-code.js';
import { LookAtGrant, type LinkView } from '../links/look-at-grant.js';
import { operationOfCode } from './asked-proofs.js';
import { TakeVoucherAnswer, type AskedVoucher, type SignedVoucher, type VoucherTaken } from './take-voucher-answer.js';

export interface VoucherGiven {
  readonly token: string;
  readonly answer: VoucherAnswer;
  /** Of the person, typed once more; asked for with a yes. */
  readonly name: string;
  readonly password: string;
  /** Of the authenticator, or of the text message. */
  readonly code: string;
  /** Of a sign-in key of their place at the desk, to what `askForKey` asked for this request. */
  readonly key?: GivenKey | undefined;
  readonly ip?: string | undefined;
}

interface Counted {
  readonly allowed: true;
  readonly hits: readonly string[];
  /** The code that went to the phone was this one, and is used up by now. */
  readonly isPhoneCode: boolean;
}

type SignedIn = Pick<SignedVoucher, 'by' | 'failed'>;

/**
 * Somebody who answers for a person says whether it is them, signed in with two factors for this one answer (5.2): with the
 * password and authenticator of their account, or the password of their directory and a code to their phone on file, or the
 * password and app or key of their place at the desk. At home: `vouch-at-home.ts`. What is said: `take-voucher-answer.ts`.
 */
@Injectable()
export class Vouch {
  constructor(private readonly directories: Directories, private readonly answers: TakeVoucherAnswer, private readonly lookAtGrant: LookAtGrant, private readonly signIn: SignIn, private readonly clock: Clock) {}

  /** Looking changes nothing but `opened` (R49). @throws DirectoryUnreachable */
  async look(token: string): Promise<LinkView> {
    const now = this.clock.now();
    const view = await this.lookAtGrant.run(token, 'voucher');
    if (!view.found || view.state !== 'usable') return view;
    const asked = await this.answers.asked(token, now);
    if (!asked.allowed) return { ...view, state: 'revoked' };
    const { grant, person, voucher: { account, ways } } = asked;
    return {
      ...view, locale: account!.locale, voucher: {
        forName: person.displayName, signsInAs: ways.signsInAs, takesKey: ways.takesKey, homes: ways.homes.map(({ key, name }) => ({ key, name })),
        ...(ways.phone && { phone: { number: maskPhone(ways.phone.number), codeUntil: isOpenFor(grant, ways.phone, now) ? (grant.codeUntil ?? null) : null } }),
      },
    };
  }

  /**
   * Refusals: `recovery.link-…`, `recovery.case-closed`, `recovery.voucher-name-differs`, `recovery.voucher-sign-in-wrong` (`missing`: `tries:n`), `recovery.voucher-no-second-factor` (no such way for them),
   * `recovery.code-path-closed`, `recovery.limit-reached`, `recovery.voucher-decides`, `recovery.channel-too-new`, `recovery.voucher-key-needed` (R68: where they are now the code of their place at the desk is not enough).
   *
   * @throws DirectoryUnreachable; a code of a text message is used up, and one of an authenticator may be: a directory can take it and fail at its next answer. So the page asks for a new one (`failurePage`)
   */
  async run(given: VoucherGiven): Promise<VoucherTaken> {
    const now = this.clock.now();
    const asked = await this.#begun(given, now);
    if (!asked.allowed) return asked;
    const { ways } = asked.voucher;
    if (given.key ? !ways.takesKey : ways.signsInAs === null) return refuse('recovery.voucher-no-second-factor');
    const counted = await this.#counted(asked, given, now);
    if (!counted.allowed) return counted;
    const signedIn = await this.#signsIn(asked, counted, given);
    return this.answers.run(asked, { token: given.token, answer: given.answer, ...signedIn, counted, actor: actorAt(given.ip), now });
  }

  /**
   * After a right password of their place at the desk: what the browser asks their keys, for this answer alone. A wrong one counts
   * as in `run`. Refusals: as there.
   *
   * @throws DirectoryUnreachable
   */
  async askForKey(given: Omit<VoucherGiven, 'code' | 'key'>): Promise<KeyAsked | Refusal> {
    const now = this.clock.now();
    const asked = await this.#begun(given, now);
    if (!asked.allowed) return asked;
    const { voucher: { agent, ways }, grant: { id: answers } } = asked;
    if (!agent || !ways.takesKey) return refuse('recovery.voucher-no-second-factor');
    const counted = await this.#counted(asked, given, now);
    if (!counted.allowed) return counted;
    const key = await this.signIn.askForKey({ email: agent.email, password: given.password, ip: given.ip, answers });
    if (!key.allowed) {
      const taken = await this.answers.run(asked, { token: given.token, answer: given.answer, by: 'key', failed: 'recovery.voucher-sign-in-wrong', counted, actor: actorAt(given.ip), now });
      return taken.allowed ? refuse('recovery.voucher-sign-in-wrong') : taken;
    }
    return this.answers.locked(asked.grant, now, async (tx, { grant }) => {
      await tx.nativeDelete(LimitHit, { id: { $in: [...counted.hits] } });
      grant.codeTries -= 1;
      return key;
    });
  }

  async #begun({ token, answer, name }: Pick<VoucherGiven, 'token' | 'answer' | 'name'>, now: Date): Promise<AskedVoucher | Refusal> {
    const asked = await this.answers.asked(token, now);
    return asked.allowed && answer === 'yes' && !isNameTyped(asked.person.displayName, name) ? refuse('recovery.voucher-name-differs') : asked;
  }

  /**
   * Counted before it is looked at, so that a hundred guesses at once are not a hundred for free. A code to the phone is looked
   * at here and used up: each lets through one look at the password, so nobody guesses at a directory, or locks anybody out of
   * it, without that phone, nor oftener than text messages are sent.
   */
  #counted({ grant: asked, voucher }: AskedVoucher, { ip, ...given }: Pick<VoucherGiven, 'ip'> & { readonly code?: string; readonly key?: GivenKey | undefined }, now: Date): Promise<Counted | Refusal> {
    const key = { portalKey: asked.portalKey, accountRef: voucher.ref };
    const typed = voucher.ways.signsInAs === 'phone' && !given.key ? given.code : undefined;
    return this.answers.locked(asked, now, async (tx, { grant }): Promise<Counted | Refusal> => {
      if (grant.codeTries >= TRIES_PER_TOKEN) return refuse('recovery.link-tries-used-up');
      const closed = (await sourceClosed(tx, ip, now)) ?? (await codePathClosed(tx, key, 'voucher', now));
      if (closed) return closed;
      grant.codeTries += 1;
      const isAlive = isOpenFor(grant, voucher.ways.phone, now);
      const isPhoneCode = typed !== undefined && (await matchesSlowHash(isAlive ? grant.codeHash : null, normaliseCode(typed)));
      if (isPhoneCode) Object.assign(grant, { codeHash: null, codeUntil: null, codeTo: null });
      return { allowed: true, isPhoneCode, hits: [rememberTry(tx, key, 'voucher', now), rememberSource(tx, ip, now)].flatMap((one) => one?.id ?? []) };
    });
  }

  async #signsIn({ grant: { id: grantId, portalKey }, voucher: { ref, ways, agent } }: AskedVoucher, { isPhoneCode }: Counted, { password, code, key, ip }: VoucherGiven): Promise<SignedIn> {
    const by = key ? 'key' : ways.signsInAs!;
    if (by === 'key' || by === 'agent') {
      const proved = agent && (await this.signIn.prove({ email: agent.email, password, ...(key ? { key } : { code: normaliseCode(code) }), ip, answers: grantId }));
      if (proved?.allowed) return { by };
      const needsKey = proved && (proved.refusal === 'session.key-needed' || (proved.refusal === 'session.code-needed' && proved.missing?.includes('key')));
      return { by, failed: needsKey ? 'recovery.voucher-key-needed' : 'recovery.voucher-sign-in-wrong' };
    }
    const directory = this.directories.of(portalKey);
    const isRight = by === 'phone'
      ? isPhoneCode && (await directory.verifyPassword(ref, new Secret(password)))
      : await directory.verifySignIn(ref, { password: new Secret(password), code: new Secret(normaliseCode(code)) }, operationOfCode(grantId, normaliseCode(code)));
    return { by, ...(!isRight && { failed: 'recovery.voucher-sign-in-wrong' as const }) };
  }
}

function actorAt(ip: string | undefined): Actor {
  return { kind: 'requester', ...(ip && { ip }) };
}

/** Whether a code is out, and to the phone that would still do: one that went to a number that is no longer on file proves nothing. */
function isOpenFor({ codeUntil, codeTo }: Pick<Grant, 'codeUntil' | 'codeTo'>, phone: { readonly number: string } | undefined, now: Date): boolean {
  return codeUntil != null && codeUntil > now && phone !== undefined && codeTo === channelMark(phone.number);
}
