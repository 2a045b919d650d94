import { defineEntity, p } from '@mikro-orm/core';

const AuditCopySchema = defineEntity({
  name: 'AuditCopy',
  properties: {
    chain: p.string().primary(),
    /** The last row that the other system has. */
    sequence: p.integer(),
    copiedAt: p.datetime(),
  },
});

/** How far a chain was copied to another system. */
export class AuditCopy extends AuditCopySchema.class {}
AuditCopySchema.setClass(AuditCopy);
