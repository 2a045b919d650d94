import type { Locale } from '#kernel';

/** At most one text message of 160 characters, whatever the portal is called. */
const MOST_NAME = 30;

/** The code first, since phones show only the beginning; no link, so that nobody gets used to typing codes where a text message leads (notices of holds have one: `hold-sms-text.ts`). */
export function smsText(locale: Locale, portal: string, code: string): string {
  const name = shortened(portal);
  return locale === 'de'
    ? `${code} ist Ihr Code (${name}), 10 Minuten lang. Tippen Sie ihn nur auf der Seite Ihrer Anfrage ein und nennen Sie ihn niemandem.`
    : `${code} is your code (${name}), for 10 minutes. Type it only on the page of your request and tell it to nobody.`;
}

/** The same for whoever answers whether a person is who they say, who has no request of their own. */
export function voucherSmsText(locale: Locale, portal: string, code: string): string {
  const name = shortened(portal);
  return locale === 'de'
    ? `${code} ist Ihr Code zum Bürgen (${name}), 10 Minuten lang. Tippen Sie ihn nur auf unserer Seite ein und nennen Sie ihn niemandem.`
    : `${code} is your code for vouching (${name}), for 10 minutes. Type it only on our page and tell it to nobody.`;
}

/** What a portal is called where there is little room, in letters of GSM 03.38: one beyond them halves what fits into a message. */
export function shortened(portal: string): string {
  const name = inGsmLetters(portal);
  return name.length > MOST_NAME ? `${name.slice(0, MOST_NAME - 1).trimEnd()}.` : name;
}

/** Of the 128 letters of GSM 03.38 those that names have. */
const GSM = /^[A-Za-z0-9 !"#%&'()*+,\-./:;<=>?@_£$¥èéùìòÇØøÅåÆæßÉÄÖÑÜ§äöñüà]$/;
const SIGNS: readonly (readonly [RegExp, string])[] = [[/[„“”«»‟]/g, '"'], [/[‚‘’‹›‛´`]/g, "'"], [/[\u2010-\u2015\u2212]/g, '-'], [/\s+/g, ' ']];

/** Quotes and dashes become plain, what has an accent that GSM does not know loses it, and what is left is left out. */
function inGsmLetters(text: string): string {
  const plain = SIGNS.reduce((left, [signs, sign]) => left.replaceAll(signs, sign), text.normalize('NFC'));
  return [...plain].flatMap((letter) => (GSM.test(letter) ? letter : [...letter.normalize('NFD')].filter((one) => GSM.test(one)))).join('').trim();
}
