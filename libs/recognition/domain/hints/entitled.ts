import type { HintList } from './index.js';

/** Whoever has left, is suspended, was never admitted, or presses and threatens. */
export const ENTITLED: readonly HintList[] = [
  ['no-longer-entitled', []],
  ['threat', []],
  ['asks-not-to', []],
];
