import { Injectable } from '@nestjs/common';
import { Directories, type Account } from '#directory';
import { canonicalAddress, DAY_MS, Secret, type Refusal } from '#kernel';
import { QueueSms } from '#outbound';
import type { EntityManager } from '#persistence';
import { Portals, type PortalProfile } from '#portals';
import { addEvent } from '#tickets';
import { mainAddress } from '../../domain/account-facts.js';
import { hasRoomForLink, holdSmsText, type HoldSms, type HoldStage } from '../../domain/hold-sms-text.js';
import { afterTheNight } from '../../domain/night.js';
import { phoneTail, provedWays, silentAddress, tellsFormerPhones, waysToTell, type PhoneToTell, type TellFacts } from '../../domain/ways-to-tell.js';
import { formerPhones, type ChangeToTell } from '../../store/former-phones.queries.js';
import { deadWays } from '../../store/dead-ways.queries.js';
import { Evidence } from '../../store/evidence.entity.js';
import type { Doing } from '../account/account-action.js';
import { channelMark } from '../account/action-facts.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { HoldLetters } from './hold-letters.js';
import { noticeSmsLimit } from './notice-sms-limit.js';

/** What the mails of this stage were, and how one objects to it. */
export interface StageToTell {
  /** The event of the mails: one of HoldMail, or of NOTICE_EVENTS. */
  readonly event: string;
  readonly stage: HoldStage;
  /** When it takes effect; for `completed` when it did. */
  readonly at: Date;
  /** As in the mails: `cancel` stops or takes back, `report` freezes; null: nothing to object to. */
  readonly objection: { readonly purpose: 'cancel' | 'report'; readonly lifeMs?: number | undefined } | null;
  /** Addresses that heard of it by mail. */
  readonly mailed: readonly string[];
  /** Addresses that heard of the case at an earlier moment, and so hear nothing new. */
  readonly toldBefore?: readonly string[] | undefined;
  /** How long the number on a letter is good; left out: this stage has none. */
  readonly letterLifeMs?: number | undefined;
  /** It did not wait, so nothing but phones is told besides: a letter would come days after, and mails alone stand in the ticket already. */
  readonly atOnce?: boolean | undefined;
}

const REKEY = { kind: 'rekey' } as const;
interface ToTell {
  readonly action: ChangeToTell;
  readonly account: Account;
}

/**
 * Beside every mail about a change that waits, and a temporary password or the end of a second factor also at once: a text message to the phones of before the request, a letter where no electronic way is sure, and a line
 * in the ticket that says by which ways the holder was told, or that nobody could be (R8, recovery-security 5.6). Part of the transaction of the
 * stage, so that a stage is told once, under one id, whatever dies.
 */
@Injectable()
export class TellOtherWays {
  constructor(private readonly portals: Portals, private readonly directories: Directories, private readonly issueGrant: IssueGrant, private readonly queueSms: QueueSms, private readonly letters: HoldLetters) {}

  async within(tx: EntityManager, doing: Doing, told: StageToTell): Promise<void> {
    const { ticket, action, now } = doing;
    const profile = await this.portals.get(ticket.portalKey);
    if (told.atOnce && !profile.sms) return;
    const facts = await this.#facts(tx, doing, profile, [...told.mailed, ...(told.toldBefore ?? [])], now);
    const ways = waysToTell(facts);
    const line = { event: told.event, actionId: action.id };
    const notSent = ({ number }: PhoneToTell, { refusal, missing }: Pick<Refusal, 'refusal' | 'missing'>) => addEvent(tx, ticket.id, 'notice.not-sent', REKEY, { ...line, phone: phoneTail(number), because: refusal, ...(missing && { missing: missing.join(', ') }) }, now);
    for (const phone of ways.abroad) notSent(phone, { refusal: 'recovery.sms-country' });
    for (const phone of ways.heldBack) notSent(phone, { refusal: 'recovery.channel-too-new', missing: ['phone:young'] });
    const sent: { readonly id: string; readonly phone: PhoneToTell }[] = [];
    for (const phone of ways.phones) {
      const answer = await this.#text(tx, doing, profile, phone, told);
      if (typeof answer === 'string') sent.push({ id: answer, phone });
      else notSent(phone, answer);
    }
    if (told.stage === 'cancelled' || told.stage === 'reverted') await this.letters.stop(tx, action.id, now);
    // A phone that nothing was sent to reached nobody.
    const isReached = ({ number }: { readonly number: string }): boolean => sent.some(({ phone }) => phone.number === number);
    const { letter, ...others } = waysToTell({ ...facts, phones: facts.phones.filter(isReached) });
    const hadLetter = await this.letters.exists(tx, action.id);
    // Half-time makes none beside that of the start: it only makes up for a way that has failed since.
    const isDue = told.letterLifeMs !== undefined && (letter === 'due' || letter === 'due-new') && !(told.stage === 'half-time' && hadLetter);
    if (isDue) await this.letters.within(tx, doing, { lifeMs: told.letterLifeMs, event: told.stage === 'completed' ? told.event : 'case-opened' });
    // At the request none is made yet; it comes with the start, or nothing happens.
    const isSure = others.isSure && (letter !== 'due' || isDue || hadLetter || told.stage === 'requested');
    if ((told.mailed.length > 0 && !told.atOnce) || sent.length > 0 || isDue) {
      addEvent(tx, ticket.id, 'notice.told', REKEY, {
        ...line, mails: told.mailed.length, phones: sent.map(({ phone }) => phoneTail(phone.number)).join(', '), smsMessageIds: sent.map(({ id }) => id), letter: isDue ? letter : 'none',
      }, now);
    }
    if (!isSure && !told.atOnce && told.stage !== 'cancelled' && told.stage !== 'reverted') {
      addEvent(tx, ticket.id, 'notice.nobody', REKEY, { ...line, ...(letter !== 'due' && { because: whyNoPost(facts.postalAddressSince, facts.letters) }) }, now);
    }
  }

  /** Whether anybody could be told of it at all, and why not by post: for whoever decides, before anything is told. Undefined: somebody can be. */
  async whyNobody(tx: EntityManager, about: ToTell, mailed: readonly string[], now: Date): Promise<string | undefined> {
    const profile = await this.portals.get(about.action.portalKey);
    const facts = await this.#facts(tx, about, profile, mailed, now);
    if (waysToTell(facts).isSure) return undefined;
    return whyNoPost(about.account.postalAddressSince, facts.letters);
  }

  async #facts(tx: EntityManager, about: ToTell, profile: PortalProfile, mailed: readonly string[], now: Date): Promise<TellFacts> {
    const proved = await tx.find(Evidence, { id: { $in: [...about.action.evidenceIds] } });
    const own = proved.filter(({ accountRef }) => accountRef === about.account.ref).map(({ kind, detail }) => ({ kind, channel: detail['channel'] }));
    const file = this.#onFile(about, profile, mailed);
    const dead = await deadWays(tx, about.action, mailed, now);
    return { ...file, silent: [...file.silent, ...provedWays(own, about.account, isMarked), ...dead], formerPhones: tellsFormerPhones(proved.map(({ kind }) => kind)) ? await formerPhones(tx, about.action) : [] };
  }

  #onFile({ action, account }: ToTell, { sms }: PortalProfile, mailed: readonly string[]): TellFacts {
    return {
      addresses: mailed, silent: [silentAddress(action.type, action.channel, action.parameters.oldAddress ?? mainAddress(account)?.address)].filter((one) => one !== undefined), phones: account.phones, formerPhones: [],
      sms: sms ?? null, letters: this.directories.of(action.portalKey).abilities.letters, postalAddressSince: account.postalAddressSince, askedAt: action.createdAt,
    };
  }

  /** Id of the message, or why there is none. */
  async #text(tx: EntityManager, { ticket, account, action, recoveryCase, now }: Doing, profile: PortalProfile, phone: PhoneToTell, { stage, at, objection, event, atOnce = false }: StageToTell): Promise<string | Refusal> {
    const { portalKey } = ticket;
    const limited = await noticeSmsLimit(tx, { account: `${portalKey}/${account.ref}`, number: phone.number, portal: portalKey, isYoung: phone.isYoung || !phone.isOnFile, isAtOnce: atOnce }, now);
    if (limited) return limited;
    const prepared = objection && phone.isOnFile ? this.issueGrant.prepare(objection.purpose, portalKey) : null;
    const sms: HoldSms = {
      locale: account.locale, portal: profile.name[account.locale], change: action.type, stage, at, timeZone: profile.calendar.timeZone,
      objection: prepared && { link: prepared.link, number: prepared.typed }, writeTo: profile.mailboxes[0]?.address ?? null,
    };
    if (objection && prepared && hasRoomForLink(sms)) {
      await this.issueGrant.within(tx, prepared, {
        portalKey, accountRef: account.ref, caseId: recoveryCase.id, ticketId: ticket.id, actionId: action.id, sentTo: phone.number, channelId: phone.id,
        event: objection.purpose === 'cancel' ? action.type : event, lifeMs: objection.lifeMs, now,
      });
    }
    // As long as it is worth anything: until the change takes effect, and a day where it did or none will.
    const giveUpAt = new Date(Math.max(at.getTime(), now.getTime() + DAY_MS));
    return this.queueSms.within(tx, { portalKey, ticketId: ticket.id, recipient: phone.number, text: new Secret(holdSmsText(sms)), giveUpAt, aboutId: action.id, notBefore: stage === 'half-time' ? afterTheNight(now, profile.calendar.timeZone) : null, now });
  }
}

function isMarked(channel: unknown, way: string): boolean {
  return channel === channelMark(way.includes('@') ? canonicalAddress(way) : way);
}

function whyNoPost(postalAddressSince: Date | null, letters: boolean): string {
  if (!letters) return 'recovery.directory-cannot';
  return postalAddressSince ? 'recovery.channel-too-new' : 'recovery.no-postal-address';
}
