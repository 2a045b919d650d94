import type { CaseType } from '#kernel';
import { compile } from '../text/pattern.js';
import { PhraseIndex } from '../text/phrase-index.js';
import type { Passage } from '../text/passage.js';
import { SENTENCE_BREAK } from '../text/sentences.js';
import { OUTRIGHT_DE } from './outright-de.js';
import { OUTRIGHT_EN } from './outright-en.js';

/** `[case type, points, ways of saying it, what must not stand in the same sentence]`; see NOUNS for `{pw}` and the like. */
export type OutrightLine = readonly [caseType: CaseType, points: number, says: readonly string[], unless?: readonly string[]];

/** A problem that the mail says in so many words. */
export interface Outright {
  readonly caseType: CaseType;
  readonly points: number;
  /** The folded words that say it. */
  readonly text: string;
}

/** The things people name, in both languages; written `{pw}` in the lines. */
const NOUNS: Readonly<Record<string, string>> = {
  pw: '(?:[a-z]{0,14}passwor[dt][a-z]{0,3}|passwoerter[n]?|kennwoerter[n]?|[a-z]{0,10}kennwor[dt][a-z]{0,3}|pwd?|passphrase|passcode)',
  user: '(?:benutzernamen?s?|nutzernamen?|anmeldenamen?|loginnamen?|login namen?|usernamen?|user ?names?|user ?id|benutzer ?id|benutzerkennung|login ?names?|log ?in names?|sign ?in names?|kennung|nutzerkennung|account names?|kontoname)',
  creds: '(?:zugangsdaten|anmeldedaten|logindaten|login daten|credentials|(?:login|log in|access|sign in) (?:details|data|information|credentials))',
  box: '(?:postfach|postfaches|mailbox|inbox|emailaddr|[a-z]{0,10}mailadresse|[a-z]{0,8}adresse|email ?(?:address|account|adresse|konto|postfach)?|mail ?(?:address|account|adresse)?|mailkonto|mailaccount|mails|address)',
  addr: '(?:emailaddr|[a-z]{0,10}mailadressen?|[a-z]{0,8}adressen?|email|email (?:address(?:es)?|adressen?)|mail address(?:es)?|address(?:es)?)',
  link: '(?:[a-z]{0,16}links?|link|button|knopf|url|schaltflaeche)',
  mail: '(?:[a-z]{0,16}mails?|emails?|nachricht|nachrichten|message|messages)',
  acct: '(?:[a-z]{0,14}konto|[a-z]{0,14}kontos|[a-z]{0,14}zugang|accounts?|profil|profile|logins?|membership|portal|kundenportal|nutzerkonto)',
  regi: '(?:registrierung|registrier[a-z]{0,4}|registriert|neuanmeldung|regist[a-z]{0,8}|sign ?up|sign up|signed up|enrol[a-z]{0,6}|antrag|application|anmeldung)',
  act: '(?:aktivierung[a-z]{0,8}|aktivier[a-z]{0,6}|bestaetigung[a-z]{0,8}|bestaetig[a-z]{0,4}|verifizierung[a-z]{0,8}|verifikation[a-z]{0,8}|freischalt[a-z]{0,10}|einladung[a-z]{0,6}|willkommens?[a-z]{0,6}|activat[a-z]{0,4}|confirm[a-z]{0,6}|verif[a-z]{0,8}|invit[a-z]{0,6}|validat[a-z]{0,4}|welcome)',
  gone: '(?:geloescht|geschlossen|gekuendigt|abgeschaltet|deaktiviert|stillgelegt|eingestellt|aufgeloest|erloschen|gesperrt|weg|tot|nicht mehr|existiert nicht|closed|deleted|gone|switched off|shut|shut down|cancelled|deactivated|disabled|terminated|dead|defunct|no longer|not exist)',
};

interface Ready {
  readonly caseType: CaseType;
  readonly points: number;
  readonly unless: RegExp | undefined;
}

const READY = new PhraseIndex<Ready>(() => [...OUTRIGHT_DE, ...OUTRIGHT_EN].map(([caseType, points, says, unless]) => ({
  owner: { caseType, points, unless: unless ? compile(unless.map(spellOut)) : undefined }, patterns: says.map(spellOut),
})));

/**
 * What the mail says outright, at most once per line of the lists. Counts for much: who writes "I forgot my
 * password" has said what it is about, whatever other words stand around it. `whole`: its sentences joined by SENTENCE_BREAK.
 */
export function outrightIn(whole: Passage): readonly Outright[] {
  const { text } = whole;
  const found: Outright[] = [];
  for (const [{ caseType, points, unless }, says] of READY.in(whole)) {
    says.lastIndex = 0;
    for (let match = says.exec(text); match; match = says.exec(text)) {
      if (unless && isIn(unless, sentenceAround(text, match.index))) continue;
      found.push({ caseType, points, text: match[0] });
      break;
    }
  }
  return found;
}

function sentenceAround(text: string, at: number): string {
  const start = text.lastIndexOf(SENTENCE_BREAK, at);
  const end = text.indexOf(SENTENCE_BREAK, at);
  return text.slice(start < 0 ? 0 : start, end < 0 ? text.length : end);
}

function isIn(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

function spellOut(pattern: string): string {
  return pattern.replace(/\{([a-z]{1,8})\}/gu, (_, name: string) => {
    const noun = NOUNS[name];
    if (noun === undefined) throw new Error(`no noun {${name}} for an outright statement`);
    return noun;
  });
}
