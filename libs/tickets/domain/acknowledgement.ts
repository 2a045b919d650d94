/** At most so many acknowledgements to one sender in 24 hours (recovery-security 5.8, T11). */
export const ACKNOWLEDGEMENTS_PER_DAY = 3;

export interface AcknowledgementFacts {
  readonly openedTicket: boolean;
  readonly fromMachine: boolean;
  /** `pass`, `fail`, `none`, `unknown`. */
  readonly authenticity: string;
  /** '' is the null sender. */
  readonly returnPath: string | undefined;
  readonly sentToSenderToday: number;
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
  { because: 'null return path', holds: ({ returnPath }) => returnPath === '' },
  { because: 'sender is one of our own addresses', holds: ({ senderIsOurs }) => senderIsOurs },
  { because: 'sender is not authentic', holds: ({ authenticity }) => authenticity === 'fail' },
  { because: `more than ${ACKNOWLEDGEMENTS_PER_DAY} in 24 hours`, holds: ({ sentToSenderToday }) => sentToSenderToday >= ACKNOWLEDGEMENTS_PER_DAY },
];
