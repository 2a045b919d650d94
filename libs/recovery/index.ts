/** The heart: cases, evidence, levels, actions, and what the requester gets. */
import { Bulk, BulkItem } from './store/bulk.entity.js';
import { Slip } from './store/slip.entity.js';
import { Evidence } from './store/evidence.entity.js';
import { Grant, LimitHit } from './store/grant.entity.js';
import { HomeSignIn } from './store/home-sign-in.entity.js';
import { RecoveryAction } from './store/recovery-action.entity.js';
import { RecoveryCase } from './store/recovery-case.entity.js';

export { FindCandidates, type FoundCandidates } from './actions/cases/find-candidates.js';
export { OpenCase, type OpenCaseCommand } from './actions/cases/open-case.js';
export { ForeseeInstant, type MailToForesee } from './actions/cases/foresee-instant.js';
export { InstantRecovery, type InstantCommand } from './actions/cases/instant-recovery.js';
export { DescribeCase } from './actions/cases/describe-case.js';
export { TickStep } from './actions/cases/tick-step.js';
export { EscalateCase, type EscalateCommand, type Escalated } from './actions/cases/escalate-case.js';
export { AddDetails, type DetailsAdded } from './actions/links/add-details.js';
export { LinkAccount } from './actions/cases/link-account.js';
export { SearchCandidates, type SearchAnswer } from './actions/cases/search-candidates.js';

export { StartMailboxProof, type ProofStarted } from './actions/proofs/start-mailbox-proof.js';
export { StartCallBack, type CallStarted } from './actions/proofs/start-call-back.js';
export { RecordCallBackCode, type CallBackCode, type CallBackRecorded } from './actions/proofs/record-call-back-code.js';
export { AskForProof, type ProofToAsk } from './actions/proofs/ask-for-proof.js';
export { StartSmsProof } from './actions/proofs/start-sms-proof.js';
export { SignInAtHome, type Departure } from './actions/proofs/sign-in-at-home.js';
export { HomeProviderUnreachable } from './home-providers.js';
export { GiveSecondFactor, type SecondFactorGiven } from './actions/proofs/give-second-factor.js';
export { CompareFacts, type FactsCompared } from './actions/proofs/compare-facts.js';

export { StartNewAddressProof, type NewAddressCommand } from './actions/proofs/start-new-address-proof.js';
export { DecideApproval, type ApprovalAnswer, type DecideApprovalCommand } from './actions/waiting/decide-approval.js';
export { CancelAction, type CancelAnswer } from './actions/waiting/cancel-action.js';
export { CancelByLink, type CancelledByLink } from './actions/waiting/cancel-by-link.js';
export { RecordIdentityCheck, type IdentityChecked } from './actions/proofs/record-identity-check.js';
export { ReportOverrides } from './actions/waiting/report-overrides.js';
export { ListWaiting } from './actions/waiting/list-waiting.js';
export { RecheckAction } from './actions/waiting/recheck-action.js';
export { OrderBulk, type BulkCommand, type BulkOrdered } from './actions/bulk/order-bulk.js';
export { SettlePapers } from './actions/bulk/settle-papers.js';
export { StartLetterProof } from './actions/proofs/start-letter-proof.js';
export { RecordLetterPin, type LetterPinRecorded } from './actions/proofs/record-letter-pin.js';
export { PrintSlips } from './actions/bulk/print-slips.js';
export { WatchDirectories } from './actions/upkeep/watch-directories.js';
export { CarryOutBulks } from './actions/upkeep/carry-out-bulks.js';
export { EndSlips } from './actions/upkeep/end-slips.js';
export { CarryOutWaiting } from './actions/upkeep/carry-out-waiting.js';
export { ConcludeAction } from './actions/account/conclude-action.js';
export { RequestAction, type RequestActionAnswer, type RequestActionCommand } from './actions/account/request-action.js';

export { LookAtGrant, type LinkView } from './actions/links/look-at-grant.js';
export { ProveMailbox } from './actions/links/prove-mailbox.js';
export { RedeemActivation, RedeemRecoveryLink, type RedeemCommand } from './actions/links/redeem-links.js';
export { RedeemByCode, type RedeemByCodeCommand } from './actions/links/redeem-by-code.js';
export { type Redeemed } from './actions/links/redemption.js';
export { RevealSecret, type Revealed } from './actions/links/reveal-secret.js';
export { ReportNotMe, type Reported } from './actions/links/report-not-me.js';
export { AskForLink, type AskForLinkCommand } from './actions/links/ask-for-link.js';
export { SpendOnce } from './actions/links/spend-once.js';
export { SendNewLink } from './actions/links/send-new-link.js';
export { StatusOfTicket, type ProofAsked, type TicketStatus } from './actions/links/status-of-ticket.js';

export { SettleStuckActions } from './actions/upkeep/settle-stuck-actions.js';
export { ExpireGrants } from './actions/upkeep/expire-grants.js';
export { ScrambleExpired } from './actions/upkeep/scramble-expired.js';

export { ACTION_TYPES, type ActionParameters, type ActionState, type ActionType, type Channel } from './domain/actions.js';
export { ACTION_POLICY, POLICY_VERSION } from './domain/policy.js';
export { EVIDENCE_RULES, type EvidenceKind } from './domain/evidence.js';
export { levelOf, type Level } from './domain/level.js';
export { judgeInstant, INSTANT_ANSWERS, type InstantFacts, type InstantVerdict } from './domain/instant.js';
export { type GrantPurpose, type GrantState, type WhyNotUsable } from './domain/grants.js';
export { CASE_MOVES, type CaseState } from './domain/case-states.js';
export { RECOVERY_REFUSALS, type RecoveryRefusal } from './domain/refusals.js';
export { RecoveryModule } from './recovery.module.js';
export type { Evidence, Grant, RecoveryAction, RecoveryCase };
export const recoveryEntities = [RecoveryCase, Evidence, RecoveryAction, Grant, HomeSignIn, LimitHit, Slip, Bulk, BulkItem];
