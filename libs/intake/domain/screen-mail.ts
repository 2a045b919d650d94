import type { IncomingMail, MailClass } from './incoming-mail.js';
import { autoReply, robotSender, soundsAutomatic } from './screens/auto-reply.js';
import { challengeResponse, challengeWords } from './screens/challenge.js';
import { deliveryReport, opensLikeReport } from './screens/delivery-report.js';
import { mailingList } from './screens/mailing-list.js';
import { ownEcho } from './screens/own-echo.js';
import { feedbackReport, receipt } from './screens/reports.js';
import type { Disposition, Screen, ScreenContext } from './screens/screen.js';
import { spam } from './screens/spam.js';

/** In this order. The first with an opinion decides; its name stands in the trace and in the quarantine. */
export const SCREENS = {
  'own-echo': ownEcho,
  'feedback-report': feedbackReport,
  receipt,
  spam,
  'challenge-response': challengeResponse,
  'delivery-report': deliveryReport,
  'auto-reply': autoReply,
  'mailing-list': mailingList,
  'robot-sender': robotSender,
} as const satisfies Record<string, Screen>;

/** `content`: no screen, but recognition read it as spam; `dmarc-failed`: its domain disowns it; `too-many`: its sender opens too many tickets; `unreadable`: we failed at it again and again. */
export const SCREEN_NAMES = [...(Object.keys(SCREENS) as (keyof typeof SCREENS)[]), 'content', 'dmarc-failed', 'too-many', 'unreadable'] as const;
export type ScreenName = (typeof SCREEN_NAMES)[number];

export interface Screening {
  readonly mailClass: MailClass;
  /** Null: no screen minded. */
  readonly screen: ScreenName | null;
  readonly because: string;
  readonly disposition: Disposition;
  /**
   * The words are a machine's, and nothing else is: filed like a person's mail, so that nobody is silenced by what they
   * say, and answered by a person only (R70).
   */
  readonly soundsAutomatic?: boolean | undefined;
}

const PASSED_TYPES: readonly MailClass[] = ['request', 'reply'];

/** Step 4: whether a person with a concern wrote this. Machine mail is never answered (R70). */
export function screenMail(mail: IncomingMail, context: ScreenContext): Screening {
  for (const [name, screen] of Object.entries(SCREENS)) {
    const verdict = screen(mail, context);
    if (verdict) return { ...verdict, screen: name as ScreenName };
  }
  const words = soundsAutomatic(mail) ?? challengeWords(mail) ?? (opensLikeReport(mail) ? mail.subject : undefined);
  if (words === undefined) return passed(mail, 'no screen minded');
  return { ...passed(mail, `says "${words}" like a machine, with no other sign of one`.replace(/\s+/g, ' ').slice(0, 200)), soundsAutomatic: true };
}

/** A mail that a person let in: judged by no screen. */
export function releasedByPerson(mail: IncomingMail): Screening {
  return passed(mail, 'released from quarantine');
}

export function fromMachine({ mailClass }: Screening): boolean {
  return !PASSED_TYPES.includes(mailClass);
}

/** Whether Rekey may write back by itself. */
export function mayBeAnswered(screening: Screening): boolean {
  return !fromMachine(screening) && screening.soundsAutomatic !== true;
}

function passed(mail: IncomingMail, because: string): Screening {
  const mailClass = mail.inReplyTo.length > 0 || mail.references.length > 0 ? 'reply' : 'request';
  return { mailClass, screen: null, because, disposition: 'file' };
}
