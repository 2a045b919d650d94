import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { PasswordRules } from '../domain/password-policy.js';

/** 0 … 4; from 3 on a password takes more than a hundred million guesses (zxcvbn). */
const ENOUGH = 3;
/** What lies beyond is not looked at, nor are more ways to read digits as letters than these: the time grows faster than the length. */
const LOOKED_AT = 40;

let judge: Promise<ZxcvbnFactory> | undefined;

/** Whether somebody with a list of words, names and keyboard walks, German and English, would get there too soon (R19). */
export async function isGuessable(password: string, { forbiddenWords, ownWords }: Pick<PasswordRules, 'forbiddenWords' | 'ownWords'>): Promise<boolean> {
  judge ??= load();
  return (await judge).check([...password.normalize('NFKC')].slice(0, LOOKED_AT).join(''), [...forbiddenWords, ...ownWords]).score < ENOUGH;
}

/** A few megabytes of words: only for processes in which somebody chooses a password. */
async function load(): Promise<ZxcvbnFactory> {
  const [core, common, german, english] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common'), import('@zxcvbn-ts/language-de'), import('@zxcvbn-ts/language-en')]);
  return new core.ZxcvbnFactory({ l33tMaxSubstitutions: 20, graphs: common.adjacencyGraphs, dictionary: { ...common.dictionary, ...german.dictionary, ...english.dictionary } });
}
