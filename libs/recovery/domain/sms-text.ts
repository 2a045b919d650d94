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

/** What a portal is called where there is little room. */
export function shortened(portal: string): string {
  return portal.length > MOST_NAME ? `${portal.slice(0, MOST_NAME - 1).trimEnd()}.` : portal;
}
