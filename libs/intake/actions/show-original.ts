import { Injectable } from '@nestjs/common';
import { actorOf } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { MailOpener, type OpenedText } from '../mail-opener.js';
import { FindMessage, type MessageAsked } from './find-message.js';

/**
 * The text with the secrets that intake masked, for whoever needs it and says why. Read from the raw mail, so it ends with
 * it; every look stands in the audit before it happens (recovery-security 5.11).
 */
@Injectable()
export class ShowOriginal {
  constructor(private readonly database: Database, private readonly findMessage: FindMessage, private readonly opener: MailOpener, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** @throws StorageFault */
  async run({ reason, ...asked }: MessageAsked & { readonly reason: string }): Promise<({ readonly allowed: true } & OpenedText) | Refusal> {
    const found = await this.findMessage.run(asked, 'messages.original');
    if (!found.allowed) return found;
    const now = this.clock.now();
    const refused = found.mail.rawRemovedAt ? refuse('attachments.removed') : undefined;
    await this.database.transaction((tx) => this.audit.record(tx, {
      portalKey: found.portalKey, verb: 'message.original-shown', actor: actorOf(asked.agent, now), ticketNumber: asked.ticketNumber, outcome: refused ? 'refused' : 'done', detail: { messageId: asked.messageId, reason }, now,
    }));
    return refused ?? { allowed: true, ...(await this.opener.openText(found.mail.rawSha256)) };
  }
}
