import type { CaseType } from '#kernel';

/** What was made of a mail: when it was filed, or by the rules of today. */
export interface Taken {
  readonly caseType: CaseType;
  readonly queue: string;
  readonly instant: boolean;
}

export interface Replayed {
  readonly then: Taken;
  /** `instant` judges the content alone. */
  readonly now: Taken;
  /** The label: what an agent made of it. */
  readonly corrected: CaseType | null;
  readonly risk: 'low' | 'medium' | 'high';
}

/**
 * `same` · `now-right`, `now-wrong`: against an agent's correction · `changed`: something else, that nobody labelled ·
 * `unsafe`: a mail of high risk would be answered at once, which no rule may ever do.
 */
export type ReplayVerdict = 'same' | 'changed' | 'now-right' | 'now-wrong' | 'unsafe';

/** What a changed rule set does to one ticket. An instant answer that was not given then may have had reasons beside the content, so only one that would be lost counts. */
export function judgeReplay({ then, now, corrected, risk }: Replayed): ReplayVerdict {
  if (now.instant && risk === 'high') return 'unsafe';
  const label = corrected ?? then.caseType;
  if (now.caseType !== then.caseType && corrected !== null) return now.caseType === label ? 'now-right' : 'now-wrong';
  return now.caseType === then.caseType && now.queue === then.queue && !(then.instant && !now.instant) ? 'same' : 'changed';
}
