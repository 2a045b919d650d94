/** Which kind of document was seen. Never its number, and no copy (5.2 "recorded: who, when, document type"). */
export const DOCUMENT_KINDS = ['id-card', 'passport', 'residence-permit', 'driving-licence', 'school-card', 'staff-card'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What the document said that the file says, too. */
export const COMPARED = ['face', 'name', 'birth-date', 'signature'] as const;
export type Compared = (typeof COMPARED)[number];

/** Asked of the person over video, one at random, so that a recording does not do; the document is tilted in any case (5.2). */
export const GESTURES = ['hand-before-face', 'turn-left', 'turn-right', 'touch-ear', 'count-fingers', 'look-up'] as const;
export type Gesture = (typeof GESTURES)[number];

export interface IdentityCheck {
  readonly way: 'counter' | 'video';
  readonly document: DocumentKind;
  readonly compared: readonly Compared[];
  /** What the checker saw; only `match` proves anything. */
  readonly outcome: 'match' | 'mismatch';
  /** Video only. */
  readonly gesture?: Gesture | undefined;
  readonly documentTilted?: boolean | undefined;
}

/** Without these two nobody was recognised. */
const NEEDED: readonly Compared[] = ['face', 'name'];
/** Cards without a government behind them say who somebody is to those who know the card: over the counter only. */
const COUNTER_ONLY: readonly DocumentKind[] = ['school-card', 'staff-card'];

/** What a check still lacks, in machine words; empty: it can be written down. */
export function missingOfCheck({ way, document, compared, outcome, gesture, documentTilted }: IdentityCheck): string[] {
  if (way === 'video' && COUNTER_ONLY.includes(document)) return ['check:document'];
  if (outcome === 'mismatch') return [];
  return [
    ...NEEDED.filter((one) => !compared.includes(one)).map((one) => `check:${one}`),
    ...(way === 'video' && gesture === undefined ? ['check:gesture'] : []),
    ...(way === 'video' && documentTilted !== true ? ['check:tilt'] : []),
  ];
}
