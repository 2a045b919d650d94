import type { Secret } from '#kernel';

/**
 * A password as the sign-in pages of a directory that is not ours get it: what was typed, sign by sign, with its letters
 * composed (NFC, as keyboards send them; RFC 8265 section 4.2.1). Such a directory compares byte by byte, and most clients
 * send on what was typed as it is. So nothing more may be folded here: NFKC, as RFC 4513 section 5.1.3 wants of clients,
 * makes `2` of `²` and another letter of `µ`, and whoever types them is locked out. Our own hashes may fold (R22): they do
 * so on both sides.
 */
export function asTyped(password: Secret): string {
  return password.reveal().normalize('NFC');
}
