import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Database, type EntityManager } from '#persistence';
import { Ticket } from '#tickets';
import { RecoveryAction } from '../../store/recovery-action.entity.js';

/** After one of these of the desk somebody has looked and decided. */
const DECIDED = ['done', 'held'] as const;

/**
 * A voucher who said no calls somebody until the case is decided: the ticket is closed or merged, or the desk did something to
 * the account since. Looked at here because a ticket can be closed by whoever has never heard of vouchers. Part of upkeep.
 */
@Injectable()
export class WatchVouchers {
  constructor(private readonly database: Database, private readonly alarms: Alarms) {}

  /** Returns how many are still open. */
  run(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const open = await this.alarms.openOf(tx, 'voucher-said-no');
      let over = 0;
      for (const { subject, lastSeenAt } of open) {
        if (!(await isDecided(tx, subject, lastSeenAt))) continue;
        await this.alarms.clear(tx, 'voucher-said-no', subject);
        over += 1;
      }
      return open.length - over;
    });
  }
}

async function isDecided(tx: EntityManager, number: string, since: Date): Promise<boolean> {
  const ticket = await tx.findOne(Ticket, { number });
  if (!ticket || ticket.state === 'closed') return true;
  return (await tx.count(RecoveryAction, { ticketId: ticket.id, asker: 'agent', createdAt: { $gt: since }, state: { $in: [...DECIDED] } })) > 0;
}
