import type { Locale } from '#kernel';
import { fold } from './text/fold.js';

/** Small words that a language cannot do without; shared ones (in, was, war, so, am, an, man) are left out. */
const SMALL_WORDS: Readonly<Record<Locale, ReadonlySet<string>>> = {
  de: new Set(('der die das und ich nicht mein meine meinen meinem ist es mit ein eine einen einem auf fuer von zu den dem des sie ihr ihre ihren wir uns bei habe hab hat haben kann koennen '
    + 'koennte mir mich bitte danke wie wo wenn dann noch schon auch aber oder weil dass kein keine keinen nach seit jetzt heute gestern immer nur mehr vom zum zur beim im um wurde wird werden '
    + 'bin sind sein moechte muss wollte diese dieser dieses guten hallo gruesse gruss sehr geehrte liebe lieber moin tag hilfe warum komme komm geht nichts alles wieder als durch ueber unter')
    .split(' ')),
  en: new Set(('the and i my is it with a of to for you your we our have has had can could me please thanks thank how where when what not no but or because that this there from since now today '
    + 'yesterday always only more by be been are was were would should will does do did hello hi dear regards kind best if any still get got into which who why on at as they their an us its')
    .split(' ')),
};
/** Other languages that reach German desks, just enough to say "neither". */
const OTHERS: readonly ReadonlySet<string>[] = [
  new Set('le la les et je mon ma mes est pas pour avec vous votre une dans sur merci bonjour mot passe que qui ne de du au ce'.split(' ')),
  new Set('el la los las y mi no es con para por una usted su gracias hola que de en se lo contrasena cuenta'.split(' ')),
  new Set('il la e mio mia non con per una che di grazie ciao buongiorno sono ho account del della'.split(' ')),
  new Set('het een en ik mijn niet is met voor van u uw graag dank hallo wachtwoord kan geen op te dat'.split(' ')),
  new Set('i nie moje mam jest z na do prosze dziekuje haslo konto dzien dobry sie w o jak'.split(' ')),
  new Set('ve bir bu icin sifre hesap tesekkurler merhaba benim degil cok ile nasil'.split(' ')),
];
const LISTS = [SMALL_WORDS.de, SMALL_WORDS.en, ...OTHERS];
/** The places of the lists that have a word. */
const LISTS_OF: ReadonlyMap<string, readonly number[]> = new Map([...new Set(LISTS.flatMap((list) => [...list]))].map((word) => [word, LISTS.flatMap((list, at) => (list.has(word) ? [at] : []))]));
const NONE: readonly number[] = [];
const MINIMUM = 0.08;

/** The language of the person's own words, by counting small words; `other` when neither German nor English carries the text. */
export function languageOf(text: string): Locale | 'other' {
  const words = fold(text.slice(0, 5_000)).match(/[a-z]{1,30}/g) ?? [];
  if (words.length === 0) return /\p{L}/u.test(text) ? 'other' : 'de';
  const counts = LISTS.map(() => 0);
  for (const word of words) for (const at of LISTS_OF.get(word) ?? NONE) counts[at]! += 1;
  const [ofGerman, english, ...others] = counts.map((count) => count / words.length) as [number, number, ...number[]];
  const german = ofGerman + letterBonus(text);
  const other = Math.max(...others);
  const foreign = text.match(/[^\p{Script=Latin}\P{L}]/gu)?.length ?? 0;
  if (foreign > 0 && foreign > (text.match(/\p{L}/gu)?.length ?? 0) / 2) return 'other';
  if (other > Math.max(german, english) + 0.05 && words.length >= 5) return 'other';
  if (Math.max(german, english) < MINIMUM) return guessByWords(words);
  return german >= english ? 'de' : 'en';
}

/** Umlauts are hardly ever written in English; they count a little. */
function letterBonus(text: string): number {
  return Math.min(0.06, (text.match(/[äöüß]/giu)?.length ?? 0) * 0.02);
}

/** Three words in a subject have no small words; our own nouns still tell. */
function guessByWords(words: readonly string[]): Locale | 'other' {
  const joined = words.join(' ');
  const german = /passwort|kennwort|vergessen|zugang|anmeld|benutzer|konto|gesperrt|seriennummer|aktivier|registrier|brauche|benoetig|loesch/.test(joined);
  const english = /password|forgot|login|account|user ?name|locked|serial|activat|regist|need|reset|delete/.test(joined);
  if (german) return 'de';
  return english ? 'en' : 'other';
}
