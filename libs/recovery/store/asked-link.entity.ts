import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const AskedLinkSchema = defineEntity({
  name: 'AskedLink',
  tableName: 'asked_link',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    /** What was typed, sealed with context `asked-link:<id>`: people also type their password there. */
    loginSealed: p.text(),
    language: p.enum(['de', 'en'] as const),
    ip: p.string().nullable(),
  },
  indexes: [{ properties: ['createdAt'] }],
});

/** A link was asked for on a page, and nobody has looked yet whether there is such an account. Gone once somebody did. */
export class AskedLink extends AskedLinkSchema.class {}
AskedLinkSchema.setClass(AskedLink);
