import { canonicalAddress, domainOf, type CaseType } from '#kernel';
import type { MailToRecognise, RecognitionContext } from '../recognition.js';
import { fold } from '../text/fold.js';

export interface Addresses {
  readonly registeredEmail?: string;
  readonly oldEmail?: string;
  readonly newEmail?: string;
}

interface Mention {
  readonly address: string;
  /** How much the words around say "the one on file so far" (positive) or "the one to come" (negative). */
  readonly oldness: number;
  readonly registered: boolean;
}

const ADDRESS = /[A-Za-z0-9._%+\-äöüÄÖÜß]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}/gu;
const REPLACING: ReadonlySet<CaseType> = new Set(['lost-email-access', 'email-change']);

const OLD_BEFORE = /(?:\balte[nrms]?\b|bisherig|frueher|ehemalig|vorherig|\bvon\b|\bstatt\b|anstelle|anstatt|registriert|hinterlegt|\bold\b|former|previous|\bfrom\b|rather than|instead of|registered|account is|points to|ursprueng|damals|konto\b|laeuft noch|noch auf|gespeichert|still shows|replace|weg von|loeschen|letzte)[^@]{0,50}$/u;
const OLD_AFTER = /^[^@]{0,12}(?:,?\s{0,2}(?:gibt es|existiert|ist|wurde|wird|kann|is|was|has|no longer|which|die|das|der|nicht mehr|existier|geht))[^@]{0,70}(?:im nichts|ins leere|nichts mehr|nicht mehr|geschlossen|abgeschaltet|tot\b|stillgelegt|geloescht|eingestellt|gekuendigt|kein|erloschen|closed|gone|switched off|deleted|dead|no longer|never|disabled|nirwana|keinen zugriff|nicht abrufen|discontinued)/u;
const NEW_BEFORE = /(?:\bneu(?:\s(?:ist|lautet|waere))?\s{0,2}:?\s|\bneue[nrms]?\b|kuenftig|zukuenftig|ab sofort|\bauf\b|stattdessen|jetzt|nun\b|durch|ersetzen durch|aktuell|\bnew\b|\bto\b|\bput\b|from now|in future|instead:|\bwith\b|now\b|erreichbar|eintragen|tragen sie|hinterlegen|verwenden|\buse\b|an meine|my address|meine adresse|aendern in|updated? to|heisse ich|bin ich|reach me at|get me:?|nehmen sie)[^@]{0,40}$/u;
const NEW_AFTER = /^[^@]{0,20}(?:eintragen|hinterlegen|verwenden|statt\b|anstatt|anstelle|ab sofort|from now on|instead|rather than|in its place|in place of|als neue|bei (?:ihm|ihr) eintragen|nutzen|umstellen|aendern)/u;
const REGISTERED = /(?:registr|angemeldet|hinterlegt|konto|account|login|log-in|profil|laeuft (?:auf|unter|ueber)|benutzer|username|user name|zugang|anmeld|e-?mail|mail me|adresse|address|signed up|sign-?in|unter\b|mit\b|lautet|link)[^@]{0,60}$/u;
const NOT_REGISTERED = /(?:an(?: meine| diese| die)?(?: private| andere| neue)?(?:\s?e-?mail-?|\s?mail-?)?\s?(?:adresse|address)?|erreichen sie mich|erreichbar unter|antwort(?:en)?(?: bitte)? an|reach me at|reply to|cc|kopie an|vorgesetzte|kollegin?|chef|weitergeleitet von|instead of him|direkt an)\s{0,3}:?\s{0,3}$/u;

/** Which address is on file and which is to come. With several and no way to tell, none. */
export function addressesOf(mail: MailToRecognise, context: RecognitionContext, caseType: CaseType): Addresses {
  const mentions = mentionsIn(`${mail.subject}\n${mail.text}`, context);
  const isReplaced = REPLACING.has(caseType) || (caseType === 'account-deletion' && mentions.length >= 2) || speaksOfBoth(mentions);
  if (isReplaced) return withSenderAsOld(replacement(mentions, mail), mail);
  const own = registered(mentions, mail, caseType);
  if (own.registeredEmail || caseType === 'forgot-identity') return own;
  const implied = impliedAddress(mail, context);
  return implied ? { registeredEmail: implied } : {};
}

const THIS_ADDRESS = /(?:(?:adresse|address|e-?mail|mail|postfach|mailbox)[^.!?]{0,60}(?:von der|mit der|aus dem|von dem)[^.!?]{0,20} schreibe|(?:hinterlegt|registriert|registered|angemeldet)[^.!?]{0,40}(?:diese[rn]?|this|dieser hier)\b[^.!?]{0,12}(?:adresse|address|mail)|(?:address|e-?mail|mailbox|account)[^.!?]{0,40}(?:i am|i'm) (?:writing|mailing) from|same (?:address )?as this|the address i (?:write|am writing) from)/iu;

/** Not spelled out, but plain: "the address I write from", or a quoted mail of ours that went to them. */
function impliedAddress(mail: MailToRecognise, context: RecognitionContext): string | undefined {
  if (THIS_ADDRESS.test(mail.text)) return mail.fromAddress || undefined;
  const from = /^[>\s]{0,6}(?:von|from)\s{0,2}:.{0,200}$/imu.exec(mail.quoted)?.[0] ?? '';
  const sentByUs = [...from.matchAll(ADDRESS)].some(([address]) => isOurs(address, context));
  const to = /^[>\s]{0,6}(?:an|to)\s{0,2}:(.{0,200})$/imu.exec(mail.quoted)?.[1] ?? '';
  const [address] = to.match(ADDRESS) ?? [];
  return sentByUs && address && !isOurs(address, context) ? address : undefined;
}

/** "Mr Sharpe (t.sharpe@…)", "bei ihm (s.ohl@…)": the address stands behind the person it belongs to; or "x@… is the account". */
const HOLDER_ADDRESS = /(?:(?:herrn?|frau|mr|mrs|ms|dr)\.?(?:\s\p{Lu}[\p{L}'’-]{1,25}){1,2}|ihm|ihr|him|her)\s?\(([^\s()@]{1,64}@[^\s()]{1,120})\)|([^\s()@]{1,64}@[^\s()]{1,120}) (?:is (?:the|his|her|my) (?:account|login)|ist (?:das|sein|ihr|mein) (?:konto|login))/iu;

/** "… instead of this one here": the address they write from is the old one. */
function withSenderAsOld(found: Addresses, mail: MailToRecognise): Addresses {
  if (found.oldEmail || !found.newEmail || mail.fromAddress === '' || found.newEmail === mail.fromAddress) return found;
  if (!/(?:statt|anstelle|anstatt|instead of|rather than|replac)[^.!?]{0,20}(?:diese[rn]?|this)/iu.test(mail.text)) return found;
  return { ...found, registeredEmail: mail.fromAddress, oldEmail: mail.fromAddress };
}

/** Whether the text names an address that is neither the sender's nor one of ours. */
export function namesForeignAddress(text: string, fromAddress: string, context: RecognitionContext): boolean {
  const sender = fromAddress === '' ? '' : canonicalAddress(fromAddress);
  return mentionsIn(text, context).some((one) => canonicalAddress(one.address) !== sender);
}

function speaksOfBoth(mentions: readonly Mention[]): boolean {
  return mentions.some((one) => one.oldness >= 1) && mentions.some((one) => one.oldness <= -1);
}

function mentionsIn(text: string, context: RecognitionContext): readonly Mention[] {
  // Most mails name none: to look for the sign costs less than to look for an address.
  if (!text.includes('@')) return [];
  const seen = new Map<string, Mention>();
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(/[.-]+$/u, '');
    if (isOurs(address, context)) continue;
    const before = fold(text.slice(Math.max(0, match.index - 90), match.index)).replace(/\s+/g, ' ');
    const after = fold(text.slice(match.index + match[0].length, match.index + match[0].length + 100)).replace(/\s+/g, ' ');
    const near = before.split(/[.!?](?=\s)/u).at(-1) ?? before;
    const oldness = (OLD_BEFORE.test(near) ? 1 : 0) + (OLD_AFTER.test(after) ? 2 : 0) - (NEW_BEFORE.test(near) ? 1 : 0) - (NEW_AFTER.test(after) ? 1 : 0) + closest(near);
    const key = canonicalAddress(address);
    const known = seen.get(key);
    const isRegistered = REGISTERED.test(near) && !NOT_REGISTERED.test(before);
    seen.set(key, { address: known?.address ?? address, oldness: (known?.oldness ?? 0) + oldness, registered: isRegistered || (known?.registered ?? false) });
  }
  return [...seen.values()];
}

/** The word right before the address decides where several stand before it ("change from a@… to b@…"). */
function closest(before: string): number {
  if (/(?:noch|laeuft|registriert|angemeldet|gemeldet|still) (?:auf|unter|mit|under|with|as)\s{0,3}$/u.test(before) || /(?:tied|linked|attached|connected|bound) to\s{0,3}$|(?:haengt|haengen|klebt) (?:noch )?an\s{0,3}$|(?:verknuepft|verbunden|gekoppelt) mit\s{0,3}$/u.test(before)) return 3;
  if (/(?:\bvon|\bstatt|\bfrom|rather than|instead of|anstelle von|\balt|\bold|alt:|old:|bisher:?|\balte adresse:?|old address:?)\s{0,2}[:(<"]?\s{0,3}$/u.test(before)) return 2;
  if (/(?:\bauf|\bin|\bto|\bdurch|neu:?|new:?|ein:|\bwith|now|jetzt|neue adresse:?|new address:?)\s{0,2}[:(<"]?\s{0,3}$/u.test(before)) return -2;
  return 0;
}

function replacement(mentions: readonly Mention[], mail: MailToRecognise): Addresses {
  const sender = mail.fromAddress === '' ? '' : canonicalAddress(mail.fromAddress);
  const isSender = (one: Mention): boolean => canonicalAddress(one.address) === sender;
  const ranked = [...mentions].sort((left, right) => right.oldness - left.oldness);
  let [old, fresh]: (Mention | undefined)[] = [];
  if (ranked.length >= 2) {
    const top = ranked[0]!;
    const bottom = ranked.at(-1)!;
    if (top.oldness > bottom.oldness) [old, fresh] = [top, bottom];
    else if (isSender(top)) [old, fresh] = [bottom, top];
    else if (isSender(bottom)) [old, fresh] = [top, bottom];
    else [old, fresh] = [mentions[0], mentions[1]];
  } else if (ranked.length === 1) {
    const [only] = ranked as [Mention];
    if (only.oldness > 0 || (only.oldness === 0 && !isSender(only))) old = only;
    else fresh = only;
  }
  return { ...(old ? { registeredEmail: old.address, oldEmail: old.address } : {}), ...(fresh ? { newEmail: fresh.address } : {}) };
}

function registered(mentions: readonly Mention[], mail: MailToRecognise, caseType: CaseType): Addresses {
  if (caseType === 'forgot-identity') return {};
  if (mentions.length === 1 && HOLDER_ADDRESS.test(mail.text)) return { registeredEmail: mentions[0]!.address };
  const good = mentions.filter((one) => one.registered);
  if (good.length === 1) return { registeredEmail: good[0]!.address };
  if (good.length === 0 && mentions.length === 1 && mail.fromAddress !== '' && canonicalAddress(mentions[0]!.address) === canonicalAddress(mail.fromAddress)) return { registeredEmail: mentions[0]!.address };
  return {};
}

function isOurs(address: string, context: RecognitionContext): boolean {
  const canonical = canonicalAddress(address);
  return context.ownAddresses.some((own) => (own.includes('@') ? canonicalAddress(own) === canonical : domainOf(address) === own.toLowerCase()));
}
