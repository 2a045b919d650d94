/** The organisations that we serve: profiles, calendars, queues, mailboxes. */
import { Mailbox } from './store/mailbox.entity.js';
import { MailboxToken } from './store/mailbox-token.entity.js';
import { Portal } from './store/portal.entity.js';
import { PortalSecret } from './store/portal-secret.entity.js';

export { PortalProfileSchema, LAENDER, RESERVED_KEYS, type Land, type PortalProfile, type Priority, type ProfileText } from './domain/profile.js';
export {
  DATA_CLASSES, DATA_CLASS_NAMES, PORTAL_CLASS_NAMES, WITH_THE_PERSON, WITHOUT_PERSONAL_DATA, type DataClass, type DataClassName, type PortalClassName,
} from './domain/data-classes.js';
export { type StricterPolicy } from './domain/stricter-policy.js';
export { daysKept, type Retention } from './domain/retention-times.js';
export { type HomeSignInSettings, type SmsSettings } from './domain/proof-settings.js';
export { formatOf, officeOf, type ApprovalOffice } from './domain/approval-office.js';
export { PortalSecrets } from './actions/portal-secrets.js';
export { boundAfterwards, openFor, sealFor, type TargetedSecret } from './actions/targeted-secrets.js';
export { targetOfDirectory, targetOfHomeSignIn, targetOfSms } from './domain/secret-target.js';
export { DirectorySettingsSchema, type DirectoryKind, type DirectorySettings, type SettingsOf } from './domain/directory-settings.js';
export { FORM_MISTAKES, mistake, PROFILE_MISTAKES, type Mistake } from './domain/profile-mistakes.js';
export { parseProfile, exportProfile, type OwnMails, type ParsedProfile, type ProfileProblem } from './domain/parse-profile.js';
export { howToRead, type HowToRead } from './domain/how-to-read.js';
export { unknownPlaces } from './domain/unknown-places.js';
export { escalationQueueOf, routeTicket, type Route, type RouteFacts } from './domain/route.js';
export { type DuePromise } from './domain/promise.js';
export { answerWithinMonths, promiseFor } from './adapters/german-holidays.js';
export { alternativesOf, ASKED_FIELDS, inWords, knownOf, missingNeeds, type AskedField, type Playbook, type SolvedWhen } from './domain/playbook.js';
export { procedureOf, type Procedure } from './domain/procedure.js';
export { firstAnswer, type FirstAnswer } from './domain/first-answer.js';
export { playbookOf, SHIPPED_PLAYBOOKS } from './adapters/shipped-playbooks.js';
export { shippedProfiles } from './adapters/shipped-profiles.js';
export { Portals } from './actions/portals.js';
export { AddMailbox } from './actions/add-mailbox.js';
export { Mailboxes, type MailboxToSave } from './actions/mailboxes.js';
export { MailboxTokens, type MailboxSignIn, type TokenHealth } from './actions/mailbox-tokens.js';
export { askForDevice, refresh as askForTokens, tokensForDevice, type DeviceCode, type Tokens, type TokenSecrets } from './adapters/token-endpoint.js';
export { TOKEN_ISSUERS, TokenIssuerSchema, type TokenIssuerName, type TokenIssuer } from './domain/token-issuer.js';
export { ImportPortal, type MailsKeeper, type PolicyJudge, type ImportedPortal } from './actions/import-portal.js';
export { lockNumbers, mailboxForAny, policyOf, nextTicketNumber, nextTicketNumbers } from './store/portals.queries.js';
export { PortalUnknown, SecretDoesNotOpen, SecretElsewhere, SecretWithoutTarget, TokenIssuerUnreachable, TokenRefused } from './portals.faults.js';
export { PortalsModule } from './portals.module.js';
export type { Mailbox };
export const portalsEntities = [Portal, Mailbox, MailboxToken, PortalSecret];
