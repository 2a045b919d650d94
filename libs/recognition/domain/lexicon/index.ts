import { CONCEPTS, type Concept } from './concepts.js';
import { DE_DOINGS } from './de-doings.js';
import { DE_THINGS } from './de-things.js';
import { EN_DOINGS } from './en-doings.js';
import { EN_THINGS } from './en-things.js';
import { compile } from '../text/pattern.js';
import { TriggerIndex } from '../text/triggers.js';

const LISTS = { de: [DE_THINGS, DE_DOINGS], en: [EN_THINGS, EN_DOINGS] } as const;

interface WordList {
  readonly concept: Concept;
  readonly language: 'de' | 'en';
  readonly pattern: RegExp;
}

const LISTED = CONCEPTS.flatMap((concept) =>
  (['de', 'en'] as const).flatMap((language) => {
    const patterns = LISTS[language].flatMap((list) => list[concept] ?? []);
    return patterns.length === 0 ? [] : [{ owner: { concept, language, pattern: compile(patterns) } satisfies WordList, patterns }];
  }));

/** Every concept with its compiled word lists; both languages are always read, people mix them. */
export const WORDS: readonly WordList[] = LISTED.map(({ owner }) => owner);

/** Which of them can find anything in a text. */
export const WORDS_BY_TRIGGER = new TriggerIndex<WordList>(LISTED);

export { AFFIRMING, CONCEPTS, DOINGS, NEGATORS, type Concept } from './concepts.js';
