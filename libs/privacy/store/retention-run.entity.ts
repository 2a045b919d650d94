import { defineEntity, p } from '@mikro-orm/core';
import type { DataClassName } from '#portals';

const RetentionRunSchema = defineEntity({
  name: 'RetentionRun',
  properties: {
    name: p.string().$type<DataClassName>().primary(),
    /** When it is looked at again. */
    nextAt: p.datetime(),
    /** When nothing more was due. */
    lastAt: p.datetime().nullable(),
    /** How many ended in the last batch that ended any, and in all. */
    lastEnded: p.integer().default(0),
    ended: p.bigint('number').defaultRaw('0'),
    /** Why it failed, until it works again. */
    failure: p.text().nullable(),
    failedAt: p.datetime().nullable(),
  },
});

/** How the work on one class of data goes. */
export class RetentionRun extends RetentionRunSchema.class {}
RetentionRunSchema.setClass(RetentionRun);
