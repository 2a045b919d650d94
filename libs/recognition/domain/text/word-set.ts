/** The words of lists that are written as text, parted by blanks and line ends. */
export function wordSet(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(/\s{1,20}/u).filter((word) => word !== ''));
}
