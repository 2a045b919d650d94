import { defineEntity, p } from '@mikro-orm/core';
import { idColumn } from '#persistence';

const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  properties: {
    ...idColumn,
    /** One chain per portal, and `house` for what belongs to none. */
    chain: p.string(),
    sequence: p.integer(),
    at: p.datetime(),
    verb: p.string(),
    actorKind: p.enum(['agent', 'requester', 'rekey', 'operator'] as const),
    actorId: p.string().nullable(),
    /** How strongly the actor was signed in: `password`, `second-factor`, `fresh-second-factor`, `token`, `none`. */
    actorStrength: p.string(),
    ticketNumber: p.string().nullable(),
    /** Keyed pseudonym of portal and account reference (R78), never the reference itself. */
    accountPseudonym: p.string().nullable(),
    outcome: p.enum(['done', 'refused', 'failed'] as const),
    /** Closed vocabulary per verb: refusal codes, evidence ids, levels. No secrets, no mail bodies, no facts. */
    detail: p.json<Record<string, unknown>>(),
    ip: p.string().nullable(),
    /** Keyed pseudonym of the source address: what the hash covers, so that `ip` itself can be shortened later (recovery-security 5.10). */
    ipPseudonym: p.string().nullable(),
    previousHash: p.string(),
    hash: p.string(),
  },
  uniques: [{ properties: ['chain', 'sequence'] }],
  indexes: [{ properties: ['ticketNumber'] }, { properties: ['at'] }],
});

/** One line of the memory. Never changed, never deleted: the database itself refuses. */
export class AuditEntry extends AuditEntrySchema.class {}
AuditEntrySchema.setClass(AuditEntry);
