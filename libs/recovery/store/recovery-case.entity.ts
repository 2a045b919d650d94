import { defineEntity, p } from '@mikro-orm/core';
import type { CaseType } from '#kernel';
import { createdAtColumn, idColumn } from '#persistence';
import type { Candidate } from '../domain/candidates.js';
import { mayMove, type CaseState } from '../domain/case-states.js';

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
    /** Accounts that the server found and why; shown masked, and the only ones that may be linked. */
    candidates: p.json<Candidate[]>(),
    /** What the mail said, for the agent to compare: user name, addresses, numbers. Not evidence. */
    claimed: p.json<Record<string, string>>(),
    /** When the account holder was told that somebody asks for help with the account; once per case and account. */
    holderToldAt: p.datetime().nullable(),
    /** Steps of the playbook that a person ticked off, with who and when (ISO 8601). */
    ticked: p.json<{ readonly key: string; readonly agentId: string; readonly at: string }[]>().default([]),
    /** When the requester was last asked for what is missing. */
    askedAt: p.datetime().nullable(),
    /** When, and by whom, it was handed on for want of a safe way to deliver (R64). */
    escalatedAt: p.datetime().nullable(),
    escalatedByAgentId: p.uuid().nullable(),
    /** Nothing about a person is left in the row (R79). */
    endedAt: p.datetime().nullable(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
  indexes: [
    { properties: ['portalKey', 'accountRef'] },
    { name: 'recovery_case_office_index', expression: `create index "recovery_case_office_index" on "recovery_case" ("portal_key", "created_at") where "case_type" in ('username-change', 'registration-data-changed', 'registration-not-accepted')` },
  ],
});

/** The recovery decision on a ticket. */
export class RecoveryCase extends RecoveryCaseSchema.class {
  /** @throws RangeError when the move is not in CASE_MOVES; that is a bug in the caller, not an answer for a user. */
  moveTo(next: CaseState, now: Date): void {
    if (!mayMove(this.state, next)) throw new RangeError(`case ${this.id}: ${this.state} -> ${next} is not a move`);
    this.state = next;
    this.updatedAt = now;
  }
}
RecoveryCaseSchema.setClass(RecoveryCase);
