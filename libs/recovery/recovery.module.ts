import { AgentsModule } from '#agents';
import { AlarmsModule } from '#alarms';
import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { DirectoryModule } from '#directory';
import { OutboundModule } from '#outbound';
import { PortalsModule } from '#portals';
import { TicketsModule } from '#tickets';
import { ACCOUNT_ACTIONS, type AccountAction } from './actions/account/account-action.js';
import { AddSecondAddress } from './actions/account/add-second-address.js';
import { ApproveRegistration } from './actions/account/approve-registration.js';
import { AssignUsername } from './actions/account/assign-username.js';
import { ChangeEmail } from './actions/account/change-email.js';
import { ConfirmRegistration } from './actions/account/confirm-registration.js';
import { DeleteAccount } from './actions/account/delete-account.js';
import { IssuePin } from './actions/account/issue-pin.js';
import { RefuseRegistration } from './actions/account/refuse-registration.js';
import { ReleaseRegistrationData } from './actions/account/release-registration-data.js';
import { ResetSecondFactor } from './actions/account/reset-second-factor.js';
import { SendInitialCredentials } from './actions/account/send-initial-credentials.js';
import { Unfreeze } from './actions/account/unfreeze.js';
import { UnlockPinArea } from './actions/account/unlock-pin-area.js';
import { UpdateProfile } from './actions/account/update-profile.js';
import { MergeAccounts, MigrateAccount } from './actions/account/merge-accounts.js';
import { ConcludeAction } from './actions/account/conclude-action.js';
import { ActionMails } from './actions/mails/action-mails.js';
import { IssueSlip } from './actions/mails/issue-slip.js';
import { StartNewAddressProof } from './actions/proofs/start-new-address-proof.js';
import { CarryOutWaiting } from './actions/upkeep/carry-out-waiting.js';
import { AskApprovers } from './actions/waiting/ask-approvers.js';
import { CancelAction } from './actions/waiting/cancel-action.js';
import { QuietMails } from './actions/links/quiet-mails.js';
import { CancelByLink } from './actions/waiting/cancel-by-link.js';
import { DecideApproval } from './actions/waiting/decide-approval.js';
import { OrderBulk } from './actions/bulk/order-bulk.js';
import { PrintSlips } from './actions/bulk/print-slips.js';
import { WatchDirectories } from './actions/upkeep/watch-directories.js';
import { CarryOutBulks } from './actions/upkeep/carry-out-bulks.js';
import { EndSlips } from './actions/upkeep/end-slips.js';
import { ListBulks } from './actions/bulk/list-bulks.js';
import { ListBulkAccounts } from './actions/bulk/list-bulk-accounts.js';
import { ListWaiting } from './actions/waiting/list-waiting.js';
import { RecheckAction } from './actions/waiting/recheck-action.js';
import { HoldLetters } from './actions/waiting/hold-letters.js';
import { HoldMails } from './actions/waiting/hold-mails.js';
import { NoteFailedNotices } from './actions/waiting/note-failed-notices.js';
import { TellOtherWays } from './actions/waiting/tell-other-ways.js';
import { UndoAction } from './actions/waiting/undo-action.js';
import { Waiting } from './actions/waiting/waiting.js';
import { BeginAction } from './actions/account/begin-action.js';
import { FinishAction } from './actions/account/finish-action.js';
import { Freeze } from './actions/account/freeze.js';
import { IssueTemporaryPassword } from './actions/account/issue-temporary-password.js';
import { RequestAction } from './actions/account/request-action.js';
import { ResendActivation } from './actions/account/resend-activation.js';
import { SendRecoveryLink } from './actions/account/send-recovery-link.js';
import { TellUsername } from './actions/account/tell-username.js';
import { Unlock } from './actions/account/unlock.js';
import { DescribeCase } from './actions/cases/describe-case.js';
import { FindCandidates } from './actions/cases/find-candidates.js';
import { ForeseeInstant } from './actions/cases/foresee-instant.js';
import { InstantRecovery } from './actions/cases/instant-recovery.js';
import { LinkAccount } from './actions/cases/link-account.js';
import { OpenCase } from './actions/cases/open-case.js';
import { OpenOnAccount } from './actions/cases/open-on-account.js';
import { DecideAtOffice } from './actions/office/decide-at-office.js';
import { DescribeOfficeItem } from './actions/office/describe-office-item.js';
import { OfficeAccounts } from './actions/office/office-accounts.js';
import { ListOffice } from './actions/office/list-office.js';
import { OpenOfficeTicket } from './actions/office/open-office-ticket.js';
import { PreviewOfficeMail } from './actions/office/preview-office-mail.js';
import { OpenedCases } from './actions/cases/opened-cases.js';
import { SearchCandidates } from './actions/cases/search-candidates.js';
import { CloseBreach } from './actions/breaches/close-breach.js';
import { ExportBreach } from './actions/breaches/export-breach.js';
import { ListBreaches } from './actions/breaches/list-breaches.js';
import { MarkBreach } from './actions/breaches/mark-breach.js';
import { NoteReceipts } from './actions/upkeep/note-receipts.js';
import { WatchBreaches } from './actions/upkeep/watch-breaches.js';
import { AskWishedVouchers } from './actions/proofs/ask-wished-vouchers.js';
import { WishForVoucher } from './actions/proofs/wish-for-voucher.js';
import { LearnKinds } from './actions/upkeep/learn-kinds.js';
import { WatchVouchers } from './actions/upkeep/watch-vouchers.js';
import { EscalateCase } from './actions/cases/escalate-case.js';
import { TickStep } from './actions/cases/tick-step.js';
import { AddDetails } from './actions/links/add-details.js';
import { AskForLink } from './actions/links/ask-for-link.js';
import { SendAskedLink } from './actions/links/send-asked-link.js';
import { LookAtGrant } from './actions/links/look-at-grant.js';
import { ProveMailbox } from './actions/links/prove-mailbox.js';
import { RedeemByCode } from './actions/links/redeem-by-code.js';
import { RedeemActivation, RedeemRecoveryLink } from './actions/links/redeem-links.js';
import { Redemption } from './actions/links/redemption.js';
import { FreezeWithoutTicket } from './actions/links/freeze-without-ticket.js';
import { ReportNotMe } from './actions/links/report-not-me.js';
import { RevealSecret } from './actions/links/reveal-secret.js';
import { SendNewLink } from './actions/links/send-new-link.js';
import { SpendOnce } from './actions/links/spend-once.js';
import { StatusOfTicket } from './actions/links/status-of-ticket.js';
import { IssueGrant } from './actions/mails/issue-grant.js';
import { JudgeLinks } from './actions/mails/judge-links.js';
import { MailToFile } from './actions/mails/mail-to-file.js';
import { TellHolder } from './actions/mails/tell-holder.js';
import { CompareFacts } from './actions/proofs/compare-facts.js';
import { RecordCallBackCode } from './actions/proofs/record-call-back-code.js';
import { RecordIdentityCheck } from './actions/proofs/record-identity-check.js';
import { ReportOverrides } from './actions/waiting/report-overrides.js';
import { SettlePapers } from './actions/bulk/settle-papers.js';
import { StartLetterProof } from './actions/proofs/start-letter-proof.js';
import { RecordLetterPin } from './actions/proofs/record-letter-pin.js';
import { RecordEvidence } from './actions/proofs/record-evidence.js';
import { StartCallBack } from './actions/proofs/start-call-back.js';
import { AskForProof } from './actions/proofs/ask-for-proof.js';
import { AskForVoucher } from './actions/proofs/ask-for-voucher.js';
import { ReadVouchers } from './actions/proofs/read-vouchers.js';
import { Vouch } from './actions/proofs/vouch.js';
import { GiveSecondFactor } from './actions/proofs/give-second-factor.js';
import { ReadProofMeans } from './actions/proofs/proof-means.js';
import { RecordAskedProof } from './actions/proofs/record-asked-proof.js';
import { StartSmsProof } from './actions/proofs/start-sms-proof.js';
import { HomeTrips } from './actions/proofs/home-trips.js';
import { SendVoucherCode } from './actions/proofs/send-voucher-code.js';
import { TakeVoucherAnswer } from './actions/proofs/take-voucher-answer.js';
import { VouchAtHome } from './actions/proofs/vouch-at-home.js';
import { SignInAtHome } from './actions/proofs/sign-in-at-home.js';
import { OpenidProviders } from './adapters/openid-providers.js';
import { HomeProviders } from './home-providers.js';
import { StartProof } from './actions/proofs/start-proof.js';
import { StartMailboxProof } from './actions/proofs/start-mailbox-proof.js';
import { ExpireGrants } from './actions/upkeep/expire-grants.js';
import { ScrambleExpired } from './actions/upkeep/scramble-expired.js';
import { SettleStuckActions } from './actions/upkeep/settle-stuck-actions.js';

/** What can be done to an account: one file each. */
const ACTIONS = [
  SendRecoveryLink, ResendActivation, TellUsername, IssueTemporaryPassword, Unlock, Freeze,
  AddSecondAddress, ApproveRegistration, AssignUsername, ChangeEmail, ConfirmRegistration, DeleteAccount, IssuePin, RefuseRegistration, ReleaseRegistrationData, ResetSecondFactor, SendInitialCredentials, Unfreeze, UnlockPinArea, UpdateProfile, MergeAccounts, MigrateAccount,
];

const DOORS = [
  MailToFile, TellHolder, JudgeLinks,
  SendAskedLink,
  FindCandidates, ForeseeInstant, OpenCase, InstantRecovery, DescribeCase, LinkAccount, SearchCandidates, StartMailboxProof, StartCallBack, RecordCallBackCode, CompareFacts, RequestAction,
  AddDetails, AskForLink, SpendOnce, TickStep, EscalateCase, MarkBreach, CloseBreach, ListBreaches, ExportBreach, WatchBreaches, WatchVouchers, LearnKinds, WishForVoucher, AskWishedVouchers, NoteReceipts, LookAtGrant, ProveMailbox, RedeemRecoveryLink, RedeemActivation, RedeemByCode, RevealSecret, ReportNotMe, FreezeWithoutTicket, QuietMails, SendNewLink, StatusOfTicket, SettleStuckActions, ExpireGrants, ScrambleExpired,
  StartNewAddressProof, AskForProof, GiveSecondFactor, StartSmsProof, SignInAtHome, AskForVoucher, Vouch, VouchAtHome, SendVoucherCode, DecideApproval, CancelAction, CancelByLink, CarryOutWaiting, ListWaiting, RecheckAction, RecordIdentityCheck, StartLetterProof, RecordLetterPin, SettlePapers, ReportOverrides, OfficeAccounts, ListOffice, DescribeOfficeItem, DecideAtOffice, PreviewOfficeMail, ListBulks, ListBulkAccounts, OrderBulk, PrintSlips, CarryOutBulks, WatchDirectories, EndSlips,
];

@Module({
  imports: [AgentsModule, AlarmsModule, AuditModule, PortalsModule, DirectoryModule, OutboundModule, TicketsModule],
  providers: [
    ...ACTIONS, { provide: ACCOUNT_ACTIONS, inject: ACTIONS, useFactory: (...actions: AccountAction[]) => actions },
    ...DOORS, { provide: HomeProviders, useClass: OpenidProviders }, BeginAction, ConcludeAction, Waiting, HoldMails, HoldLetters, TellOtherWays, NoteFailedNotices, AskApprovers, UndoAction, ActionMails, IssueSlip, FinishAction, OpenedCases, Redemption, IssueGrant, RecordEvidence, StartProof, OpenOnAccount, OpenOfficeTicket, ReadProofMeans, ReadVouchers, TakeVoucherAnswer, HomeTrips, RecordAskedProof,
  ],
  exports: DOORS,
})
export class RecoveryModule {}
