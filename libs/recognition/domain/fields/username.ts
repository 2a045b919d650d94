import { fold } from '../text/fold.js';
import { matchesOf } from '../text/phrase-index.js';

/** `user name: aberg`, `Benutzername lautet "m.gross"`, `my login (zoepanda)`. */
const CUE = /(?:benutzer-?\s?name[ns]?|nutzername[ns]?|anmeldename[ns]?|login-?name[ns]?|benutzerkennung|kennung|user-?\s?name|log-?in name|user ?id|login|user\b|profile?|account|username[ns]?)/giu;
const AFTER = /^(?:\s{0,3}(?:ist|lautet|war|is|was|heißt|heisst|namens|called|named|mit|für|for|im portal|dort|bei ihnen|meines kontos|of my account|wäre|nämlich|aktuell|bisher|lautete|derzeit|currently|to me|und passwort)){0,3}\s{0,6}[:=]?\s{0,8}["„“‚'»(<]?([A-Za-z0-9][A-Za-z0-9._-]{2,31})/iu;
const PAREN = /\(\s{0,2}["„“'»]?([a-z][a-z0-9._-]{2,31})["“”'«]?\s{0,2}\)/u;
const QUOTED = /["„“‚'»]([a-z][a-z0-9._-]{2,31})["“”'’«]/u;
const STOP = new Set(('und oder ist war nicht mein meine ich bei der die das den dem ein eine einen noch auch mehr wird wurde kann habe hab hat nun jetzt vergessen geaendert oder bzw zum zur zu im in am an auf mit von fuer for and or the is was not has have had my your name names username password passwort '
  + 'kennwort link page seite portal data daten details locked blocked gesperrt unbekannt unknown bekannt falsch wrong change aendern ändern please bitte help hilfe site account konto profile profil box field feld that which what wie war lautet only nur to of it its on at with from exists exist does do '
  + 'can cannot could would should under user users login keine kein geht shows works working seit since page screen you we they i he she if when where how because expired abgelaufen angelegt again wieder merken still says see why suspended')
  .split(' '));
/** A login name does not look like a word of a sentence: it has a digit, a dot, an underscore, or stands in quotes or after a colon. */
const LOOKS_MADE_UP = /[\d._]/u;

/**
 * Login name that is not an address, or undefined. Only what is named as one; never guessed from an address.
 * `names`: what the sender is called; a small word beside the cue that is made of such a name is a login name.
 */
export function usernameOf(text: string, names: readonly string[] = []): string | undefined {
  return named(text) ?? stated(text) ?? resembling(text, names) ?? quoted(text) ?? (mentionsUserName(text) ? looseName(text) : undefined);
}

function named(text: string): string | undefined {
  for (const match of matchesOf(CUE, text)) {
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 160);
    const direct = AFTER.exec(rest);
    const candidate = direct?.[1]?.replace(/[._-]+$/u, '');
    const strongCue = /name|kennung|id$/iu.test(match[0]);
    if (!strongCue && candidate && /^\p{Lu}\p{Ll}+$/u.test(candidate)) continue;
    if (candidate && direct && isName(candidate, rest, direct[0]) && (LOOKS_MADE_UP.test(candidate) || /[:=("„“'»‚]/u.test(direct[0]) || /\s{3,}/.test(direct[0]) || isLonely(candidate, rest, direct[0], strongCue))) return tidy(candidate);
    const sentence = rest.split(/[.!?\n](?:\s|$)/u)[0] ?? '';
    const framed = strongCue || /profile?|account|login/iu.test(match[0]) ? (PAREN.exec(sentence) ?? QUOTED.exec(sentence)) : null;
    if (framed && isName(framed[1]!, sentence, '') && !(sentence[framed.index + framed[0].length - 1] ?? '').includes('@')) return tidy(framed[1]!);
  }
  return undefined;
}

/** "User dantonov, …", "my profile bzielinski is", "for user kvangsgaard", "nvrettos is my user", "Account hwbae,". */
const BESIDE_CUE = /(?<![\p{L}])(?:user(?:name)?|user ?(?:name|id)|benutzer(?:in|name|konto)?|nutzer(?:name)?|account|profile?|konto|kennung|login)(?:,|:)?\s(?:name\s)?(?:is\s|ist\s|lautet\s)?["„“'(]?([a-z][a-z0-9_-]{2,31})(?![\p{L}\d@.]*@)|(?<![\p{L}\d@._-])([a-z][a-z0-9_-]{2,31})\s(?:is|ist)\s(?:my|mein|der|the)\s(?:user|login|account|benutzer)/giu;

/** "Im Portal heiße ich antonia.walz", "so I must log in as m.garcia": what they go by so far. */
const STATED = /(?:heiße ich(?: \S{2,20}){0,5}?|ich heiße(?: \S{2,20}){0,3}?|(?:must|have to|still) (?:log|sign) in as|(?:muss|melde) (?:ich )?mich(?: \S{2,20}){0,4}? als)\s["„“']?([a-z][a-z0-9]{0,30}[._][a-z0-9._]{2,31}|[a-z]{3,30}\d{1,4})(?![\w@/-])/giu;

function stated(text: string): string | undefined {
  return matchesOf(STATED, text).map((match) => tidy(match[1]!)).find((name) => /^[a-z]/u.test(name) && !isHost(name));
}

function resembling(text: string, names: readonly string[]): string | undefined {
  for (const match of matchesOf(BESIDE_CUE, text)) {
    const name = match[1] ?? match[2]!;
    // "my account lilly arnold" is signed, not named.
    const isSigned = names.some((one) => fold(one).split(/[^a-z]{1,10}/u)[0] === name) && /^\s\p{L}/u.test(text.slice(match.index + match[0].length));
    if (/^[a-z]/u.test(name) && !STOP.has(name) && !isSigned && isMadeOf(name, names)) return tidy(name);
  }
  return undefined;
}

/** Whether a login name has somebody's name in it: `agrubb`, `cdevaney7`, `hwbae`. */
function isMadeOf(login: string, names: readonly string[]): boolean {
  return names.flatMap((name) => fold(name).split(/[^a-z]{1,10}/u)).some((word) => word.length >= 3 && (login.includes(word) || (word.length >= 6 && login.includes(word.slice(0, 5)))));
}

/** Named in quotes after what an account is called or goes by: `als "praktikant2" angelegt`, `den Zugang "suednetz_pruef"`, "das Konto labor-sevelten". */
const IN_QUOTES = /(?:als|heiße ich[^"„“.!?\n]{0,40}|called|officially|known as|zugang|konto|kennung|account|profile?|login)[:,]?\s{1,2}["„“'»]([a-z][a-z0-9._?-]{2,31})["“”'’«]|(?:konto|account|profile?)\s([a-z]{2,20}[_-][a-z0-9_-]{2,20})(?![\p{L}\d@]|\.\p{L})/giu;

function quoted(text: string): string | undefined {
  for (const match of matchesOf(IN_QUOTES, text)) {
    const name = match[1] ?? match[2]!;
    if (/^[a-z]/u.test(name) && (/[\d_?-]/u.test(name) || (/\./u.test(name) && !isHost(name)))) return tidy(name);
  }
  return undefined;
}

function isHost(name: string): boolean {
  return /^(?:www|http|my|mein|portal|login|app)\.|\.(?:de|org|com|example|net|eu|png|jpg|jpeg|pdf|html?)\.?$/iu.test(name);
}

/** The mail speaks of a user name, and one word in it can be nothing else: `svenja.lueders`, `planung_kelelr`. */
const LOOSE = /(?<![\w@./-])([a-z][a-z0-9]{0,30}[._][a-z0-9][a-z0-9._]{1,31})(?![\w@/-])/gu;

function mentionsUserName(text: string): boolean {
  return /(?:benutzer|nutzer|anmelde|login|user|log-in|sign-in)[ -]{0,1}name|kennung|heiße ich|als \S{2,30} (?:einloggen|anmelden)|\blogin\b/iu.test(text);
}

function looseName(text: string): string | undefined {
  const found = new Set<string>();
  for (const match of matchesOf(LOOSE, text)) {
    const name = match[1]!;
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    // The name that is wished for is not the name there is, and what is guessed at is no name.
    if (/(?:auf|in|durch|to|into|become|wäre|wie|could you make it)\s{1,2}["„“']?$/iu.test(before)) continue;
    if (/(?:oder|or|maybe|perhaps|vielleicht|tried|probiert|versucht)\s{1,2}["„“']?$/iu.test(before) || /^(?:\s?\?|,? (?:oder|or)\s)/u.test(text.slice(match.index + match[0].length))) return undefined;
    if (/^(?:www|vorname|nachname|first|name|z\.b|d\.h|u\.a|o\.g)/u.test(name) || isHost(name)) continue;
    found.add(tidy(name));
  }
  // Several, and no way to tell which.
  return found.size === 1 ? [...found][0] : undefined;
}

function isName(candidate: string, rest: string, matched: string): boolean {
  const low = candidate.toLowerCase();
  if (STOP.has(low) || low.length < 3) return false;
  const next = rest[matched.length] ?? '';
  if (matched !== '' && next === '@') return false;
  if (/^\d+$/.test(candidate) || /^[A-Z]{2}\d{3}[A-Z]$/u.test(candidate)) return false;
  if (isHost(candidate) || /^(?:www|http)/iu.test(candidate)) return false;
  return /[a-z]/u.test(candidate);
}

/** "(user name slindqvist)" or "my user name is aberg.": one lower-case word with which the clause ends. */
function isLonely(candidate: string, rest: string, matched: string, strongCue: boolean): boolean {
  if (!/^[a-z][a-z0-9-]{3,}$/u.test(candidate)) return false;
  const after = rest.slice(rest.indexOf(candidate) + candidate.length);
  if (after.startsWith(')')) return true;
  if (strongCue && /^ (?:to (?:become|be|read)|in|auf|durch|zu)\s/iu.test(after)) return true;
  return strongCue && /\b(?:ist|lautet|war|is|was)\b/iu.test(matched) && /^(?:[.,;\n]|$)/u.test(after);
}

function tidy(name: string): string {
  return name.replace(/[._-]+$/u, '');
}
