import type { PortalProfile } from '#portals';
import type { Recognition } from '#recognition';
import type { Authenticity } from './authenticity.js';
import { fromMachine, type Screening } from './screen-mail.js';

/** From here on a mail that reads like spam goes where spam goes; below, a person triages. */
const SURELY_SPAM = 0.7;

/**
 * What the content changes about the screening: surely spam is set aside like flagged spam. A person who let the mail
 * in knows better.
 */
export function withContent(screening: Screening, recognition: Recognition, released: boolean): Screening {
  const weak = screening.screen === null || screening.screen === 'mailing-list' || screening.screen === 'robot-sender';
  if (released || !weak || recognition.caseType !== 'spam' || recognition.confidence < SURELY_SPAM) return screening;
  const because = recognition.signals.slice(0, 3).map(({ name }) => name).join(', ');
  return { mailClass: 'spam', screen: 'content', because: `reads like spam: ${because}`.slice(0, 200), disposition: 'set-aside' };
}

/**
 * A mail that its own domain disowns (DMARC fails, and the policy is strict) waits for a person (recovery-security 5.2):
 * nothing of it is answered, filed or lost. Reports of mail systems are judged by what they prove, not by their sender.
 */
export function withAuthenticity(screening: Screening, { verdict, policy, because }: Authenticity, released: boolean): Screening {
  const disowned = verdict === 'fail' && (policy === 'quarantine' || policy === 'reject');
  if (released || !disowned || screening.disposition !== 'file') return screening;
  return { mailClass: screening.mailClass, screen: 'dmarc-failed', because, disposition: 'set-aside' };
}

/** What reads like a machine's gets no link by itself: whoever reads it must be a person first. */
export function withoutInstant(recognition: Recognition, screening: Screening): Recognition {
  return screening.soundsAutomatic ? { ...recognition, instant: { allowed: false, because: ['sounds-automatic'] } } : recognition;
}

/** Whether a link may be sent by itself as far as mail and profile go, with the reasons. Sender, limits and account are recovery's to judge. */
export function instantByContent(profile: PortalProfile, recognition: Recognition, screening: Screening): { readonly allowed: boolean; readonly because: readonly string[] } {
  const { instant } = profile;
  const objections = [
    ...(fromMachine(screening) ? ['machine-mail'] : []),
    ...(instant.enabled ? [] : ['portal-switched-off']),
    ...(instant.caseTypes.includes(recognition.caseType) ? [] : ['case-type-not-instant']),
    ...(recognition.confidence >= instant.minimumConfidence ? [] : ['not-sure-enough']),
    ...(recognition.instant.allowed ? [] : recognition.instant.because),
  ];
  return objections.length > 0 ? { allowed: false, because: [...new Set(objections)] } : { allowed: true, because: recognition.instant.because };
}
