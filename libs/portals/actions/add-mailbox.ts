import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes, type MailboxToSave } from './mailboxes.js';
import { Portals } from './portals.js';

/** Takes a mailbox into service, or changes the one with this address. Its first connection starts at now. */
@Injectable()
export class AddMailbox {
  constructor(private readonly database: Database, private readonly mailboxes: Mailboxes, private readonly portals: Portals, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** @throws RangeError when the password would travel unencrypted to another machine */
  async run(given: MailboxToSave, actor: Actor): Promise<{ readonly allowed: true; readonly id: string } | Refusal> {
    const portal = (await this.portals.list()).find(({ key }) => key === given.portalKey);
    if (!portal) return refuse('portals.portal-unknown', { missing: [given.portalKey] });
    const id = await this.mailboxes.save(given);
    const { address, imapHost, imapPort, imapSecurity, imapUser, folder, enabled } = given;
    await this.database.transaction((tx) => this.audit.record(tx, {
      portalKey: given.portalKey, verb: 'mailbox.saved', actor, outcome: 'done', detail: { address, imapHost, imapPort, imapSecurity, imapUser, folder: folder ?? null, enabled: enabled ?? null }, now: this.clock.now(),
    }));
    return { allowed: true, id };
  }
}
