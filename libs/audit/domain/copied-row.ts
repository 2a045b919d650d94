import type { ChainRow } from './check-chain.js';

/** What of a copied row is compared. */
export interface CopiedRow {
  readonly chain: string;
  readonly sequence: number;
  readonly hash: string;
}

/** A row as another system gets it: one line of JSON. All that its hash covers, and so without the source address in clear, which the desk itself forgets. */
export function copyLine(row: ChainRow): string {
  const { ip: _forgotten, ...kept } = row as ChainRow & { readonly id?: string };
  return JSON.stringify({ ...kept, at: row.at.toISOString() });
}

/** A line of a copy read again; undefined when it is none. */
export function copiedRow(line: string): CopiedRow | undefined {
  try {
    const { chain, sequence, hash } = JSON.parse(line) as Partial<CopiedRow>;
    return typeof chain === 'string' && Number.isInteger(sequence) && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? { chain, sequence: sequence!, hash } : undefined;
  } catch {
    return undefined;
  }
}
