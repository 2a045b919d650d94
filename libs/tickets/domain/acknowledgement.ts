/** At most so many acknowledgements to one sender in 24 hours (recovery-security 5.8, T11). */
export const ACKNOWLEDGEMENTS_PER_DAY = 3;
/** For so many days the same text of the same sender is acknowledged once: RFC 3834 section 2 says "several", 7 recommended (R70). */
export const SAME_TEXT_DAYS = 7;

/** Why a portal's mails are not acknowledged whose profile says so. The last objection: whoever hears it knows that nothing else speaks against writing to the sender. */
export const UNWANTED = 'the portal acknowledges nothing by machine';

/** The person chose a pause of mails that requests from outside set off (T12). */
export const QUIET = 'the mailbox is quiet';

/** Two mails would contradict each other: the link says what to do, the acknowledgement that nothing is to be done. */
export const ANSWERED_AT_ONCE = 'answered at once';

export interface AcknowledgementFacts {
  /** The portal wants it (`acknowledge` in its profile). */
  readonly isWanted: boolean;
  readonly openedTicket: boolean;
  readonly fromMachine: boolean;
  /** Its words are those of a machine, with no other sign of one: a person reads it first. */
  readonly soundsAutomatic?: boolean | undefined;
  /** The mail says that it wants no automatic answer (`X-Auto-Response-Suppress`). */
  readonly asksForSilence: boolean;
  /** `pass`, `fail`, `none`, `unknown`. */
  readonly authenticity: string;
  /** '' is the null sender. */
  readonly returnPath: string | undefined;
  readonly sentToSenderToday: number;
  /** An earlier mail of theirs with the same words was acknowledged lately. */
  readonly saidBefore: boolean;
  /** Whoever reads the sender's mailbox wants nothing for now that a mail in their name sets off (T12). */
  readonly isQuiet?: boolean | undefined;
  /** A sender of our own (another desk, this mailbox): two desks would write to each other for ever (T20). */
  readonly senderIsOurs: boolean;
}

/** Whether "we have your request" is sent, and why not. One per thread, never to machines (R70, 5.8). */
export function mayAcknowledge(facts: AcknowledgementFacts): { readonly allowed: boolean; readonly because: string } {
  const objection = OBJECTIONS.find(({ holds }) => holds(facts));
  return objection ? { allowed: false, because: objection.because } : { allowed: true, because: 'first mail of a new request' };
}

const OBJECTIONS: readonly { readonly because: string; readonly holds: (facts: AcknowledgementFacts) => boolean }[] = [
  { because: 'not the first mail of the thread', holds: ({ openedTicket }) => !openedTicket },
  { because: 'written by a machine', holds: ({ fromMachine }) => fromMachine },
  { because: 'reads like an automatic note', holds: ({ soundsAutomatic }) => soundsAutomatic === true },
  { because: 'the sender asks for no automatic answer', holds: ({ asksForSilence }) => asksForSilence },
  { because: 'null return path', holds: ({ returnPath }) => returnPath === '' },
  { because: 'sender is one of our own addresses', holds: ({ senderIsOurs }) => senderIsOurs },
  { because: 'sender is not authentic', holds: ({ authenticity }) => authenticity === 'fail' },
  { because: `same text within ${SAME_TEXT_DAYS} days`, holds: ({ saidBefore }) => saidBefore },
  { because: `more than ${ACKNOWLEDGEMENTS_PER_DAY} in 24 hours`, holds: ({ sentToSenderToday }) => sentToSenderToday >= ACKNOWLEDGEMENTS_PER_DAY },
  { because: QUIET, holds: ({ isQuiet }) => isQuiet === true },
  { because: UNWANTED, holds: ({ isWanted }) => !isWanted },
];

/** Every reason why a request is not acknowledged, as it stands in the timeline: each has words for agents. */
export const NOT_ACKNOWLEDGED_BECAUSE: readonly string[] = [...OBJECTIONS.map(({ because }) => because), ANSWERED_AT_ONCE];
