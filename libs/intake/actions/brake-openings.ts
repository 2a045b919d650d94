import { Inject, Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import type { Settings } from '#config';
import { canonicalAddress, domainOf } from '#kernel';
import type { EntityManager } from '#persistence';
import { nameDomain } from '../adapters/named-domain.js';
import { countWith, overLimit, type BrakeLimits, type OpenedAround, type Opening } from '../domain/brake.js';
import { SHARED_DOMAINS } from '../domain/shared-domains.js';
import { IntakeConfig } from '../intake.config.js';
import { addOpening, lockDomains, openedAround } from '../store/ticket-openings.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';
import type { Judgement } from './judge-mail.js';

/** A mail that would open a ticket. */
export interface MailThatOpens {
  readonly kept: Pick<KeptMail, 'id' | 'receivedAt'>;
  readonly judged: Pick<Judgement, 'profile'> & { readonly mail: Pick<Judgement['mail'], 'from'>; readonly mailbox: Pick<Judgement['mailbox'], 'address'> };
  readonly senderClass: Opening['senderClass'];
}

/** What the brake would say of a mail that opens a ticket now. */
export interface BrakeState {
  /** With whom the sender is counted: those whose domain vouches for them, says nothing, or disowns them. */
  readonly senderClass: Opening['senderClass'];
  readonly opened: OpenedAround;
  readonly limits: BrakeLimits;
  /** False: the portal's own domain, one where it says that its people are, or one where anybody can have a mailbox. */
  readonly isDomainCounted: boolean;
  /** As in the quarantine, such as `sender-hour=5`; null: it opens its ticket. */
  readonly stops: string | null;
}

/**
 * How many new tickets a sender and a domain may open (recovery-security 5.8). What is too much is set aside and never
 * answered. The document merges it into one ticket; we do not, since whoever forges a From would then write into the
 * tickets of the person whose it is.
 */
@Injectable()
export class BrakeOpenings {
  readonly #limits: BrakeLimits;

  constructor(private readonly alarms: Alarms, @Inject(IntakeConfig.token) settings: Settings<typeof IntakeConfig>) {
    this.#limits = { perSenderHour: settings.NEW_PER_SENDER_HOUR, perSenderDay: settings.NEW_PER_SENDER_DAY, perDomainHour: settings.NEW_PER_DOMAIN_HOUR };
  }

  /**
   * In the transaction in which `FindThread` locked the senders: why mails open no ticket, by the ids of those that do
   * not. The others count from now on.
   */
  async within(tx: EntityManager, portalKey: string, mails: readonly MailThatOpens[], now: Date): Promise<ReadonlyMap<string, string>> {
    const openings = mails.map(({ kept, judged, senderClass }) => openingOf(judged, senderClass, kept.receivedAt));
    await lockDomains(tx, portalKey, openings, this.#limits);
    const around = await openedAround(tx, portalKey, openings, this.#limits);
    const letIn: Opening[] = [];
    const stopped = new Map<string, string>();
    for (const [at, opening] of openings.entries()) {
      const together = countWith(opening, letIn);
      const before = around[at]!;
      const because = overLimit({
        senderHour: before.senderHour + together.senderHour, senderDay: before.senderDay + together.senderDay, domainHour: before.domainHour + together.domainHour,
      }, this.#limits);
      if (because) stopped.set(mails[at]!.kept.id, because);
      else letIn.push(opening);
    }
    for (const opening of letIn) addOpening(tx, portalKey, opening, this.#limits, now);
    // One for the portal, whoever writes: a thousand senders must not bury what else is wrong.
    if (stopped.size > 0) await this.alarms.raise(tx, { kind: 'sender-limit', portalKey, subject: portalKey, detail: { mails: stopped.size } });
    return stopped;
  }

  /** Counts nothing and locks nothing. */
  async look(em: EntityManager, portalKey: string, judged: MailThatOpens['judged'], senderClass: Opening['senderClass'], now: Date): Promise<BrakeState> {
    const opening = openingOf(judged, senderClass, now);
    const [opened] = await openedAround(em, portalKey, [opening], this.#limits);
    return { senderClass, opened: opened!, limits: this.#limits, isDomainCounted: opening.domain !== null, stops: overLimit(opened!, this.#limits) ?? null };
  }
}

function openingOf({ mail, mailbox, profile }: MailThatOpens['judged'], senderClass: Opening['senderClass'], at: Date): Opening {
  const author = mail.from.length === 1 ? canonicalAddress(mail.from[0]!.address) : null;
  const domain = author === null ? null : nameDomain(domainOf(author)).registrable;
  const own = [...[mailbox.address, ...profile.mailboxes.map(({ address }) => address)].map(domainOf), ...profile.authenticity.userDomains];
  // Where the portal itself is at home, where it says that its people have their mail, and where anybody has, many may
  // write at once. Not where that domain itself says that the mail is not from there.
  const isForMany = domain !== null && senderClass !== 'disproven' && (SHARED_DOMAINS.has(domain) || own.some((one) => nameDomain(one).registrable === domain));
  // All that name no author count as one domain.
  return { sender: author, domain: isForMany ? null : (domain ?? ''), senderClass, at };
}
