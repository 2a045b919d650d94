import type { Options } from '@mikro-orm/postgresql';
import { PagesOfMails } from './202611281122_pages_of_mails.js';
import { Attachments } from './202611281121_attachments.js';
import { RaiseAlarms } from './20261128_1182_raise_alarms.js';
import { WorkForLaterWaitsHere } from './202611281160_work_for_later_waits_here.js';
import { RememberDirectories } from './20261128_1181_remember_directories.js';
import { KeepTheChecklist } from './20261128_1180_keep_the_checklist.js';
import { ReadManyFolders } from './20261128_1101_read_many_folders.js';
import { MoreDoors } from './202611281110_more_doors.js';
import { SignInByToken } from './20261128_1102_sign_in_by_token.js';
import { BrakesAndKeys } from './202611281140_brakes_and_keys.js';
import { KnowWhatAilsAMailbox } from './20261128_1103_know_what_ails_a_mailbox.js';
import { OpenTheHouse } from './20261123_0100_open_the_house.js';
import { Wordings } from './202611281150_wordings.js';
import { SecretsAndRetention } from './202611281120_secrets_and_retention.js';
import { AccountsWithMoreToThem } from './202611281170_accounts_with_more_to_them.js';
import { WhoBelongsToATicket } from './20261128_1131_who_belongs_to_a_ticket.js';
import { WhoWroteIt } from './20261128_1130_who_wrote_it.js';
import { PeopleWhoApprove } from './202611281171_people_who_approve.js';
import { OneTraceRowATransaction } from './202611281165_one_trace_row_a_transaction.js';
import { FindWords } from './20261128_2000_find_words.js';
import { HoldBehindTheBreaker } from './20261128_2010_hold_behind_the_breaker.js';

/** In the order in which they run; listed by hand so that compiled output needs no globbing. Names never change. */
export const MIGRATIONS: NonNullable<NonNullable<Options['migrations']>['migrationsList']> = [
  { name: '20261123_0100_open_the_house', class: OpenTheHouse },
  { name: '202611281150_wordings', class: Wordings },
  { name: '20261128_1101_read_many_folders', class: ReadManyFolders },
  { name: '20261128_1102_sign_in_by_token', class: SignInByToken },
  { name: '20261128_1103_know_what_ails_a_mailbox', class: KnowWhatAilsAMailbox },
  { name: '20261128_1180_keep_the_checklist', class: KeepTheChecklist },
  { name: '202611281170_accounts_with_more_to_them', class: AccountsWithMoreToThem },
  { name: '202611281120_secrets_and_retention', class: SecretsAndRetention },
  { name: '20261128_1130_who_wrote_it', class: WhoWroteIt },
  { name: '20261128_1181_remember_directories', class: RememberDirectories },
  { name: '202611281110_more_doors', class: MoreDoors },
  { name: '20261128_1131_who_belongs_to_a_ticket', class: WhoBelongsToATicket },
  { name: '20261128_1182_raise_alarms', class: RaiseAlarms },
  { name: '202611281160_work_for_later_waits_here', class: WorkForLaterWaitsHere },
  { name: '202611281121_attachments', class: Attachments },
  { name: '202611281140_brakes_and_keys', class: BrakesAndKeys },
  { name: '202611281171_people_who_approve', class: PeopleWhoApprove },
  { name: '202611281122_pages_of_mails', class: PagesOfMails },
  { name: '202611281165_one_trace_row_a_transaction', class: OneTraceRowATransaction },
  { name: '20261128_2000_find_words', class: FindWords },
  { name: '20261128_2010_hold_behind_the_breaker', class: HoldBehindTheBreaker },
];
