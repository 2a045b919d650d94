import { defineEntity, p } from '@mikro-orm/core';
import type { CaseType } from '#kernel';
import { createdAtColumn, idColumn } from '#persistence';
import type { CaseState } from '../domain/case-states.js';

const RecoveryCaseSchema = defineEntity({
  name: 'RecoveryCase',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    ticketId: p.uuid().unique(),
    portalKey: p.string(),
    caseType: p.string().$type<CaseType>(),
    state: p.string().$type<CaseState>(),
    /** Reference into the portal's directory; null until somebody (or intake, when it is plain) linked it. */
    accountRef: p.string().nullable(),
    linkedAt: p.datetime().nullable(),
    linkedByAgentId: p.uuid().nullable(),
    /** Candidates that the server found: refs only, shown masked. */
    candidates: p.json<string[]>(),
    /** What the mail said, for the agent to compare: user name, addresses, numbers. Not evidence. */
    claimed: p.json<Record<string, string>>(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
  indexes: [{ properties: ['portalKey', 'accountRef'] }],
});

/** The recovery decision on a ticket. */
export class RecoveryCase extends RecoveryCaseSchema.class {}
RecoveryCaseSchema.setClass(RecoveryCase);
