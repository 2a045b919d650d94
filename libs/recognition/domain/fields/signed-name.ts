import { LEGAL_FORM, namesKind } from './organisation-words.js';
import { isFullName, isHouse, isNoName, isPlainName, withoutTitles } from './person.js';

/** "… sagt Silke Mertens aus der Kita Waldwichtel". */
const FROM_PLACE = /(\p{Lu}\p{L}{1,20}\s\p{Lu}[\p{L}-]{1,25}),?\s(?:aus|von|vom|from|of|at|bei|im|in)\s(?:der|dem|den|the)?\s?\p{Lu}[^\n.]{2,50}[.!]?$/u;
const FAREWELL = /^(?:lg|vg|mfg|gruß|gruss|grüße|cheers|thanks|danke|danke vorab|danke im voraus|regards|best|viele grüße|liebe grüße|yours|ihre?|euer|eure|hochachtungsvoll)[\s,!]{1,3}/iu;

const BREAK = /[,|]/u;
const MARK = /[,|/–(]/u;
/** "Tarik Özdemir 10a", "Tarik Özdemir BFS". */
const CLASS = /\s(?=\d|[A-Z]{2,4}(?![\p{L}]))/u;

function upTo(end: RegExp, line: string): string {
  const at = line.search(end);
  return at < 0 ? line : line.slice(0, at).trim();
}

/** The name below a mail: in the closing lines, the one like the shown name first. */
export function signedName(lines: readonly string[], shown: string | undefined, fromName: string): string | undefined {
  return fullNameIn(lines, shown) ?? smallName(lines, fromName) ?? fromPlace(lines);
}

function fullNameIn(lines: readonly string[], shown: string | undefined): string | undefined {
  const wanted = shown?.split(' ').at(-1)?.toLowerCase();
  if (shown !== undefined && lines.some((line) => line.includes(shown) && !/^\p{L}/u.test(line.slice(line.indexOf(shown) + shown.length)))) return shown;
  let first: string | undefined;
  for (const line of lines) {
    const cleaned = withoutTitles(line.replace(FAREWELL, ''));
    const beside = BREAK.test(cleaned) ? cleaned.split(BREAK).slice(1, 2).map((one) => withoutTitles(one)) : [];
    for (const part of new Set([cleaned, upTo(MARK, cleaned), upTo(CLASS, cleaned), ...beside])) {
      if (!isFullName(part)) continue;
      if (isHouse(part) && !(wanted && part.toLowerCase().endsWith(wanted) && part.split(' ').length === 2 && !namesKind(part.split(' ')[0]!))) continue;
      if (wanted && part.toLowerCase().includes(wanted)) return part;
      if (!/^\p{Lu}\./u.test(part)) first ??= part;
    }
  }
  return first;
}

function fromPlace(lines: readonly string[]): string | undefined {
  const name = FROM_PLACE.exec(lines.at(-1) ?? '')?.[1];
  return name !== undefined && isPlainName(name) ? name : undefined;
}

/** `tarik özdemir bfs 10a` below a mail whose sender is shown as "Tarik": people on a telephone write names small. */
function smallName(lines: readonly string[], fromName: string): string | undefined {
  const shown = fromName.trim().toLowerCase().split(/[\s.]/u)[0] ?? '';
  if (shown.length < 3) return undefined;
  for (const line of lines) {
    const name = /^(?:(?:lg|vg|mfg|danke|gruß|grüße|thanks|cheers)[\s,!]{1,3})?(\p{L}{2,20}(?:-\p{L}{2,20})?\s\p{L}{2,25})(?=$|[\s,.])/iu.exec(line)?.[1];
    if (name?.toLowerCase().startsWith(`${shown} `) === true && !isNoName(name) && !/(?:an|in) der (?:Schule|Stadt|Gemeinde|Kita)$/u.test(name)) return name;
  }
  return undefined;
}

/** Which of the two names is the sender's: the shown one, unless the signed one says more of the same person. */
export function betterName(shown: string | undefined, signed: string | undefined): string | undefined {
  if (!shown) return signed;
  if (!signed || LEGAL_FORM.test(signed)) return shown;
  const words = (name: string): string[] => name.toLowerCase().replace(/\./gu, '').split(' ');
  const [seen, written] = [words(shown), words(signed)];
  if (/^(?:oma|opa|mama|papa|tante|onkel)$/u.test(seen[0]!)) return signed;
  // "Tomasz W." signs as "Tomasz Wrona".
  if (seen.at(-1)!.length === 1) return seen[0] === written[0] ? signed : shown;
  if (signed.split(' ')[0]!.endsWith('.')) return shown;
  // "Gabriele Nowotny-Reich" signs as "Gabriele Nowotny": the name she has now.
  if (seen.length === 2 && written.length === 2 && seen[0] === written[0] && seen[1]!.split('-').includes(written[1]!)) return signed;
  if (seen.at(-1) === written.at(-1) && seen[0] !== written[0] && seen.length <= 2) return signed;
  return written.includes(seen.at(-1)!) && signed.length > shown.length ? signed : shown;
}
