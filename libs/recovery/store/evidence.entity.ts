import { defineEntity, p } from '@mikro-orm/core';
import { idColumn } from '#persistence';
import type { EvidenceKind } from '../domain/evidence.js';

const EvidenceSchema = defineEntity({
  name: 'Evidence',
  properties: {
    ...idColumn,
    portalKey: p.string(),
    /** Evidence belongs to the account, not to the ticket, so that learning over several contacts shows. */
    accountRef: p.string(),
    caseId: p.uuid().index(),
    kind: p.string().$type<EvidenceKind>(),
    outcome: p.enum(['proved', 'failed'] as const),
    recordedAt: p.datetime(),
    expiresAt: p.datetime(),
    recordedByAgentId: p.uuid().nullable(),
    voidedAt: p.datetime().nullable(),
    voidedBecause: p.string().nullable(),
    /** Match or no match and which channel; never what was compared. */
    detail: p.json<Record<string, unknown>>(),
  },
  indexes: [{ properties: ['portalKey', 'accountRef', 'recordedAt'] }],
});

/** One recorded, expiring proof about the requester. */
export class Evidence extends EvidenceSchema.class {}
EvidenceSchema.setClass(Evidence);
