import { fold } from '../text/fold.js';
import { namesKind } from './organisation-words.js';

/** Labels of a domain that say nothing of who has it. */
const GENERAL = /^(?:www|mail|firma|schule|com|co|org|net|gov|edu|ac|info|ticket|online)$/u;
/** Mailbox providers, by what their names are made of. */
const PROVIDER = /mail|post|gmx|^web$|outlook|yahoo|icloud|proton|online/u;

/**
 * The labels of the addresses' domains that may be an organisation's own name: `stadt-kronsburg`, `fjordrelay`. They only ever
 * choose between names that the mail itself has; nothing is read from an address alone.
 */
export function ownLabels(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.flatMap((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase().split('.').slice(0, -1)))].filter((label) => label.length >= 4 && !GENERAL.test(label) && !PROVIDER.test(label)).map(fold);
}

/** Whether a name says what a domain label says: `Stadt Kronsburg`, `Fjord Relay AS`, `GS Birkenau`, `Grundschule Birkenau`. */
export function isNameOf(name: string, label: string): boolean {
  const words = foldedWords(name);
  const whole = words.join('');
  if (!hasPartOf(whole, label, LONG_PART)) return false;
  return label.split('-').every((token) => token === '' || (token.length >= LONG_PART && whole.includes(token)) || words.some((word) => abbreviates(token, word)));
}

/** Whether at least one long part of the label is in the name: `Port of Grootmoor` and `hafen-grootmoor`. */
export function sharesWith(name: string, label: string): boolean {
  return hasPartOf(foldedWords(name).join(''), label, 5);
}

/** The labels of which a text may hold a name at all: `isNameOf` wants a long part of one. */
export function labelsIn(text: string, labels: readonly string[]): readonly string[] {
  if (labels.length === 0) return labels;
  const whole = fold(text).replace(/[^a-z0-9]{1,10}/gu, '');
  return labels.filter((label) => hasPartOf(whole, label, LONG_PART));
}

/** Letters of a part of a label that tells something by itself. */
const LONG_PART = 4;

function hasPartOf(whole: string, label: string, least: number): boolean {
  return label.split('-').some((token) => token.length >= least && whole.includes(token));
}

function foldedWords(name: string): readonly string[] {
  return fold(name).split(/[^a-z0-9]{1,10}/u).filter((word) => word !== '');
}

/** `gs` for Grundschule, `gym` for Gymnasium, `st` for St. */
function abbreviates(token: string, word: string): boolean {
  if (word === token || (token.length >= 3 && word.startsWith(token)) || (word.length >= 4 && token.startsWith(word))) return true;
  if (token.length > 4 || word[0] !== token[0] || !namesKind(word)) return false;
  let at = 0;
  for (const letter of word) if (letter === token[at]) at += 1;
  return at === token.length;
}
