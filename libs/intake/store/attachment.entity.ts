import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const AttachmentSchema = defineEntity({
  name: 'Attachment',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    keptMailId: p.uuid(),
    /** Number of the MIME part, as in the message's description. */
    part: p.string(),
    name: p.text(),
    sha256: p.string().length(64),
    sizeBytes: p.integer(),
    /** By content, never as declared. */
    type: p.string(),
    /** Why it may do harm: `Mark`s of `domain/attachment/marks.ts`. */
    marks: p.json<string[]>(),
    isPicture: p.boolean(),
    /** `unscanned`: nobody asked a scanner · `unreachable`: asked, and it did not answer. */
    scan: p.enum(['unscanned', 'clean', 'infected', 'unreachable'] as const),
    /** What the scanner calls it. */
    infection: p.text().nullable(),
    scannedAt: p.datetime().nullable(),
    /** The picture drawn anew. */
    previewSha256: p.string().length(64).nullable(),
    /** Its bytes are gone by then: retention, not loss. */
    removedAt: p.datetime().nullable(),
  },
  uniques: [{ properties: ['keptMailId', 'part'] }],
  indexes: [{ properties: ['sha256'] }, { properties: ['previewSha256'] }],
});

/** One attachment, taken out of its raw mail when somebody first needed it; the bytes lie in storage under their digest. */
export class Attachment extends AttachmentSchema.class {}
AttachmentSchema.setClass(Attachment);

export type ScanState = Attachment['scan'];
