import { matchesOf } from '../text/phrase-index.js';

/** Serial number of a device, `AB123Z`: two letters, three digits, one letter (manufacturer's help page). */
const SERIAL = /(?<![A-Za-z0-9-])([A-Z]{2}\d{3}[A-Z])(?![A-Za-z0-9])/gu;
const SERIAL_LOWER = /(?:serien|serial|s\/n|\bsn\b)[^\n]{0,40}?(?<![A-Za-z0-9-])([A-Za-z]{2}\d{3}[A-Za-z])(?![A-Za-z0-9])/iu;
const CUSTOMER = /(?:kunden|betriebs|mitglieds|firmen|leih|ausweis|kd\.?|mitgl\.?|vertrags|customer|company|member(?:ship)?|client|account|business)(?:[\s-]{0,2}ausweis)?[\s.-]{0,2}(?:nummer|nr|no|number|num|id|n°|#)\b\.?[^\n\dA-Z]{0,28}?([A-Z]{0,3}-?\d[\d-]{2,14}\d)/giu;
/** "Kd. 30871", "Betr.nr. bleibt 0402288", "Customer 30990", "Number of company is 0422618", "Mein Betrieb ist 0411907", "BN 0417743". */
const CUSTOMER_SHORT = /(?<![\p{L}\d])(?:kd\.?|betr\.?-?\s?nr\.?|bn|customer|client|borrower(?: number)?|number of (?:the |our )?company|betrieb|firma|ausleihnummer|leihnummer)(?:\s(?:is|ist|lautet|bleibt|remains)|:)?\s{1,2}((?:[A-Z]-?)?\d{5,8})(?![\d-])/iu;
/** A number that stands alone in its part of a line or in brackets beside a name: "Haferkamp Bäder, Nr. 0411560", "(Stuckateur Overbeck, 0406691)". */
const CUSTOMER_ALONE = /(?:^|,\s|\()(?:nr\.?|no\.?|number|nummer)?\s?((?:[A-Z]-)?\d{5,8})(?=\)|[.,;]?\s{0,2}$)|\p{L}\s\((?:nr\.?\s|no\.?\s|number\s)?((?:[A-Z]-)?\d{5,8})\)|(?:^|[.!?]\s)Nr\.?\s(\d{5,8})(?=[.,]?\s{0,2}$)/imu;
/** "Nummer 2087733", "unsere Nummer ist 4460817", "a new one for number 8260193": one that stands for itself, and is none to call or of something else. */
const CUSTOMER_NUMBER = /(?<![\p{L}-])(?<!(?:telefon|tel\.|phone|unter(?: der)?|durchwahl|zimmer|room|raum|ticket|case|order|invoice|ruf|call|reach|ring|on|under) )(?:nummer|number)\s(?:ist|is|lautet|bleibt|remains|der firma|of the firm)?\s?(\d{5,8})(?![\d/-]| \d)/iu;
/** The form of the manufacturer's customer numbers says by itself what it is. */
const CUSTOMER_FORM = /(?<![\p{L}\d-])(K-\d{6})(?!\d)/u;
/** What each of these has; most mails do not. */
const LONG_NUMBER = /\d[\d-]{2}/u;
const CUSTOMER_LOOSE = /(?:kundennummer|betriebsnummer|mitgliedsnummer|customer number|company number)[^\n]{0,60}?\b([A-Z]{0,3}-?\d{4,12})\b/iu;
const PHONE = /(?<![\w@./-])((?:\+|00)\d{1,3}[\s/()-]{0,2}(?:\(0\))?[\d\s/()-]{6,18}\d|0\d{1,5}[\s/()-]{1,3}[\d][\d\s/-]{1,14}\d|\(0\d{1,5}\)\s{0,2}[\d][\d\s/-]{3,12}\d|\b555-\d{4}|0\d{9,12})(?![\w@])/gu;
const PHONE_CUE = /(?:tel(?:efon|\.)?|phone|mobil|handy|durchwahl|dw|ring|call|ruf|fon|cell|whatsapp|sms|nummer|unter|erreich|reach)[^\n]{0,30}$/iu;
const NOT_PHONE = /(?:fax|telefax|kunden|betriebs|mitglieds|iban|konto|nr\.|nummer der|customer|company)[^\n]{0,18}$/iu;

/** "a number like AB123Z", "6-character serial (AB123Z)": how such a number looks, no device. */
const AS_EXAMPLE = /(?:like|such as|e\.g\.|z\. ?b\.|zum beispiel|wie(?: etwa)?|format|muster|pattern|written the|(?:character|letter|stellig)\p{L}{0,3} \p{L}{4,14})\s{0,2}[("„“:]{0,2}$/iu;

/** The device the request is about: the first one named, unless another is named with the word "serial number". */
export function serialNumberOf(text: string): string | undefined {
  const all = matchesOf(SERIAL, text).filter((match) => !AS_EXAMPLE.test(text.slice(Math.max(0, match.index - 36), match.index))).map((match) => match[1]!);
  const cued = SERIAL_LOWER.exec(text)?.[1];
  if (cued && all.length > 0 && !all.includes(cued)) return all[0];
  if (cued && !AS_EXAMPLE.test(text.slice(0, text.indexOf(cued)).slice(-36)) && (all.length === 0 || all.includes(cued))) return cued;
  return all[0];
}

/** Whatever the portal calls it: customer, company, member or card number. */
export function customerNumberOf(text: string): string | undefined {
  if (!LONG_NUMBER.test(text)) return undefined;
  for (const match of matchesOf(CUSTOMER, text)) if (match[1]) return match[1];
  const alone = CUSTOMER_ALONE.exec(text)?.slice(1).find((number) => number !== undefined);
  return CUSTOMER_LOOSE.exec(text)?.[1] ?? CUSTOMER_SHORT.exec(text)?.[1] ?? CUSTOMER_FORM.exec(text)?.[1] ?? alone ?? CUSTOMER_NUMBER.exec(text)?.[1];
}

/** Where the sender can be reached; a number beside "Tel." wins over a bare one, a fax number never counts. */
export function phoneOf(text: string): string | undefined {
  let bare: string | undefined;
  for (const match of matchesOf(PHONE, text)) {
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    const number = match[1]!.trim();
    const digits = number.replace(/\D/g, '').length;
    if (NOT_PHONE.test(before) || digits < 7 || digits > 16) continue;
    if (/^\d{10,13}$/.test(number) && !PHONE_CUE.test(before)) continue;
    if (PHONE_CUE.test(before)) return number;
    bare ??= number;
  }
  return bare;
}
