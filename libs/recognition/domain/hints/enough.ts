import type { HintList } from './index.js';

/** Nothing dangerous, but one more link is not what is asked for, or would not help: a question, a second wish, a fault of the page, somebody who is in. */
export const ENOUGH: readonly HintList[] = [
  ['link-not-enough:wants-explanation', []],
  ['link-not-enough:link-already-worked', []],
  ['link-not-enough:needs-diagnosis', []],
  ['caution:second-wish', []],
];
