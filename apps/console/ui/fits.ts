/** Whether every word typed begins a word of the text: `ma sch` finds `Schulportal › Manuell`. An empty search fits all. */
export function fits(sought: string, text: string): boolean {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u);
  return plain(sought).split(/\s+/).filter((part) => part !== '').every((part) => words.some((word) => word.startsWith(part)));
}

/** Without accents and case: `o` finds `ö`. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
