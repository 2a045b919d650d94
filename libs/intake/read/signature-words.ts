/** How people and programs end a mail; German and English first, what the clients append in other languages too. */
export const DASHES = /^\s*(--|—|––|__)\s*$/;

export const SIGN_OFF = /^\s*(mit\s+)?(freundlich(en|e|em)?|best(en|e)?|viel(en|e)?|herzlich(en|e|st)?|lieb(en|e)?|schön(en|e)?|nett(en|e)?|sonnig(en|e)?|kollegial(en|e)?)\s+(grü(ß|ss)(e|en)?|gru(ß|ss))\b.{0,60}$|^\s*(mfg|m\.?\s?f\.?\s?g\.?|vg|lg|bg|v\.?g\.?|gru(ß|ss)|grü(ß|ss)e|hochachtungsvoll|gruß aus .{2,30}|beste wünsche|schönen (tag|abend)( noch)?)\s*[,.!]?\s*.{0,30}$|^\s*((with )?(kind|best|warm|many|my best)\s+(regards|wishes)|kindest regards|regards|best|cheers|sincerely( yours)?|yours (sincerely|faithfully|truly)|respectfully|thanks (and|&) (best |kind )?regards|many thanks|thank you|thanks)\s*[,.!]?\s*.{0,25}$/i;

/** "Thanks, that worked." says something; "Thanks, Vera" ends a mail. */
export const SAYS_MORE = /^\s*(?:[Mm]any thanks|[Tt]hank you|[Tt]hanks)\b[\s,.!]+(?!(?:and|regards|best|kind|again|a lot|in advance|so much|very much)\b)\p{Ll}/u;

/** Lines that programs append on their own. One entry per phrase. */
const APPENDED: readonly RegExp[] = [
  /^von (?:meinem(?:\/meiner)?|meiner|unterwegs) .{2,60}(?:gesendet|gesandt|geschickt)\.?$/i,
  /^(?:gesendet|gesandt|verschickt|versendet) (?:von|mit|über|aus|via|per) .{2,60}$/i,
  /^diese (?:nachricht|e-?mail) wurde (?:von|mit|über) .{2,60} (?:gesendet|gesandt|verschickt).{0,40}$/i,
  /^(?:get|download) outlook for .{2,40}$/i,
  /^(?:outlook für (?:ios|android|mac)|holen sie sich outlook für|beziehen sie outlook für|télécharger outlook pour|obtener outlook para).{0,60}$/i,
  /^sent (?:from|with|via|using) (?:my |a |an |the )?.{2,60}$/i,
  /^(?:envoyé (?:de|depuis|à partir de|avec)|enviad[oa] (?:desde|do|de|da|a partir d[oe]|pelo)|inviat[oa] d\p{L}{1,3}|verzonden (?:vanaf|met|via)|verstuurd vanaf|wysłane z|wysłano z|skickat från|sendt fra|lähetetty|отправлено (?:с|из)|odesláno z|gönderildi) .{2,70}$/iu,
  /^diese e-?mail wurde (?:von|mit|durch) .{2,80} (?:auf viren )?(?:geprüft|gescannt)\.?$/i,
];

/** A programme's own line; the link that some add behind it does not count. */
export function isAppended(line: string): boolean {
  if (line.length > 300) return false;
  const words = line.replace(/<[^<>]{0,250}>/g, '').replace(/[*_]/g, '').trim();
  return words.length <= 100 && APPENDED.some((phrase) => phrase.test(words));
}

export const POSTSCRIPT = /^\s*(p\.?\s?s\.?\s?[:.]?\s|nachtrag|edit:)/i;
