import { matchesOf } from '../text/phrase-index.js';
import { ownLabels, sharesWith } from './domain-likeness.js';
import { namesKind } from './organisation-words.js';
import { isPlainName, withoutTitles } from './person.js';

const WORD = '\\p{Lu}[\\p{L}’\'-]{1,30}';
const NAME = `${WORD}(?:\\s(?:van|von|de|der|den|el|al|da|di|bin))?(?:\\s${WORD}){1,2}`;
const TITLE = '(?:(?:Herrn?|Frau|Dr|Mrs?|Ms|Prof)\\.?\\s){0,2}';
/** Who people write for: family, friends, pupils, those above and below them. */
const RELATION = '(?:Sohn(?:es)?|Tochter|Kind(?:es)?|Vaters?|Mutter|Oma|Opa|Onkel|Tante|Mann(?:es)?|Frau|Partner(?:in|s)?|Kolleg(?:e|en|in)|Chefs?|Chefin|Azubis?|Auszubildende[rn]?|Kumpels?|Freund(?:in|es)?|(?:Bank|Tisch|Sitz)?[Nn]achbar(?:in|n|s)?|Schüler(?:in|s)?|Mitschüler(?:in|s)?|Mitarbeiter(?:in|s)?|Geschäftsführer(?:in|s)?|Vorstand(?:s)?|Rektor(?:in|s)?|Vorgesetzte[rn]?|Vorgänger(?:in|s)?|Nachfolger(?:in|s)?|Mandant(?:en|in)?|Kund(?:e|en|in)|Praktikant(?:en|in)?|Lehrlings?|Enkel(?:in|s)?|Bruders?|Schwester|Cousine?|Nichte|Neffe|\\p{Lu}\\p{Ll}{2,20}(?:wart|wartin|leiter|leiterin|lehrer|lehrerin|meister|meisterin|vorsteher|beauftragte[rn]?|vorsitzende[rn]?|führer|führerin)|son|daughter|child|father|mother|husband|wife|partner|colleague|boss|manager|trainee|apprentice|student|pupil|director|CEO|CFO|chairman|managing director|client|customer|predecessor|successor|brother|sister|cousin|niece|nephew|friend|mate|flatmate|neighbou?r|treasurer|assistant)';
const ACCESS = '(?:password|account|login|log-in|access|profile|user ?name|reset|link|activation|e-?mail|mailbox|Passworts?|Kennworts?|Zugang|Zugangs?daten|Konto|Anmeldung|Benutzer(?:name|konto)?|Login|Postfach)';

/** Names that by their place are the holder's. */
const OUTRIGHT: readonly RegExp[] = [
  new RegExp(`(?:mein(?:e[srnm]?)?|unser(?:e[srnm]?)?|my|our)\\s(?:(?:verstorben|ehemalig|früher|neu|lieb|klein|groß|late|former|new|dear|little)(?:e[srnm]?)?\\s)?${RELATION}s?,?\\s(?:namens\\s|called\\s)?${TITLE}(${NAME})`, 'u'),
  new RegExp(`(?:der|dem|den|des|die)\\s(?:Chef|Chefin|Bürgermeister(?:s|in)?|Schüler(?:s|in)?|Azubi|Lehrling|Kolleg(?:e|en|in)|Geschäftsführer(?:s|in)?),?\\s\\(?${TITLE}(${NAME})`, 'u'),
  new RegExp(`${ACCESS}\\s(?:of|for|von|für)\\s(?:Mr|Mrs|Ms|Dr|Herrn?|Frau)\\.?\\s(?:Dr\\.\\s)?(${WORD}(?:\\s${WORD}){0,2})`, 'u'),
  new RegExp(`(?:password|login|account|access)\\s(?:of|for)\\s(${NAME})`, 'u'),
  new RegExp(`(?:Passwort|Kennwort|Zugang|Konto|Ordner)\\s(?:von|für)\\s(${NAME})`, 'u'),
  new RegExp(`(?:vertreten|vertrete|Vermögen|behalf of|covering for|standing in for|stand in for|Auftrag von|im Namen von)\\s(?:des\\s|die\\s)?${TITLE}(${NAME})`, 'u'),
  new RegExp(`(?:von|from)\\s${TITLE}(${NAME})\\sübernommen`, 'u'),
  new RegExp(`(?:books for|took over [^.\\n]{0,60} from|hand)\\s${TITLE}(${NAME})`, 'u'),
  new RegExp(`(?:^|[.!?]\\s|\\n|, )\\s{0,3}${TITLE}(${NAME})(?:\\s?\\([^)\\n]{1,90}\\)|\\s(?:in|at|from|aus|von|im)\\s[^.,\\n]{2,40})?,?\\s(?:is (?:on|in|at|away|currently|stuck|locked|off)|ist (?:im|auf|gerade|derzeit|krank|bis|mindestens|noch|seit)|hat (?:sein|ihr|das|am|gestern)|has (?:forgotten|lost|mislaid|been|not)|hasn't|cannot|can't|weiß|kommt nicht)(?![\\p{L}])`, 'u'),
  new RegExp(`(?:^|[.!?]\\s|\\n)\\s{0,3}(?:Herrn?|Frau|Mrs?|Ms)\\.?\\s(?:Dr\\.\\s|\\p{Lu}\\p{Ll}{3,20}(?:meister|meisterin)\\s)?(${NAME})(?:\\s?\\([^)\\n]{1,90}\\)|, [^,\\n]{2,60},)?\\s(?:hat|ist|has|is|kann|weiß|möchte|bittet)(?![\\p{L}])`, 'u'),
  new RegExp(`(?:^|[.!?]\\s|\\n)\\s{0,3}(${NAME})['’]s\\s(?:\\p{Ll}{1,12}\\s){0,2}(?:password|account|login|reset|link|access|profile|activation)`, 'u'),
];
/** "sein Passwort", "her account", "ihr Zugang": somebody else's access. Capital "Ihr" is a polite "your". */
const THIRD_ACCESS = new RegExp(`(?<![\\p{L}])(?:his|her|their|sein(?:e[nmrs]?)?|ihr(?:e[nmrs]?)?)\\s(?:\\p{L}{2,15}\\s){0,2}${ACCESS}|(?:Ordner|Konto|Zugang) von `, 'u');
const OWN_ACCESS = new RegExp(`(?<![\\p{L}])(?:my|mein(?:e[nmrs]?)?)\\s(?:\\p{L}{2,15}\\s){0,2}${ACCESS}|(?<![\\p{L}])(?:I (?:have )?(?:forgot|lost|register)|ich (?:habe|hab)[^.!?\\n]{0,60} (?:vergessen|verlegt|registriert))|(?:password|Passwort|Kennwort) (?:habe|weiß|hab) ich|(?:send|schick\\p{L}{0,3}) (?:me|mir)(?![\\p{L}])`, 'iu');
const TITLED = new RegExp(`(?<![\\p{L}])(?:Herrn?|Frau|Mr|Mrs|Ms)\\.?\\s(?:Dr\\.\\s|Bürgermeister(?:in)?\\s)?(${NAME})`, 'gu');
/** "Passwort von Justin Petzke". */
const IN_SUBJECT = new RegExp(`(?:Passwort|Kennwort|Zugang|Konto|password|login|account|access)\\s(?:von|für|of|for)\\s(${NAME})$`, 'u');
const SOMEBODY_FORGOT = /(?:hat|has|he|she|er|sie)[^.!?\n]{0,60} (?:vergessen|verlegt|verloren|forgotten|forgot|mislaid|lost)(?![\p{L}])/u;
/** Two names side by side within a sentence, where German has no two nouns and English no capitals. */
const MID_SENTENCE = new RegExp(`(?<=[\\p{Ll},;(] ?)(?<![.!?] )(${WORD} ${WORD})(?![\\p{L}’'-]| \\p{Lu})`, 'gu');
const NO_PERSON = /(?:^|\s)(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|February|March|May|June|July|October|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Ende|Anfang|Mitte|Klasse|Portal|Passwort|Kennwort|Password|Customer|Area|Outlook|Windows|Chrome|Firefox|Google|Team|Support|Desk|Help|Home|Street|Road|Straße|Nord|Süd|Ost|West|North|South|East|New|Old|Christmas|Easter|Year|Term|Center|Centre|Guten|Liebe|Ihr(?:e[nmrs]?)?|Firma|Betrieb|Mandant(?:en|in)?|Wochen|Tage|Monate|Jahre|Stunden|Uhr|Mann|Frau|Sohn|Tochter|Kind|Vater|Mutter|Bruder|Schwester|Kolleg(?:e|en|in)|Bote|Tag|Damen|Herren|Frau|Herrn?)(?=\s|$)/u;
const GREETED = /(?:sehr geehrte[rs]?|liebe[rs]?|dear|hallo|guten (?:tag|morgen|abend)|moin|hello|hi)\s{1,3}$/iu;
/** Said of themselves: "auf mich, Bernward Nieland", "mein Konto (Renate Poschmann", "mein Name ist …". */
const SELF: readonly RegExp[] = [
  new RegExp(`(?:mich|mir|me),\\s(${NAME})[,.]`, 'u'),
  new RegExp(`(?:mein(?:e[nmrs]?)? (?:Konto|Zugang|Benutzerkonto)|my (?:account|login|profile))\\s\\((${NAME})[,)]`, 'u'),
  new RegExp(`(?:[Mm]ein Name ist|[Mm]y name is|[Ii]ch heiße|[Ii]ch bin|I am|I'm|[Hh]ier ist|[Tt]his is)\\s(${NAME})(?=[\\s,.!(]|$)`, 'u'),
];
/** `Name: Walter Beaumont`, as web forms and careful people write it. */
const FORM_LINE = /(?:^|\n)\s{0,8}(?:(?:full |ihr |mein |your )?name|vor- und nachname|kontoinhaber|account holder)\s{0,6}:\s{0,8}(\p{Lu}[^\n,;:<>@]{2,50})/iu;

export function namedInForm(text: string): string | undefined {
  const name = FORM_LINE.exec(text)?.[1];
  const cleaned = name === undefined ? undefined : withoutTitles(name.split(/\s[/|–-]\s/u)[0]!);
  return cleaned && isPlainName(cleaned) ? cleaned : undefined;
}

/** How the sender names themselves inside the text, for mails from a firm's mailbox that nobody signs. */
export function nameOfSelf(text: string): string | undefined {
  return SELF.map((pattern) => pattern.exec(text)?.[1]).map((name) => name && withoutTitles(name)).find((name) => name && isPlainName(name));
}

/** The name of another holder; empty where one is meant but not fully named, so that the sender is not taken for it. */
export function otherHolder(subject: string, text: string, sender: string | undefined, fromAddress: string): string | undefined {
  for (const pattern of OUTRIGHT) {
    const found = pattern.exec(text)?.[1];
    if (!found || namesKind(found)) continue;
    const name = withoutTitles(found);
    if (!/\s/u.test(name)) return '';
    if (isPlainName(name) && !isSame(name, sender)) return name;
  }
  const named = IN_SUBJECT.exec(subject.trim())?.[1];
  if (named && isPlainName(named) && !isSame(named, sender)) return named;
  if (!THIRD_ACCESS.test(text) && !(SOMEBODY_FORGOT.test(text) && !OWN_ACCESS.test(text))) return undefined;
  const titled = new Set(matchesOf(TITLED, text).filter((match) => !GREETED.test(text.slice(Math.max(0, match.index - 20), match.index))).map((match) => withoutTitles(match[1]!)).filter((name) => isPlainName(name) && !isSame(name, sender)));
  if (titled.size === 1) return [...titled][0];
  // The sender's house sounds like a name, too.
  const labels = ownLabels([fromAddress]);
  const others = new Set(matchesOf(MID_SENTENCE, text).map((match) => withoutTitles(match[1]!)).filter((name) => isPlainName(name) && !NO_PERSON.test(name) && !labels.some((label) => sharesWith(name, label)) && !isSame(name, sender) && sender?.split(' ').includes(name.split(' ')[0]!) !== true));
  return others.size === 1 ? [...others][0] : undefined;
}

/** "My password", "ich habe … vergessen", and nobody else's access: whoever else occurs only has a part in the story. */
export function speaksOfOwnAccess(text: string): boolean {
  return OWN_ACCESS.test(text) && !THIRD_ACCESS.test(text);
}

function isSame(name: string, sender: string | undefined): boolean {
  return sender !== undefined && name.toLowerCase() === sender.toLowerCase();
}
