import { Injectable } from '@nestjs/common';
import { canonicalAddress, type CaseType } from '#kernel';
import type { EntityManager } from '#persistence';
import { firstAnswer, playbookOf } from '#portals';
import { dueOf, OpenDataRequest, recogniseRequest, type RequestKind } from '#privacy';
import { InstantRecovery, OpenCase, quietAmong, type AnsweredAtOnce, type FoundCandidates } from '#recovery';
import { Acknowledge, addEvent, QUIET, UNWANTED, type AcknowledgeCommand, type Acknowledged, type Filed } from '#tickets';
import { bare } from '../domain/others-addressed.js';
import { fromMachine, mayBeAnswered } from '../domain/screen-mail.js';
import { asksForSilence } from '../domain/screens/auto-reply.js';
import type { TraceLine } from '../store/intake.queries.js';
import type { Judgement } from './judge-mail.js';

export type Candidates = FoundCandidates;

interface Answering {
  readonly filed: Filed;
  readonly judged: Judgement;
  readonly candidates: Candidates;
  /** Old mail: a case, but no word to anybody. */
  readonly isHistory: boolean;
  /** When the server had it: from then on the month of a request about data runs. */
  readonly receivedAt: Date;
  readonly now: Date;
}

type Opened = Awaited<ReturnType<OpenCase['within']>>;

const HISTORY: readonly TraceLine[] = [
  { step: 'file', verdict: 'not-acknowledged', by: 'acknowledge', because: 'old mail that was brought in afterwards' },
  { step: 'instant', verdict: 'not-asked', by: 'instant-recovery', because: 'old mail that was brought in afterwards' },
];

/** What mails set off, within the transaction that files them: a new request its case, the acknowledgement, perhaps a link at once; each of them a request about data. */
@Injectable()
export class AnswerRequest {
  constructor(private readonly openCase: OpenCase, private readonly acknowledge: Acknowledge, private readonly instantRecovery: InstantRecovery, private readonly openDataRequest: OpenDataRequest) {}

  /** Before the transaction: what takes long and can be done ahead. */
  getReady(all: readonly Pick<Answering, 'judged' | 'candidates'>[], now: Date): Promise<void> {
    const guesses = all.map(({ judged: { profile, recognition, authenticity }, candidates }) => ({ profile, recognition, authenticity: authenticity.verdict, senderMatches: candidates.senderMatches }));
    return this.instantRecovery.getReady(guesses, now);
  }

  /** What is added to a ticket has its case, and was acknowledged; only what it asks about data starts anew. Returns the trace of each, in order. */
  async within(tx: EntityManager, all: readonly Answering[]): Promise<TraceLine[][]> {
    const requests = all.filter(({ filed }) => filed.opened);
    const cases: Opened[] = [];
    for (const request of requests) cases.push(await this.#openCase(tx, request));
    const lines = new Map<Answering, TraceLine[]>(requests.map((request) => [request, [...HISTORY]]));
    const fresh = [...requests.entries()].filter(([, { isHistory }]) => !isHistory);
    const atOnce: AnsweredAtOnce[] = [];
    for (const [at, request] of fresh) atOnce.push(await this.#answerAtOnce(tx, request, cases[at]!));
    const later = all.filter(({ filed, isHistory }) => !filed.opened && !isHistory);
    const quiet = await quietOf(tx, [...fresh.map(([, request]) => request), ...later]);
    for (const [nth, [, request]] of fresh.entries()) if (!atOnce[nth]!.allowed) noteQuiet(tx, request, quiet);
    const acknowledged = await this.acknowledge.within(tx, fresh.map(([at, request], nth) => ({ ...toAcknowledge(request, cases[at]!, atOnce[nth]!), quietUntil: quiet.get(request) })));
    for (const [nth, [, request]] of fresh.entries()) await this.#openDataRequest(tx, request, tellAt(request, acknowledged[nth]!, quiet.get(request)));
    for (const request of later) if (await this.#openDataRequest(tx, request, tellLaterAt(request, quiet.get(request)))) noteQuiet(tx, request, quiet);
    for (const [nth, [at, { now }]] of fresh.entries()) if (acknowledged[nth]!.said === 'ask') cases[at]!.recoveryCase.askedAt = now;
    for (const [nth, [, request]] of fresh.entries()) lines.set(request, [acknowledgedLine(acknowledged[nth]!), instantLine(atOnce[nth]!)]);
    return all.map((one) => lines.get(one) ?? [{ step: 'instant', verdict: 'not-asked', by: 'instant-recovery', because: 'belongs to a ticket' }]);
  }

  #openCase(tx: EntityManager, { filed: { ticket }, judged, candidates, now }: Answering): Promise<Opened> {
    const { recognition, authenticity } = judged;
    return this.openCase.within(tx, {
      ticket, portalKey: ticket.portalKey, caseType: recognition.caseType, claimed: { ...recognition.fields },
      candidates: candidates.accounts, senderMatches: candidates.senderMatches, authenticity: authenticity.verdict, now,
    });
  }

  /** The month runs from the mail on, whether or not the person may be written to (R77, R78). Whether it asks anything about data. */
  async #openDataRequest(tx: EntityManager, request: Answering, tellAt: Date | null): Promise<boolean> {
    const kind = dataRequestIn(request);
    if (!kind) return false;
    const { filed: { ticket }, judged: { profile }, receivedAt, now } = request;
    await this.openDataRequest.within(tx, { ticket, profile, kind, receivedAt, agentId: null, actor: { kind: 'requester' }, tellAt, now });
    return true;
  }

  /** In the transaction of the acknowledgement, and before it: whoever wrote gets one of the two mails, whenever we die. */
  async #answerAtOnce(tx: EntityManager, request: Answering, { recoveryCase, statusLink }: Opened): Promise<AnsweredAtOnce> {
    const { filed: { ticket }, judged: { profile, recognition, authenticity, mail }, candidates, now } = request;
    // What the law gives a date is acknowledged besides, with that date.
    const acknowledgement = dataRequestIn(request) === undefined ? { statusLink, mentionsSecret: mentionsSecret(mail) } : undefined;
    const instant = await this.instantRecovery.within(tx, { ticket, recoveryCase, profile, recognition, authenticity: authenticity.verdict, senderMatches: candidates.senderMatches, acknowledgement, now });
    addEvent(tx, ticket.id, instant.allowed ? 'instant.allowed' : 'instant.refused', { kind: 'rekey' }, { because: [...instant.because] }, now);
    return instant;
  }
}

/** Whose mailbox wants nothing for now that a mail in its name sets off, and until when (T12). */
async function quietOf(tx: EntityManager, requests: readonly Answering[]): Promise<ReadonlyMap<Answering, Date>> {
  const found = new Map<Answering, Date>();
  for (const [portalKey, own] of Map.groupBy(requests, ({ filed }) => filed.ticket.portalKey)) {
    const quiet = await quietAmong(tx, portalKey, own.map(({ filed }) => filed.ticket.requesterCanonical), own[0]!.now);
    for (const request of own) {
      const until = quiet.get(request.filed.ticket.requesterCanonical);
      if (until) found.set(request, until);
    }
  }
  return found;
}

/** What a person asks about their data; machines ask nothing. A later mail has the subject of the first and quotes what was asked before. */
function dataRequestIn({ filed: { opened }, judged: { mail, profile, recognition, screening } }: Answering): RequestKind | undefined {
  const { caseType, confidence } = recognition;
  if (fromMachine(screening) || caseType === 'spam') return undefined;
  if (opened) return recogniseRequest({ said: `${mail.subject ?? ''}\n${mail.fresh || mail.text}`, caseType });
  return recogniseRequest({ said: mail.fresh, caseType: confidence >= profile.triageBelow ? caseType : undefined });
}

/** The mail is in a ticket of a mailbox that is on a pause: whoever looks there sees until when. */
function noteQuiet(tx: EntityManager, request: Answering, quiet: ReadonlyMap<Answering, Date>): void {
  const until = quiet.get(request);
  if (until) addEvent(tx, request.filed.ticket.id, 'request.quiet', { kind: 'rekey' }, { until: until.toISOString() }, request.now);
}

/**
 * When the requester hears until when there will be an answer about their data; null: in the acknowledgement (a correction), or
 * never, since nothing may be written to them. Where the portal sends no acknowledgement, the date is told by itself; during a pause at its end.
 */
function tellAt(request: Answering, { sent, because }: Acknowledged, quietUntil: Date | undefined): Date | null {
  if (sent) return dataRequestIn(request) === 'rectification' ? null : request.now;
  if (because === QUIET) return afterPause(request, quietUntil);
  return because === UNWANTED ? request.now : null;
}

/** Of a later mail of the ticket: the date is written to the requester, so only of what they asked themselves. */
function tellLaterAt(request: Answering, quietUntil: Date | undefined): Date | null {
  if (!isRequesters(request) || request.judged.authenticity.verdict === 'fail') return null;
  return quietUntil ? afterPause(request, quietUntil) : request.now;
}

/** A pause ends what strangers set off (T12), not what the law owes: who is surely the sender hears it after the pause. */
function afterPause({ judged: { authenticity } }: Answering, quietUntil: Date | undefined): Date | null {
  return authenticity.verdict === 'pass' ? quietUntil ?? null : null;
}

function isRequesters({ filed: { ticket }, judged: { mail } }: Answering): boolean {
  return mail.from.length === 1 && canonicalAddress(mail.from[0]!.address) === ticket.requesterCanonical;
}

function instantLine({ allowed, because }: AnsweredAtOnce): TraceLine {
  return { step: 'instant', verdict: allowed ? 'allowed' : 'refused', by: 'instant-recovery', because: because.join(', ') };
}

function mentionsSecret(mail: Judgement['mail']): boolean {
  return mail.masked.some((kind) => kind === 'password' || kind === 'pin');
}

function toAcknowledge(request: Answering, { statusLink }: Opened, { standsForAcknowledgement }: AnsweredAtOnce): AcknowledgeCommand {
  const { filed: { ticket }, judged, now } = request;
  const isCorrection = dataRequestIn(request) === 'rectification';
  const isInformation = (caseType: CaseType): boolean => playbookOf(judged.profile, caseType)?.answer === 'automatic';
  const first = firstAnswer({ playbook: playbookOf(judged.profile, judged.recognition.caseType), profile: judged.profile, recognition: judged.recognition, locale: ticket.language, requesterAddress: ticket.requesterAddress, isInformation });
  const { mail, mailbox, profile, recognition, authenticity, screening, promise } = judged;
  return {
    ticket, mailbox, isWanted: profile.acknowledge ?? true, asksForSilence: asksForSilence(mail), fromMachine: fromMachine(screening) || recognition.caseType === 'spam', soundsAutomatic: !mayBeAnswered(screening), authenticity: authenticity.verdict,
    returnPath: mail.returnPath, senderIsOurs: isOurs(mail.from[0]?.address, [mailbox.address, ...profile.mailboxes.map(({ address }) => address)]),
    messageId: mail.messageId, text: mail.fresh || mail.text, first, promise: promise.text, statusLink, now,
    ...(isCorrection && { correctionDueAt: dueOf(profile, 'rectification', ticket, request.receivedAt) }),
    mentionsSecret: mentionsSecret(mail), answeredAtOnce: standsForAcknowledgement,
  };
}

function acknowledgedLine({ sent, because }: Acknowledged): TraceLine {
  return { step: 'file', verdict: sent ? 'acknowledged' : 'not-acknowledged', by: 'acknowledge', because };
}

/** The mailbox itself, with or without plus detail. */
function isOurs(address: string | undefined, ours: readonly string[]): boolean {
  return address !== undefined && ours.some((own) => bare(own) === bare(address));
}
