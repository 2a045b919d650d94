export interface SplitReply {
  /** What the person wrote now. */
  readonly fresh: string;
  /** From the sign-off or the `--` line on. */
  readonly signature: string;
  /** What they quote or forward. */
  readonly quoted: string;
}

/** Lines that open a quotation which goes on to the end: Outlook's and other clients' dividers, German and English. */
const DIVIDER = /^\s*[-_*=]{2,}\s*(original(e)?[- ]?(nachricht|message|mail)|ursprüngliche (nachricht|mail)|original appointment|ursprünglicher termin|weitergeleitete nachricht|forwarded (message|mail)|reply message|antwort(nachricht)?|weiterleitung|message d'origine|mensaje original)\b.*$/i;
const BEGIN_FORWARD = /^\s*(begin forwarded message|anfang der weitergeleiteten (nachricht|e-?mail))\s*:?\s*$/i;
/** One line (or up to three, folded) that names who wrote what is quoted below. */
const ATTRIBUTION = /^\s*(>?\s*)(am|on|le|el|op|den|il)\b.{4,300}\b(schrieb(en)?|wrote|écrit|escribió|schreef|skrev|ha scritto)\b.{0,250}:?\s*$/i;
const ATTRIBUTION_BY_NAME = /^\s*("?[^"\n]{2,80}"?\s*)?(<[^<>\s]+@[^<>\s]+>|\([^()\s]+@[^()\s]+\)|[^\s<>]+@[^\s<>]+)\s*(schrieb|wrote|hat (am|geschrieben)|writes)\b.{0,120}:?\s*$/i;
const ATTRIBUTION_DATE = /^\s*\d{4}-\d{2}-\d{2}.{0,80}(schrieb|wrote)?.{0,80}<[^<>\s]+@[^<>\s]+>:?\s*$/i;
const HEADER_FROM = /^[\s>*_]*(von|from|de|absender)\*?\s*:\*?\s*\S/i;
const HEADER_OTHER = /^[\s>*_]*(gesendet|sent|datum|date|an|to|cc|betreff|subject|objet|reply-to|antwort an)\*?\s*:\*?/i;
const RULE = /^\s*_{8,}\s*$/;

const DASHES = /^\s*(--|—|––|__)\s*$/;
const SIGN_OFF = /^\s*(mit\s+)?(freundlich(en|e|em)?|best(en|e)?|viel(en|e)?|herzlich(en|e|st)?|lieb(en|e)?|schön(en|e)?|nett(en|e)?|sonnig(en|e)?|kollegial(en|e)?)\s+(grü(ß|ss)(e|en)?|gru(ß|ss))\b.{0,60}$|^\s*(mfg|m\.?\s?f\.?\s?g\.?|vg|lg|bg|v\.?g\.?|gru(ß|ss)|grü(ß|ss)e|hochachtungsvoll|gruß aus .{2,30}|beste wünsche|schönen (tag|abend)( noch)?)\s*[,.!]?\s*.{0,30}$|^\s*((with )?(kind|best|warm|many|my best)\s+(regards|wishes)|kindest regards|regards|best|cheers|sincerely( yours)?|yours (sincerely|faithfully|truly)|respectfully|thanks (and|&) (best |kind )?regards|many thanks|thank you|thanks)\s*[,.!]?\s*.{0,25}$/i;
const MOBILE = /^\s*(von meinem .{2,40} gesendet|gesendet (von|mit|über|aus) .{2,60}|diese nachricht wurde (von|mit) .{2,60} gesendet.*|sent (from|with|via) (my )?.{2,60}|get outlook for .{2,20}.*|outlook für (ios|android).*|holen sie sich outlook für .*|envoyé de mon .*|verschickt mit .{2,40})$/i;
const POSTSCRIPT = /^\s*(p\.?\s?s\.?\s?[:.]?\s|nachtrag|edit:)/i;
/** A sign-off further up than this many written lines from the end is a figure of speech. */
const LONGEST_SIGNATURE = 25;

/** Cuts a text into what is new, the signature, and what is quoted. Nothing is lost: the three together are the text. */
export function splitReply(text: string): SplitReply {
  const lines = text.split('\n');
  const { own, quoted } = separateQuote(lines);
  const { fresh, signature } = separateSignature(own);
  return { fresh: tidy(fresh), signature: tidy(signature), quoted: tidy(quoted) };
}

function separateQuote(lines: readonly string[]): { own: string[]; quoted: string[] } {
  const own: string[] = [];
  const quoted: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    const opening = openingAt(lines, at);
    if (opening === 0) {
      (isQuotedLine(line) ? quoted : own).push(line);
      continue;
    }
    quoted.push(...lines.slice(at, at + opening));
    const rest = lines.slice(at + opening);
    // Answers between the lines: below an attribution with `>` lines, only those are quoted.
    if (!rest.slice(0, 4).some(isQuotedLine) || isDividerAt(lines, at)) return { own, quoted: [...quoted, ...rest] };
    at += opening - 1;
  }
  return { own, quoted };
}

/** How many lines open a quotation here; 0 for none. */
function openingAt(lines: readonly string[], at: number): number {
  if (isDividerAt(lines, at)) return 1;
  const line = lines[at]!;
  for (let height = 1; height <= 3 && at + height <= lines.length; height += 1) {
    const folded = lines.slice(at, at + height).join(' ');
    if (folded.length > 500 || lines[at + height - 1]!.trim() === '') break;
    if (folded.trimEnd().endsWith(':') && namesAuthor(folded)) return height;
  }
  // Without a colon only where the quotation follows.
  return ATTRIBUTION_DATE.test(line) || (namesAuthor(line) && lines.slice(at + 1, at + 3).some(isQuotedLine)) ? 1 : 0;
}

function namesAuthor(line: string): boolean {
  return ATTRIBUTION.test(line) || ATTRIBUTION_BY_NAME.test(line);
}

function isDividerAt(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (DIVIDER.test(line) || BEGIN_FORWARD.test(line)) return true;
  if (RULE.test(line)) return lines.slice(at + 1, at + 4).some((next) => HEADER_FROM.test(next));
  if (!HEADER_FROM.test(line) || isQuotedLine(line)) return false;
  return lines.slice(at + 1, at + 8).filter((next) => HEADER_OTHER.test(next)).length >= 2;
}

function isQuotedLine(line: string): boolean {
  return /^\s{0,3}>/.test(line);
}

function separateSignature(lines: readonly string[]): { fresh: readonly string[]; signature: readonly string[] } {
  const written = lines.map((line, at) => ({ line, at })).filter(({ line }) => line.trim() !== '');
  const start = written.findIndex(({ line }, at) => {
    const left = written.length - at;
    if (DASHES.test(line)) return true;
    if (MOBILE.test(line)) return left <= 6;
    return SIGN_OFF.test(line) && left <= LONGEST_SIGNATURE && !(at === 0 && left > 8);
  });
  if (start < 0) return { fresh: lines, signature: [] };
  const from = written[start]!.at;
  const postscript = lines.findIndex((line, at) => at > from && POSTSCRIPT.test(line));
  if (postscript < 0) return { fresh: lines.slice(0, from), signature: lines.slice(from) };
  return { fresh: [...lines.slice(0, from), ...lines.slice(postscript)], signature: lines.slice(from, postscript) };
}

function tidy(lines: readonly string[]): string {
  return lines.map((line) => line.trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\s+$/g, '');
}
