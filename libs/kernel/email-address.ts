import { domainToASCII, domainToUnicode } from 'node:url';

export interface EmailAddress {
  readonly address: string;
  readonly name?: string;
}

/** One address, nothing around it: no CR/LF, no comma, no angle brackets, no spaces (R59, T5). */
const SHAPE = /^[^\s@<>,;:"()[\]\\\u0000-\u001f\u007f]{1,64}@[^\s@<>,;:"()[\]\\\u0000-\u001f\u007f]{1,253}$/u;

/** The address if the text is exactly one, else undefined. Full-width `＠` is not `@` (T6). */
export function parseAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (!SHAPE.test(trimmed)) return undefined;
  return domainOf(trimmed) === '' ? undefined : trimmed;
}

/**
 * The form in which addresses are compared (R36): NFC, local part lower-cased within ASCII only, domain as punycode.
 * No provider folding (dots, plus tags) and no Unicode folding, so `mıke@` never becomes `mike@` (T6).
 */
export function canonicalAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const local = normalised(address.slice(0, at)).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return `${local}@${domainOf(address)}`;
}

/** NFC, unless a symbol would turn into an ASCII letter by it, as the Kelvin sign does: that is a look-alike, not a spelling. */
function normalised(local: string): string {
  if (/^[\0-\x7f]*$/.test(local)) return local;
  const foldsToAscii = [...local].some((symbol) => symbol > '\u007f' && symbol.normalize('NFC') <= '\u007f');
  return foldsToAscii ? local : local.normalize('NFC');
}

/** A domain that is written as it is compared: no punycode to check, no end that could be part of an IP address. */
const PLAIN_DOMAIN = /^(?!.*xn--)(?:[a-z0-9-]+\.)+[a-z]+$/;

/** The domain as lower-case punycode; empty when it is none. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  // Nearly all are; asking the whole table of IDNA takes 30 times as long.
  return PLAIN_DOMAIN.test(domain) ? domain : domainToASCII(domain);
}

/** A domain as punycode and in its own letters (RFC 5890 section 2.3.2.1), both in small letters; empty when it is none. */
export function domainSpellings(domain: string): string[] {
  return [domainToASCII(domain), domainToUnicode(domain)];
}

/** `m•••@k•••.de`: enough to recognise one's own address, too little to learn another's. */
export function maskAddress(address: string): string {
  const [local = '', domain = ''] = [address.slice(0, address.lastIndexOf('@')), domainOf(address)];
  const dot = domain.lastIndexOf('.');
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••${dot < 0 ? '' : domain.slice(dot)}`;
}
