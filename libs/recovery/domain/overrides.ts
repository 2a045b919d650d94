/** More than one override in so many cases is a habit, not an emergency (recovery-security 5.3 "Rates"). */
export const CASES_PER_OVERRIDE = 1_000;

/** A desk with few cases may have one. Both counts are of the same month. */
export function areTooMany(overrides: number, cases: number): boolean {
  return overrides > Math.max(1, Math.ceil(cases / CASES_PER_OVERRIDE));
}

/** The month that `at` lies in, in UTC: from, and up to but without. */
export function monthOf(at: Date): { readonly from: Date; readonly to: Date } {
  return { from: new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)), to: new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)) };
}
