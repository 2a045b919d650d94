import type { HintList } from './index.js';

/** Somebody got in, or could: strange sign-ins, warnings, passwords that others know, devices and notes in other hands. */
export const INTRUDER: readonly HintList[] = [
  ['suspicious', []],
];
