import { LEGAL_FORM, isRole, namesKind } from './organisation-words.js';

const NAME_WORD = '(?:\\p{Lu}[\\p{L}’\'.-]{0,30}|von|van|de|der|den|zu|Lo|El|al|bin|da|di|del|la|le|ter|ten)';
const PERSON = new RegExp(`^\\p{Lu}[\\p{L}’'.-]{1,30}(?:\\s${NAME_WORD}){1,4}$`, 'u');
const TITLES = /(?:^i\. ?[aAvV]\. |^gez\.? )|(?<![\p{L}\d])(?:Pfr|Dr|Prof|Dipl|Ing|Herrn?|Frau|Mr|Mrs|Ms|StR|StRin|OStR|OStRin|Mag|M\.A|B\.A|med|rer|nat|phil|Sir|Fr|Hr)(?![\p{L}\d])\.?(?:-Ing\.?)?\s{0,2}/gu;
/** Offices that are said before a name; no part of it. */
const OFFICE = /^(?:Diakon(?:in)?|Frater|Pater|Schwester|Pfarrer(?:in)?|Pastor(?:in)?|Rechtsanw(?:alt|ältin)|Bürgermeister(?:in)?|\p{Lu}\p{L}{2,20}meister(?:in)?|Notar(?:in)?|Studienr(?:at|ätin)|Rektor(?:in)?|Direktor(?:in)?|Ortsvorsteher(?:in)?|Father|Reverend|Rev\.?|Sister)\s(?=\p{Lu})/u;
/** Two capitalised words that are no name. */
const NOT_A_NAME = /^(?:guten|gute|gut|viele|vielen|hallo|liebe[rs]?|mit|sehr|freundlich(?:e|st)?|beste[nr]?|herzliche[nrs]?|sonnige|sportliche|schöne[nrs]?|kind|best|ihre?|für|his|her|dear|hello|many|thank|thanks|danke|dank|besten|klasse|gruß|grüße|moin|grüß|servus|schulleiter|schulleiterin|ihr|das|die|der|customer|your|our|unser|accounts|warm|with|re|fwd|aw|wg|sent|von|please|bitte|freundlichst|petri|vorzimmer|abteilung|security|welcome|all|god|good|may|day|night|early|late|mein|meine|den|dem|des|im|am|an|auf|und|ich|wir|sie|es|hier|unsere|ein|eine|my|the|we|euer|eure|alter|neue[rs]?|pfiat|vergelts|hochachtungsvoll)(?![\p{L}])/iu;

/** Whether a line or a part of one can be somebody's full name. */
export function isFullName(text: string): boolean {
  return PERSON.test(text) && !NOT_A_NAME.test(text) && !LEGAL_FORM.test(text) && !isRole(text);
}

export function isNoName(text: string): boolean {
  return NOT_A_NAME.test(text);
}

/** "Heinz Vorwerk", "Petra Holzmann", "Clara Hoff": surnames that sound like a house. */
const SURNAME = /(?:mann|hof|hoff|hofer|haus|häuser|heim|heimer|werk|meister|holz|müller|schmied|dorf|stadt|städter|stein|er|el)$/iu;

/** Whether a name is an organisation's by its words. */
export function isHouse(name: string): boolean {
  const words = name.split(' ');
  return namesKind(name) && (LEGAL_FORM.test(name) || words.length !== 2 || namesKind(words[0]!) || !SURNAME.test(words[1]!));
}

/** A name that is one, without words that firms have. */
export function isPlainName(text: string): boolean {
  return isFullName(text) && !isHouse(text);
}

/** Anything but one plain space. */
const WIDE = /[^\S ]\s{0,9}|\s{2,10}/gu;

/** Without titles, offices and what ends a sentence. */
export function withoutTitles(name: string): string {
  return name.replace(TITLES, '').replace(OFFICE, '').replace(WIDE, ' ').trim().replace(/[.,;!]$/u, '').trim();
}
