import type { AccountQuery } from '../../directory.js';
import { canonicalName } from '../../domain/canonical.js';
import { addressWays, numberWays } from '../../domain/search-ways.js';
import { ENTERPRISE_SCHEMA, quoted } from './scim-wire.js';

/** What services read in ways of their own, even as it must be written: who has it in their name is found by something else. */
const HARD_TO_QUOTE = /["\\\p{Cc}]/u;

/**
 * The filters that together find at least what the query asks for, each with its own bound; none: nothing can match. What
 * names one account comes first and by itself: a short number is part of hundreds of others, which would push out the one
 * that is meant. Services compare in ways of their own, so hits are compared again.
 */
export function filtersFor(query: AccountQuery): string[] {
  const given = (values: readonly string[]): string[] => values.filter((value) => value !== '' && !HARD_TO_QUOTE.test(value));
  const [number, run] = [query.customerNumber ?? '', longestRun(query.customerNumber)];
  const words = canonicalName(given([query.name ?? ''])[0] ?? '')?.split(' ') ?? [];
  const employeeNumber = `${ENTERPRISE_SCHEMA}:employeeNumber`;
  const isLong = run.length >= 3;
  const searches = [
    [...given(addressWays(query.address ?? '')).map((way) => `emails.value eq ${quoted(way)}`), ...given([query.username ?? '']).map((name) => `userName eq ${quoted(name)}`)],
    isLong ? given(numberWays(number)).map((way) => `${employeeNumber} eq ${quoted(way)}`) : [],
    words.slice(1).map((_, at) => `(name.givenName eq ${quoted(words.slice(0, at + 1).join(' '))} and name.familyName eq ${quoted(words.slice(at + 1).join(' '))})`),
    isLong ? [`${employeeNumber} co ${quoted(run)}`] : [],
  ];
  return searches.filter((either) => either.length > 0).map((either) => either.join(' or '));
}

/** `kd 4711` and `KD-4711` are the same number; what they share for certain is the longest run of letters and digits. */
function longestRun(value = ''): string {
  return (value.match(/[0-9A-Za-z]+/g) ?? []).reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
