import { Injectable } from '@nestjs/common';
import { Alarms, type AlarmKind } from '#alarms';
import { Database } from '#persistence';
import { MailboxTokens } from '#portals';
import type { MailboxTrouble } from '../domain/mailbox-trouble.js';
import { ReadMailboxHealth } from './read-mailbox-health.js';

const ALARMS: Record<MailboxTrouble, AlarmKind> = {
  'not-read': 'mailbox-unreachable', 'not-trusted': 'mailbox-unreachable', 'folder-missing': 'mailbox-unreachable', 'sign-in-refused': 'mailbox-sign-in-refused', 'token-refused': 'mailbox-token-refused',
  'token-service-away': 'mailbox-token-unreachable', 'token-ending': 'mailbox-token-expiring', 'unusually-silent': 'mailbox-silent', 'follow-up-failing': 'mailbox-follow-up-failed',
  'mail-not-given': 'mail-not-given',
};

/**
 * The watchdog of the mailboxes, in another process than the one that reads them: renews what tokens age, so that a
 * refusal is known while mail still comes in, and raises or clears the alarms of each mailbox (helpdesk-peers case 24).
 */
@Injectable()
export class CheckMailboxes {
  constructor(private readonly database: Database, private readonly tokens: MailboxTokens, private readonly health: ReadMailboxHealth, private readonly alarms: Alarms) {}

  /** Returns how many alarms stand. */
  async run(): Promise<number> {
    await this.tokens.keepFresh();
    const mailboxes = await this.health.run();
    let standing = 0;
    await this.database.transaction(async (tx) => {
      for (const { address, portalKey, troubles, lastFault, token, followUpFault, caughtUpAt } of mailboxes) {
        const raised = new Map(troubles.map((trouble) => [ALARMS[trouble], trouble]));
        for (const [kind, trouble] of raised) {
          const said = trouble === 'token-refused' || trouble === 'token-service-away' ? token?.lastFault : trouble === 'follow-up-failing' ? followUpFault : lastFault;
          await this.alarms.raise(tx, { kind, portalKey, subject: address, detail: { trouble, said: said ?? null, caughtUpAt: caughtUpAt?.toISOString() ?? null } });
        }
        for (const kind of new Set(Object.values(ALARMS))) if (!raised.has(kind)) await this.alarms.clear(tx, kind, address);
        standing += raised.size;
      }
    });
    return standing;
  }
}
