import { Injectable } from '@nestjs/common';
import { Clock, MINUTE_MS, refuse, Secret, slowHash, type Allowed, type Refusal } from '#kernel';
import { QueueSms } from '#outbound';
import { Portals } from '#portals';
import { TRIES_PER_TOKEN } from '../../domain/limits.js';
import { voucherSmsText } from '../../domain/sms-text.js';
import { channelMark } from '../account/action-facts.js';
import { newPhoneCode } from '../mails/issue-grant.js';
import { smsLimit } from './start-sms-proof.js';
import { TakeVoucherAnswer } from './take-voucher-answer.js';

/** As every code to a phone (5.9, R3). */
const CODE_MS = 10 * MINUTE_MS;

/**
 * A code to the phone on file of whoever is asked to vouch, where their directory knows no second factor: typed beside the
 * password of their account. A new one replaces the one before. The desk sees none, and nobody can name a number.
 */
@Injectable()
export class SendVoucherCode {
  constructor(private readonly answers: TakeVoucherAnswer, private readonly portals: Portals, private readonly queueSms: QueueSms, private readonly clock: Clock) {}

  /**
   * Refusals: `recovery.link-…`, `recovery.case-closed`, `recovery.voucher-no-second-factor` (no phone that would do), `recovery.limit-reached` with `until`.
   *
   * @throws DirectoryUnreachable
   */
  async run({ token, ip }: { readonly token: string; readonly ip?: string | undefined }): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    const asked = await this.answers.asked(token, now);
    if (!asked.allowed) return asked;
    const { grant: { portalKey }, voucher: { ref, account, ways: { phone } } } = asked;
    if (!phone || !account) return refuse('recovery.voucher-no-second-factor');
    const { name } = await this.portals.get(portalKey);
    const code = newPhoneCode();
    const codeHash = await slowHash(code);
    return this.answers.locked(asked.grant, now, async (tx, locked): Promise<Allowed | Refusal> => {
      const { grant, ticket } = locked;
      if (grant.codeTries >= TRIES_PER_TOKEN) return refuse('recovery.link-tries-used-up');
      const limited = await smsLimit(tx, { account: `${portalKey}/${ref}`, number: phone.number, portal: portalKey }, now);
      if (limited) return limited;
      const codeUntil = new Date(now.getTime() + CODE_MS);
      Object.assign(grant, { codeHash, codeUntil, codeTo: channelMark(phone.number) });
      await this.queueSms.within(tx, { portalKey, ticketId: ticket.id, recipient: phone.number, text: new Secret(voucherSmsText(account.locale, name[account.locale], code)), giveUpAt: codeUntil, now });
      await this.answers.line(tx, locked, 'voucher.code-sent', { voucherRef: ref, grantId: grant.id }, { kind: 'requester', ...(ip && { ip }) }, now);
      return { allowed: true };
    });
  }
}
