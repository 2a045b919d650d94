import { Injectable, Logger } from '@nestjs/common';
import { WatchKeyAlarms } from '#agents';
import { TellAlarms } from '#alarms';
import { CopyAudit } from '#audit';
import { CheckMailboxes, FollowUpMails, RemoveOldBytes, RequeueStuckMail, SettleSenders, WatchIntake, WatchStorage } from '#intake';
import { Clock } from '#kernel';
import { SendSms, SettleStuckDeliveries, WatchCertificates, WatchOutbox } from '#outbound';
import { EnforceRetention, WatchDataRequests } from '#privacy';
import { CarryOutBulks, CarryOutWaiting, EndSlips, ExpireGrants, LearnKinds, NoteReceipts, ScrambleExpired, SendAskedLink, SettleStuckActions, WatchBreaches, WatchDirectories, WatchVouchers } from '#recovery';

/** The caretaker's round through the rooms. What one room cannot do now keeps no other from its turn. */
@Injectable()
export class UpkeepRound {
  readonly #log = new Logger('upkeep');
  readonly #stations: readonly { readonly name: string; readonly visit: (now: Date) => Promise<unknown> }[];

  constructor(
    private readonly clock: Clock, deliveries: SettleStuckDeliveries, mails: RequeueStuckMail, senders: SettleSenders, actions: SettleStuckActions, grants: ExpireGrants, scramble: ScrambleExpired, alarms: TellAlarms,
    bytes: RemoveOldBytes, retention: EnforceRetention, requests: WatchDataRequests, askedLinks: SendAskedLink,
    outbox: WatchOutbox, certificates: WatchCertificates, sms: SendSms, waiting: CarryOutWaiting, bulks: CarryOutBulks, slips: EndSlips, directories: WatchDirectories,
    copies: CopyAudit, breaches: WatchBreaches, vouchers: WatchVouchers, keys: WatchKeyAlarms, kinds: LearnKinds, receipts: NoteReceipts, followUps: FollowUpMails, intake: WatchIntake, mailboxes: CheckMailboxes, storage: WatchStorage,
  ) {
    this.#stations = [
      { name: 'deliveries', visit: (now) => deliveries.run(now) },
      { name: 'kept mails', visit: (now) => mails.run(now) },
      { name: 'waiting mails', visit: (now) => intake.run(now) },
      { name: 'storage', visit: (now) => storage.run(now) },
      { name: 'senders', visit: (now) => senders.run(now) },
      { name: 'actions', visit: (now) => actions.run(now) },
      { name: 'holds', visit: (now) => waiting.run(now) },
      { name: 'many accounts', visit: (now) => bulks.run(now) },
      { name: 'receipts', visit: (now) => receipts.run(now) },
      { name: 'papers', visit: (now) => slips.run(now) },
      { name: 'grants', visit: (now) => grants.run(now) },
      { name: 'temporary passwords', visit: (now) => scramble.run(now) },
      { name: 'directories', visit: (now) => directories.run(now) },
      { name: 'breaches', visit: (now) => breaches.run(now) },
      { name: 'vouchers', visit: () => vouchers.run() },
      { name: 'copied keys', visit: () => keys.run() },
      { name: 'kinds of accounts', visit: (now) => kinds.run(now) },
      { name: 'data requests', visit: (now) => requests.run(now) },
      { name: 'text messages', visit: (now) => sms.settleLate(now) },
      { name: 'links asked for', visit: (now) => askedLinks.settleLate(now) },
      { name: 'outbox', visit: (now) => outbox.run(now) },
      { name: 'certificates', visit: (now) => certificates.run(now) },
      { name: 'follow-ups', visit: () => followUps.run() },
      { name: 'mailboxes', visit: () => mailboxes.run() },
      { name: 'copy of the audit', visit: (now) => copies.run(now) },
      { name: 'alarms', visit: (now) => alarms.run(now) },
      { name: 'retention', visit: (now) => retention.run(now) },
      { name: 'bytes', visit: (now) => bytes.run(now) },
    ];
  }

  async run(): Promise<void> {
    for (const { name, visit } of this.#stations) {
      try {
        const done = await visit(this.clock.now());
        this.#log.debug(`${name}: ${JSON.stringify(done)}`);
      } catch (error) {
        this.#log.error(`upkeep of ${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    }
  }
}
