import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { howToRead, Mailboxes, Portals } from '#portals';

export interface FolderHealth {
  readonly folder: string;
  readonly caughtUpAt: Date | null;
  readonly lastFault: string | null;
  readonly lastFaultAt: Date | null;
}

export interface MailboxHealth {
  readonly mailboxId: string;
  readonly address: string;
  readonly portalKey: string;
  readonly enabled: boolean;
  /** A mailroom holds it right now, and the last try went well in every folder. */
  readonly connected: boolean;
  readonly lastSignInAt: Date | null;
  readonly lastMailAt: Date | null;
  /** Everything that arrived until then, in every folder, is kept. */
  readonly caughtUpAt: Date | null;
  readonly lastFault: string | null;
  readonly lastFaultAt: Date | null;
  /** Kept, but not processed yet. */
  readonly waiting: number;
  readonly folders: readonly FolderHealth[];
}

interface CursorRow {
  readonly mailboxId: string;
  readonly isLeased: boolean;
  readonly lastSignInAt: Date | string | null;
  readonly lastMailAt: Date | string | null;
}

interface FolderRow {
  readonly mailboxId: string;
  readonly folder: string;
  readonly caughtUpAt: Date | string | null;
  readonly lastFault: string | null;
  readonly lastFaultAt: Date | string | null;
}

/** How every mailbox is doing; a watchdog's question is the age of `caughtUpAt` (helpdesk-peers case 24). */
@Injectable()
export class ReadMailboxHealth {
  constructor(private readonly database: Database, private readonly mailboxes: Mailboxes, private readonly portals: Portals) {}

  async run(): Promise<MailboxHealth[]> {
    const [mailboxes, profiles, { cursors, folders, waiting }] = await Promise.all([this.mailboxes.all(), this.portals.list(), this.#rows()]);
    return mailboxes.map((mailbox): MailboxHealth => {
      const cursor = cursors.find(({ mailboxId }) => mailboxId === mailbox.id);
      const own = howToRead(profiles.find(({ key }) => key === mailbox.portalKey), mailbox).folders.map((folder) => folderHealth(folder, folders.find((row) => row.mailboxId === mailbox.id && row.folder === folder)));
      const broken = own.filter(({ lastFault }) => lastFault !== null).sort((one, other) => Number(other.lastFaultAt) - Number(one.lastFaultAt))[0];
      const lastSignInAt = instant(cursor?.lastSignInAt);
      return {
        mailboxId: mailbox.id, address: mailbox.address, portalKey: mailbox.portalKey, enabled: mailbox.enabled, folders: own,
        connected: mailbox.imapHost === '' || ((cursor?.isLeased ?? false) && lastSignInAt !== null && !broken), lastSignInAt, lastMailAt: instant(cursor?.lastMailAt),
        caughtUpAt: earliest(own.map(({ caughtUpAt }) => caughtUpAt)), lastFault: broken?.lastFault ?? null, lastFaultAt: broken?.lastFaultAt ?? null,
        waiting: waiting.find(({ mailboxId }) => mailboxId === mailbox.id)?.waiting ?? 0,
      };
    });
  }

  #rows(): Promise<{ cursors: CursorRow[]; folders: FolderRow[]; waiting: { mailboxId: string; waiting: number }[] }> {
    return this.database.read(async (em) => ({
      cursors: await em.execute<CursorRow[]>(
        `select mailbox_id as "mailboxId", coalesce(lease_until > now(), false) as "isLeased", last_sign_in_at as "lastSignInAt", last_mail_at as "lastMailAt" from mailbox_cursor`),
      folders: await em.execute<FolderRow[]>(
        `select mailbox_id as "mailboxId", folder, caught_up_at as "caughtUpAt", last_fault as "lastFault", last_fault_at as "lastFaultAt" from folder_cursor`),
      waiting: await em.execute<{ mailboxId: string; waiting: number }[]>(`select mailbox_id as "mailboxId", count(*)::int as waiting from kept_mail where disposition is null group by mailbox_id`),
    }));
  }
}

function folderHealth(folder: string, row: FolderRow | undefined): FolderHealth {
  return { folder, caughtUpAt: instant(row?.caughtUpAt), lastFault: row?.lastFault ?? null, lastFaultAt: instant(row?.lastFaultAt) };
}

/** Null as soon as one of them never was. */
function earliest(moments: readonly (Date | null)[]): Date | null {
  if (moments.length === 0 || moments.some((moment) => moment === null)) return null;
  return new Date(Math.min(...moments.map(Number)));
}

function instant(value: Date | string | null | undefined): Date | null {
  return value === null || value === undefined ? null : new Date(value);
}
