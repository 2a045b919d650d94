import type { FoundSecret } from './secret-kinds.js';

/** Length by country (ISO 13616 registry, those of SEPA and a few neighbours). */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31,
  NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, SE: 24, SI: 19, SK: 24, SM: 27, TR: 26, UA: 29, VA: 22, RS: 22, BA: 20, MK: 19, ME: 22, AL: 28,
};
/** What stands before a number that is no secret: it names a customer, a device, a parcel, a telephone. */
const HARMLESS = /(?:kunden|mitglieds?|bestell|auftrags?|rechnungs?|sendungs?|ticket|vorgangs?|serien|vertrags?|steuer|artikel|teile|versicherungs?|matrikel|personal)[- ]?(?:nummer|nr|no|id|kennung)?\.?[^\n\d]{0,12}$|(?:customer|order|invoice|tracking|serial|ticket|case|member|contract|imei|ref(?:erence|erenz)?|tel(?:efon)?|phone|fax|mobil(?:e|funk)?|handy|uid|ust-?id|gtin|ean|isbn)[^\n\d]{0,14}$/i;
const PAPERS = /(?:ausweis|reisepass|perso\b|pass[- ]?(?:nummer|nr)|passport|identity card|id[- ]card|dokumenten?[- ]?(?:nummer|nr)|führerschein|fuehrerschein|driving licen[cs]e|aufenthaltstitel)[^\n]{0,40}$/i;
const BEFORE = 60;

/** Bank accounts, payment cards and identity papers, each by its own check digits. */
export function secretNumbers(text: string): FoundSecret[] {
  return /\d/.test(text) ? [...ibans(text), ...cards(text), ...papers(text)] : [];
}

function* ibans(text: string): Generator<FoundSecret> {
  for (const match of text.matchAll(/(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ \u00a0.-]?[A-Z\d]){11,32}/giu)) {
    const country = match[0].slice(0, 2).toUpperCase();
    const length = IBAN_LENGTHS[country];
    const end = length === undefined ? undefined : endOfLetters(match[0], length);
    if (end === undefined || /[\p{L}\d]/u.test(text[match.index + end] ?? '')) continue;
    if (ibanFits(squeezed(match[0].slice(0, end)))) yield { kind: 'iban', start: match.index, end: match.index + end };
  }
}

/** ISO 7064 MOD 97-10. */
export function ibanFits(iban: string): boolean {
  let rest = 0;
  for (const one of `${iban.slice(4)}${iban.slice(0, 4)}`) rest = Number(`${rest}${/\d/.test(one) ? one : one.charCodeAt(0) - 55}`) % 97;
  return rest === 1;
}

/** Behind so many letters and digits, blanks not counted. */
function endOfLetters(text: string, wanted: number): number | undefined {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (/[A-Z\d]/i.test(text[at]!)) seen += 1;
    if (seen === wanted) return at + 1;
  }
  return undefined;
}

/** Networks by their first digits and lengths; other numbers pass Luhn by chance, one in ten. */
const CARD = /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}|(?:5[06-8]|6[37])\d{14})$/;

function* cards(text: string): Generator<FoundSecret> {
  for (const match of text.matchAll(/(?<![\d+\p{L}.,_/=-])\d(?:[ \u00a0-]?\d){12,18}(?![\d\p{L}_/=-])/gu)) {
    const digits = squeezed(match[0]);
    if (CARD.test(digits) && luhnFits(digits) && !HARMLESS.test(before(text, match.index))) yield { kind: 'card', start: match.index, end: match.index + match[0].length };
  }
}

/** ISO/IEC 7812-1 annex B. */
export function luhnFits(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, one, at) => {
    const doubled = Number(one) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/**
 * Identity cards and passports (ICAO 9303: nine characters and a check digit). With the check digit a number is known by
 * itself, unless it says that it is something else; without it only where the text names a paper.
 */
function* papers(text: string): Generator<FoundSecret> {
  for (const match of text.matchAll(/(?<![\p{L}\d@._/-])[CFGHJKLMNPRTVWXYZ\d][A-Z\d](?:[ ]?[A-Z\d]){7}[ ]?\d?(?:<{0,2}D)?(?![\p{L}\d@_/-])/gu)) {
    const number = squeezed(match[0]).replace(/<{0,2}D$/, '');
    const digits = number.replace(/\D/g, '').length;
    const told = before(text, match.index);
    const named = PAPERS.test(told);
    const isOne = number.length === 10 && mrzFits(number) && digits >= 3 && (named || (/^[CFGHJKLMNPRTVWXYZ]/.test(number) && !/ /.test(match[0].trim()) && !/[AEIOUBDQS]/.test(number) && digits < 10 && !HARMLESS.test(told)));
    if (isOne || (named && number.length === 9 && digits >= 3)) yield { kind: 'id-number', start: match.index, end: match.index + match[0].length };
  }
  // The machine-readable zone itself.
  for (const match of text.matchAll(/(?<![\p{L}\d<])(?=[A-Z\d<]{0,44}<<)[A-Z\d<]{28,44}(?![\p{L}\d<])/gu)) yield { kind: 'id-number', start: match.index, end: match.index + match[0].length };
}

/** ICAO 9303 part 3, 4.9: weights 7, 3, 1; letters count from 10. */
export function mrzFits(number: string): boolean {
  const sum = [...number.slice(0, -1)].reduce((total, one, at) => total + (/\d/.test(one) ? Number(one) : one.charCodeAt(0) - 55) * [7, 3, 1][at % 3]!, 0);
  return sum % 10 === Number(number.at(-1));
}

function before(text: string, at: number): string {
  return text.slice(Math.max(0, at - BEFORE), at);
}

function squeezed(text: string): string {
  return text.replace(/[ \u00a0.-]/g, '').toUpperCase();
}
