import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 32 symbols without 0/O and 1/I, so that a code survives being read aloud (recovery-security 5.7). */
export const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** 32 random bytes as base64url, 43 characters (recovery-security 5.9, R30, R50). */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * A token that is typed from paper: 33 symbols of CODE_ALPHABET in groups of three, 165 bits (R50 wants 128), and as long as every other token, so that
 * whatever knows tokens by their length (the address line, the log) knows it too.
 */
export function newPaperToken(): string {
  return newCode(33).match(/.{3}/g)!.join('-');
}

const PAPER_TOKEN = /^(?:[2-9A-Z]{3}-){10}[2-9A-Z]{3}$/i;

/** A token as it was made, however a person typed it. */
export function asToken(typed: string): string {
  return PAPER_TOKEN.test(typed) ? typed.toUpperCase() : typed;
}

/** SHA-256, hex. Enough for tokens of 256 random bits (ASVS 6.5.2); short codes need argon2id instead. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** `length` random symbols of CODE_ALPHABET; 8 symbols are 40 bits. */
export function newCode(length = 8): string {
  return Array.from({ length }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
}

/** What a person typed, as we compare it: upper case, without spaces and dashes. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/** A four-digit number to type on a page, so that a link scanner that presses buttons changes nothing (T9). */
export function newTypedNumber(): string {
  return String(randomInt(1000, 10_000));
}
