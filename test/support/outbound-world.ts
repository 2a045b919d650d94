import type { Clock } from '#kernel';
import { Secret, Sealer, StillClock } from '#kernel';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Breaker, CancelMail, ConfirmSent, DeadLinks, DkimKeys, DeliverMail, MailFailures, MailRelay, OutboundIds, QueueMail, ReadOutbox, ReleaseBreaker, RetryMail, SettleStuckDeliveries, SmimeKeys, WatchCertificates, WatchOutbox, Wordings, type OutgoingMail, type RelayAnswer } from '#outbound';
import { Presence, type Database } from '#persistence';
import { Mailboxes, Portals } from '#portals';
import { PrepareMail } from '../../libs/outbound/render/prepare-mail.js';

/** A relay that says what it is told to say and remembers what it was handed. */
export class ScriptedRelay extends MailRelay {
  readonly handed: OutgoingMail[] = [];
  answer: RelayAnswer | (() => Promise<RelayAnswer>) = { outcome: 'accepted', reply: '250 taken' };

  async hand(mail: OutgoingMail): Promise<RelayAnswer> {
    this.handed.push(mail);
    return typeof this.answer === 'function' ? this.answer() : this.answer;
  }

  async check(): Promise<{ ok: true }> {
    return { ok: true };
  }

  async checkAs(): Promise<undefined> {
    return undefined;
  }
}

const PROFILE = {
  key: 'media-centre', mailboxes: [], name: { de: 'Medienzentrum', en: 'Media centre' }, brand: { colour: '#0b5cad', accent: '#ffcc00', organisation: 'Medienzentrum Nord' },
  languages: ['de', 'en'], office: { name: 'Medienzentrum Nord', street: 'Lange Straße 1', city: '12345 Nordstadt', phone: '0111 222333', email: 'verleih@media.example', hours: { de: 'Mo–Fr', en: 'Mon–Fri' } },
  calendar: { timeZone: 'Europe/Berlin', holidays: 'BW', hours: { 1: '09:00-15:00' } },
};

/** The outbound room on a database, with one portal and one mailbox, without Nest. */
export async function outboundWorld(database: Database, options: { clock?: Clock; automaticPerHour?: number; deliverVia?: Database; txt?: ReadonlyMap<string, readonly string[]> } = {}) {
  const clock = options.clock ?? new StillClock(new Date('2026-11-23T08:00:00Z'));
  const sealer = new Sealer(new Secret('a test key that is long enough for the sealer'));
  const relay = new ScriptedRelay();
  const portals = new Portals(database);
  const mailboxes = new Mailboxes(database, sealer, clock);
  const ids = new OutboundIds(sealer);
  const audit = new AuditTrail(sealer);
  const alarms = new Alarms(database, clock);
  const settings = { SMTP_URL: new Secret('smtp://127.0.0.1:1'), SEND_TIMEOUT_SECONDS: 5, STUCK_AFTER_SECONDS: 300, ACK_DELAY_MIN_SECONDS: 30, ACK_DELAY_MAX_SECONDS: 120, AUTOMATIC_PER_HOUR: options.automaticPerHour ?? 2000 };
  await database.transaction((tx) => tx.execute(
    'insert into portal (key, created_at, updated_at, profile, last_ticket_number) values (?, now(), now(), ?::jsonb, 1000) on conflict do nothing', [PROFILE.key, JSON.stringify(PROFILE)],
  ));
  const mailboxId = await mailboxes.save({
    portalKey: PROFILE.key, address: 'support@media.example', displayName: 'Medienzentrum Nord', imapHost: 'localhost', imapPort: 143, imapSecurity: 'none', imapUser: 'support', imapPassword: new Secret('x'),
  });
  const breaker = new Breaker(settings);
  const failures = new MailFailures();
  const presence = new Presence(database);
  const dkimKeys = new DkimKeys(database, sealer, clock, audit, { of: async (name) => options.txt?.get(name) ?? [] });
  const smimeKeys = new SmimeKeys(database, sealer, clock, audit, portals, mailboxes, alarms);
  const deadLinks = new DeadLinks(sealer);
  const prepare = new PrepareMail(database, portals, mailboxes, sealer, ids, clock, new Wordings(database, clock), dkimKeys, smimeKeys, deadLinks);
  return {
    database, clock, sealer, relay, ids, mailboxId, portalKey: PROFILE.key, prepare, presence,
    queue: new QueueMail(mailboxes, sealer, ids, breaker, alarms),
    deliver: new DeliverMail(options.deliverVia ?? database, prepare, relay, presence, clock, failures, alarms),
    failures,
    settle: new SettleStuckDeliveries(database, clock, failures, settings),
    dkimKeys, smimeKeys, deadLinks,
    watchCertificates: new WatchCertificates(database, alarms, smimeKeys, clock),
    watch: new WatchOutbox(database, alarms, breaker, clock),
    alarms,
    breaker,
    release: new ReleaseBreaker(database, alarms, audit, clock),
    retry: new RetryMail(database, audit, clock, deadLinks),
    confirm: new ConfirmSent(database, audit, clock),
    cancel: new CancelMail(database, audit, clock),
    outbox: new ReadOutbox(database),
  };
}

export type OutboundWorld = Awaited<ReturnType<typeof outboundWorld>>;
