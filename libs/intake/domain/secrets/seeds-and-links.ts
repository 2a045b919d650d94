import type { FoundSecret } from './secret-kinds.js';

const SEED_NAMED = /(?:secret|seed|geheim|schlüssel|schluessel|\bkey\b|totp|\botp\b|authenticator|2fa|zwei[- ]?faktor|two[- ]?factor|einrichtungs)[^\n]{0,60}\n?[^\n]{0,10}$/i;
const BEFORE = 90;
/** One of these stands in every match of SEED_NAMED. */
const SPEAKS_OF_SEEDS = /secret|seed|geheim|schlüssel|schluessel|key|otp|authenticator|2fa|faktor|factor|einrichtungs/i;

/** Seeds of one-time codes, and links that let their bearer in: ours by their path (3-contracts.md), others by a token in them. */
export function seedsAndLinks(text: string): FoundSecret[] {
  return [...otpUris(text), ...seeds(text), ...links(text)];
}

function* otpUris(text: string): Generator<FoundSecret> {
  if (!/otpauth/i.test(text)) return;
  for (const match of text.matchAll(/otpauth(?:-migration)?:\/\/[^\s<>"]{5,2000}/gi)) yield { kind: 'totp-seed', start: match.index, end: match.index + match[0].length };
}

/** Base32 (RFC 4648) of 16 characters or more, in one piece or in groups of four, where the text speaks of such a thing. */
function* seeds(text: string): Generator<FoundSecret> {
  if (!SPEAKS_OF_SEEDS.test(text)) return;
  for (const match of text.matchAll(/(?<![\p{L}\d])(?:[A-Z2-7]{16,64}|(?:[A-Z2-7]{4}[ -]){3,15}[A-Z2-7]{4}|(?:[a-z2-7]{4} ){3,15}[a-z2-7]{4})=*(?![\p{L}\d])/gu)) {
    const letters = match[0].replace(/[^A-Z2-7]/gi, '');
    if (/[2-7]/.test(letters) && /[A-Z]/i.test(letters) && SEED_NAMED.test(text.slice(Math.max(0, match.index - BEFORE), match.index))) yield { kind: 'totp-seed', start: match.index, end: match.index + match[0].length };
  }
}

/** Only the token goes; where the link leads stays, since that is what an agent needs to see. */
function* links(text: string): Generator<FoundSecret> {
  if (text.includes('://')) for (const match of text.matchAll(/https?:\/\/[^\s<>"/?#]{1,200}\/(?:[^\s<>"?#]{0,200}\/)?[rspcatvdn]\/([\w-]{20,64})(?![\w-])/gi)) yield tail(match, match[1]!);
  if (text.includes('=')) for (const match of text.matchAll(/[?&#;](?:[\w.-]{0,30}(?:token|key|code|hash|reset|ticket|auth|otp|nonce|secret|sig(?:nature)?)|k|t)=([\w.~%+-]{16,1000})/gi)) {
    if (/\d/.test(match[1]!) && /[a-z]/i.test(match[1]!)) yield tail(match, match[1]!);
  }
}

function tail(match: RegExpExecArray, token: string): FoundSecret {
  return { kind: 'link', start: match.index + match[0].length - token.length, end: match.index + match[0].length };
}
