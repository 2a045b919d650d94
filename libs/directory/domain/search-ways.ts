import { domainSpellings } from '#kernel';
import { CANONICAL_FACT } from './canonical.js';

/**
 * The spellings of one address under which a directory may have it: as given, and with the domain as punycode and in its
 * own letters (RFC 5890 section 2.3.2.1). Most directories compare text, so they are asked for each. None for what is no address.
 */
export function addressWays(address: string): string[] {
  const given = address.trim();
  const at = given.lastIndexOf('@');
  if (at < 1) return [];
  const [local, domain] = [given.slice(0, at), given.slice(at + 1)];
  return [...new Set([given, ...domainSpellings(domain).map((spelling) => `${local}@${spelling}`)])].filter((way) => !way.endsWith('@'));
}

/** `kd 4711` is on file as `KD4711`, `KD-4711`, `KD 4711`, `KD/4711`, `KD.4711`, or as it was given. */
export function numberWays(given: string): string[] {
  const runs = CANONICAL_FACT.customerNumber(given).match(/[A-Z]+|\d+/g);
  if (!runs) return [];
  return [...new Set([given.trim(), ...['', '-', ' ', '/', '.'].map((between) => runs.join(between))])];
}
