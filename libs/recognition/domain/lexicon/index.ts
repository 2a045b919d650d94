import { CONCEPTS, type Concept } from './concepts.js';
import { DE_DOINGS } from './de-doings.js';
import { DE_THINGS } from './de-things.js';
import { EN_DOINGS } from './en-doings.js';
import { EN_THINGS } from './en-things.js';
import { compile } from '../text/pattern.js';

const LISTS = { de: [DE_THINGS, DE_DOINGS], en: [EN_THINGS, EN_DOINGS] } as const;

/** Every concept with its compiled word lists; both languages are always read, people mix them. */
export const WORDS: readonly { readonly concept: Concept; readonly language: 'de' | 'en'; readonly pattern: RegExp }[] = CONCEPTS.flatMap((concept) =>
  (['de', 'en'] as const).flatMap((language) => {
    const patterns = LISTS[language].flatMap((list) => list[concept] ?? []);
    return patterns.length === 0 ? [] : [{ concept, language, pattern: compile(patterns) }];
  }));

export { AFFIRMING, CONCEPTS, DOINGS, NEGATORS, type Concept } from './concepts.js';
