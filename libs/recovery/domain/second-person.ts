import { refuse, type Refusal } from '#kernel';

/** What is asked of the second person (recovery-security 5.5, R41, T22). */
export interface ApprovalFacts {
  readonly isWaiting: boolean;
  readonly isOver: boolean;
  readonly approverId: string;
  readonly requesterId: string | null;
  /** Reporting lines; undefined: none. */
  readonly approverLine: string | undefined;
  readonly requesterLine: string | undefined;
  /** Agents who gave evidence for the person as a voucher, in this case. */
  readonly voucherIds: readonly string[];
  /** Agents who linked the account or gathered the evidence may not approve what they prepared. */
  readonly preparedByIds: readonly string[];
  readonly isOwnAccount: boolean;
  readonly hasSecondFactor: boolean;
  readonly proofIsFresh: boolean;
}

/** Why this person may not be the second; undefined: they may. */
export function whyNotApprove(facts: ApprovalFacts): Refusal | undefined {
  if (!facts.isWaiting || facts.isOver) return refuse('recovery.no-approval-pending');
  if (facts.approverId === facts.requesterId) return refuse('recovery.own-request');
  if (facts.isOwnAccount) return refuse('recovery.own-account');
  if (facts.voucherIds.includes(facts.approverId)) return refuse('recovery.approver-vouched');
  if (facts.preparedByIds.includes(facts.approverId)) return refuse('recovery.approver-took-part');
  if (facts.approverLine !== undefined && facts.approverLine === facts.requesterLine) return refuse('recovery.same-line');
  if (!facts.hasSecondFactor) return refuse('recovery.second-factor-needed');
  return facts.proofIsFresh ? undefined : refuse('recovery.fresh-proof-needed');
}
