import { defineEntity, p } from '@mikro-orm/core';

const FolderCursorSchema = defineEntity({
  name: 'FolderCursor',
  properties: {
    mailboxId: p.uuid().primary(),
    folder: p.string().primary(),
    /** As text: 32 bit unsigned, and ImapFlow gives a bigint. Null: nobody got in yet. */
    uidValidity: p.string().nullable(),
    /** Highest UID that was looked at. Which of those up to it are done with stands in `seen`. */
    lastUid: p.bigint('number'),
    /** `SeenUids`: kept, or not ours. */
    seen: p.string().columnType('int8multirange'),
    /** The highest UID that was there before we were, or when all UIDs became others; what a backfill goes up to. */
    startUid: p.bigint('number'),
    /** Mails that arrived before are not ours unless a backfill asks for them; null: everything is. */
    startedAt: p.datetime().nullable(),
    /** How the folder looked when everything in it was last known to be done with; the same again means nothing to do. */
    reconciled: p.json<FolderLook>().nullable(),
    caughtUpAt: p.datetime().nullable(),
    /** So many mails were taken away by others before we saw them, as far as the server tells (QRESYNC); and when we heard of the last. */
    vanished: p.integer().default(0),
    vanishedAt: p.datetime().nullable(),
    lastFault: p.text().nullable(),
    lastFaultAt: p.datetime().nullable(),
    /** Code of the `Fault`; null where something else went wrong. */
    faultCode: p.string().nullable(),
    /** Somebody asked for what is older than our start. */
    backfillAskedAt: p.datetime().nullable(),
    backfillSince: p.datetime().nullable(),
    /** Everything older up to this UID is kept. */
    backfillUid: p.bigint('number'),
    backfillDoneAt: p.datetime().nullable(),
  },
});

/** Numbers that a server tells without listing anything: STATUS, with HIGHESTMODSEQ where it has CONDSTORE (RFC 7162). */
export interface FolderLook {
  readonly uidValidity: string;
  readonly uidNext: number;
  readonly mails: number;
  /** Null where the server has no CONDSTORE. As text, since it may have 63 bits. */
  readonly highestModseq: string | null;
}

/** How far one folder of a mailbox is read, and how it is doing. */
export class FolderCursor extends FolderCursorSchema.class {}
FolderCursorSchema.setClass(FolderCursor);
