import { Injectable } from '@nestjs/common';
import { isPermitted, type Caller, type Permission } from '#agents';
import { refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { ReadTickets, type TicketMessage } from '#tickets';
import { KeptMail } from '../store/kept-mail.entity.js';

export interface MessageAsked {
  readonly ticketNumber: string;
  readonly messageId: string;
  readonly agent: Caller;
}

export interface FoundMessage {
  readonly allowed: true;
  readonly portalKey: string;
  readonly message: TicketMessage;
  readonly mail: KeptMail;
}

/** The received mail behind a message, for somebody who may see it. What they may not see is not there (R54). */
@Injectable()
export class FindMessage {
  constructor(private readonly database: Database, private readonly tickets: ReadTickets) {}

  async run({ ticketNumber, messageId, agent }: MessageAsked, permission: Permission): Promise<FoundMessage | Refusal> {
    const found = await this.tickets.get(ticketNumber, agent);
    if (!found || !isPermitted(agent, 'tickets.read', found.ticket)) return refuse('tickets.unknown');
    if (!isPermitted(agent, permission, found.ticket)) return refuse('agents.not-permitted', { missing: [permission] });
    const message = found.messages.find(({ id }) => id === messageId);
    const keptMailId = message?.keptMailId;
    const mail = keptMailId ? await this.database.read((em) => em.findOne(KeptMail, { id: keptMailId })) : undefined;
    if (!message || !mail) return refuse('attachments.unknown');
    return { allowed: true, portalKey: found.ticket.portalKey, message, mail };
  }
}
