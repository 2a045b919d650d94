import type { HintList } from './index.js';

/** The mailbox on file is not the writer's alone, is read by others, is full, dead, forwarded, or about to change. */
export const MAILBOX: readonly HintList[] = [
  ['other-mailbox', []],
  ['several-share-it', []],
];
