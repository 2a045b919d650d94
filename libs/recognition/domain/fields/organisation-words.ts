/** Legal forms: only in this spelling ("AS" is a form, "as" is a word). */
export const LEGAL_FORM = /(?<![\p{L}\d])(?:g?GmbH(?: & Co\.? KG)?|AG|KG|OHG|GbR|UG|e\.\s?[VKG]\.?|Ltd|Inc\.|inc\.|LLC|LLP|AB|AS|A\/S|ApS|SE|S\.\s?r\.\s?l\.?|SRL|S\.A\.S?\.?|S\.p\.A\.?|SpA|SARL|SAS|Lda|Ltda|Pte Ltd|Pty Ltd|BV|B\.V\.|NV|Oy|OÜ|Kft\.?|PLC|plc|hf|gmbh|Corp|Co\. KG|s\.\s?r\.\s?o\.|a\.\s?s\.|d\.\s?o\.\s?o\.|Sp\. z o\.\s?o\.|mbH)(?![\p{L}\d])/u;
/** English kinds of organisation, and short names of German ones: in this spelling, too. */
const FORMS = /(?<![\p{L}\d])(?:Company|Cooperative|Co-op|Group|Museum|Authority|Council|University|School|College|Institute|Labs?|Laborator(?:y|ies)|Energy|Testing|Services?|Solutions|Systems?|Consulting|Partners?|Engineering|Power|Electric|Grid|Website|Webseite|Relays?|Traction|Maintenance|Contracting|Office|Dept|Department|Care|Team|Desk|Board|Utilit(?:y|ies)|Instruments?|Switchgear|Substations?|Diagnostics|Metering|Hydro|Protection|Library|Archives?|Port of|City of|County|GS|GHS|GMS|RS|HS|WRS|SBBZ|VHS|OSZ|HWK|FES|TSV|JVA|KMZ|IT)(?![\p{L}\d])|[A-Z]{2,}(?![\p{L}\d]).{0,60}[A-Z]{2,}(?![\p{L}\d])/u;
/** What firms, schools, offices and clubs are called in German, as a word or the end of a longer one. */
const KINDS = /(?:schule|gymnasium|kolleg(?![\p{L}])|schulzentrum|kita(?:werk)?(?![\p{L}])|kindergarten|amt(?![\p{L}])|gemeinde|stadt(?![\p{L}])|kreis(?![\p{L}])|verband|verbund|verein|betrieb|bau(?![\p{L}])|werke?(?![\p{L}])|werkstatt|technik|service|handwerk|salon|praxis|kanzlei|büro|labor|institut|bibliothek|bücherei|museum|zentrum|agentur|verwaltung|behörde|ministerium|kammer|sparkasse|hotel|autohaus|elektro|sanitär|heizung|gartenbau|optik|friseur|goldschmiede|steinmetz|stadtwerke|verlag|gruppe(?![\p{L}])|sekretariat|schulleitung|helpdesk|leitung(?![\p{L}])|backwaren|schmiede(?![\p{L}])|zentrale(?![\p{L}])|café|beauftragte|raumausstattung|support|vertretung|fenster|buchhaltung|team(?![\p{L}])|fliesen|dach(?!s)|parkett|hufbeschlag|stuckateur|haus(?![\p{L}])|heim(?![\p{L}])|pflege|dienste?(?![\p{L}])|ingenieur|umspann|mess(?:technik|geräte)|strom|[a-zäöüß]{3,}erei(?![\p{L}])|maler(?:ei|betrieb)|rektorat|treff(?![\p{L}])|stube(?![\p{L}])|studio|kapelle(?![\p{L}])|chor(?![\p{L}])|feuerwehr|bus(?![\p{L}])|reinigung|bestattung|kosmetik|zweirad|gestaltung|raumdesign|landfrauen|kirche(?![\p{L}])|pfarr(?:amt|büro|verband)|archiv|prüf(?:labor|werk|dienst|wesen)|netz(?:e|bau)?(?![\p{L}])|keramik|holz|metall|bahn(?:en)?(?![\p{L}])|hafen(?![\p{L}])|anlagen|akademie|redaktion|zeitung)/iu;

/** Trades and wares that begin a firm's name: "Uhren Lenz", "Maler Kamp". */
const TRADES = /^(?:maler|maurer|uhren|küchen|möbel|polster|glas|glaser|lack|auto|kfz|reifen|garten|blumen|floristik|mode|schuh|leder|druck|foto|immobilien|zaun|tore|türen|treppen|roll?laden|markisen|estrich|trockenbau|gerüst|tiefbau|hochbau|ofen|kachel|kamin|schornstein|kaminkehr|spengler|klempner|schlosser|brunnen|boots|segel|orgel|geigen|hörgeräte|orthopädie|schneider|textil|wäsche|bäder|fassade|boden|nagel|beauty|haar|hair|barber|catering|party|konditor|metzger|fleischer|bäcker|brauerei|mühle|imker|solar|kälte|klima|rohr|stahl|stein|werbe|schilder|sattler|seiler|töpfer|uhrmacher|juwelier|schmuck|optik|tischler|schreiner|zimmer|dach|elektro|sanitär|physio)[\p{L}-]{0,20}\s\p{Lu}/iu;

/** Whether a name says what kind of organisation it names. */
export function namesKind(text: string): boolean {
  return LEGAL_FORM.test(text) || FORMS.test(text) || KINDS.test(text) || TRADES.test(text);
}

/** What somebody does or is; a line of a signature, but nobody's organisation. */
const ROLE = /^(?:\d\. ?)?(?:\p{L}*(?:meister|wart|wärtin|führer|leiter|lehrer|lehrkraft|vorsteher|sprecher|inhaber|einsteiger|schreiber|leitung|sekretär|assistent|referent|beamt|verwalter|betreuer|anwalt|anwältin|berater|prüfer|techniker|ingenieur(?!\p{L}*b)|mechaniker|monteur|geselle|rektor|vorstand|vorsitz|beauftragte|koordinat|bibliothekar|pädagog|erzieher|rentner|elektriker|tischler|optiker|friseur)(?:in|e|er|r|en|ende[rn]?|ion)?(?![\p{L}])|klasse|class|tel|fon|mob|fax|durchwahl|www|http|e-?mail|inh|geschäftsführ|klassenl|kaufm|büro[a-z]*leit|commissioning|protection engineer|field|senior|junior|sr\.|head|deputy|lead|manager|director|(?:\p{L}+ ){0,2}(?:engineer|technician|executive|officer|coordinator|manager|director|teacher|assistant|librarian|headmaster|head)(?![\p{L}])|buchhalt|sekret|assist|sachbearbeit|sachgebiet|abteil|abt(?![\p{L}])|sg(?![\p{L}])|team(?![\p{L}])|referat|dezernat|ordnungsamt$|bauamt$|hauptamt$|netzbetrieb$|building|department|dept|azubi|auszubild|student|schüler|umschüler|prokurist|dipl|mit |viele|freundliche|regards|gesendet|sent|von mein|postfach|straße|str\.|kd|kundennummer|betriebs?(?:nummer|nr|-nr)|betr\.|user|username|benutzer|(?:konto|account)(?![\p{L}])|fachinf|\p{L}*lehrjahr|customer|serial|seriennummer|(?:raum|room|gebäude)(?![\p{L}])|schriftführ|kassen|früher|ehemalig|master of|office$|verwaltung$|leitung$|\p{L}*zimmer$|kurs(?![\p{L}])|weiterbildung(?![\p{L}])|jahrgang|year |grade |form )/iu;
/** A class or course: `BVJ`, `ITF 26a`, `SozAs 12c`, `Nursing assistants 1a`, `Kurs AP 25-2`, `Sozialassistenz 1. Jahr`. */
const COURSE = /^(?:[A-Z]{2,4}|\d{1,2}\s?[A-Z]{1,4}(?:\s[a-z])?|[A-Z]{2,3}\s\d{1,2}\/\d|.{0,40}\s(?:Kurs|Klasse)\s.{1,12}|Abendkurs.{0,30}|(?:HBF|BFS|FOS|BVJ|UM|FIS|ITF|ITA|GTA|BOS)(?![\p{L}]).{0,30}|.{0,40}\s\d{1,2}[a-z]?|.{0,40}\s\d{2}-\d{1,2}|.{0,30}\d\. ?(?:Jahr|Lehrjahr|Klasse|Semester).{0,12}|[A-Z]{2,4} ?\d{0,2}[a-z]?)$/u;
/** Part of an organisation; it is named only where the whole is not. */
const PART = /(?:^|\s)(?:lab|laboratory|labor|abteilung|dept|department|fachbereich|bereich|digitisation|tariffs|leitung|verwaltung|sekretariat|jugendamt|ordnungsamt|bauamt|tiefbauamt|hauptamt|bauverwaltung|bauaufsicht|dienste|kreditorenbuchhaltung|buchhaltung|einkauf|vertrieb|schutztechnik|messtechnik)(?![\p{L}])/iu;

export function isRole(text: string): boolean {
  return ROLE.test(text) || COURSE.test(text);
}

/** A branch of a vocational school, which learners give as pupils give their class. */
const BRANCH = /^(?:\p{L}{0,12}fachschule|\p{L}{0,8}oberschule|meisterschule|technikerschule|\p{L}{0,3}berufs(?:fach)?schule|abendschule|pflegeschule)(?:\s\p{L}.{0,40})?$/iu;

export function isBranch(text: string): boolean {
  return BRANCH.test(text);
}

/** Those who look after other people's accounts: the holder is seldom one of them. */
const FOR_OTHERS = /(?:kanzlei|steuerb|buchhaltungsb|betreuungsb|bookkeeping|accounting|consult|systemhaus|it-service|reseller|rechtsanw|insolvenz|hausverwaltung)|\sIT$/iu;

export function worksForOthers(text: string): boolean {
  return FOR_OTHERS.test(text);
}

export function isPart(text: string): boolean {
  return PART.test(text);
}

/** Desks and rooms before the name of the house: "Sekretariat Burgschule Rehna", "Büro Brunnenbau Kienzle". */
const DESK = /^(?:büro|sekretariat|vorzimmer|theke|schulleitung|lehrerzimmer|rektorat|redaktion|team|verwaltung|test lab|lab|office|front desk|buchhaltung|systemadministration|it-administration|medienbeauftragter?|info|empfang|zentrale|personalabteilung|werkstatt|bibliothek|redaktion|elternbeirat|fachschaft|workshop|rektorat)\s(?=\p{Lu})/iu;
/** "Das Thekenteam der Kreisbücherei Tannwald", "Notenwart im Altherrenchor", "office at Bruun El-service", "for Khumalo & Sons". */
const BELONGING = /^(?:(?:(?:das|die|der|ihre?|euer|the|your|early|late|day|night)\s){0,2}[\p{L}.-]{2,30}\s)?(?:an der|an dem|am|in der|im|bei der|beim|bei|der|des|vom|von der|at the|at|of the|for the|for|für)\s(?=\p{Lu})/iu;

/** A group or room of a house: "Thekenteam der …", "Rektorat der …", "Medien an der …", "office at …". */
const INSIDE = /(?:team|kollegium|rektorat|sekretariat|leitung|büro|theke|vorzimmer|medien|fachschaft|elternbeirat|förderverein|redaktion|office|workshop|owner|reception)\s/iu;
/** The organisation in what names a desk or a role within it; unchanged where it names itself. */
export function houseOf(name: string): string {
  const belonging = BELONGING.exec(name);
  const inside = belonging ? name.slice(belonging[0].length) : '';
  // "Rektor der Schule am See": only where the first part is no kind of house itself ("Kita am Park", "Port of Elmsund").
  const before = belonging?.[0].trim() ?? '';
  if (inside !== '' && (isRole(before) || /^(?:(?:an|am|in|im|bei|beim|der|des|vom|von|at|of|the|for|für|das|die)\s?){1,4}$/iu.test(before) || INSIDE.test(before))) return houseOf(inside);
  const desk = DESK.exec(name);
  const rest = desk ? name.slice(desk[0].length) : '';
  return desk && (namesKind(rest) || /^(?:redaktion|büro)\s\p{Lu}\p{L}+er\s/iu.test(name)) ? rest : name;
}
