import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '#config';
import { DAY_MS, type Locale } from '#kernel';
import { OutboundConfig, QueueMail, type QueuedMail, type QueueMailCommand } from '#outbound';
import type { EntityManager } from '#persistence';
import type { Mailbox } from '#portals';
import { ANSWERED_AT_ONCE, mayAcknowledge, SAME_TEXT_DAYS } from '../domain/acknowledgement.js';
import { digestOfWords } from '../domain/same-text.js';
import { ReplyAddresses } from '../reply-addresses.js';
import type { Ticket } from '../store/ticket.entity.js';
import { addEvent, earlierAnswers, rememberThreadKeys, type EarlierAnswers } from '../store/tickets.queries.js';

export interface AcknowledgeCommand {
  readonly ticket: Ticket;
  readonly mailbox: Pick<Mailbox, 'id' | 'address'>;
  readonly isWanted: boolean;
  readonly fromMachine: boolean;
  readonly asksForSilence: boolean;
  readonly soundsAutomatic?: boolean | undefined;
  readonly authenticity: string;
  readonly returnPath: string | undefined;
  readonly senderIsOurs: boolean;
  /** Until when the sender's mailbox wants nothing that a mail in its name sets off (T12). */
  readonly quietUntil?: Date | undefined;
  /** Message-ID of the mail that is acknowledged. */
  readonly messageId: string;
  /** What the requester wrote now, without quotations. */
  readonly text: string;
  /** The answer itself, the questions of the playbook, or that the request arrived: all in the portal's own words (T11). */
  readonly first: { readonly kind: 'answer'; readonly text: string } | { readonly kind: 'ask'; readonly asks: readonly string[] } | { readonly kind: 'received' };
  /** The portal's promise in both languages, nothing that the sender supplied (T11). */
  readonly promise: Readonly<Record<Locale, string>>;
  readonly statusLink: string;
  /** A password or PIN came with the mail: it has to be changed. */
  readonly mentionsSecret: boolean;
  /** It asks to correct data (Art. 16): until when they hear of it (R77). */
  readonly correctionDueAt?: Date | undefined;
  /** A mail to the same mailbox answers the request already, and says what this one would have said. */
  readonly answeredAtOnce?: boolean | undefined;
  readonly now: Date;
}

export interface Acknowledged {
  /** Undefined: nothing was. */
  readonly said?: 'answer' | 'ask' | 'received';
  readonly sent: boolean;
  readonly because: string;
}

const REKEY = { kind: 'rekey' } as const;

/** "We have your request": the same neutral mail for everybody, once per thread, after a random delay (T10, T11, R70). */
@Injectable()
export class Acknowledge {
  constructor(
    private readonly queueMail: QueueMail,
    private readonly replyAddresses: ReplyAddresses,
    @Inject(OutboundConfig.token) private readonly settings: Settings<typeof OutboundConfig>,
  ) {}

  /** @param commands with different requesters: what one is sent the next does not count */
  async within(tx: EntityManager, commands: readonly AcknowledgeCommand[]): Promise<Acknowledged[]> {
    const [first] = commands;
    if (!first) return [];
    const before = (days: number): Date => new Date(first.now.getTime() - days * DAY_MS);
    const earlier = await earlierAnswers(
      tx, commands.map((command) => ({ portalKey: command.ticket.portalKey, requester: command.ticket.requesterCanonical, digest: digestOf(command) })), { countSince: before(1), saidSince: before(SAME_TEXT_DAYS) });
    const decided = commands.map((command, at) => ({ command, decision: this.#decide(command, earlier[at]!) }));
    const isSent = ({ command, decision }: (typeof decided)[number]): boolean => decision.allowed && !isInPlace(command);
    const queued = await this.queueMail.withinAll(tx, decided.filter(isSent).map(({ command }) => this.#mail(command)));
    return Promise.all(decided.map(async (one) => {
      const { command, decision } = one;
      if (isSent(one)) return this.#sent(tx, command, queued.shift()!, decision.because);
      // Counts as said all the same, so that who repeats themselves hears no more of it than before (R70).
      return this.#notSent(tx, command, decision.allowed ? ANSWERED_AT_ONCE : decision.because, decision.allowed ? digestOf(command) : undefined);
    }));
  }

  #decide({ ticket, isWanted, fromMachine, soundsAutomatic, asksForSilence, authenticity, returnPath, senderIsOurs, quietUntil }: AcknowledgeCommand, { count, saidBefore }: EarlierAnswers): ReturnType<typeof mayAcknowledge> {
    return mayAcknowledge({
      isWanted, isQuiet: quietUntil !== undefined, openedTicket: true, fromMachine, soundsAutomatic, asksForSilence, authenticity, returnPath, senderIsOurs: senderIsOurs || ticket.requesterCanonical.endsWith('@invalid'), sentToSenderToday: count, saidBefore,
    });
  }

  #mail(command: AcknowledgeCommand): QueueMailCommand<FirstKind> {
    const { ticket, mailbox, messageId, now } = command;
    return {
      ...wordsOf(command),
      portalKey: ticket.portalKey,
      mailboxId: mailbox.id,
      ticketId: ticket.id,
      locale: ticket.language,
      recipient: ticket.requesterAddress,
      replyTo: this.replyAddresses.make(mailbox.address, ticket.id, ticket.requesterCanonical),
      inReplyTo: messageId,
      references: [messageId],
      sendAt: new Date(now.getTime() + this.#delayMs()),
      now,
    };
  }

  async #sent(tx: EntityManager, command: AcknowledgeCommand, queued: QueuedMail, because: string): Promise<Acknowledged> {
    const { ticket, first, now } = command;
    if (!queued.allowed) return this.#notSent(tx, { ticket, now }, queued.refusal);
    await rememberThreadKeys(tx, ticket.portalKey, ticket.id, [queued.message.messageId], true);
    const said = queued.message.kind === 'request-received' ? 'received' : first.kind;
    addEvent(tx, ticket.id, SAID[said], REKEY, { outboundMessageId: queued.message.id, words: digestOf(command) }, now);
    // Whoever has their answer waits for nothing; their next mail opens the ticket again.
    if (said === 'answer') Object.assign(ticket, { state: 'solved', firstAnsweredAt: now, owedSince: null });
    return { sent: true, because, said };
  }

  #notSent(tx: EntityManager, { ticket, now }: Pick<AcknowledgeCommand, 'ticket' | 'now'>, because: string, words?: string): Acknowledged {
    addEvent(tx, ticket.id, 'request.not-acknowledged', REKEY, { because, ...(words !== undefined && { words }) }, now);
    return { sent: false, because };
  }

  #delayMs(): number {
    const { ACK_DELAY_MIN_SECONDS: least, ACK_DELAY_MAX_SECONDS: most } = this.settings;
    return Math.round((least + Math.random() * Math.max(0, most - least)) * 1_000);
  }
}

function digestOf({ text, ticket }: Pick<AcknowledgeCommand, 'text' | 'ticket'>): string {
  return digestOfWords(text, ticket.subject);
}

/** The portal's own answer to a question is no acknowledgement: it is sent besides. */
function isInPlace(command: AcknowledgeCommand): boolean {
  return command.answeredAtOnce === true && wordsOf(command).kind !== 'answer';
}

type FirstKind = 'answer' | 'form-request' | 'request-received';

const SAID = { answer: 'request.answered', ask: 'details.asked', received: 'request.acknowledged' } as const;

/** A mailed password has to be changed; only the plain acknowledgement says so, and the status page has the rest. */
function wordsOf({ ticket, first, promise, statusLink, mentionsSecret, correctionDueAt: due }: AcknowledgeCommand): Pick<QueueMailCommand<FirstKind>, 'kind' | 'variables' | 'secrets'> {
  const correctionDueAt = due?.toISOString() ?? null;
  if (first.kind === 'answer' && !mentionsSecret) return { kind: 'answer', variables: { text: first.text }, secrets: { statusLink } };
  if (first.kind === 'ask' && !mentionsSecret) return { kind: 'form-request', variables: { asks: [...first.asks], dueAt: null, correctionDueAt }, secrets: { link: statusLink } };
  return { kind: 'request-received', variables: { promise: promise[ticket.language], mentionsSecret, correctionDueAt }, secrets: { statusLink } };
}
