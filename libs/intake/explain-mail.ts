import { domainOf, type CaseType } from '#kernel';
import { routeTicket, type PortalProfile } from '#portals';
import { recognise, type ExtractedFields, type RecognitionContext, type Signal } from '#recognition';
import type { MailClass } from './domain/incoming-mail.js';
import { instantByContent, withContent, withoutInstant } from './domain/judge-content.js';
import { maskMail } from './domain/mask-mail.js';
import { fromMachine, screenMail, type Screening } from './domain/screen-mail.js';
import { toRecognise } from './domain/to-recognise.js';
import { readMime } from './read/read-mime.js';

/** The object that `rekey explain --json` prints (3-contracts.md). */
export interface MailExplanation {
  readonly mailClass: MailClass;
  readonly caseType: CaseType;
  readonly secondary: readonly CaseType[];
  readonly confidence: number;
  readonly language: string;
  readonly fields: ExtractedFields;
  readonly risk: 'low' | 'medium' | 'high';
  readonly riskSignals: readonly string[];
  readonly queue: string;
  readonly instant: { readonly allowed: boolean; readonly because: readonly string[] };
  readonly signals: readonly { readonly name: string; readonly weight: number; readonly text: string }[];
}

/** Where a mail lies that no queue gets to see. */
export const QUARANTINE = 'quarantine';

const CLASS_AS_CASE: Partial<Record<MailClass, CaseType>> = {
  'auto-reply': 'auto-reply', receipt: 'auto-reply', challenge: 'auto-reply', 'own-echo': 'auto-reply', bounce: 'bounce', 'feedback-report': 'bounce', spam: 'spam', 'mailing-list': 'spam',
};

/**
 * read → screen → recognise → route on one mail, without any side effect and without a database: the same functions
 * that intake uses. `instant` judges content and profile alone.
 */
export async function explainMail(bytes: Uint8Array, profile: PortalProfile): Promise<MailExplanation> {
  const mail = maskMail(await readMime(bytes));
  const recognised = recognise(toRecognise(mail), recognitionContext(profile));
  const screening = withContent(screenMail(mail, screenedFromOutside(profile)), recognised, false);
  const recognition = withoutInstant(recognised, screening);
  const machine = fromMachine(screening);
  const caseType = (machine ? CLASS_AS_CASE[screening.mailClass] : undefined) ?? recognition.caseType;
  return {
    mailClass: !machine && caseType === 'spam' ? 'spam' : screening.mailClass,
    caseType,
    secondary: machine ? [] : recognition.secondary,
    confidence: machine ? 1 : recognition.confidence,
    language: recognition.language,
    fields: recognition.fields,
    risk: recognition.risk,
    riskSignals: recognition.riskSignals,
    queue: screening.disposition === 'file' ? routeTicket(profile, { caseType, risk: recognition.risk, confidence: recognition.confidence, mailClass: screening.mailClass }).queue : QUARANTINE,
    instant: instantByContent(profile, recognition, screening),
    signals: [...screenSignal(screening), ...recognition.signals].map(({ name, weight, text }) => ({ name, weight, text })),
  };
}

const CONTEXTS = new WeakMap<PortalProfile, RecognitionContext>();

/** What of the profile helps recognition. Found out once: every mail asks. */
export function recognitionContext(profile: PortalProfile): RecognitionContext {
  const known = CONTEXTS.get(profile);
  if (known) return known;
  const addresses = [...profile.mailboxes.map(({ address }) => address), profile.office.email];
  const context = { portalKey: profile.key, vocabulary: profile.vocabulary, ownAddresses: [...new Set(addresses.flatMap((address) => [address, domainOf(address)]))] };
  CONTEXTS.set(profile, context);
  return context;
}

function screenSignal({ screen, because }: Screening): Signal[] {
  return screen === null ? [] : [{ name: `screen.${screen}`, weight: 100, text: because.slice(0, 80) }];
}

/** Without the house's key nobody can tell our own Message-IDs; without a database nothing else is missing. */
export function screenedFromOutside(profile: PortalProfile): Parameters<typeof screenMail>[1] {
  return { isOurLoopMark: () => false, isOurMessageId: () => false, ownDomains: profile.mailboxes.map(({ address }) => domainOf(address)) };
}
