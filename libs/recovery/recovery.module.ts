import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { DirectoryModule } from '#directory';
import { OutboundModule } from '#outbound';
import { PortalsModule } from '#portals';
import { TicketsModule } from '#tickets';
import { ACCOUNT_ACTIONS, type AccountAction } from './actions/account/account-action.js';
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
import { OpenedCases } from './actions/cases/opened-cases.js';
import { SearchCandidates } from './actions/cases/search-candidates.js';
import { TickStep } from './actions/cases/tick-step.js';
import { AddDetails } from './actions/links/add-details.js';
import { LookAtGrant } from './actions/links/look-at-grant.js';
import { ProveMailbox } from './actions/links/prove-mailbox.js';
import { RedeemByCode } from './actions/links/redeem-by-code.js';
import { RedeemActivation, RedeemRecoveryLink } from './actions/links/redeem-links.js';
import { Redemption } from './actions/links/redemption.js';
import { ReportNotMe } from './actions/links/report-not-me.js';
import { RevealSecret } from './actions/links/reveal-secret.js';
import { SendNewLink } from './actions/links/send-new-link.js';
import { StatusOfTicket } from './actions/links/status-of-ticket.js';
import { IssueGrant } from './actions/mails/issue-grant.js';
import { MailToFile } from './actions/mails/mail-to-file.js';
import { TellHolder } from './actions/mails/tell-holder.js';
import { CompareFacts } from './actions/proofs/compare-facts.js';
import { RecordCallBackCode } from './actions/proofs/record-call-back-code.js';
import { RecordEvidence } from './actions/proofs/record-evidence.js';
import { StartCallBack } from './actions/proofs/start-call-back.js';
import { StartMailboxProof } from './actions/proofs/start-mailbox-proof.js';
import { ExpireGrants } from './actions/upkeep/expire-grants.js';
import { ScrambleExpired } from './actions/upkeep/scramble-expired.js';
import { SettleStuckActions } from './actions/upkeep/settle-stuck-actions.js';

/** What can be done to an account: one file each. */
const ACTIONS = [SendRecoveryLink, ResendActivation, TellUsername, IssueTemporaryPassword, Unlock, Freeze];

const DOORS = [
  FindCandidates, ForeseeInstant, OpenCase, InstantRecovery, DescribeCase, LinkAccount, SearchCandidates, StartMailboxProof, StartCallBack, RecordCallBackCode, CompareFacts, RequestAction,
  AddDetails, TickStep, LookAtGrant, ProveMailbox, RedeemRecoveryLink, RedeemActivation, RedeemByCode, RevealSecret, ReportNotMe, SendNewLink, StatusOfTicket, SettleStuckActions, ExpireGrants, ScrambleExpired,
];

@Module({
  imports: [AuditModule, PortalsModule, DirectoryModule, OutboundModule, TicketsModule],
  providers: [
    ...ACTIONS, { provide: ACCOUNT_ACTIONS, inject: ACTIONS, useFactory: (...actions: AccountAction[]) => actions },
    ...DOORS, BeginAction, FinishAction, OpenedCases, Redemption, IssueGrant, MailToFile, TellHolder, RecordEvidence,
  ],
  exports: DOORS,
})
export class RecoveryModule {}
