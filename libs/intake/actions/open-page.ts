import { Injectable } from '@nestjs/common';
import { actorOf } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { FileLinks } from './file-links.js';
import { FindMessage, type MessageAsked } from './find-message.js';

/** An agent wants to see the HTML of a mail: written down, and answered with a link for a sandboxed frame. */
@Injectable()
export class OpenPage {
  constructor(private readonly database: Database, private readonly findMessage: FindMessage, private readonly links: FileLinks, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  async run(asked: MessageAsked): Promise<{ readonly allowed: true; readonly url: string; readonly expiresAt: Date } | Refusal> {
    const found = await this.findMessage.run(asked, 'tickets.read');
    if (!found.allowed) return found;
    if (found.mail.rawRemovedAt) return refuse('attachments.removed');
    const now = this.clock.now();
    await this.database.transaction((tx) => this.audit.record(tx, {
      portalKey: found.portalKey, verb: 'message.page-opened', actor: actorOf(asked.agent, now), ticketNumber: asked.ticketNumber, outcome: 'done', detail: { messageId: asked.messageId }, now,
    }));
    return { allowed: true, ...this.links.make({ way: 'page', id: found.mail.id }) };
  }
}
