import { expect, it } from '@jest/globals';
import { linesWith, sources } from './sources.js';

/** Who may look at the letters of an address instead of the route that was matched, and for what: nothing is let through by it. */
const LOOKS_AT_LETTERS: Readonly<Record<string, string>> = {
  'apps/api/open-api.ts': 'refuses NUL',
  'apps/api/answer/refusal.filter.ts': 'how the refusal looks where no route answers',
  'apps/api/frame/visit.ts': 'the way back to the page in another language',
  'apps/api/pages/assets.controller.ts': 'which of our own files it is, by its whole name',
  'apps/api/pages/way-back.ts': 'the query, for whom it was meant',
  'apps/api/demo/playground.controller.ts': 'which of our own files it is, by its whole name',
};

it('no rule is about the letters of an address: the router reads several spellings as one', () => {
  const found = new Set(linesWith(sources('apps/api/**/*.ts').filter(({ path }) => !path.endsWith('.spec.ts')), /\b(?:request|req|raw)\.(?:url|originalUrl)\b/).map((place) => place.split(':')[0]!));
  expect([...found].sort()).toEqual(Object.keys(LOOKS_AT_LETTERS).sort());
});
