import { Injectable } from '@nestjs/common';
import { isPermitted, sees, type Caller, type Permission } from '#agents';
import { Directories, type Account } from '#directory';
import { refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Ticket } from '#tickets';
import { placeOf } from './desk.js';
import { whyNotOpen } from './open-ticket.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';

export type SeenCase = { readonly allowed: true; readonly ticket: Ticket; readonly recoveryCase: RecoveryCase; readonly account: Account | undefined } | Refusal;

/**
 * What an agent's command starts from: ticket, case and account as they are a moment before the transaction, since a
 * directory may be slow and must not be asked while rows are locked. Whoever writes locks and looks again.
 */
@Injectable()
export class OpenedCases {
  constructor(private readonly database: Database, private readonly directories: Directories) {}

  /** Reading a closed ticket is fine; see `lookAtOpen`. Refusals: `tickets.unknown`, `agents.not-permitted`. */
  async look(ticketNumber: string, agent: Caller, permission: Permission): Promise<SeenCase> {
    const seen = await this.database.read(async (em) => {
      const ticket = await em.findOne(Ticket, { number: ticketNumber });
      return { ticket, recoveryCase: ticket && (await em.findOne(RecoveryCase, { ticketId: ticket.id })) };
    });
    const { ticket, recoveryCase } = seen;
    if (!ticket || !recoveryCase || !sees(agent, ticket)) return refuse('tickets.unknown');
    if (!isPermitted(agent, permission, ticket)) return refuse('agents.not-permitted', { missing: [permission] });
    const account = recoveryCase.accountRef ? await this.directories.of(ticket.portalKey).get(recoveryCase.accountRef) : undefined;
    // What the ticket knows of the account may be old, or nothing.
    if (account && !sees(agent, placeOf(ticket, account))) return refuse('tickets.unknown');
    return { allowed: true, ticket, recoveryCase, account };
  }

  /** The same for whatever changes something. Further refusals: `tickets.merged`, `recovery.case-closed`. */
  async lookAtOpen(ticketNumber: string, agent: Caller, permission: Permission): Promise<SeenCase> {
    const seen = await this.look(ticketNumber, agent, permission);
    if (!seen.allowed) return seen;
    return (await this.database.read((em) => whyNotOpen(em, seen.ticket, agent))) ?? seen;
  }

  /** The same for what needs a linked account that may be handled. Further refusals: `recovery.account-not-linked`, `recovery.account-gone`, `recovery.excluded-account`. A frozen account may be proved: without that nobody could thaw it. */
  async lookAtLinked(ticketNumber: string, agent: Caller, permission: Permission = 'recovery.act'): Promise<(SeenCase & { readonly allowed: true; readonly account: Account }) | Refusal> {
    const seen = await this.lookAtOpen(ticketNumber, agent, permission);
    if (!seen.allowed) return seen;
    const { account, recoveryCase } = seen;
    if (recoveryCase.state === 'closed') return refuse('recovery.case-closed');
    if (!recoveryCase.accountRef) return refuse('recovery.account-not-linked');
    if (!account) return refuse('recovery.account-gone');
    if (account.excluded) return refuse('recovery.excluded-account');
    return { ...seen, account };
  }
}
