import { defineEntity, p } from '@mikro-orm/core';
import { idColumn } from '#persistence';
import type { Authenticity } from '../domain/authenticity.js';
import type { Envelope } from '../domain/envelope.js';

const KeptMailSchema = defineEntity({
  name: 'KeptMail',
  properties: {
    ...idColumn,
    mailboxId: p.uuid(),
    portalKey: p.string(),
    /** Through which door it came. */
    door: p.enum(['imap', 'lmtp', 'import'] as const).default('imap'),
    /** What the delivering server said, where there was one. */
    envelope: p.json<Envelope>().nullable(),
    /** `:lmtp` and `:import` for doors without folders, numbers and generations. */
    folder: p.string(),
    /** As text: 32 bit unsigned, and ImapFlow gives a bigint. Other doors: the digest of what was delivered to whom, so that a repeated delivery is the same row. */
    uidValidity: p.string(),
    /** Up to 2^32 - 1. */
    uid: p.integer().columnType('oid'),
    rawSha256: p.string().length(64),
    /** Of the whole mail: of its bytes, or what the server told where we have only its beginning. */
    sizeBytes: p.integer(),
    /** Larger than we keep: only its beginning lies in storage, the rest on the server. */
    isPartial: p.boolean().default(false),
    /** Old mail that was brought in afterwards: filed, but nobody is answered or told. */
    isHistory: p.boolean().default(false),
    /** What the mailbox does with a mail that is kept: nothing (null), still to do, done, or not there any more. */
    followUp: p.enum(['due', 'done', 'gone'] as const).nullable(),
    /** INTERNALDATE of the server. */
    receivedAt: p.datetime(),
    keptAt: p.datetime(),
    /** Without angle brackets; a mail without one gets `<digest>@digest.invalid`. Null until it was read. */
    messageId: p.text().nullable(),
    /** Null: not processed yet. `later` cannot be seen here: it is a fault, and the row stays null. `deleted`: by a person, out of the quarantine. */
    disposition: p.enum(['filed', 'set-aside', 'deleted'] as const).nullable(),
    /** Which screen set it aside, and why in words. */
    screen: p.string().nullable(),
    reason: p.text().nullable(),
    /** What the desk can see without opening it: sender and subject, for the quarantine list. */
    fromAddress: p.text().nullable(),
    subject: p.text().nullable(),
    ticketId: p.uuid().nullable().index(),
    processedAt: p.datetime().nullable(),
    /** A person let it in although a screen set it aside. */
    releasedAt: p.datetime().nullable(),
    /** People sent secrets in it: the raw mail goes sooner (recovery-security 5.11). */
    hasSecrets: p.boolean().default(false),
    /** The raw bytes are gone by then: retention, not loss. */
    rawRemovedAt: p.datetime().nullable(),
    /** Nothing about a person is left in the row. */
    textsEndedAt: p.datetime().nullable(),
    /** The bytes, attachments too, go then although their own time is not over. */
    bytesEndAt: p.datetime().nullable(),
    /** Who wrote it, as found when it was first judged: DNS may say something else tomorrow. Null: not judged yet. */
    authenticity: p.json<Authenticity>().nullable(),
    /** DNS gave no answer: asked again then. */
    authenticityRetryAt: p.datetime().nullable(),
    tries: p.integer().default(0),
    lastFault: p.text().nullable(),
  },
  uniques: [{ properties: ['mailboxId', 'folder', 'uidValidity', 'uid'] }],
  indexes: [{ properties: ['disposition', 'keptAt'] }, { properties: ['messageId'] }, { properties: ['rawSha256'] },
    // What upkeep looks through for raw mails to remove.
    { name: 'kept_mail_raw_index', expression: `create index "kept_mail_raw_index" on "kept_mail" ("kept_at") where "raw_removed_at" is null` },
    { name: 'kept_mail_bytes_end_index', expression: `create index "kept_mail_bytes_end_index" on "kept_mail" ("bytes_end_at") where "bytes_end_at" is not null` },
    { name: 'kept_mail_authenticity_retry_index', expression: `create index "kept_mail_authenticity_retry_index" on "kept_mail" ("authenticity_retry_at") where "authenticity_retry_at" is not null` },
    { name: 'kept_mail_follow_up_index', expression: `create index "kept_mail_follow_up_index" on "kept_mail" ("mailbox_id", "folder", "uid") where "follow_up" = 'due'` },
  ],
});

/** One mail as received: raw bytes in storage, addressed by (mailbox, folder, UIDVALIDITY, UID). */
export class KeptMail extends KeptMailSchema.class {}
KeptMailSchema.setClass(KeptMail);
