/** What a row's hash covers: everything but the row's id and the address in clear, which is shortened after a while. */
export interface HashedRow {
  readonly chain: string;
  readonly sequence: number;
  readonly at: Date;
  readonly verb: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorStrength: string;
  readonly ticketNumber: string | null;
  readonly accountPseudonym: string | null;
  readonly outcome: string;
  readonly detail: unknown;
  readonly ipPseudonym: string | null;
  readonly previousHash: string;
}

/** The chain of what belongs to no portal. */
export const HOUSE_CHAIN = 'house';

/** What stands before the first row of a chain. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** The text that is hashed: canonical JSON, so that it does not matter how the database keeps the detail. */
export function hashedText(row: HashedRow): string {
  return canonicalJson({
    chain: row.chain,
    sequence: row.sequence,
    at: row.at.toISOString(),
    verb: row.verb,
    actorKind: row.actorKind,
    actorId: row.actorId,
    actorStrength: row.actorStrength,
    ticketNumber: row.ticketNumber,
    accountPseudonym: row.accountPseudonym,
    outcome: row.outcome,
    detail: row.detail,
    ipPseudonym: row.ipPseudonym,
    previousHash: row.previousHash,
  });
}

/** JSON with keys in code-unit order and nothing between the tokens (in the manner of RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined) members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}
