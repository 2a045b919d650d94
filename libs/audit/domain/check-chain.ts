import { FIRST_PREVIOUS_HASH, hashedText, type HashedRow } from './audit-row.js';

export interface ChainRow extends HashedRow {
  readonly hash: string;
  readonly ip: string | null;
}

/** The last row that was found in order. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

export const EMPTY_HEAD: ChainHead = { sequence: 0, hash: FIRST_PREVIOUS_HASH };

/** The craft that a chain needs but may not own: SHA-256 and the keyed pseudonym. */
export interface ChainCraft {
  readonly sha256: (text: string) => string;
  readonly pseudonymOfIp: (ip: string) => string;
}

/** What is wrong with `row` as the successor of `head`; undefined when it is in order. */
export function whyBroken(head: ChainHead, row: ChainRow, craft: ChainCraft): string | undefined {
  if (row.sequence !== head.sequence + 1) return `row ${head.sequence + 1} is missing`;
  if (row.previousHash !== head.hash) return 'it does not continue the row before it';
  if (craft.sha256(hashedText(row)) !== row.hash) return 'its content does not fit its hash';
  // Null: there was none, or it was forgotten with its time; the hash covers the pseudonym.
  return row.ip === null || craft.pseudonymOfIp(row.ip) === row.ipPseudonym ? undefined : 'its source address was changed';
}
