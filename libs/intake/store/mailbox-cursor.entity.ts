import { defineEntity, p } from '@mikro-orm/core';
import type { TraceLine } from '../domain/trace-line.js';

const MailboxCursorSchema = defineEntity({
  name: 'MailboxCursor',
  properties: {
    mailboxId: p.uuid().primary(),
    /** One mailroom watches a mailbox at a time; taken over when `leaseUntil` has passed. */
    leaseOwner: p.string().nullable(),
    leaseUntil: p.datetime().nullable(),
    /** The process that holds it (`Presence`): its lease ends with it. */
    leasePresence: p.integer().nullable(),
    lastSignInAt: p.datetime().nullable(),
    lastMailAt: p.datetime().nullable(),
    /** What was to be done on the server afterwards fails, and since when. */
    followUpFault: p.text().nullable(),
    followUpFaultSince: p.datetime().nullable(),
  },
});

/** Who watches a mailbox, and how its sign-ins go. How far each folder is read stands in `FolderCursor`. */
export class MailboxCursor extends MailboxCursorSchema.class {}
MailboxCursorSchema.setClass(MailboxCursor);

const MailTraceSchema = defineEntity({
  name: 'MailTrace',
  properties: {
    id: p.bigint().primary().autoincrement(),
    keptMailId: p.uuid().index(),
    /** What one transaction says, in order. */
    lines: p.json<readonly TraceLine[]>(),
    at: p.datetime(),
  },
});

/** Who judged the mail, and why: a line for every step. */
export class MailTrace extends MailTraceSchema.class {}
MailTraceSchema.setClass(MailTrace);
