import { defineEntity, p } from '@mikro-orm/core';
import type { DirectorySettings } from '#portals';
import type { Stop } from '../domain/stops.js';

const DirectoryNoteSchema = defineEntity({
  name: 'DirectoryNote',
  properties: {
    portalKey: p.string().primary(),
    accountRef: p.string().primary(),
    /** When the temporary password that we set ends; null: none is out. */
    temporaryUntil: p.datetime().nullable(),
    /** Argon2id of the last temporary passwords: none of them may become the chosen one (R38). */
    spentPasswordHashes: p.json<string[]>(),
    /** We froze or disabled it, what it was before, and how far that came; null: neither. */
    stopped: p.json<Stop | null>().nullable(),
    /** Mark of a phone number, an address or the postal address → since when we see it there (ISO). Young ones prove nothing. */
    seenSince: p.json<Record<string, string>>(),
    /** Ids of addresses whose readers have not answered yet; the directory knows no such thing. Null: none. */
    unconfirmed: p.json<string[] | null>().nullable(),
  },
  indexes: [{ name: 'directory_note_stopped_index', expression: `create index "directory_note_stopped_index" on "directory_note" ("portal_key", "account_ref") where jsonb_typeof("stopped") = 'object'` }],
});

/** What a directory that is not ours cannot remember for us, about one of its accounts. */
export class DirectoryNote extends DirectoryNoteSchema.class {}
DirectoryNoteSchema.setClass(DirectoryNote);

const DirectoryOperationSchema = defineEntity({
  name: 'DirectoryOperation',
  properties: {
    operationId: p.string().primary(),
    portalKey: p.string(),
    accountRef: p.string(),
    kind: p.string(),
    at: p.datetime(),
  },
  indexes: [{ properties: ['at'] }],
});

/** A change that went through in a directory that is not ours, under an operation id. */
export class DirectoryOperation extends DirectoryOperationSchema.class {}
DirectoryOperationSchema.setClass(DirectoryOperation);

const DirectorySecretSchema = defineEntity({
  name: 'DirectorySecret',
  properties: {
    portalKey: p.string().primary(),
    /** Bind password, client secret, token or signing key; sealed with context `directory:<portal>` and its target. */
    sealed: p.text(),
    /** For which directory (`targetOfDirectory`); null: from before secrets had targets, see `settingsBefore`. */
    target: p.text().nullable(),
    /** What the profile said when secrets began to have targets; only until the secret is sealed for it. */
    settingsBefore: p.json<DirectorySettings | null>().nullable(),
    changedAt: p.datetime(),
  },
});

/** With what Rekey signs in to a portal's directory. */
export class DirectorySecret extends DirectorySecretSchema.class {}
DirectorySecretSchema.setClass(DirectorySecret);
