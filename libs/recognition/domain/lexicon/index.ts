import { CONCEPTS, type Concept } from './concepts.js';
import { DE_DOINGS } from './de-doings.js';
import { DE_THINGS } from './de-things.js';
import { EN_DOINGS } from './en-doings.js';
import { EN_THINGS } from './en-things.js';
import { PhraseIndex, type PhraseList } from '../text/phrase-index.js';

const LISTS = { de: [DE_THINGS, DE_DOINGS], en: [EN_THINGS, EN_DOINGS] } as const;

interface WordList {
  readonly concept: Concept;
  readonly language: 'de' | 'en';
}

/** The word lists of every concept; both languages are always read, people mix them. */
export const WORD_LISTS: readonly PhraseList<WordList>[] = CONCEPTS.flatMap((concept) =>
  (['de', 'en'] as const).flatMap((language) => {
    const patterns = LISTS[language].flatMap((list) => list[concept] ?? []);
    return patterns.length === 0 ? [] : [{ owner: { concept, language }, patterns }];
  }));

export const WORDS = new PhraseIndex(() => WORD_LISTS);

export { AFFIRMING, CONCEPTS, DOINGS, NEGATORS, type Concept } from './concepts.js';
export { EVERYDAY_DE } from './everyday-de.js';
export { EVERYDAY_EN } from './everyday-en.js';
export { HARMLESS_DE, THINGS_DE } from './frequent-de.js';
export { HARMLESS_EN, THINGS_EN } from './frequent-en.js';
export { OTHER_HANDS, OTHER_PEOPLE } from './other-hands.js';
export { PLAIN_DE } from './plain-de.js';
export { PLAIN_EN } from './plain-en.js';
