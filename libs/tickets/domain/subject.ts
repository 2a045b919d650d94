const TAG = /\[([A-Z]{2,5}-\d{1,9})\]/g;
const PREFIXES = /^\s*(?:(?:re|aw|antw|antwort|sv|fw|fwd|wg|wtr)\s*(?:\[\d+\]\s*)?:\s*)+/i;

/** The ticket numbers that a subject names in brackets, `[SCH-1042]`, without repetition. */
export function tagsIn(subject: string): string[] {
  return [...new Set([...subject.matchAll(TAG)].map(([, number]) => number!))].slice(0, 5);
}

/** The subject without "Re:", "AW:", "WG:" … and without our tags. */
export function bareSubject(subject: string): string {
  return subject.replace(TAG, ' ').replace(PREFIXES, '').replace(/\s+/g, ' ').trim();
}

/** Whether it begins with "Re:", "AW:", "WG:" … */
export function isAnswerSubject(subject: string): boolean {
  return PREFIXES.test(subject.replace(TAG, ' '));
}

/** Whether two subjects have nothing in common: no word of four letters and more. One that says nothing differs from none. */
export function subjectsDiffer(one: string, other: string): boolean {
  const [ours, theirs] = [wordsOf(one), wordsOf(other)];
  return ours.size > 0 && theirs.size > 0 && ![...ours].some((word) => theirs.has(word));
}

function wordsOf(subject: string): Set<string> {
  return new Set(bareSubject(subject).normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);
}

/** `Re: Passwort vergessen [SCH-1042]`: one prefix, one tag, however often it went to and fro. ≤ 200 characters. */
export function replySubject(subject: string, number: string): string {
  return `Re: ${[...bareSubject(subject)].slice(0, 180).join('')} [${number}]`.replace(/:\s+\[/, ': [');
}
