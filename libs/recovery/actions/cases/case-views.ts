import type { AccountView, ActionView, CandidateView, EvidenceView, GrantView } from '#contracts';
import type { Account } from '#directory';
import { maskAddress } from '#kernel';
import type { z } from 'zod';
import { usableAddresses } from '../../domain/account-facts.js';
import { maskName, maskPhone, type Candidate } from '../../domain/candidates.js';
import { EVIDENCE_RULES } from '../../domain/evidence.js';
import type { SmsState } from '#outbound';
import { whyNotUsable } from '../../domain/grants.js';
import type { Evidence } from '../../store/evidence.entity.js';
import type { Grant } from '../../store/grant.entity.js';
import type { RecoveryAction } from '../../store/recovery-action.entity.js';
import { voucherOf } from '../../store/voucher-rows.js';
import { evidenceFacts } from '../account/action-facts.js';

type Names = ReadonlyMap<string, { readonly displayName: string }>;

const text = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
const month = (at: Date | null): string | null => at?.toISOString().slice(0, 7) ?? null;
export const nameOf = (names: Names, id: string | null | undefined): string | null => (id ? (names.get(id)?.displayName ?? null) : null);

/** What an agent sees of an account that is only offered: enough to choose, too little to learn from. */
export function candidateView(account: Account, { why }: Pick<Candidate, 'why'>): z.infer<typeof CandidateView> {
  const [address] = usableAddresses(account);
  return { accountRef: account.ref, maskedName: maskName(account.displayName), maskedAddress: address ? maskAddress(address.address) : '', lastSignInMonth: month(account.lastSignInAt), because: [...why] };
}

/** What an agent sees of the linked account: names in clear, ways to reach it masked (5.11). */
export function accountView(account: Account): z.infer<typeof AccountView> {
  const { ref, username, displayName, userType, state, privileged, excluded, hasSecondFactor, mustChangePassword, organisation, group, legacy, registration } = account;
  return {
    accountRef: ref, username, displayName, userType, state, privileged, excluded, hasSecondFactor, mustChangePassword, organisation, group, legacy, pinAreas: account.pinAreas.map(({ area, state: is }) => ({ area, state: is })),
    shouldBeFrozen: account.shouldBeFrozen ?? false, savedCodes: account.savedCodes ?? null, postalAddressSince: text(account.postalAddressSince),
    registration: registration && { ...registration, registeredAt: registration.registeredAt.toISOString(), confirmBy: text(registration.confirmBy), corrections: registration.corrections.map((one) => ({ ...one })), entitlements: [...registration.entitlements] },
    temporaryPasswordExpiresAt: text(account.temporaryPasswordExpiresAt), lastSignInMonth: month(account.lastSignInAt),
    addresses: account.addresses.map(({ id, address, kind, confirmedAt }) => ({ id, masked: maskAddress(address), kind, confirmedAt: text(confirmedAt) })),
    phones: account.phones.map(({ id, number, since }) => ({ id, masked: maskPhone(number), since: since.toISOString() })),
  };
}

export function evidenceView(evidence: Evidence, account: Account, caseId: string, names: Names, now: Date): z.infer<typeof EvidenceView> {
  return {
    id: evidence.id, kind: evidence.kind, outcome: evidence.outcome, points: evidence.outcome === 'proved' ? EVIDENCE_RULES[evidence.kind].points : 0,
    recordedAt: evidence.recordedAt.toISOString(), expiresAt: evidence.expiresAt.toISOString(), expired: evidence.expiresAt <= now,
    voided: evidenceFacts(evidence, account).voidedAt !== null, by: voucherOf(evidence)?.name ?? nameOf(names, evidence.recordedByAgentId), thisTicket: evidence.caseId === caseId,
  };
}

export function actionView(action: RecoveryAction, names: Names): z.infer<typeof ActionView> {
  return {
    id: action.id, type: action.type, state: action.state, requestedBy: nameOf(names, action.requestedByAgentId), createdAt: action.createdAt.toISOString(),
    settledAt: text(action.settledAt), failure: action.failure ?? null,
    channel: action.channel, approvalUntil: action.state === 'awaiting-approval' ? text(action.approvalUntil) : null, approvedBy: nameOf(names, action.approverAgentId),
    holdUntil: action.state === 'held' ? text(action.holdUntil) : null, undoUntil: action.state === 'done' ? text(action.undoUntil) : null, finalAt: action.finalisedAt ? null : text(action.finalAt),
    stoppedBy: action.stoppedBy ?? null, reason: action.decisionReason ?? null, override: action.overrideReason != null, overrideReason: action.overrideReason ?? null,
  };
}

export function grantView(grant: Grant, texts: readonly SmsState[], now: Date): z.infer<typeof GrantView> {
  const isOver = whyNotUsable(grant, now) === 'expired';
  return {
    id: grant.id, purpose: grant.purpose, state: isOver ? 'expired' : grant.state, createdAt: grant.createdAt.toISOString(), expiresAt: grant.expiresAt.toISOString(),
    openedAt: text(grant.openedAt), usedAt: text(grant.usedAt), sentToMasked: grant.sentTo === '' ? '' : grant.sentTo.includes('@') ? maskAddress(grant.sentTo) : maskPhone(grant.sentTo),
    // A code and its message are made in one transaction.
    delivery: grant.purpose === 'sms-code' ? (texts.find(({ ticketId, recipient, createdAt }) => ticketId === grant.ticketId && recipient === grant.sentTo && createdAt.getTime() === grant.createdAt.getTime())?.state ?? null) : null,
  };
}
