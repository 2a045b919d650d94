import { fold } from '../text/fold.js';
import { matchesOf } from '../text/phrase-index.js';
import { isClosing } from './closing.js';
import { isNameOf, labelsIn, sharesWith } from './domain-likeness.js';
import { LEGAL_FORM, houseOf, isBranch, isPart, isRole, namesKind, worksForOthers } from './organisation-words.js';
import { isNoName, isPlainName, withoutTitles } from './person.js';

/** Where an organisation is looked for, and by whose domains one of several names is chosen. */
export interface Surroundings {
  readonly subject: string;
  readonly text: string;
  readonly closing: readonly string[];
  readonly labels: readonly string[];
  readonly fullName: string | undefined;
  readonly signed: string | undefined;
  /** What the shown name says. */
  readonly shown: string | undefined;
  /** The account is somebody else's than the sender's. */
  readonly isForAnother: boolean;
}

/** What a name must be worth to be taken from anywhere in the closing; less only right below the person's name. */
const SURE = 3;

/** The school, firm or authority: from the signature, the running text, the shown name. */
export function organisationOf(where: Surroundings): string | undefined {
  const signed = bestOf(where);
  const shown = where.shown;
  if ((where.isForAnother || CLIENTS.test(where.text)) && [signed?.name, shown].some((name) => name !== undefined && worksForOthers(name))) return besideNumber(where.text) ?? clientIn(where.text) ?? likeDomain(where) ?? besidePerson(where.text);
  if (signed && signed.points >= SURE) return signed.name;
  const named = likeDomain(where);
  if (named !== undefined) return shown?.startsWith(`${named} `) === true ? shown : named;
  return besideNumber(where.text) ?? shown ?? signed?.name ?? besidePerson(where.text) ?? namedInText(where.text);
}

interface Candidate {
  readonly name: string;
  readonly points: number;
}

function bestOf({ closing, labels, fullName, signed }: Surroundings): Candidate | undefined {
  const at = closing.findIndex((line) => isNameLine(line, fullName, signed));
  const names = [fullName, signed].filter((name) => name !== undefined);
  const name = at < 0 ? undefined : names.find((one) => closing[at]!.includes(one)) ?? shortNameIn(closing[at]!, names);
  const own = at < 0 ? [] : besideName(closing[at]!, name);
  const following = closing.slice(at + 1).filter((line) => !isClosing(line) && !names.some((one) => line === one));
  const first = following[0] === undefined ? [] : splitLine(following[0]);
  const near = new Set(at < 0 ? [] : [...own, ...first]);
  let best: Candidate | undefined;
  for (const part of [...own, ...following.flatMap(splitLine)]) {
    const house = houseOf(part);
    if (!isUsable(house, names)) continue;
    const points = worth(house, labels) + (near.has(part) && /\s/u.test(house) && !isBranch(house) ? 1 : 0);
    if (points > 0 && points > (best?.points ?? 0)) best = { name: house, points };
  }
  return best;
}

function worth(name: string, labels: readonly string[]): number {
  const likeness = labels.some((label) => isNameOf(name, label)) ? 4 : /\s/u.test(name) && labels.some((label) => sharesWith(name, label)) ? 2 : 0;
  const kind = LEGAL_FORM.test(name) ? 4 : namesKind(name) && /\s/u.test(name) && !isBranch(name) ? 3 : 0;
  return likeness + kind - (isPart(name) ? 2 : 0);
}

function isNameLine(line: string, fullName: string | undefined, signed: string | undefined): boolean {
  const names = [fullName, signed].filter((name) => name !== undefined);
  return names.some((name) => line.includes(name)) || shortNameIn(line, names) !== undefined;
}

/** `S. Marchetti`, `Plambeck`, `Astrid`: a line or its beginning that is less than the whole name. */
function shortNameIn(line: string, names: readonly string[]): string | undefined {
  const end = line.search(/,\s|\s[|–(-]/u);
  const start = (end < 0 ? line : line.slice(0, end)).trim();
  const bare = withoutTitles(start).replace(/^(?:\p{Lu}\.\s?){1,2}/u, '');
  return bare !== '' && names.some((name) => name.split(' ').includes(bare) || name.endsWith(` ${bare}`)) ? start : undefined;
}

/** What stands on the line of the name: behind it, in brackets, and before it where that is an organisation. */
function besideName(line: string, name: string | undefined): readonly string[] {
  if (name === undefined) return [];
  const from = line.indexOf(name);
  const behind = line.slice(from + name.length);
  const inner = /\(([^)]{3,80})\)?/u.exec(behind)?.[1];
  const before = line.slice(0, from).split(/[,|–]/u).map((part) => part.trim()).filter((part) => namesKind(part));
  return [...splitLine(behind.replace(/\([^)]{0,80}\)?/gu, '').replace(/^[\s,|–-]{1,4}/u, '')), ...(inner ? splitLine(inner).filter((part) => namesKind(part)) : []), ...before];
}

function splitLine(line: string): readonly string[] {
  const plain = line.replace(/\s?\([^)]{0,80}\)?/gu, '');
  const parts = LEGAL_FORM.test(plain) && !/,|\s\|\s/u.test(plain) ? [plain] : plain.split(/,\s|\s\|\s|\s[–·/]\s|(?<=\p{L}{4})\.\s/u);
  // "Museum of Navigation, Elmsund": the place belongs to a house that is called "of".
  const joined = parts.length === 2 && / of /u.test(parts[0]!) && /^\p{Lu}\p{Ll}{2,20}$/u.test(parts[1]!.trim()) && !isRole(parts[1]!) && !isPart(parts[1]!) ? [plain] : parts;
  return joined.map((part) => part.trim()).map((part) => (/[.,;!]$/u.test(part) && !endsWithForm(part) ? part.slice(0, -1) : part)).filter((part) => part.length > 2);
}

/** Small words within names; any other means a sentence. */
const JOINING = /^(?:am|an|auf|bei|beim|dem|den|der|des|die|für|im|in|und|vom|von|zu|zum|zur|and|at|for|of|the|on|de|del|la|le|van|&|\p{Ll}{1,2}\p{Lu}.*)$/u;

function isSentence(part: string): boolean {
  return part.replace(LEGAL_FORM, '').split(/\s/u).some((word) => /^\p{Ll}/u.test(word) && !JOINING.test(word)) || /^\P{Ll}{25,}$/u.test(part);
}

function endsWithForm(part: string): boolean {
  return /(?:\s\p{Lu}|e\.\s?[VK]|Inc|inc|Kft|s\.\s?r\.\s?o|a\.\s?s|d\.\s?o\.\s?o|o\.\s?o|r\.\s?l|S\.A|S\.p\.A|B\.V)\.$/u.test(part);
}

function isUsable(part: string, names: readonly string[]): boolean {
  if (part.length <= 2 || part.length >= 70 || part.split(' ').length > 8 || !/^[\p{Lu}\d"]|^\p{Ll}{1,3}\p{Lu}/u.test(part)) return false;
  if (/[?!:@]|\d{4,}/u.test(part) || isRole(part) || (isNoName(part) && !namesKind(part)) || isClosing(part) || isSentence(part)) return false;
  const words = fold(part).split(/[^a-z]{1,5}/u).filter((word) => word.length > 1);
  return !names.some((name) => name === part || words.every((word) => fold(name).split(/[^a-z]{1,5}/u).includes(word)));
}

const PHRASE = /(?<![\p{L}\d-])\p{Lu}[\p{L}\d’-]{0,30}(?:[ \t](?:(?:am|an der|im|in der|of|und|for|the|&|zu[rm]?|St\.)[ \t])?(?!\p{Lu}\p{Ll}?\. ?\p{Ll})\p{Lu}[\p{L}\d’-]{0,30}){0,5}(?:[ \t](?:e\. ?[VK]\.|Inc\.|Kft\.|s\. ?r\. ?o\.|d\. ?o\. ?o\.|S\. ?r\. ?l\.|S\.p\.A\.|Sp\. z o\. ?o\.))?/gu;

/** A name in the text that says what the sender's domain says: "seit Mai beim Kreis Nordauen". */
function likeDomain({ subject, text, fullName, ...where }: Surroundings): string | undefined {
  const labels = labelsIn(`${text}\n${subject}`, where.labels);
  if (labels.length === 0) return undefined;
  const own = new Set(fold(fullName ?? '').split(/[^a-z]{1,5}/u));
  for (const match of matchesOf(PHRASE, `${text}\n${subject}`)) {
    const words = match[0].split(/[ \t]/u);
    for (let size = 1; size <= words.length; size += 1) {
      for (let at = 0; at + size <= words.length; at += 1) {
        const name = words.slice(at, at + size).join(' ');
        if (!labels.some((label) => isNameOf(name, label)) || words.slice(at, at + size).every((word) => own.has(fold(word))) || (size === 1 && !namesKind(name))) continue;
        return houseOf(trimmed(grown(words, at, size)));
      }
    }
  }
  return undefined;
}

/** What belongs to a name on both sides: the kind before it, the legal form and further names behind it. */
function grown(words: readonly string[], at: number, size: number): string {
  const from = at > 0 && namesKind(words[at - 1]!) && !/[.,]$/u.test(words[at - 1]!) ? at - 1 : at;
  let to = at + size;
  while (to < words.length && /^\p{Lu}|^&$/u.test(words[to]!) && !/\p{L}{3}\.$/u.test(words[to - 1]!)) to += 1;
  return words.slice(from, endsWithForm(` ${words.slice(to).join(' ')}`) ? words.length : to).join(' ');
}

function trimmed(name: string): string {
  return /[.,]$/u.test(name) && !endsWithForm(name) ? name.slice(0, -1) : name;
}

const NUMBER_WORD = '(?:Betriebs?(?:nummer|nr\\.?|-Nr\\.?)?|Betr\\.-?Nr\\.?|Kundennummer|Kd\\.|Nr\\.|number|company number|customer number|customer|BN)';
const HOUSE = '(\\p{Lu}[\\p{L}’-]{1,30}(?:[ ](?:(?:am|an der|und|&)[ ])?\\p{Lu}[\\p{L}’-]{1,30}){1,4})';
/** "(Stuckateur Overbeck, 0406691)", "Betriebsnummer ist 0411863, Elektro Struwe": the house beside its number. */
const BESIDE_NUMBER: readonly RegExp[] = [
  new RegExp(`${HOUSE},?\\s\\(?(?:${NUMBER_WORD}\\s)?(?:[A-Z]-)?\\d{5,8}(?!\\d)`, 'u'),
  new RegExp(`${NUMBER_WORD}\\s(?:ist\\s|is\\s)?(?:[A-Z]-)?\\d{5,8},\\s${HOUSE}`, 'u'),
];

function besideNumber(text: string): string | undefined {
  if (!/\d{5}/u.test(text)) return undefined;
  for (const pattern of BESIDE_NUMBER) {
    const name = pattern.exec(text)?.[1];
    const house = name === undefined ? undefined : houseOf(trimmed(name));
    if (house !== undefined && /\s/u.test(house) && namesKind(house) && !isRole(house) && !isNoName(house)) return house;
  }
  return undefined;
}

/** "an der Realschule am See", "Employer: Metroline Traction": named in the text, with a word that says what it is. */
const IN_TEXT = /(?:(?<![\p{L}])(?:an der|an die|an dem|am|at|bei der|beim|von der|der|die|zur|vom|als|over|for|unser(?:e|es)?|Firma|Betrieb|Schule|of|with|joined)\s|(?:Employer|Company|Firma|Betrieb|Organisation|Organization|Schule|Arbeitgeber|School)\s{0,3}:\s{0,6})((?:\p{Lu}[\p{L}&.-]{1,30})(?:[ \t](?:\p{Lu}[\p{L}&.-]{1,30}|am|an der|der|of|und|&)){0,4})/gu;
const BESIDE_PERSON = new RegExp(`(?:Herrn?|Frau|Mrs?|Ms|Mann|husband|wife)\\.?\\s\\p{Lu}\\p{L}{1,25}(?:\\s\\p{Lu}\\p{L}{1,25}){0,2}(?:,\\s|\\s\\(|\\sof\\s|\\sat\\s)${HOUSE}`, 'u');

/** Who looks after others speaks of them: "unser Mandant Elektro Kunert", "I advise Holzbau Reiser". */
const CLIENTS = /(?<![\p{L}])(?:mandant|client|kund(?:e|en|in)(?![\p{L}])|customer of|auftraggeber|betreuen|beauftragt|advise|keep the books|look after)/iu;
const CLIENT = new RegExp(`(?:[Mm]andant(?:en|in)?|[Kk]und(?:en?|in)|[Cc]lients?|[Cc]ustomers?|advise|keep the books for|look after [^.\\n]{0,30}at|[Aa]uftrag von)(?: die| der| den| das| the)?,?(?: die| der| den| das| the)?\\s${HOUSE}`, 'u');

function clientIn(text: string): string | undefined {
  const name = CLIENT.exec(text)?.[1];
  return name !== undefined && !isRole(name) && !isPlainName(name) ? houseOf(trimmed(name)) : undefined;
}

function besidePerson(text: string): string | undefined {
  const name = BESIDE_PERSON.exec(text)?.[1];
  return name !== undefined && !isRole(name) && (namesKind(name) || LEGAL_FORM.test(name)) ? houseOf(trimmed(name)) : undefined;
}

function namedInText(text: string): string | undefined {
  for (const match of matchesOf(IN_TEXT, text)) {
    const name = houseOf(withoutTitles(match[1]!.split(/(?<=\p{L}{3})\.\s/u)[0]!.replace(/\s(?:und|am|der|of|&|an der)$/u, '')));
    const isCued = match[0].includes(':');
    if ((isCued || (/\s/u.test(name) && !isPlainName(name) && (LEGAL_FORM.test(name) || /(?:schule|gymnasium|gemeinde|amt |school|college|kita |stadtwerke|verein)/iu.test(name)))) && !isNoName(name) && !isRole(name)) return name;
  }
  return undefined;
}
