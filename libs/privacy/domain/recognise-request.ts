import type { CaseType } from '#kernel';
import type { RequestKind } from './data-request.js';

/** The law by its name, near an article. */
const LAW = '(ds-?gvo|datenschutz-?grundverordnung|gdpr|data protection regulation)';
const ARTICLE_OF = (number: number): RegExp => new RegExp(`\\bart(ikel|icle|\\.)?\\s*${number}\\b[^.\\n]{0,60}${LAW}|${LAW}[^.\\n]{0,30}\\bart(ikel|icle|\\.)?\\s*${number}\\b`);

/** What people write who ask for a copy, an end or a correction of their data, in lower case. A word alone proves nothing: "Daten löschen" may mean a form. */
const SAID: Readonly<Record<RequestKind, readonly RegExp[]>> = {
  access: [
    ARTICLE_OF(15), /\bauskunft\b[^.\n]{0,60}\b(personenbezogen\w*|gespeicherten?|meine)\s+(\w+\s+){0,2}daten/, /\b(datenauskunft|selbstauskunft)\b/, /\bwelche (personenbezogenen )?daten\b[^.\n?]{0,60}(?:über mich|von mir|zu meiner person)\b/,
    /\bkopie (aller |meiner |der )+[^.\n]{0,40}\bdaten\b/, /\b(data )?subject access request\b/, /\bright of access\b/, /\bcopy of (all )?(my|the) (personal )?data\b/, /\bwhat (personal )?data (do )?you (hold|have|store|keep)[^.\n]{0,20}(about|on|of) me\b/,
  ],
  erasure: [
    ARTICLE_OF(17), /\b(recht auf vergessen\w*|recht auf löschung)\b/, /\blösch\w*\b[^.\n]{0,40}\b(alle|sämtliche|aller|sämtlicher)\b[^.\n]{0,40}\b(personenbezogen\w* |gespeicherten? |meine\w* )+daten/, /\b(alle|sämtliche)\b[^.\n]{0,30}(?:\bmeine|\bpersonenbezogenen|über mich)\b[^.\n]{0,40}\bdaten\b[^.\n]{0,30}\b(zu )?löschen\b/,
    /\bright (to erasure|to be forgotten)\b/, /\b(delete|erase|remove) (all )?(of )?(my |the )?(personal )?(data|information)\b[^.\n]{0,20}\b(about|on|of) me\b/, /\b(delete|erase) all (of )?my (personal )?data\b/,
  ],
  rectification: [ARTICLE_OF(16), /\bberichtigung\b[^.\n]{0,30}\b(meiner|personenbezogenen?)\b[^.\n]{0,20}\bdaten\b/, /\bright to rectification\b/],
};

/** Cases whose heart is that data on file are wrong: always a request under Art. 16 (U5, U8; R77). */
const CORRECTIONS: readonly CaseType[] = ['registration-data-changed', 'profile-data-change'];

/**
 * What a mail asks about the sender's data; undefined: nothing of the kind. Opens a request with a clock and nothing more:
 * people decide. Of several the strongest counts, an end before a copy, for a copy can be had before the end.
 *
 * @param said subject and text, as the person wrote them now
 * @param caseType undefined: nobody is sure
 */
export function recogniseRequest({ said, caseType }: { readonly said: string; readonly caseType: CaseType | undefined }): RequestKind | undefined {
  const text = said.toLowerCase().replace(/[ \t\u00a0]+/g, ' ').replace(/([^.\n])\n(?=\S)/g, '$1 ');
  for (const kind of ['erasure', 'access', 'rectification'] as const) if (SAID[kind].some((pattern) => pattern.test(text))) return kind;
  return caseType && CORRECTIONS.includes(caseType) ? 'rectification' : undefined;
}
