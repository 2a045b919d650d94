import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn } from '#persistence';
import type { PortalProfile } from '../domain/profile.js';

const PortalSchema = defineEntity({
  name: 'Portal',
  // `RESERVED_KEYS` says why.
  checks: [{ name: 'portal_key_is_free', expression: `key <> 'house'` }],
  properties: {
    key: p.string().primary(),
    ...createdAtColumn,
    profile: p.json<PortalProfile>(),
    updatedAt: p.datetime(),
    /** Last ticket number handed out; locked while the next is taken. */
    lastTicketNumber: p.integer().default(1000),
  },
});

/** One organisation's login realm; everything about it stands in its profile. */
export class Portal extends PortalSchema.class {}
PortalSchema.setClass(Portal);
