import type { MailToRecognise } from '../recognition.js';

export interface Names {
  readonly fullName: string | undefined;
  readonly organisation: string | undefined;
  /** The text names whose account it is, beside or instead of the sender. */
  readonly isHolderNamed: boolean;
}

const TITLES = /(?:^i\. ?[aAvV]\. |^gez\.? )|\b(?:Pfr|Dr|Prof|Dipl|Ing|Herrn?|Frau|Mr|Mrs|Ms|StR|StRin|OStR|OStRin|Mag|M\.A|B\.A|med|rer|nat|phil|Sir|Fr|Hr)\b\.?(?:-Ing\.?)?\s{0,2}/gu;
const NAME_WORD = '(?:\\p{Lu}[\\p{L}’\'.-]{0,30}|von|van|de|der|den|zu|Lo|El|al|bin|da|di|del|la|le|ter|ten)';
const PERSON = new RegExp(`^\\p{Lu}[\\p{L}’'.-]{1,30}(?:\\s${NAME_WORD}){1,4}$`, 'u');
/** Legal forms and English kinds of organisation: only in this spelling ("AS" is a form, "as" is a word). */
const ORG_FORMS = /\b(?:GmbH|AG|KG|OHG|GbR|UG|e\.\s?V\.?|e\.\s?K\.?|Ltd|Inc|LLC|LLP|AB|AS|SE|S\.?r\.l|SARL|Lda|Pte|BV|NV|Oy|PLC|Corp|Company|Cooperative|Co-op|Group|Museum|Authority|Council|University|School|College|Institute|Labs?|Energy|Testing|Services?|Solutions|Systems?|Consulting|Partners?|Engineering|Power|Electric|Grid|Website|Webseite|Relay|Traction|Maintenance|Contracting|Museum|Office|Dept|Department|Care|Team|Desk|Board|GS|GHS|GMS|RS|VHS|OSZ|HWK|FES|IT)\b|[A-Z]{2,}\b.*[A-Z]{2,}\b/u;
const ORG_KINDS = /(?:schule|gymnasium|kolleg|schulzentrum|kita\b|kindergarten|amt\b|gemeinde|stadt\b|kreis\b|verband|verbund|verein|betrieb|bau\b|werke?\b|werkstatt|technik|service|handwerk|salon|praxis|kanzlei|büro|labor|institut|bibliothek|museum|zentrum|agentur|verwaltung|behörde|ministerium|kammer|sparkasse|hotel|autohaus|bäckerei|metzgerei|tischlerei|schreinerei|zimmerei|dachdeckerei|maler(?:ei|betrieb)|elektro|sanitär|heizung|gartenbau|optik|friseur|goldschmiede|steinmetz|schlosserei|stadtwerke|verlag|gruppe\b|sekretariat|schulleitung|helpdesk|leitung\b|backwaren|schmiede\b|zentrale\b|café|konditorei|beauftragte|raumausstattung|support|vertretung|fenster|buchhaltung|team\b|fliesen|dach|parkett|hufbeschlag|stuckateur|haus\b|heim\b|pflege|dienste?\b|ingenieur|umspann|mess(?:technik|geräte)|strom|[a-zäöü]{3,}erei\b|rektorat)/iu;
const ORG_WORDS = { test: (text: string): boolean => ORG_FORMS.test(text) || ORG_KINDS.test(text) };
/** Two capitalised words that are no name. */
const NOT_A_NAME = /^(?:guten|gute|viele|vielen|hallo|liebe[rs]?|mit|sehr|freundlich(?:e|st)?|beste[nr]?|herzliche[nrs]?|sonnige|sportliche|schöne[nrs]?|liebe grüße|kind|best|ihre?|für|his|her|dear|hello|many|thank|thanks|danke|dank|besten|klasse|gruß|grüße|moin|grüß|schulleiter|schulleiterin|ihr|das|die|der|customer|your|our|unser|accounts|warm|with|re|fwd|aw|wg|sent|von|please|bitte|freundlichst)\b/iu;
const LEGAL = /\b(?:GmbH(?: & Co\.? KG)?|AG|KG|OHG|GbR|UG|e\.\s?V\.|e\.\s?K\.|Ltd|Inc|LLC|LLP|AB|AS|ApS|SE|S\.r\.l\.?|S\.A\.S?\.?|S\.p\.A|SpA|SARL|SAS|Lda|Ltda|Pte Ltd|Pty Ltd|BV|NV|Oy|OÜ|Kft|PLC|Corp|Co\. KG)(?![\p{L}\d])/u;
const ROLE = /^(?:klasse|class|[A-Z]{2,4}\s?\d|\d|tel|fon|mob|fax|durchwahl|www|http|e-?mail|inh|geschäftsführ|klassenl|lehrer|leiter|leitung|kaufm|büro[a-z]*leit|dachdeckermeister|meister|vorsitz|rektor|commissioning|protection|field|senior|junior|head|lead|manager|director|engineer|technik(?:er|erin)|buchhalt|sekret|assist|executive|officer|sachbearbeit|sachgebiet|abteil|abt|sg\b|team|referat|dezernat|ordnungsamt|bauamt|hauptamt|netzbetrieb|building|department|dept|vhs-kursleiter|azubi|auszubild|student|schüler|prokurist|ingenieur(?!b)|dipl|mit |viele|freundliche|regards|gesendet|sent|von mein|postfach|straße|str\.|\(|kd|kundennummer|betriebsnummer|user|username|benutzer|konto|account|fachinf|[a-z]*lehrjahr|customer|serial|seriennummer|raum|gebäude)/iu;
/** A class, not an organisation: `BVJ`, `FOS`, `ITF 26a`. */
const COURSE = /^(?:[A-Z]{2,4}|[A-Z]{2,4} ?\d{0,2}[a-z]?)$/u;
const CLOSING = /^\s{0,4}(?:(?:mit )?(?:viele[nr]?|freundliche[nr]?|beste[nr]?|herzliche[nr]?|liebe[nr]?|schöne[nr]?|sonnige[nr]?|sportliche[nr]?|verunsicherte|kollegiale[nr]?|hochachtungsvoll|kind|best|many|warm|with|yours?|regards|greetings|cheers|thanks?|thank you|sincerely|gru(?:ß|ss)|grü(?:ß|ss)e|lg|vg|mfg|mfg\.|danke|dank|besten dank|vielen dank|servus|ciao|tschüss|tausend dank|sincerely yours|respectfully|cordially|gez\.?|i\. ?a\.|i\. ?v\.))\b[^\n]{0,50}$/iu;
const NOISE = /^(?:sent from|von meinem|gesendet von|get outlook|diese nachricht wurde|--)/iu;
const HOLDER: readonly RegExp[] = [
  new RegExp(`(?:mein(?:e[srnm]?)?|unser(?:e[srnm]?)?|my|our)\\s(?:(?:verstorben|ehemalig|früher|neu|late|former|new)(?:e[srnm]?)?\\s)?(?:Sohn(?:es)?|Tochter|Kind(?:es)?|Vater|Mutter|Mann|Frau|Kolleg(?:e|en|in)|Chef|Chefin|Azubi|Auszubildende[rn]?|Schüler(?:in)?|Mitarbeiter(?:in|s)?|son|daughter|child|father|mother|husband|wife|colleague|boss|manager|trainee|apprentice|student|director|CEO|CFO|chairman|managing director|client|Geschäftsführer(?:in|s)?|Vorstand(?:s)?|Rektor(?:s)?|Vorgesetzte[rn]?|Mandant(?:en|in)?|Praktikant(?:en|in)?|Lehrling(?:s)?|Enkel(?:in|s)?|Bruder|Schwester|brother|sister|wife|friend)s?,?\\s(?:Herrn?\\s|Frau\\s|Dr\\.\\s|Mr\\s|Mrs\\s|Ms\\s)?(\\p{Lu}[\\p{L}’'-]{1,30}(?:\\s\\p{Lu}[\\p{L}’'-]{1,30}){1,2})`, 'u'),
  /(?:password|account|login|access|Passworts?|Kennworts?|Zugang|Konto)\s(?:of|for|von|für)\s(?:(?:Mr|Mrs|Ms|Dr|Herrn?|Frau)\.?\s){1,2}(\p{Lu}[\p{L}’'-]{1,30}(?:\s\p{Lu}[\p{L}’'-]{1,30}){0,2})/u,
  /^(?:\s{0,3})(\p{Lu}[\p{L}’'-]{1,30}(?:\s\p{Lu}[\p{L}’'-]{1,30}){1,2})\s(?:is (?:on|in|at|away|currently)|ist (?:im|auf|gerade|derzeit|krank)|hat (?:sein|ihr)|has (?:forgotten|lost)|cannot|can't)\b/mu,
];

/** Who holds the account and where they belong: named persons first, then the closing of the mail, then the display name. */
export function namesOf(mail: MailToRecognise): Names {
  const display = displayName(mail.fromName);
  const closing = closingLines(mail);
  const signed = signedName(closing, display.person) ?? smallName(closing, mail.fromName) ?? fromPlace(closing);
  const holder = formLine(mail.text) ?? holderIn(mail.text);
  const fullName = holder === '' ? undefined : (holder ?? better(display.person, signed));
  return { fullName, organisation: organisationIn(closing, fullName, signed) ?? organisationInText(`${mail.text}\n${mail.signature}`) ?? display.organisation, isHolderNamed: holder !== undefined && holder !== '' };
}

/** `"Kirchhoff, Anneliese (Gemeinde Ostersiel)"` → person and organisation. */
function displayName(fromName: string): { person: string | undefined; organisation: string | undefined } {
  const inner = /\(([^)]{3,60})\)/u.exec(fromName)?.[1];
  const bare = clean(fromName.replace(/\([^)]{0,60}\)/gu, '').replace(/["„“]/gu, ''));
  const turned = /^([^,]{2,40}),\s{0,2}([^,]{2,40})$/u.exec(bare);
  const name = turned && !ORG_WORDS.test(bare) ? `${turned[2]} ${turned[1]}` : bare;
  const isPerson = PERSON.test(name) && !ORG_WORDS.test(name) && !NOT_A_NAME.test(name);
  // A display name that is a firm names the mailbox, not the firm of the holder.
  const organisation = inner && ORG_WORDS.test(inner) ? inner : undefined;
  return { person: isPerson ? name : undefined, organisation };
}

/** Last lines of the text and the signature block, up to ten. */
function closingLines(mail: MailToRecognise): readonly string[] {
  const lines = mail.text.split(/\r?\n/u).map((line) => line.trim()).filter((line) => line !== '' && !NOISE.test(line));
  const tail = lines.slice(-6);
  const at = tail.findLastIndex((line) => CLOSING.test(line));
  const own = at >= 0 ? tail.slice(at) : tail;
  const lastSentence = own.at(-1)?.split(/(?<=[.!?)])\s{1,3}/u).at(-1);
  const extra = lastSentence && lastSentence !== own.at(-1) ? [lastSentence] : [];
  return [...own, ...extra, ...mail.signature.split(/\r?\n/u).map((line) => line.trim()).filter((line) => line !== '').slice(0, 8)].map((line) => line.slice(-120));
}

function fromPlace(lines: readonly string[]): string | undefined {
  const name = FROM_PLACE.exec(lines.at(-1) ?? '')?.[1];
  return name !== undefined && PERSON.test(name) && !NOT_A_NAME.test(name) && !ORG_WORDS.test(name) ? name : undefined;
}

/** `tarik özdemir bfs 10a` below a mail whose sender is shown as "Tarik": people on a telephone write names small. */
function smallName(lines: readonly string[], fromName: string): string | undefined {
  const shown = fromName.trim().toLowerCase().split(/[\s.]/u)[0] ?? '';
  if (shown.length < 3) return undefined;
  for (const line of lines) {
    const name = /^(?:(?:lg|vg|mfg|danke|gruß|grüße|thanks|cheers)[\s,!]{1,3})?(\p{L}{2,20}(?:-\p{L}{2,20})?\s\p{L}{2,25})(?=$|[\s,.])/iu.exec(line)?.[1];
    if (name?.toLowerCase().startsWith(`${shown} `) === true && !NOT_A_NAME.test(name) && !/(?:an|in) der (?:Schule|Stadt|Gemeinde|Kita)$/u.test(name)) return name;
  }
  return undefined;
}

/** "… sagt Silke Mertens aus der Kita Waldwichtel". */
const FROM_PLACE = /(\p{Lu}\p{L}{1,20}\s\p{Lu}[\p{L}-]{1,25}),?\s(?:aus|von|vom|from|of|at|bei|im|in)\s(?:der|dem|den|the)?\s?\p{Lu}[^\n.]{2,50}[.!]?$/u;

function signedName(lines: readonly string[], displayed: string | undefined): string | undefined {
  const wanted = displayed?.split(' ').at(-1)?.toLowerCase();
  let first: string | undefined;
  for (const line of lines) {
    const cleaned = clean(line.replace(/^(?:lg|vg|mfg|gruß|gruss|grüße|cheers|thanks|danke|regards|best|viele grüße|liebe grüße)[\s,!]{1,3}/iu, ''));
    for (const part of [cleaned, cleaned.split(/[,|/–(]/u)[0]!.trim(), cleaned.split(/\s(?=\d|[A-Z]{2,4}\b)/u)[0]!.trim(), ...cleaned.split(/[,|]/u).slice(1, 2).map((one) => one.trim())]) {
      if (!PERSON.test(part) || NOT_A_NAME.test(part) || LEGAL.test(part) || (ORG_WORDS.test(part) && !(wanted && part.toLowerCase().endsWith(wanted) && part.split(' ').length === 2 && !ORG_WORDS.test(part.split(' ')[0]!)))) continue;
      if (wanted && part.toLowerCase().includes(wanted)) return part;
      if (!/^\p{Lu}\./u.test(part)) first ??= part;
    }
  }
  return first;
}

function better(displayed: string | undefined, signed: string | undefined): string | undefined {
  if (!displayed) return signed;
  if (!signed) return displayed;
  const words = (name: string): string[] => name.toLowerCase().replace(/\./gu, '').split(' ');
  const [shown, written] = [words(displayed), words(signed)];
  if (/^\p{Lu}\.$/u.test(signed.split(' ')[0]!) || signed.split(' ')[0]!.endsWith('.')) return displayed;
  if (shown.at(-1) === written.at(-1) && shown[0] !== written[0] && shown.length <= 2) return signed;
  return written.includes(shown.at(-1)!) && signed.length > displayed.length ? signed : displayed;
}

/** `Name: Walter Beaumont`, as web forms and careful people write it. */
function formLine(text: string): string | undefined {
  const name = /(?:^|\n)\s{0,8}(?:(?:full |ihr |mein |your )?name|vor- und nachname|kontoinhaber|account holder)\s{0,6}:\s{0,8}(\p{Lu}[^\n,;:<>@]{2,50})/iu.exec(text)?.[1];
  const cleaned = name === undefined ? undefined : clean(name.split(/\s[/|–-]\s/u)[0]!);
  return cleaned && PERSON.test(cleaned) && !ORG_WORDS.test(cleaned) ? cleaned : undefined;
}

/** The name of another holder; empty where one is meant but not fully named, so that the sender is not taken for it. */
function holderIn(text: string): string | undefined {
  for (const pattern of HOLDER) {
    const name = pattern.exec(text)?.[1];
    if (name && !ORG_WORDS.test(name)) return /\s/u.test(clean(name)) ? clean(name) : '';
  }
  return undefined;
}

function organisationIn(lines: readonly string[], fullName: string | undefined, signed: string | undefined): string | undefined {
  const nameAt = lines.findIndex((line) => (fullName && line.includes(fullName)) || (signed && line.includes(signed)));
  const name = fullName && lines[nameAt]?.includes(fullName) ? fullName : signed;
  const parts: string[] = [];
  if (nameAt >= 0 && name) {
    const line = lines[nameAt]!;
    parts.push(...splitOrganisation(line.slice(line.indexOf(name) + name.length).replace(/\([^)]{0,60}\)/gu, '').replace(/^[\s,|–-]{1,4}/u, '')));
    const inner = /\(([^)]{3,60})\)/u.exec(line.slice(line.indexOf(name)))?.[1];
    if (inner && ORG_WORDS.test(inner)) parts.push(inner);
    parts.push(...line.slice(0, line.indexOf(name)).split(/[,|–]/u).filter((part) => ORG_WORDS.test(part)));
  }
  const following = lines.slice(nameAt >= 0 ? nameAt + 1 : 0).filter((line) => !CLOSING.test(line) && !(name && line.includes(name)));
  const candidates = [...parts, ...following.flatMap((line) => splitOrganisation(line))].map((part) => part.trim().replace(/[.,;]$/u, (end) => (LEGAL.test(part) ? end : ''))).filter((part) => part.length > 2);
  const usable = candidates.filter((part) => !ROLE.test(part) && !COURSE.test(part) && !/^IT [a-z]/u.test(part) && !part.includes('@') && !/\d{4,}/u.test(part) && part !== fullName && part !== signed && part.length < 70 && /^[\p{Lu}\d"]/u.test(part) && part.split(' ').length <= 8 && !/[?!:]/u.test(part));
  const first = following[0] === undefined ? undefined : splitOrganisation(following[0])[0];
  return usable.find((part) => ORG_WORDS.test(part)) ?? (nameAt >= 0 ? usable.find((part) => !NOT_A_NAME.test(part) && (!PERSON.test(part) || part === first || parts.includes(part))) : undefined);
}

/** "an der Realschule am See", "Employer: Metroline Traction": named in the text, with a word that says what it is. */
const IN_TEXT = /(?:\b(?:an der|an die|an dem|am|at|bei der|beim|von der|der|die|zur|vom|als|over|for|unser(?:e|es)?|Firma|Betrieb|Schule|of|with|joined)\s|(?:Employer|Company|Firma|Betrieb|Organisation|Organization|Schule|Arbeitgeber|School)\s{0,3}:\s{0,6})((?:\p{Lu}[\p{L}&.-]{1,30})(?:[ \t](?:\p{Lu}[\p{L}&.-]{1,30}|am|an der|der|of|und|&)){0,4})/gu;

function organisationInText(text: string): string | undefined {
  for (const match of text.matchAll(IN_TEXT)) {
    const name = clean(match[1]!.split(/(?<=\p{L}{3})\.\s/u)[0]!.replace(/\s(?:und|am|der|of|&|an der)$/u, ''));
    const cued = match[0].includes(':');
    if ((cued || (/\s/u.test(name) && (LEGAL.test(name) || /(?:schule|gymnasium|gemeinde|amt |school|college|kita |stadtwerke|verein)/iu.test(name)))) && !NOT_A_NAME.test(name)) return name;
  }
  return undefined;
}

function splitOrganisation(line: string): readonly string[] {
  return LEGAL.test(line) && !line.includes(',') ? [line] : line.split(/,\s|\s\|\s/u);
}

function clean(name: string): string {
  return name.replace(TITLES, '').replace(/\s{1,10}/gu, ' ').trim().replace(/[.,;!]$/u, '').trim();
}
