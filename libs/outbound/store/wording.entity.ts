import { defineEntity, p } from '@mikro-orm/core';
import type { Locale } from '#kernel';
import { createdAtColumn, idColumn } from '#persistence';
import type { WordedKind } from '../domain/mail-kinds.js';

const WordingSchema = defineEntity({
  name: 'Wording',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    kind: p.string().$type<WordedKind>(),
    locale: p.string().$type<Locale>(),
    /** From 1; the highest counts, the earlier ones are the history. */
    version: p.integer(),
    /** The sentences that differ from the shipped ones; none: back to the shipped text. */
    words: p.json<Record<string, string>>(),
    agentId: p.uuid().nullable(),
  },
  uniques: [{ properties: ['portalKey', 'kind', 'locale', 'version'] }],
});

/** How a portal words one kind of mail in one language. Rows are added, never changed. */
export class Wording extends WordingSchema.class {}
WordingSchema.setClass(Wording);
