import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { howToRead, Mailboxes, MailboxTokens, Portals } from '#portals';
import { troublesOf, type MailboxTrouble } from '../domain/mailbox-trouble.js';

/** So many mails show a rhythm. */
const LATEST = 300;

export interface FolderHealth {
  readonly folder: string;
  readonly caughtUpAt: Date | null;
  readonly lastFault: string | null;
  readonly lastFaultAt: Date | null;
  readonly vanished: Vanished | null;
}

/** Mails that others took away before we saw them, where the server tells (QRESYNC). */
export interface Vanished {
  readonly mails: number;
  readonly lastNoticedAt: Date;
}

export interface MailboxHealth {
  readonly mailboxId: string;
  readonly address: string;
  readonly portalKey: string;
  readonly enabled: boolean;
  /** Fetched by IMAP; otherwise a mail server delivers into it, and there is nothing to be connected to. */
  readonly isFetched: boolean;
  /** A mailroom holds it right now, and the last try went well in every folder, perhaps but for a mail that the server does not give. */
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
  /** Null for a mailbox with a password. */
  readonly token: { readonly expiresAt: Date | null; readonly mustAuthoriseBy: Date | null; readonly lastFault: string | null; readonly isRefused: boolean; readonly faultSince: Date | null } | null;
  readonly followUpFault: string | null;
  /** Of all its folders; null: none, as far as the server tells. */
  readonly vanished: Vanished | null;
  /** What somebody should do something about, the worst first. */
  readonly troubles: readonly MailboxTrouble[];
}

interface CursorRow {
  readonly mailboxId: string;
  readonly isLeased: boolean;
  readonly lastSignInAt: Date | string | null;
  readonly lastMailAt: Date | string | null;
  readonly followUpFault: string | null;
  readonly followUpFaultSince: Date | string | null;
}

interface RhythmRow {
  readonly mailboxId: string;
  readonly mails: number;
  readonly longestPauseMs: number | null;
}

interface FolderRow {
  readonly mailboxId: string;
  readonly folder: string;
  readonly caughtUpAt: Date | string | null;
  readonly lastFault: string | null;
  readonly lastFaultAt: Date | string | null;
  readonly faultCode: string | null;
  readonly vanished: number;
  readonly vanishedAt: Date | string | null;
}

/** How every mailbox is doing; a watchdog's question is the age of `caughtUpAt` (helpdesk-peers case 24). */
@Injectable()
export class ReadMailboxHealth {
  constructor(private readonly database: Database, private readonly mailboxes: Mailboxes, private readonly portals: Portals, private readonly tokens: MailboxTokens, private readonly clock: Clock) {}

  async run(): Promise<MailboxHealth[]> {
    const [mailboxes, profiles, tokens, { cursors, folders, waiting, rhythms }] = await Promise.all([this.mailboxes.all(), this.portals.list(), this.tokens.health(), this.#rows()]);
    const now = this.clock.now();
    return mailboxes.map((mailbox): MailboxHealth => {
      const cursor = cursors.find(({ mailboxId }) => mailboxId === mailbox.id);
      const read = howToRead(profiles.find(({ key }) => key === mailbox.portalKey), mailbox).folders;
      const rows = folders.filter(({ mailboxId, folder }) => mailboxId === mailbox.id && read.includes(folder));
      const own = read.map((folder) => folderHealth(folder, rows.find((row) => row.folder === folder)));
      const held = tokens.find(({ mailboxId }) => mailboxId === mailbox.id);
      const token = held ? { expiresAt: held.expiresAt, mustAuthoriseBy: held.mustAuthoriseBy, lastFault: held.lastFault, isRefused: held.isRefused, faultSince: held.faultSince } : null;
      // Where one mail is not given the others are read all the same.
      const isRead = rows.every(({ lastFault, faultCode }) => lastFault === null || faultCode === 'intake.mail-not-given');
      const broken = own.filter(({ lastFault }) => lastFault !== null).sort((one, other) => Number(other.lastFaultAt) - Number(one.lastFaultAt))[0];
      const lastSignInAt = instant(cursor?.lastSignInAt);
      const lastMailAt = instant(cursor?.lastMailAt);
      const caughtUpAt = earliest(own.map((one) => one.caughtUpAt));
      const rhythm = rhythms.find(({ mailboxId }) => mailboxId === mailbox.id);
      return {
        mailboxId: mailbox.id, address: mailbox.address, portalKey: mailbox.portalKey, enabled: mailbox.enabled, isFetched: mailbox.imapHost !== '', folders: own,
        connected: mailbox.imapHost === '' || ((cursor?.isLeased ?? false) && lastSignInAt !== null && isRead), lastSignInAt, lastMailAt,
        caughtUpAt, lastFault: broken?.lastFault ?? null, lastFaultAt: broken?.lastFaultAt ?? null,
        waiting: waiting.find(({ mailboxId }) => mailboxId === mailbox.id)?.waiting ?? 0,
        token, followUpFault: cursor?.followUpFault ?? null, vanished: together(own.flatMap(({ vanished }) => vanished ?? [])),
        troubles: troublesOf({
          enabled: mailbox.enabled && mailbox.imapHost !== '', addedAt: mailbox.createdAt, caughtUpAt, faultCodes: rows.flatMap(({ faultCode }) => faultCode ?? []), token, followUpFaultSince: instant(cursor?.followUpFaultSince),
          rhythm: lastMailAt && rhythm ? { mails: rhythm.mails, lastMailAt, longestPauseMs: rhythm.longestPauseMs ?? 0 } : null,
        }, now),
      };
    });
  }

  #rows(): Promise<{ cursors: CursorRow[]; folders: FolderRow[]; waiting: { mailboxId: string; waiting: number }[]; rhythms: RhythmRow[] }> {
    return this.database.read(async (em) => ({
      cursors: await em.execute<CursorRow[]>(
        `select mailbox_id as "mailboxId", coalesce(lease_until > now(), false) as "isLeased", last_sign_in_at as "lastSignInAt", last_mail_at as "lastMailAt", follow_up_fault as "followUpFault",
           follow_up_fault_since as "followUpFaultSince" from mailbox_cursor`),
      folders: await em.execute<FolderRow[]>(
        `select mailbox_id as "mailboxId", folder, caught_up_at as "caughtUpAt", last_fault as "lastFault", last_fault_at as "lastFaultAt", fault_code as "faultCode", vanished, vanished_at as "vanishedAt" from folder_cursor`),
      waiting: await em.execute<{ mailboxId: string; waiting: number }[]>(`select mailbox_id as "mailboxId", count(*)::int as waiting from kept_mail where disposition is null group by mailbox_id`),
      // The latest of each folder, by the index of UIDs.
      rhythms: await em.execute<RhythmRow[]>(
        `select mailbox_id as "mailboxId", count(*)::int as mails, (extract(epoch from max(pause)) * 1000)::float8 as "longestPauseMs" from (
           select f.mailbox_id, m.received_at - lag(m.received_at) over (partition by f.mailbox_id order by m.received_at) as pause from folder_cursor f
           cross join lateral (select received_at from kept_mail k where k.mailbox_id = f.mailbox_id and k.folder = f.folder and k.uid_validity = f.uid_validity order by uid desc limit ${LATEST}) m) pauses
         group by mailbox_id`),
    }));
  }
}

function folderHealth(folder: string, row: FolderRow | undefined): FolderHealth {
  const lastNoticedAt = instant(row?.vanishedAt);
  return { folder, caughtUpAt: instant(row?.caughtUpAt), lastFault: row?.lastFault ?? null, lastFaultAt: instant(row?.lastFaultAt), vanished: row && lastNoticedAt ? { mails: row.vanished, lastNoticedAt } : null };
}

function together(some: readonly Vanished[]): Vanished | null {
  if (some.length === 0) return null;
  return { mails: some.reduce((sum, { mails }) => sum + mails, 0), lastNoticedAt: new Date(Math.max(...some.map(({ lastNoticedAt }) => lastNoticedAt.getTime()))) };
}

/** Null as soon as one of them never was. */
function earliest(moments: readonly (Date | null)[]): Date | null {
  if (moments.length === 0 || moments.some((moment) => moment === null)) return null;
  return new Date(Math.min(...moments.map(Number)));
}

function instant(value: Date | string | null | undefined): Date | null {
  return value === null || value === undefined ? null : new Date(value);
}
