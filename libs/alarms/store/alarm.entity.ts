import { defineEntity, p } from '@mikro-orm/core';
import { idColumn } from '#persistence';
import type { AlarmKind } from '../domain/alarm-kinds.js';

const AlarmSchema = defineEntity({
  name: 'Alarm',
  properties: {
    ...idColumn,
    kind: p.string().$type<AlarmKind>(),
    /** Null: the whole desk. */
    portalKey: p.string().nullable(),
    /** What it is about: a mailbox, a mail, a directory. An id or an address of our own, never a requester's. */
    subject: p.string(),
    /** Equal to `kind subject` while it is open, so that there is one open alarm of each; null once cleared. */
    openKey: p.string().unique().nullable(),
    raisedAt: p.datetime(),
    lastSeenAt: p.datetime(),
    /** How often it was noticed. */
    count: p.integer().default(1),
    /** Ids, numbers and machine words for the sentence. */
    detail: p.json<Record<string, unknown>>(),
    acknowledgedAt: p.datetime().nullable(),
    acknowledgedByAgentId: p.uuid().nullable(),
    /** What it said then, so that it is seen when it says something else. */
    acknowledgedCount: p.integer().nullable(),
    acknowledgedDetail: p.json<Record<string, unknown>>().nullable(),
    clearedAt: p.datetime().nullable(),
    /** When the other channel last heard of it. */
    toldAt: p.datetime().nullable(),
  },
  indexes: [{ properties: ['clearedAt', 'raisedAt'] }],
});

/** Something that stands still or goes wrong until somebody looks. */
export class Alarm extends AlarmSchema.class {}
AlarmSchema.setClass(Alarm);
