import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const MailboxSchema = defineEntity({
  name: 'Mailbox',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string().index(),
    /** Canonical address that requesters write to. */
    address: p.string().unique(),
    displayName: p.string(),
    imapHost: p.string(),
    imapPort: p.integer(),
    /** `implicit` (993), `starttls` (143) or `none`, the last only for a loopback host. */
    imapSecurity: p.string(),
    imapUser: p.string(),
    /** Sealed with the mailbox id as context `mailbox:<id>:imap`. */
    imapPasswordSealed: p.text(),
    folder: p.string().default('INBOX'),
    /** The one `authserv-id` whose Authentication-Results are believed (R72); none: nothing is believed. */
    authservId: p.string().nullable(),
    enabled: p.boolean().default(true),
  },
});

/** An IMAP account that Rekey reads, and the identity it answers with. */
export class Mailbox extends MailboxSchema.class {}
MailboxSchema.setClass(Mailbox);
