import { CODE_ALPHABET, Secret } from '#kernel';

const SYMBOLS = 16;
const GROUP = 4;

/** A random whole number from 0 up to, not including, `below`; from a CSPRNG wherever it is not a spec. */
export type RandomBelow = (below: number) => number;

/**
 * A temporary password: 16 of 32 symbols in four groups, `K7QM-…`, 79.99 bits (recovery-security 5.7). Drawn again
 * until it has a digit and a letter, so with the dashes it has three character classes, as Active Directory wants.
 */
export function makeTemporaryPassword(random: RandomBelow): Secret {
  for (;;) {
    const symbols = Array.from({ length: SYMBOLS }, () => CODE_ALPHABET[random(CODE_ALPHABET.length)]!).join('');
    if (/\d/.test(symbols) && /[A-Z]/.test(symbols)) return new Secret(symbols.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-'));
  }
}
