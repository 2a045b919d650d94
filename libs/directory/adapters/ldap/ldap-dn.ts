/**
 * The parts of a DN (RFC 4514), each in one spelling: no spaces around its signs, small letters. Values that are
 * escaped in different ways stay different: then an entry counts as outside, never as inside.
 */
function partsOf(dn: string): string[] {
  const parts: string[] = [''];
  for (let at = 0; at < dn.length; at += 1) {
    const sign = dn[at]!;
    if (sign === ',') parts.push('');
    else {
      parts[parts.length - 1] += sign;
      if (sign === '\\' && at + 1 < dn.length) parts[parts.length - 1] += dn[(at += 1)]!;
    }
  }
  return parts.map((part) => part.replace(/^\s+|(?<!\\)\s+$/g, '').replace(/\s*=\s*/, '=').toLowerCase());
}

/** Whether an entry lies below this base; the base itself does not. */
export function isBelow(dn: string, base: string): boolean {
  const [inner, outer] = [partsOf(dn), partsOf(base)];
  return inner.length > outer.length && outer.every((part, at) => part === inner[inner.length - outer.length + at]);
}

/** A value as part of an entry's name (RFC 4514 section 2.4): nothing in it ends the value or begins another. */
export function inName(value: string): string {
  return value.replaceAll(/[\\,+"<>;=]|^[ #]| $/g, '\\$&').replaceAll('\u0000', '\\00');
}
