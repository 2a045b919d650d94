/** A flaw that lets somebody around the recovery of an account, and since which releases of each line it is cured. */
interface Advisory {
  readonly id: string;
  readonly what: string;
  /** First bad and first good release of each line, in order. */
  readonly bad: readonly (readonly [from: string, curedIn: string])[];
}

/** T21. Sources: keycloak issue 49112 (cured in 26.4.12, 26.6.2, 26.7.0); CVE-2026-18963 (26.7.0 and 26.7.1). */
const ADVISORIES: readonly Advisory[] = [
  { id: 'CVE-2026-37982', what: 'a mailed link can be used again to add a passkey of one\'s own', bad: [['0.0.0', '26.4.12'], ['26.5.0', '26.6.2']] },
  { id: 'CVE-2026-18963', what: 'a password can be reset without the mailed code', bad: [['26.7.0', '26.7.2']] },
];

/** What is known against a version such as `26.7.1`; empty when nothing. */
export function knownAgainst(version: string): readonly { readonly id: string; readonly what: string }[] {
  return ADVISORIES.filter(({ bad }) => bad.some(([from, curedIn]) => compare(version, from) >= 0 && compare(version, curedIn) < 0)).map(({ id, what }) => ({ id, what }));
}

function compare(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0)) as [number[], number[]];
  for (let at = 0; at < 3; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
