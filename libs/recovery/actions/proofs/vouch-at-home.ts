import { Injectable } from '@nestjs/common';
import { Clock, refuse, type Refusal } from '#kernel';
import { isSamePerson } from '../../domain/home-match.js';
import { showsSecondFactor } from '../../domain/voucher-ways.js';
import { isNameTyped, VOUCHER_ANSWERS, type VoucherAnswer } from '../../domain/vouchers.js';
import { HomeTrips, type Departure } from './home-trips.js';
import type { Return } from './sign-in-at-home.js';
import { TakeVoucherAnswer, type VoucherTaken } from './take-voucher-answer.js';

export interface LeaveToVouch {
  /** Of the request to vouch. */
  readonly token: string;
  readonly answer: VoucherAnswer;
  /** Of the person, typed once more; asked for with a yes. */
  readonly name: string;
  readonly provider: string;
  /** What only this browser has. */
  readonly browser: string;
}

/**
 * Somebody who answers for a person signs in for it at their organisation's OpenID Connect provider, where that says that a
 * second factor was used. Their answer was given before they left and lies sealed with the way back (`home-trips.ts`); it
 * counts once they come back as the person who is asked, and never on a token alone.
 */
@Injectable()
export class VouchAtHome {
  constructor(private readonly answers: TakeVoucherAnswer, private readonly trips: HomeTrips, private readonly clock: Clock) {}

  /**
   * Where to go. Refusals: `recovery.link-…`, `recovery.voucher-name-differs`, `recovery.home-sign-in-off` (not for this person).
   *
   * @throws HomeProviderUnreachable, DirectoryUnreachable
   */
  async leave({ token, answer, name, provider, browser }: LeaveToVouch): Promise<Departure> {
    const asked = await this.answers.asked(token, this.clock.now());
    if (!asked.allowed) return asked;
    if (answer === 'yes' && !isNameTyped(asked.person.displayName, name)) return refuse('recovery.voucher-name-differs');
    const { id: grantId, portalKey } = asked.grant;
    if (!asked.voucher.ways.homes.some(({ key }) => key === provider)) return refuse('recovery.home-sign-in-off');
    return this.trips.leave({ grantId, portalKey, provider, page: 'v', browser }, answer);
  }

  /**
   * Refusals: `recovery.link-…`, `recovery.home-sign-in-failed` (broken off, too late, not begun here), `recovery.home-other-account` and `recovery.home-no-second-factor`, which cost a try,
   * `recovery.limit-reached`, `recovery.voucher-decides`, `recovery.channel-too-new`.
   *
   * @throws HomeProviderUnreachable, DirectoryUnreachable; the person begins again
   */
  async arrive({ token, browser, portalKey, provider, query, ip }: Return): Promise<VoucherTaken | Refusal> {
    const now = this.clock.now();
    const asked = await this.answers.asked(token, now);
    if (!asked.allowed) return asked;
    const { grant, voucher } = asked;
    if (grant.portalKey !== portalKey || !voucher.ways.homes.some(({ key }) => key === provider)) return refuse('recovery.home-sign-in-failed');
    const arrived = await this.trips.arrive({ grantId: grant.id, portalKey, provider, page: 'v', browser }, query);
    if (!arrived.allowed) return arrived;
    const { claims, settings: { match, secondFactor }, said } = arrived;
    const answer = VOUCHER_ANSWERS.find((one) => one === said);
    if (!answer || !secondFactor) return refuse('recovery.home-sign-in-failed');
    const failed = !isSamePerson(claims, match, voucher.account!) ? 'recovery.home-other-account' : showsSecondFactor(claims, secondFactor) ? undefined : 'recovery.home-no-second-factor';
    return this.answers.run(asked, { token, answer, by: 'home', failed, actor: { kind: 'requester', ...(ip && { ip }) }, now });
  }
}
