import { defineEntity, p } from '@mikro-orm/core';

const MailboxCursorSchema = defineEntity({
  name: 'MailboxCursor',
  properties: {
    mailboxId: p.uuid().primary(),
    /** One mailroom watches a mailbox at a time; taken over when `leaseUntil` has passed. */
    leaseOwner: p.string().nullable(),
    leaseUntil: p.datetime().nullable(),
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
    step: p.enum(['fetch', 'keep', 'read', 'screen', 'thread', 'recognise', 'file', 'route', 'instant'] as const),
    verdict: p.string(),
    by: p.string(),
    because: p.text(),
    at: p.datetime(),
  },
});

/** One line per step: who judged the mail, and why. */
export class MailTrace extends MailTraceSchema.class {}
MailTraceSchema.setClass(MailTrace);
