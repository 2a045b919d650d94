import type { CaseType } from '#kernel';
import { CONCEPTS, DOINGS, type Concept } from '../lexicon/concepts.js';

/** Where all the words have to stand: one sentence, two neighbours (the subject neighbours every sentence), or anywhere. */
export type Scope = 'sentence' | 'pair' | 'mail' | 'subject';

export interface Term {
  readonly anyOf: readonly { readonly concept: Concept; readonly polarity: 'stated' | 'denied' | 'either' }[];
  readonly absent: boolean;
}

export interface Rule {
  readonly caseType: CaseType;
  readonly weight: number;
  readonly scope: Scope;
  readonly terms: readonly Term[];
  /** `forgot-password.pw-forgot` */
  readonly name: string;
}

/** `[weight, scope, words]`, see `rulesFor`. */
export type Line = readonly [weight: number, scope: Scope, words: string];

/**
 * Rules of one case type. `words` is read like a sentence: every word must occur; `a|b` one of them; `!a` denied ("not
 * arrived"); `~a` denied or not; `-a` must not occur there. A doing without a sign must be stated, not denied.
 */
export function rulesFor(caseType: CaseType, lines: readonly Line[]): readonly Rule[] {
  return lines.map(([weight, scope, words]) => ({
    caseType, weight, scope, terms: words.split(' ').map(toTerm), name: `${caseType}.${words.replaceAll('|', '/').replaceAll(' ', '+')}`,
  }));
}

function toTerm(word: string): Term {
  const absent = word.startsWith('-');
  const anyOf = (absent ? word.slice(1) : word).split('|').map((choice) => {
    const sign = choice[0] === '!' || choice[0] === '~' ? choice[0] : '';
    const concept = choice.slice(sign.length);
    if (!isConcept(concept)) throw new Error(`no concept "${concept}" in a recognition rule`);
    if (sign === '!') return { concept, polarity: 'denied' as const };
    return { concept, polarity: sign === '~' || absent || !DOINGS.has(concept) ? 'either' as const : 'stated' as const };
  });
  return { anyOf, absent };
}

function isConcept(word: string): word is Concept {
  return (CONCEPTS as readonly string[]).includes(word);
}
