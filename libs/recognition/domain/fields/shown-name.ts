import { fold } from '../text/fold.js';
import { isNameOf, ownLabels } from './domain-likeness.js';
import { LEGAL_FORM, houseOf, isPart, isRole, namesKind } from './organisation-words.js';
import { isFullName, isNoName, withoutTitles } from './person.js';

export interface ShownName {
  readonly person: string | undefined;
  readonly organisation: string | undefined;
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
  if (isOrganisation(written, bare, fromAddress)) return { person: undefined, organisation: beside ?? organisationOf(written, fromAddress) };
  return { person: asPerson(bare), organisation: beside };
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
  const given = local.split(/[^a-z]{1,5}/u);
  const isTheirs = local.includes(first) || (given[0] === first[0] && local.includes(last)) || (local === last && !namesKind(bare));
  // "Clara Hoff <clara.hoff@…>" is a person, whatever her name ends in.
  if (isTheirs && bare.split(' ').length === 2 && !namesKind(bare.split(' ')[0]!)) return false;
  if (namesKind(bare) || /^[A-Z]{2,5}\s/u.test(bare)) return true;
  return !isTheirs && ownLabels([fromAddress]).some((label) => isNameOf(bare, label) && label.includes(first));
}

function organisationOf(name: string, fromAddress: string): string | undefined {
  const house = houseOf(name);
  if (isNoName(house) || (isRole(house) && !namesKind(house))) return undefined;
  const isKnown = LEGAL_FORM.test(house) || ownLabels([fromAddress]).some((label) => isNameOf(house, label));
  // "Büro", "Team Einkauf", "Security Notice": a desk names no house.
  if (!isKnown && (isPart(house) || !/\s/u.test(house) || /^(?:info|team|büro|admin|it|support|sekretariat|service|verein|betrieb|vorzimmer)(?![\p{L}])|(?:team|desk|support|security|helpdesk|notice)$/iu.test(house))) return undefined;
  return house;
}
