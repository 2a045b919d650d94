import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { deliverMail, enqueue } from '#jobs';
import { canonicalAddress, domainOf, newId, parseAddress, refuse, Sealer, type Locale, type Refusal } from '#kernel';
import { insertRows, type EntityManager } from '#persistence';
import { Mailboxes } from '#portals';
import { giveUpAt } from '../domain/delivery-plan.js';
import { isOptional, MAIL_KINDS, namesAgent, OPTIONAL, TO_MANY, WARNING, warns, type MailKind, type MailSecrets, type MailVariables } from '../domain/mail-kinds.js';
import { quotableMessageId } from '../domain/message-ids.js';
import { oneLine } from '../domain/one-line.js';
import { DeskHour, DeskHours, judgeSending, NOTICES_PASS, roomForNeeded, roomForOptional, type OtherMail, type Rank, type SendVerdict } from '../domain/send-limits.js';
import { OutboundMessage, type CountedIn } from '../store/outbound-message.entity.js';
import { suppressedAmong } from '../store/bounced-addresses.queries.js';
import { accountOf, mailsTo, newestOfHour, plannedInHour } from '../store/outbound.queries.js';
import { Breaker, BREAKER, COUNTED_TIMES } from './breaker.js';
import { OutboundIds } from './outbound-ids.js';

export interface QueueMailCommand<Kind extends MailKind = MailKind> {
  readonly portalKey: string;
  /** Whose address the mail comes from. */
  readonly mailboxId: string;
  readonly ticketId?: string | null | undefined;
  readonly kind: Kind;
  readonly locale: Locale;
  /** Exactly one address, as stored on file or as the requester wrote it. */
  readonly recipient: string;
  readonly variables: MailVariables<Kind>;
  readonly secrets: MailSecrets<Kind>;
  readonly replyTo?: string | undefined;
  /** Message-ID of the mail that this one answers. */
  readonly inReplyTo?: string | undefined;
  readonly references?: readonly string[] | undefined;
  /** "Re: …" of a reply; otherwise the template has its own. */
  readonly subject?: string | undefined;
  /** Default: as the kind says. */
  readonly automatic?: boolean | undefined;
  /** Somebody at the desk did what this mail tells of or carries, so no rush of Rekey's own makes it wait (recovery-security 5.8). Default: whether the mail names an agent. */
  readonly startedByAgent?: boolean | undefined;
  /** Default: now. */
  readonly sendAt?: Date | undefined;
  readonly now: Date;
}

export type QueuedMail = { readonly allowed: true; readonly message: OutboundMessage } | Refusal;

const COUNT_AGAIN_MS = 500;
const CHEAP_TO_COUNT = 200;
const LONGEST_SUBJECT = 200;
const MOST_REFERENCES = 30;
const NEEDED = (Object.keys(MAIL_KINDS) as MailKind[]).filter((kind) => !OPTIONAL.includes(kind));

/** Puts one mail to one recipient into the outbox, in the transaction that decides it. */
@Injectable()
export class QueueMail {
  /** A mailbox keeps its address for life, so asking once will do; a second connection per transaction would starve the pool. */
  readonly #domains = new Map<string, string>();
  #lastCount: { count: number; readonly readAtMs: number } | undefined;

  constructor(
    private readonly mailboxes: Mailboxes, private readonly sealer: Sealer, private readonly ids: OutboundIds,
    private readonly breaker: Breaker, private readonly alarms: Alarms,
  ) {}

  /**
   * A recipient who got too much gets it later, as does everybody while the breaker is open, and a person is called; what
   * would have to wait too long is refused, and so is what is optional where a server has proven that there is no such address; of that a
   * cancelled mail stands in the outbox. Refusals: `outbound.not-one-address`, and with `until` `outbound.recipient-limit`, `outbound.breaker-open`, `outbound.address-bounced`.
   *
   * @throws ZodError when variables or secrets do not fit the kind, and Error for an unknown mailbox: bugs of the caller
   */
  async within<Kind extends MailKind>(tx: EntityManager, command: QueueMailCommand<Kind>): Promise<QueuedMail> {
    const [queued] = await this.withinAll(tx, [command]);
    return queued!;
  }

  /** The same for many mails to different recipients: the limits are counted once, before the first of them. */
  async withinAll<Kind extends MailKind>(tx: EntityManager, commands: readonly QueueMailCommand<Kind>[]): Promise<QueuedMail[]> {
    const mails = commands.map((command) => readable(command));
    const brakes = await this.#brakes(tx, mails.filter((mail) => mail !== undefined));
    const unread = await this.#unread(tx, commands, mails);
    const answers: QueuedMail[] = [];
    const written: OutboundMessage[] = [];
    for (const [at, mail] of mails.entries()) {
      const command = commands[at]!;
      const until = unread.get(at);
      const answer = !mail ? refuse('outbound.not-one-address') : until ? refuse('outbound.address-bounced', { until }) : await this.#queue(tx, command, mail, brakes);
      answers.push(answer);
      if (answer.allowed) written.push(answer.message);
      else if (mail && until) written.push({ ...(await this.#row(command, mail, command.now)), state: 'cancelled', nextAttemptAt: null, secretsSealed: null, heldBy: 'bounced-address' });
    }
    await insertRows(tx, OutboundMessage, written);
    return answers;
  }

  /** Which of them, by their place, are optional and go to an address that does not exist, and until when that counts. */
  async #unread(tx: EntityManager, commands: readonly QueueMailCommand[], mails: readonly (ReadableMail | undefined)[]): Promise<ReadonlyMap<number, Date>> {
    const unread = new Map<number, Date>();
    const optional = [...mails.entries()].flatMap(([at, mail]) => (mail?.automatic && isOptional(commands[at]!.kind, mail.variables) ? [{ at, portalKey: commands[at]!.portalKey, address: canonicalAddress(mail.recipient) }] : []));
    for (const [portalKey, own] of Map.groupBy(optional, (one) => one.portalKey)) {
      const suppressed = await suppressedAmong(tx, portalKey, own.map(({ address }) => address), commands[own[0]!.at]!.now);
      for (const { at, address } of own) if (suppressed.has(address)) unread.set(at, suppressed.get(address)!);
    }
    return unread;
  }

  async #queue(tx: EntityManager, command: QueueMailCommand, mail: ReadableMail, brakes: Brakes): Promise<QueuedMail> {
    const { recipient, variables, hour } = mail;
    const recipientCanonical = canonicalAddress(recipient);
    const [isNotice, about] = [warns(command.kind), accountOf(command.portalKey, variables['username'])];
    const sendAt = command.sendAt ?? command.now;
    const verdict = judgeSending({
      isNotice, about, others: brakes.others.get(recipientCanonical) ?? [], sendAt, until: giveUpAt(sendAt, variables),
      hour: hour === 'desk' ? brakes.hours?.of(rankOf(command.kind)) : undefined,
    });
    if (!verdict.allowed || verdict.heldBy) await this.#call(tx, command, verdict, brakes);
    if (!verdict.allowed) return verdict;
    if (hour === 'desk') {
      brakes.planned += 1;
      brakes.hours?.take(verdict.sendAt, rankOf(command.kind));
      if (this.#lastCount) this.#lastCount.count += 1;
    }
    brakes.others.set(recipientCanonical, [...(brakes.others.get(recipientCanonical) ?? []), { sendAt: verdict.sendAt, isNotice, about }]);

    const startsAt = verdict.sendAt;
    const message = { ...(await this.#row(command, mail, startsAt)), heldBy: verdict.heldBy };
    await enqueue(tx, deliverMail, { outboundMessageId: message.id, round: 0 }, startsAt > command.now ? { runAt: startsAt } : {});
    return { allowed: true, message };
  }

  async #row(command: QueueMailCommand, { recipient, replyTo, variables, secrets, automatic, hour }: ReadableMail, startsAt: Date): Promise<OutboundMessage> {
    const id = newId(command.now.getTime());
    return {
      id, createdAt: command.now, portalKey: command.portalKey, mailboxId: command.mailboxId, ticketId: command.ticketId ?? null,
      kind: command.kind, locale: command.locale, recipient, recipientCanonical: canonicalAddress(recipient), variables, automatic, countsIn: hour,
      secretsSealed: Object.keys(secrets).length === 0 ? null : this.sealer.seal(JSON.stringify(secrets), sealContext(id)),
      messageId: this.ids.make(id, await this.#domainOf(command.mailboxId)), replyTo,
      ...threadOf(command),
      subject: command.subject === undefined ? null : oneLine(command.subject, LONGEST_SUBJECT),
      state: 'queued', rounds: 0, nextAttemptAt: startsAt, sendAt: startsAt, heldBy: null, giveUpAt: giveUpAt(startsAt, variables), sentAt: null, failure: null, wordsDigest: null, unsigned: null,
    };
  }

  async #brakes(tx: EntityManager, mails: readonly ReadableMail[]): Promise<Brakes> {
    const [first] = mails;
    if (!first) return { others: new Map(), planned: 0, perHour: 0 };
    const { now } = first;
    const perHour = await this.breaker.limit(tx, now);
    const to = await mailsTo(tx, mails.map(({ recipient }) => canonicalAddress(recipient)), now);
    const others = new Map([...to].map(([recipient, own]) => [recipient, own.map(({ sendAt, kind, about }) => ({ sendAt, isNotice: warns(kind), about }))]));
    const counted = mails.filter(({ hour }) => hour === 'desk').length;
    const planned = counted > 0 ? await this.#countPlanned(tx, now, perHour) : 0;
    // When exactly there is room matters only once there may be none, and the part of what is optional is full first.
    if (counted === 0 || planned + counted <= roomForOptional(perHour) || (await this.breaker.isReleased(tx, now))) return { others, planned, perHour };
    const hourOf = async (most: number, kinds?: readonly MailKind[]): Promise<DeskHour> => {
      const needed = Math.min(most, counted);
      return new DeskHour(await newestOfHour(tx, now, { kinds, skip: most - needed, limit: needed }), { most, mails: needed });
    };
    const part = roomForOptional(perHour);
    const hours = new DeskHours({
      all: await hourOf(perHour), needed: await hourOf(roomForNeeded(perHour, await plannedInHour(tx, now, part, OPTIONAL)), NEEDED),
      optional: await hourOf(part, OPTIONAL), notices: await hourOf(NOTICES_PASS * perHour, WARNING),
    });
    return { others, planned, perHour, hours };
  }

  /** To count thousands takes longer than to queue a mail: far below the limit a count of half a second ago, and what was queued here since, will do. */
  async #countPlanned(tx: EntityManager, now: Date, perHour: number): Promise<number> {
    const known = this.#lastCount;
    const isGoodEnough = known && performance.now() - known.readAtMs < COUNT_AGAIN_MS && known.count >= CHEAP_TO_COUNT && known.count < perHour / 2;
    if (isGoodEnough) return known.count;
    const near = await plannedInHour(tx, now, perHour);
    // How far beyond it is matters only when it is open.
    const count = near < perHour ? near : await plannedInHour(tx, now, COUNTED_TIMES * perHour);
    this.#lastCount = { count, readAtMs: performance.now() };
    return count;
  }

  /** A brake went on. The alarm names the ticket or a pseudonym, never the address. */
  async #call(tx: EntityManager, { portalKey, ticketId, recipient }: QueueMailCommand, verdict: SendVerdict, { planned, perHour }: Brakes): Promise<void> {
    if (verdict.allowed ? verdict.heldBy === 'breaker' : verdict.refusal === 'outbound.breaker-open') {
      await this.alarms.raise(tx, { kind: 'breaker-open', portalKey: null, subject: BREAKER, detail: { lastHour: planned, limit: perHour } });
    } else {
      const subject = ticketId ?? createHmac('sha256', this.sealer.derive('alarm-recipient')).update(canonicalAddress(recipient)).digest('hex').slice(0, 16);
      await this.alarms.raise(tx, { kind: 'recipient-limit', portalKey, subject, detail: { held: verdict.allowed, ticketId: ticketId ?? null } });
    }
  }

  async #domainOf(mailboxId: string): Promise<string> {
    const known = this.#domains.get(mailboxId);
    if (known !== undefined) return known;
    const mailbox = await this.mailboxes.get(mailboxId);
    if (!mailbox) throw new Error(`there is no mailbox ${mailboxId} to send from`);
    const domain = domainOf(mailbox.address);
    this.#domains.set(mailboxId, domain);
    return domain;
  }
}

/** The context under which a mail's secrets are sealed. */
export function sealContext(id: string): string {
  return `outbound:${id}`;
}

/** What is left of a command once it was looked at. */
interface ReadableMail {
  readonly recipient: string;
  readonly replyTo: string | null;
  readonly variables: Record<string, unknown>;
  readonly secrets: Record<string, string>;
  readonly automatic: boolean;
  readonly hour: CountedIn | null;
  readonly now: Date;
}

/** What was sent before, and counts. */
interface Brakes {
  readonly others: Map<string, readonly OtherMail[]>;
  /** Mails of the desk's hour that left within it or are to leave, as far as anybody counted. */
  planned: number;
  readonly perHour: number;
  /** Undefined: the breaker holds nothing. */
  readonly hours?: DeskHours;
}

function rankOf(kind: MailKind): Rank {
  return warns(kind) ? 'notice' : OPTIONAL.includes(kind) ? 'optional' : 'needed';
}

/** @throws ZodError; undefined when it does not go to exactly one address */
function readable(command: QueueMailCommand): ReadableMail | undefined {
  const kind = MAIL_KINDS[command.kind];
  const variables = kind.variables.parse(command.variables) as Record<string, unknown>;
  const secrets = kind.secrets.parse(command.secrets) as Record<string, string>;
  const recipient = oneAddress(command.recipient);
  const replyTo = command.replyTo === undefined ? null : oneAddress(command.replyTo);
  const automatic = command.automatic ?? kind.automatic;
  return recipient === undefined || replyTo === undefined ? undefined : { recipient, replyTo, variables, secrets, automatic, hour: automatic ? hourOf(command) : null, now: command.now };
}

/** Null: somebody at the desk started it. What one order sends to many has its own hour (`RoomForMany`), which whoever carries out the order asks for. */
function hourOf({ kind, startedByAgent, variables }: QueueMailCommand): CountedIn | null {
  if (TO_MANY.includes(kind)) return 'many';
  return startedByAgent ?? namesAgent(variables) ? null : 'desk';
}

/** Untyped callers exist: an array, or an object with a friendly `toString`, must not become a second recipient (T5). */
function oneAddress(given: unknown): string | undefined {
  return typeof given === 'string' ? parseAddress(given) : undefined;
}

function threadOf(command: Pick<QueueMailCommand, 'inReplyTo' | 'references'>): { inReplyTo: string | null; references: string[] } {
  const inReplyTo = (command.inReplyTo === undefined ? undefined : quotableMessageId(command.inReplyTo)) ?? null;
  const references = [...(command.references ?? []), ...(inReplyTo ? [inReplyTo] : [])].flatMap((id) => quotableMessageId(id) ?? []);
  return { inReplyTo, references: [...new Set(references)].slice(-MOST_REFERENCES) };
}
