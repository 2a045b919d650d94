import { Injectable } from '@nestjs/common';
import { Directories } from '#directory';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { Ticket } from '#tickets';
import { MOST_VOUCHERS_ASKED, whyNotVouch } from '../../domain/vouchers.js';
import { Grant } from '../../store/grant.entity.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { AskForVoucher } from './ask-for-voucher.js';
import { ReadVouchers } from './read-vouchers.js';
import { wishesOf } from './wish-for-voucher.js';

/**
 * Asks the first one or two whom the directory names, because the requester wished for it (`WishForVoucher`). What needs a
 * person's judgement first is left to one: a ticket of high risk, a ticket without an account, an account that is privileged
 * or frozen, or should be. They see the wish in the timeline, and ask with one click.
 */
@Injectable()
export class AskWishedVouchers {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly vouchers: ReadVouchers, private readonly asking: AskForVoucher, private readonly clock: Clock) {}

  /**
   * However often it comes, each is asked once for one wish. Returns how many were asked.
   *
   * @throws DirectoryUnreachable; it is tried again later
   */
  async run({ ticketId }: { readonly ticketId: string }): Promise<number> {
    const now = this.clock.now();
    const seen = await this.database.read(async (em) => {
      const [ticket, recoveryCase, [wishedAt]] = [await em.findOne(Ticket, { id: ticketId }), await em.findOne(RecoveryCase, { ticketId }), await wishesOf(em, ticketId, now)];
      const asked = wishedAt && recoveryCase?.accountRef ? await em.find(Grant, { caseId: recoveryCase.id, accountRef: recoveryCase.accountRef, purpose: 'voucher', createdAt: { $gte: wishedAt } }, { fields: ['channelId'] }) : [];
      return { ticket, accountRef: recoveryCase?.accountRef, wishedAt, asked: new Set(asked.map(({ channelId }) => channelId)) };
    });
    const { ticket, accountRef, wishedAt, asked } = seen;
    if (!ticket || !accountRef || !wishedAt || ticket.risk === 'high') return 0;
    const account = await this.directories.of(ticket.portalKey).get(accountRef);
    if (!account || account.excluded || account.privileged || account.state === 'frozen' || account.shouldBeFrozen) return 0;
    const named = ((await this.vouchers.run(ticket.portalKey, account)) ?? []).filter((one) => whyNotVouch(one) === undefined && !asked.has(one.ref));
    let count = 0;
    for (const voucher of named) {
      if (asked.size + count >= MOST_VOUCHERS_ASKED) break;
      // A limit, or somebody else who is being asked: the next one may still do.
      if ((await this.asking.ask({ ticketNumber: ticket.number, account, voucher, agent: null, unlessSince: wishedAt })).allowed) count += 1;
    }
    return count;
  }
}
