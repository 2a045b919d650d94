import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { howToRead, Mailboxes, Portals, type HowToRead, type Mailbox } from '#portals';
import { MailSource, type AfterKeep } from '../mail-source.js';
import { OpenMailbox } from './open-mailbox.js';

const AT_ONCE = 500;

interface Due {
  readonly folder: string;
  readonly uidValidity: string;
  readonly uids: readonly number[];
}

/**
 * What a mailbox does on its server with mails that are safely ours: flag or move them. Apart from reading and as often
 * as you like: it asks by UID what is still there. What fails is tried again at the next round and shown as a fault of
 * the mailbox; it never makes a mail come in again (helpdesk-peers cases 7 and 8).
 */
@Injectable()
export class FollowUpMails {
  constructor(private readonly database: Database, private readonly mailboxes: Mailboxes, private readonly portals: Portals, private readonly openMailbox: OpenMailbox, private readonly source: MailSource, private readonly clock: Clock) {}

  /** One round; returns how many mails were followed up. */
  async run(): Promise<number> {
    const [mailboxes, profiles] = await Promise.all([this.mailboxes.all(), this.portals.list()]);
    const enabled = mailboxes.filter((mailbox) => mailbox.enabled);
    const done = await Promise.all(enabled.map((mailbox) => this.#tryOne(mailbox, howToRead(profiles.find(({ key }) => key === mailbox.portalKey), mailbox))));
    return done.reduce((sum, one) => sum + one, 0);
  }

  async #tryOne(mailbox: Mailbox, { afterKeep }: HowToRead): Promise<number> {
    try {
      let done = 0;
      for (const due of await this.#due(mailbox.id)) {
        const left = afterKeep ? await this.source.followUp(await this.openMailbox.access(mailbox, due.folder), due.uidValidity, due.uids, asCommand(afterKeep)) : [];
        await this.#settle(mailbox.id, due, new Set(left));
        done += left.length;
      }
      await this.#note(mailbox.id, null);
      return done;
    } catch (error) {
      await this.#note(mailbox.id, error instanceof Error ? error.message : String(error));
      return 0;
    }
  }

  async #due(mailboxId: string): Promise<Due[]> {
    const rows = await this.database.read((em) => em.execute<{ folder: string; uidValidity: string; uid: number }[]>(
      `select folder, uid_validity as "uidValidity", uid from kept_mail where follow_up = 'due' and mailbox_id = ? order by folder, uid limit ?`, [mailboxId, AT_ONCE]));
    const groups = new Map<string, { folder: string; uidValidity: string; uids: number[] }>();
    for (const { folder, uidValidity, uid } of rows) {
      const key = JSON.stringify([folder, uidValidity]);
      const group = groups.get(key) ?? { folder, uidValidity, uids: [] };
      groups.set(key, group);
      group.uids.push(uid);
    }
    return [...groups.values()].map(({ uids, ...group }) => ({ ...group, uids: uids.toSorted((one, other) => one - other) }));
  }

  async #settle(mailboxId: string, { folder, uidValidity, uids }: Due, done: ReadonlySet<number>): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const [state, own] of [['done', uids.filter((uid) => done.has(uid))], ['gone', uids.filter((uid) => !done.has(uid))]] as const) {
        if (own.length > 0) await tx.execute(`update kept_mail set follow_up = ? where mailbox_id = ? and folder = ? and uid_validity = ? and uid = any(?::oid[]) and follow_up = 'due'`, [state, mailboxId, folder, uidValidity, `{${own.join(',')}}`]);
      }
    });
  }

  async #note(mailboxId: string, problem: string | null): Promise<void> {
    await this.database.transaction((tx) => (problem === null
      ? tx.execute('update mailbox_cursor set follow_up_fault = null, follow_up_fault_since = null where mailbox_id = ? and follow_up_fault is not null', [mailboxId])
      : tx.execute('update mailbox_cursor set follow_up_fault = ?, follow_up_fault_since = coalesce(follow_up_fault_since, ?) where mailbox_id = ?', [problem.slice(0, 500), this.clock.now(), mailboxId])));
  }
}

function asCommand(afterKeep: NonNullable<HowToRead['afterKeep']>): AfterKeep {
  return 'flag' in afterKeep ? { do: 'flag', flag: afterKeep.flag } : { do: 'move', to: afterKeep.moveTo };
}
