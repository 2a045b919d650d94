import { fold } from '../text/fold.js';
import { isNameOf, ownLabels } from './domain-likeness.js';
import { LEGAL_FORM, houseOf, isPart, isRole, namesKind } from './organisation-words.js';
import { isFullName, isHouse, isNoName, isPlainName, withoutTitles } from './person.js';

export interface ShownName {
  readonly person: string | undefined;
  readonly organisation: string | undefined;
  /** Whose name the firm has: `Zimmerei Anton Brugger`. The holder's, if nobody signs. */
  readonly within?: string | undefined;
}

/**
 * Whom the sender's shown name names: a person, an organisation, or both.
 * `"Kirchhoff, Anneliese (Gemeinde Ostersiel)"`, `Stadtbücherei Mühlingen, M. Obermaier`, `Malerbetrieb Kunze`.
 */
export function shownName(fromName: string, fromAddress: string): ShownName {
  const inner = /\(([^)]{3,60})\)/u.exec(fromName)?.[1];
  const written = fromName.replace(/\([^)]{0,60}\)/gu, '').replace(/["„“]/gu, '').replace(/\s{1,10}/gu, ' ').trim();
  const bare = withoutTitles(written);
  const beside = inner && namesKind(inner) && !/^geb/iu.test(inner) ? houseOf(inner) : undefined;
  const halves = bare.split(/,\s{0,2}|\s[|–-]\s/u).map((half) => half.trim()).filter((half) => half !== '');
  if (halves.length === 2) {
    const [first, second] = halves as [string, string];
    const house = [first, second].find((half) => namesKind(half) && !isRole(half) && !isPart(half)) ?? [first, second].find((half) => namesKind(half));
    if (house === undefined) return { person: asPerson(withoutTitles(`${second} ${first}`)), organisation: beside };
    const other = withoutTitles(house === first ? second : first);
    return { person: /^\p{Lu}\.\s\p{Lu}[\p{L}-]{2,30}$/u.test(other) ? other : asPerson(namesKind(other) ? '' : other), organisation: houseOf(house) };
  }
  if (isOrganisation(written, bare, fromAddress)) return { person: undefined, organisation: beside ?? organisationOf(written, fromAddress), within: personWithin(bare) };
  return { person: asPerson(bare), organisation: beside };
}

function personWithin(name: string): string | undefined {
  const [first = '', ...rest] = name.replace(LEGAL_FORM, '').trim().split(' ');
  return namesKind(`${first} ${rest.at(-1) ?? ''}`) && rest.length === 2 && isPlainName(rest.join(' ')) ? rest.join(' ') : undefined;
}

/** A name nobody has who writes from there: the mailbox is another's, and another signs. Then it names the house. */
export function asHouse(shown: ShownName, signed: string | undefined, fromAddress: string): ShownName {
  const words = (name: string): readonly string[] => fold(name).split(/[^a-z]{1,5}/u).filter((word) => word.length > 1);
  const local = fold(fromAddress.slice(0, Math.max(0, fromAddress.lastIndexOf('@'))));
  if (!shown.person || !signed || words(shown.person).some((word) => local.includes(word) || words(signed).includes(word))) return shown;
  return /^(?:info|post|mail|kontakt|contact|office|buero|team|service|werkstatt|zentrale|verwaltung|sekretariat|laden|shop|hallo|hello|anfrage|vorstand|leitung|kanzlei|praxis|studio|lab|labor)/u.test(local) ? { person: undefined, organisation: shown.organisation ?? shown.person } : shown;
}

function asPerson(name: string): string | undefined {
  return isFullName(name) ? name : undefined;
}

function isOrganisation(written: string, bare: string, fromAddress: string): boolean {
  if (LEGAL_FORM.test(written) || written.includes('&')) return true;
  const words = fold(bare).split(/[^a-z]{1,5}/u).filter((word) => word.length > 1);
  const local = fold(fromAddress.slice(0, Math.max(0, fromAddress.lastIndexOf('@'))));
  if (words.length < 2) return namesKind(bare);
  const [first, last] = [words[0]!, words.at(-1)!];
  const isTheirs = local.includes(first) || (local.startsWith(first[0]!) && local.includes(last) && local !== last) || (local === last && !namesKind(bare));
  // "Clara Hoff <clara.hoff@…>" is a person, whatever her name ends in.
  if (isTheirs && bare.split(' ').length === 2 && !namesKind(bare.split(' ')[0]!)) return false;
  if (isHouse(bare) || /^[A-Z]{2,5}\s/u.test(bare)) return true;
  return !isTheirs && ownLabels([fromAddress]).some((label) => isNameOf(bare, label) && label.includes(first));
}

function organisationOf(name: string, fromAddress: string): string | undefined {
  const house = houseOf(name);
  if (isNoName(house) || (isRole(house) && !namesKind(house))) return undefined;
  const isKnown = LEGAL_FORM.test(house) || ownLabels([fromAddress]).some((label) => isNameOf(house, label));
  // "Büro", "Team Einkauf", "Security Notice": a desk names no house.
  if (!isKnown && (isPart(house) || !/\s/u.test(house) || /^(?:info|office of|power of|\p{L}{0,12}team|büro|admin|it|support|sekretariat|service|verein|betrieb|vorzimmer)(?![\p{L}])|(?:team|desk|support|security|helpdesk|notice)$/iu.test(house))) return undefined;
  return house;
}
