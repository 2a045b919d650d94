import { defineEntity, p } from '@mikro-orm/core';

const AuditCheckpointSchema = defineEntity({
  name: 'AuditCheckpoint',
  properties: {
    chain: p.string().primary(),
    /** The last row that ended with its time; the chain goes on from its hash. */
    sequence: p.integer(),
    hash: p.string(),
    at: p.datetime(),
  },
});

/** Where a chain begins since its oldest rows ended (R79). Written by the database itself (`let-audit-end.ts`). */
export class AuditCheckpoint extends AuditCheckpointSchema.class {}
AuditCheckpointSchema.setClass(AuditCheckpoint);

const AuditPersonSchema = defineEntity({
  name: 'AuditPerson',
  properties: {
    /** Keyed hash of portal and account reference. */
    key: p.string().primary(),
    /** Random: nothing but this row leads from it to the account (R78). */
    pseudonym: p.string(),
  },
});

/** The thread from a pseudonym in the trail to an account. Cut, the rows stay as they are and concern nobody. */
export class AuditPerson extends AuditPersonSchema.class {}
AuditPersonSchema.setClass(AuditPerson);
