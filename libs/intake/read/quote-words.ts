/**
 * What mail programs write around a quotation, per language: tables, so that a language or client is one more entry.
 * Sources: the clients' own texts (Outlook, Exchange, Apple Mail, Thunderbird, Gmail, GMX, Web.de, Yahoo, Lotus Notes).
 */

/** Marks that HTML leaves for us: everything below is quoted. A noncharacter, so no sender can write it (clean-text.ts drops it). */
export const QUOTED_FROM_HERE = '\ufdd0';
/** This line names who wrote the quotation that follows. */
export const ATTRIBUTION_HERE = '\ufdd1';

type Label = 'from' | 'sent' | 'to' | 'cc' | 'subject';

/** Header fields above a quoted mail. `to` alone says little: in some languages it is one letter. */
const LABELS: Readonly<Record<Label, readonly string[]>> = {
  from: ['von', 'from', 'absender', 'de', 'da', 'van', 'od', 'från', 'fra', 'lähettäjä', 'от', 'от кого', 'від', 'feladó', 'kimden', 'expéditeur', 'remitente', 'remetente', 'afzender', 'mittente', 'nadawca'],
  sent: ['gesendet', 'gesendet am', 'datum', 'sent', 'sent on', 'date', 'date sent', 'envoyé', 'envoyé le', 'message du', 'enviado', 'enviado el', 'enviada em', 'enviado em', 'fecha', 'data', 'inviato', 'verzonden', 'wysłano', 'odesláno', 'skickat', 'sendt', 'dato', 'lähetetty', 'päivämäärä', 'отправлено', 'дата', 'надіслано', 'küldve', 'gönderildi', 'tarih'],
  to: ['an', 'empfänger', 'to', 'à', 'a', 'pour', 'para', 'aan', 'do', 'komu', 'till', 'til', 'vastaanottaja', 'кому', 'címzett', 'kime', 'destinataire', 'destinatario'],
  cc: ['cc', 'kopie', 'copie à', 'kopia', 'kopi', 'kopio', 'копия', 'reply-to', 'antwort an'],
  subject: ['betreff', 'subject', 'objet', 'asunto', 'assunto', 'oggetto', 'onderwerp', 'temat', 'předmět', 'ämne', 'emne', 'aihe', 'тема', 'tárgy', 'konu', 'sujet'],
};

const LABEL_OF = new Map(Object.entries(LABELS).flatMap(([label, words]) => words.map((word) => [word, label as Label] as const)));

/** Which header field a line such as `*Von:* Ada` shows; undefined for none. */
export function labelOf(line: string): Label | undefined {
  const colon = line.indexOf(':');
  if (colon < 1 || colon > 40) return undefined;
  return LABEL_OF.get(line.slice(0, colon).replace(/[\s>|*_\u200e\u200f]+/g, ' ').trim().toLowerCase());
}

/** The field of a form on a web page that holds what somebody wants. No mail program heads a quotation with it. */
const MESSAGE_FIELD = /^[\s|*_]*(?:(?:ihre|deine|meine|your|my)\s)?(?:nachricht(?:entext)?|mitteilung|anliegen|message|comments?|kommentar|bemerkung(?:en)?|anfrage|enquiry|inquiry)[\s*_]*:/iu;
const FIELD = /^[\s|*_]*\p{L}[\p{L}\d ./()-]{0,40}[\s*_]*:/u;

/** Whether these lines are fields of a form: one for the message itself comes before anything that is no field. */
export function isForm(lines: readonly string[]): boolean {
  const body = lines.findIndex((line) => line.trim() !== '' && (MESSAGE_FIELD.test(line.slice(0, 100)) || !FIELD.test(line.slice(0, 100))));
  if (body < 0 || !MESSAGE_FIELD.test(lines[body]!.slice(0, 100))) return false;
  // Below the fields of a quoted mail stands a blank line, and then perhaps a form.
  return !lines.slice(0, body).some((line) => line.trim() === '') || !lines.slice(0, body).some((line) => labelOf(line) === 'to');
}

/** Words of a line of dashes that opens a quotation: `-----Ursprüngliche Nachricht-----`. */
const DIVIDER_WORDS = [
  'original(?:e)?[- ]?(?:nachricht|message|mail|text)', 'ursprüngliche (?:nachricht|e-?mail|mail)', 'original appointment', 'ursprünglicher termin', 'weitergeleitete (?:nachricht|e-?mail)',
  'forwarded (?:message|e-?mail|by)', 'reply message', 'antwort(?:nachricht)?', 'weiterleitung', 'weitergeleitet von', "message d'origine", 'message original', 'message transféré', 'mensaje original', 'mensaje reenviado',
  'mensagem original', 'mensagem encaminhada', 'messaggio originale', 'messaggio inoltrato', 'oorspronkelijk bericht', 'doorgestuurd bericht', 'oryginalna wiadomość', 'wiadomość oryginalna',
  'původní zpráva', 'původní e-?mail', 'ursprungligt meddelande', 'opprinnelig melding', 'oprindelig meddelelse', 'alkuperäinen viesti', 'исходное сообщение', 'пересылаемое сообщение', 'eredeti üzenet', 'orijinal ileti', 'quoted text', 'vorherige nachricht',
];
const DIVIDERS: readonly RegExp[] = [
  new RegExp(`^[\\s>]*[-_*=–—]{2,}\\s*(?:${DIVIDER_WORDS.join('|')})(?![\\p{L}\\p{N}]).{0,120}$`, 'iu'),
  /^\s*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du message (?:transféré|réexpédié)|inizio messaggio inoltrato|inicio del mensaje reenviado|begin doorgestuurd bericht|начало переадресованного сообщения)\s*:?\s*$/i,
  /^\s*[-#=*_]{2,}\s{0,3}(?:please (?:type|write) your reply above|reply above|antworten sie (?:bitte )?oberhalb|bitte (?:antworten sie )?oberhalb)[^\n]{0,80}$/i,
];

export function isDivider(line: string): boolean {
  return line.startsWith(QUOTED_FROM_HERE) || (line.length <= 250 && DIVIDERS.some((divider) => divider.test(line)));
}

/** A line that only draws a line. */
export function isRule(line: string): boolean {
  return /^\s*(?:[-_=*–—]\s?){3,}\s*$/.test(line.slice(0, 300));
}

/** "wrote", as it stands near the end of an attribution. */
const WROTE = 'schrieb(?:en)?|hat (?:folgendes |am .{4,40} )?geschrieben|folgendes geschrieben|wrote|writes|a écrit|écrit|escribió|escreveu|schreef|ha scritto|scrisse|napisał(?:a|\\(a\\))?|napsal(?:a|\\(a\\))?|skrev|skreiv|kirjoitti|написала?|пишет|пише|писал(?:а|\\(а\\))?|írta|yazdı|a scris|έγραψε';
const HAS_WROTE = new RegExp(`(?<![\\p{L}])(?:${WROTE})(?![\\p{L}])`, 'iu');
const ENDS_WROTE = new RegExp(`(?<![\\p{L}])(?:${WROTE})\\s*$`, 'iu');
/** How an attribution begins: with a preposition, a weekday or a date. */
const OPENS = /^\s*(?:>?\s*)(?:(?:am|on|le|el|op|den|il|em|w dniu|dnia|dne|på|kl|em|a|la|vào)\s|(?:mo|di|mi|do|fr|sa|so|tu|we|th|su|lu|ma|me|je|ve|ti|ke|to|pe|tir|ons|tor|lø|sø|fre|пн|вт|ср|чт|пт|сб|вс|pon|wt|śr|czw|pt|sob|niedz|lun|mar|mié|jue|vie|dom|ter|qua|qui|sex|seg|sáb)[\p{L}]{0,9}(?:[.,]{1,2}\s{0,3}[\p{L}\d]|\s(?:den\s)?\d)|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.?\s[\p{L}]{3,12}\.?\s\d{4}|\d{4}年)/iu;
const DATED = /\d{1,2}[:.]\d{2}(?!\d)|(?:19|20)\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2}/;
const ADDRESS = /[^\s<>()@"]{1,80}@[^\s<>()@"]{1,120}/;
const ENDS_WITH_ADDRESS = /[<([]\s{0,2}(?:mailto:)?[^\s<>()@"]{1,80}@[^\s<>()@"]{1,120}\s{0,2}[>)\]]\s{0,2}:?\s*$/;
const BY_NAME = new RegExp(`^\\s*(?:"?[^"\\n<>]{2,80}"?\\s{0,3})?(?:<\\s?[^\\s<>]{1,80}@[^\\s<>]{1,120}\\s?>|\\([^()\\s]{1,80}@[^()\\s]{1,120}\\)|[^\\s<>@]{1,80}@[^\\s<>@]{1,120})\\s{0,3}(?:${WROTE})(?![\\p{L}]).{0,120}$`, 'iu');
/** Lotus Notes: `Ada Lovelace/HQ/Firm@Firm 23.11.2026 09:00`, above its table of header fields. */
const NOTES = /^\s*[\p{L}][^\n/]{1,60}(?:\/[^\n/@]{1,40}){1,4}(?:@[^\s]{1,60})?\s{1,20}(?:[Aa]m |on )?\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\s/u;

/** Lotus Notes and BlackBerry: `Ada Lovelace/HQ/Firm schrieb am 23.11.2026 09:00:00:`. */
const WROTE_ON = /^\s*[^\n:]{2,100}\s(?:schrieb|wrote)\s(?:am|on|um)\s[^\n]{6,60}:$/i;

/** Languages that write the verb last and without blanks around it. */
const EASTERN = /(?:写道|寫道|님이 작성|のメール|đã viết|yazdı)\s*[:：]$/u;
/** Whatever the language: an author, a date, a colon. */
const AUTHOR_AND_DATE = /<[^<>\s]{1,80}@[^<>\s]{1,120}>/;

/** Yahoo's app: the quotation begins on the line that names its author. */
const INLINE = /^\s*(?:on|am)\s[^\n<]{5,150}<[^<>\s]{1,80}@[^<>\s]{1,120}>\s{0,3}(?:wrote|schrieb):\s{2,20}\S/i;

/** Somebody tells what was written to them; programs never say "me". Small letters only: names have a capital. */
const TELLS = /(?<![\p{L}])(?:mir|mich|uns|[Ii]ch|me|us|dass)(?![\p{L}])/u;
/** "your system wrote", "schrieb die Seite": who speaks of somebody instead of naming them. */
const SPEAKS_OF = /(?<![\p{L}])(?:[Ii]hr|[Ii]hr(?:e|em|en|er)|[Uu]nser(?:e|em|en|er)?|[Dd]ie|[Dd]as|[Ee]ine?|[Yy]our|[Oo]ur|[Tt]he|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ee]r|[Ss]ie|[Mm]ein(?:e|em|en|er)?|[Mm]y|[Tt]his|[Dd]iese[mnrs]?)(?![\p{L}])/u;
/** One word, or words with capitals and what stands between them in names. */
const NAMED = /^(?:\S{1,80}|(?:[\p{Lu}\p{Lt}\p{Lo}\d"'([„&|–-]\S{0,80}|von|van|vom|zu|zum|zur|de|der|des|di|da|für|of|and|und|via|im|am)(?:\s(?:[\p{Lu}\p{Lt}\p{Lo}\d"'([„&|–-]\S{0,80}|von|van|vom|zu|zum|zur|de|der|des|di|da|für|of|and|und|via|im|am)){0,7})$/u;

/**
 * How sure a (folded) line names who wrote what is quoted below. `weak` needs a quotation to follow: so does whatever a
 * person may have written, for what is taken for a quotation is neither read nor searched for signs of danger.
 */
export function attributionStrength(folded: string): 'sure' | 'weak' | undefined {
  if (folded.length > 420) return undefined;
  const line = folded.trim();
  const strength = likeAttribution(line);
  return strength === 'sure' && TELLS.test(line.replace(/"[^"]{0,100}"|[^\s<>]{1,120}@[^\s<>]{1,120}/g, '')) ? 'weak' : strength;
}

function likeAttribution(line: string): 'sure' | 'weak' | undefined {
  const ends = /[:：]$/.test(line);
  if (EASTERN.test(line) && (DATED.test(line) || ADDRESS.test(line))) return 'sure';
  if (INLINE.test(line) && DATED.test(line)) return 'sure';
  const said = ends ? line.slice(0, -1).trimEnd() : line;
  if (ENDS_WITH_ADDRESS.test(said) && OPENS.test(line) && DATED.test(line)) return ends ? 'sure' : 'weak';
  if (OPENS.test(line) && ENDS_WROTE.test(said) && DATED.test(line) && ADDRESS.test(line)) return 'sure';
  if (WROTE_ON.test(line) && DATED.test(line)) return 'sure';
  if (BY_NAME.test(line)) return ends ? 'sure' : 'weak';
  if (ends && !OPENS.test(line) && AUTHOR_AND_DATE.test(line) && DATED.test(line)) return 'weak';
  if (!OPENS.test(line)) return ends && ENDS_WROTE.test(said) && (ADDRESS.test(line) || DATED.test(line)) ? 'weak' : NOTES.test(line) ? 'weak' : undefined;
  if (ends && HAS_WROTE.test(said)) return ADDRESS.test(line) || namesAuthor(said) ? 'sure' : 'weak';
  return ENDS_WROTE.test(said) ? 'weak' : undefined;
}

/** Without an address: whether a name stands behind the verb ("schrieb Ada Lovelace"), or before a verb that ends the line. */
function namesAuthor(said: string): boolean {
  const verb = HAS_WROTE.exec(said);
  if (!verb) return false;
  const behind = said.slice(verb.index + verb[0].length).trim();
  return !SPEAKS_OF.test(said) && (behind === '' || NAMED.test(behind));
}

/** Whether an attribution may begin with this line: with a preposition, a weekday, a date, or an author's address. */
export function beginsAttribution(line: string): boolean {
  return OPENS.test(line) || ADDRESS.test(line);
}
