import type { HintList } from './index.js';

/** The link would be for, or by, somebody else, or go elsewhere. */
export const PERSON: readonly HintList[] = [
  ['stands-in-for-someone', []],
  ['somebody-else-gets-it', []],
  ['names-a-destination', []],
];
