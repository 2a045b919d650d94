import { isSaidAbout, looksSecret } from './no-secrets.js';
import type { FoundSecret, SecretKind } from './secret-kinds.js';

const NAMES = '(?:passw[oö]rt|kennwort|password|passphrase|passwd)';
const OTHER_NAMES = 'pass[ -]word|pass[ -]?code|paßwort|(?<![\\p{L}])(?:pw|pwd|pswd|psw|passw|losungswort)';
/** What begins a pattern: `Initialpasswort` is found at its `passwort`, without a try at each letter before. */
const PASSWORD = `(?:${NAMES}|${OTHER_NAMES})`;
/** What does not: the whole word. */
const WHOLE_PASSWORD = `(?:[\\p{L}]{0,18}${NAMES}|${OTHER_NAMES})`;
const CODE = '(?:(?:persönliche |persoenliche )?(?<![\\p{L}])PIN(?:[ -]?(?:Code|Nummer|Nr\\.?|number))?|Geheimzahl|(?<![\\p{L}])PUK|(?<![\\p{L}])(?:TAN|mTAN)|(?:Sicherheits|Aktivierungs|Freischalt|Zugangs|Einmal|Bestätigungs|Bestaetigungs|Wiederherstellungs|Verifizierungs|Backup)-?code|(?:security|activation|access|verification|confirmation|one[- ]time|recovery|backup) code)';
const BEHIND = '(?:[ \\t]{0,3}\\([^()\\n]{0,40}\\))?';
const FILLERS = '(?:(?:immer|bisher|früher|frueher|damals|noch|jetzt|nun|aktuell|derzeit|momentan|zurzeit|einfach|eigentlich|wohl|vermutlich|vielleicht|nämlich|natürlich|glaube ich|always|still|now|currently|just|simply|probably|actually|i think)[ \\t]{1,3}){0,3}';
const QUOTES = '"„“”»«›‹\'‘’‚`';
const QUOTED = `[${QUOTES}][^\\n${QUOTES}]{3,60}[${QUOTES}]`;
/** A word up to the next blank, or what stands between quotation marks. */
const VALUE = `(${QUOTED}|[^\\s]{1,80})`;

interface Statement {
  readonly pattern: RegExp;
  /** What stands in every match of the pattern and is found sooner. */
  readonly needs: RegExp;
  /** Whether what stands there is the secret; `word` without quotation marks and the sentence's end. */
  readonly holds: (word: string, at: { readonly quoted: boolean; readonly atEnd: boolean; readonly raw: string }) => boolean;
  readonly kind: SecretKind;
  /** Goes on to the end of a line that is nothing but label and value. */
  readonly wholeLine?: boolean;
}

const isNamed = (word: string): boolean => looksSecret(word) || (/[\p{L}\d]/u.test(word) && word.length >= 3 && !isSaidAbout(word));
const isCode = (word: string): boolean => /^(?=[^\n]*\d)[\dA-Za-z][\dA-Za-z-]{3,15}$/.test(word) && !/^\d{1,2}[.:]\d/.test(word);

const ANYTHING = /(?:)/;

/** The ways in which people say a password or a PIN, German and English. */
const STATEMENTS: readonly Statement[] = [
  // Passwort: Sommer2024 · PW = x · Kennwort (alt) -> x; the value may stand on the next line.
  { kind: 'password', wholeLine: true, needs: /[:=→]|->/, pattern: statement(`${PASSWORD}s?${BEHIND}[ \\t*]{0,3}(?:[:=]|-?->|→)[ \\t*]{0,20}(?:\\r?\\n[ \\t]{0,10}){0,2}${VALUE}`), holds: (word, { quoted }) => quoted || isNamed(word) },
  // Passwort lautet Sommer2024, heißt …
  { kind: 'password', needs: /laute|hei(?:ß|ss)t|hie(?:ß|ss)|reads/iu, pattern: statement(`${PASSWORD}${BEHIND}[ \\t]{1,3}(?:lautet|lautete|hei(?:ß|ss)t|hie(?:ß|ss)|reads)[ \\t]{0,2}:?[ \\t]{1,3}${FILLERS}${VALUE}`), holds: (word, { quoted }) => quoted || isNamed(word) },
  // Mein Passwort ist Sommer2024 · my password was hunter2
  { kind: 'password', needs: /[ \t](?:ist|war|wäre|is|was|=)[ \t:]/iu, pattern: statement(`${PASSWORD}${BEHIND}(?:[ \\t]{1,3}(?:für|for|von|of|beim|bei|im|auf|zum)(?:[ \\t]{1,3}[^\\s]{1,40}){1,4}?)?[ \\t]{1,3}(?:ist|war|wäre|is|was|=)[ \\t]{0,2}:?[ \\t]{1,3}${FILLERS}${VALUE}`), holds: (word, at) => at.quoted || looksSecret(word) || (at.atEnd && isNamed(word)) || /^\p{L}+[!$#*]+$/u.test(at.raw) && isNamed(word) },
  // Passwort – Sommer2024 · Das Passwort, das ich benutze, ist Sommer2024 · the password I use is hunter2
  { kind: 'password', needs: /[ \t](?:[-–—]|ist|war|lautet|is|was)[ \t:]/iu, pattern: statement(`${PASSWORD}(?:[ \\t]{1,3}[-–—][ \\t]{1,3}|[^\\n.:;!?]{2,60}?[ \\t](?:ist|war|lautet|is|was)[ \\t]{0,2}:?[ \\t]{1,3}${FILLERS})${VALUE}`), holds: (word, { quoted }) => (quoted && !word.includes(' ') && isNamed(word)) || (looksSecret(word) && !/^\d+\D{0,2}$/.test(word)) },
  // mit dem Passwort Sommer2024 · Kennwort "abc" · Passwort (Sommer2024)
  { kind: 'password', needs: ANYTHING, pattern: statement(`${PASSWORD}[ \\t]{1,8}\\(?${VALUE}`), holds: (word, { quoted }) => (quoted ? isNamed(word) && (!word.includes(' ') || /\d/.test(word)) : looksSecret(word) && !/^\d{1,3}\D{0,2}$/.test(word) && !/^[\p{L}]+[-/][\p{L}]+$/u.test(word)) },
  // Benutzer / Passwort: max / Sommer2024 · Zugangsdaten: max / Sommer2024
  { kind: 'password', needs: /[/|,]|und|and/iu, pattern: statement(`(?:(?:benutzer(?:name)?|user(?:name)?|login|kennung|kundennummer|account|name)[ \\t]{0,3}(?:[/&+|,]|und|and)[ \\t]{0,3}(?:${WHOLE_PASSWORD}|PIN)|zugangsdaten|logindaten|anmeldedaten|login data|credentials|login)[ \\t]{0,3}[:=]?[ \\t]{0,3}(?:\\r?\\n)?[^\\s/|,]{2,60}[ \\t]{0,3}(?:[/|]|,|und|and)[ \\t]{0,3}${VALUE}`), holds: (word, { quoted }) => quoted || looksSecret(word) || isCode(word) },
  // Sommer2024 ist mein Passwort · Sommer2024 als Passwort · hunter2 as my password
  { kind: 'password', needs: /[ \t](?:als|as|mein|das|unser|my|the|our)[ \t]/iu, pattern: statement(`(?<![^\\s(${QUOTES}])${VALUE}[ \\t]{1,3}(?:(?:ist|war|is|was)[ \\t]{1,3}(?:mein|das|unser|my|the|our)|als|as(?:[ \\t]{1,3}(?:my|the|a))?)[ \\t]{1,3}(?:(?:neues|altes|aktuelles|neue|alte|new|old|current)[ \\t]{1,3})?${WHOLE_PASSWORD}`), holds: (word, { quoted }) => (quoted && isNamed(word) && !word.includes(' ')) || looksSecret(word) },
  // PIN: 4711 · die PIN lautet 4711 · Aktivierungscode A1B2C3
  { kind: 'pin', needs: /PIN|Geheimzahl|PUK|TAN|code/iu, pattern: statement(`${CODE}${BEHIND}(?:[ \\t]{0,3}(?:[:=]|-?->|→)[ \\t]{0,10}(?:\\r?\\n[ \\t]{0,10})?|[ \\t]{1,3}(?:(?:lautet|ist|war|is|was)[ \\t]{0,2}:?[ \\t]{1,3}${FILLERS})?)((?:\\d{2,4}[ \\t]){1,4}\\d{2,4}(?![\\d.:])|${QUOTED}|[^\\s]{3,40})`), holds: (word) => isCode(word.replace(/[ \t]/g, '')) && !/^(?:19|20)\d\d$/.test(word) },
];

function statement(pattern: string): RegExp {
  return new RegExp(pattern, 'giu');
}

/** Nothing to look for without one of these; most mails have none. */
const WORTH_LOOKING = /pass|paß|kennwort|kennung|losung|\bpw|\bpsw|pin|puk|tan\b|geheimzahl|code|zugangsdaten|logindaten|anmeldedaten|login|credential/i;

/** Passwords and PINs by what is said about them. Never throws; the same text gives the same answer. */
export function statedPasswords(text: string): FoundSecret[] {
  if (!WORTH_LOOKING.test(text)) return [];
  return STATEMENTS.filter(({ needs }) => needs.test(text)).flatMap((one) => [...text.matchAll(one.pattern)].flatMap((match) => secretIn(text, match, one) ?? []));
}

function secretIn(text: string, match: RegExpMatchArray, { kind, holds, wholeLine }: Statement): FoundSecret | undefined {
  const raw = match[1] ?? '';
  // The value stands at the end of what matched, or, said the other way round, at its beginning.
  const start = match[0].endsWith(raw) ? match.index! + match[0].length - raw.length : match.index! + match[0].indexOf(raw);
  const opening = new RegExp(`^[${QUOTES}(\\[<*]`).test(raw) ? 1 : 0;
  const quoted = new RegExp(`^${QUOTED}$`).test(raw);
  const word = quoted ? raw.slice(1, -1) : raw.slice(opening).replace(new RegExp(`[.,;:!?)\\]>${QUOTES}*]+$`), '');
  if (word === '' || /^[*•.xX_?-]+$/.test(word) || /^\[?•••/.test(word) || /^https?:/i.test(word)) return undefined;
  const rest = text.slice(start + raw.length, text.indexOf('\n', start + raw.length) < 0 ? undefined : text.indexOf('\n', start + raw.length));
  const atEnd = rest.trim() === '' || /[.!?]$/.test(raw);
  if (!holds(word, { quoted, atEnd, raw })) return undefined;
  const from = start + opening;
  // Signs at the end may belong to a password; the full stop of a sentence not.
  const end = quoted ? from + word.length : from + word.length + (/^[!?$*]+/.exec(raw.slice(opening + word.length))?.[0].length ?? 0);
  return { kind, start: from, end: wholeLine && !quoted && isPhrase(rest) ? start + raw.length + rest.trimEnd().length : end };
}

/** A few more words on the line of a password, none of which says something: they belong to it. */
function isPhrase(rest: string): boolean {
  const words = rest.trim().split(/\s+/).filter(Boolean);
  return words.length > 0 && words.length <= 5 && rest.length <= 60 && words.every((word) => /^[\p{L}\d]/u.test(word) && !/[:=,.;)]$/.test(word) && !isSaidAbout(word));
}
