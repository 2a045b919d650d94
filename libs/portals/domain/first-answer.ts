import type { CaseType, Locale } from '#kernel';
import { inWords, knownOf, missingNeeds, type Playbook } from './playbook.js';
import type { PortalProfile } from './profile.js';

export interface FirstAnswerFacts {
  readonly playbook: Playbook | undefined;
  readonly profile: Pick<PortalProfile, 'answers' | 'instant'>;
  /** What recognition says of the mail. */
  readonly recognition: {
    readonly caseType: CaseType; readonly secondary: readonly CaseType[]; readonly confidence: number; readonly risk: 'low' | 'medium' | 'high'; readonly fields: object;
  };
  readonly locale: Locale;
  readonly requesterAddress: string;
  /** Whether a case type is answered from the portal's texts by itself. */
  readonly isInformation: (caseType: CaseType) => boolean;
}

/** What the first mail to a requester says: the answer itself, what is still missing, or that the request arrived. */
export type FirstAnswer = { readonly kind: 'answer'; readonly text: string } | { readonly kind: 'ask'; readonly asks: readonly string[] } | { readonly kind: 'received' };

/**
 * Decides by content and profile alone, never by whether there is an account (R24, T10). An answer goes out by itself
 * where the portal has words for a case that needs information only, the classification is sure and nothing else is asked.
 */
export function firstAnswer({ playbook, profile, recognition, locale, requesterAddress, isInformation }: FirstAnswerFacts): FirstAnswer {
  if (!playbook) return { kind: 'received' };
  const { caseType, secondary, confidence, risk, fields } = recognition;
  const text = profile.answers.find((one) => one.caseType === caseType)?.text[locale];
  const isSure = confidence >= profile.instant.minimumConfidence && risk === 'low' && secondary.every(isInformation);
  if (playbook.answer === 'automatic' && text !== undefined && isSure) return { kind: 'answer', text };
  const missing = missingNeeds(playbook, knownOf({ caseType, claimed: { ...fields }, requesterAddress }));
  return missing.length > 0 && risk !== 'high' && confidence >= profile.instant.minimumConfidence ? { kind: 'ask', asks: inWords(missing, locale) } : { kind: 'received' };
}
