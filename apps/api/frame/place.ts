import { CLEAN_PATHS, type LinkKind } from './link-kinds.js';

/** Whom an address is for. It decides how a refusal looks and lets nothing through. */
export type Place = 'people' | 'programs' | 'desk';

const PEOPLE: readonly string[] = [...Object.keys(CLEAN_PATHS), 'portal', 'playground'];
/** What is asked for by something that would take the console for what it wanted. */
const PROGRAMS: readonly string[] = ['api', 'health', 'metrics', 'live', 'page-assets', 'f', 'assets'];

/** The path of a request line, which may be a whole address (RFC 9112 section 3.2.2); with one slash in front, so that it may stand in a link of ours. */
export function pathOf(address: string): string {
  return address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/)[0]!.replace(/^[\\/]*/, '/');
}

/** Everything below a page's first segment is for people, whatever follows: `/v/TOKEN/` that a mail program made of `/v/TOKEN`, too. What nobody knows is the console's. */
export function placeOf(address: string): Place {
  const first = firstSegment(address);
  if (PEOPLE.includes(first)) return 'people';
  return PROGRAMS.includes(first) ? 'programs' : 'desk';
}

/** Which kind of link an address begins as; undefined: none. */
export function linkKindOf(address: string): LinkKind | undefined {
  const first = firstSegment(address);
  return Object.hasOwn(CLEAN_PATHS, first) ? (first as LinkKind) : undefined;
}

/** However it is spelled: `//assets`, `/ASSETS`, `/%61ssets`, `/assets%2Fx`. */
function firstSegment(address: string): string {
  const path = pathOf(address).replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
  return path.split(/[\\/]+/)[1]!.toLowerCase();
}
