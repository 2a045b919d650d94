import { canonicalAddress, type CaseType } from '#kernel';
import type { MailToRecognise, RecognitionContext } from '../recognition.js';
import { matchesOf } from '../text/phrase-index.js';
import { ADDRESS, isOurs, mentionsIn, type Mention } from './mentions.js';

export interface Addresses {
  readonly registeredEmail?: string;
  readonly oldEmail?: string;
  readonly newEmail?: string;
}

const REPLACING: ReadonlySet<CaseType> = new Set(['lost-email-access', 'email-change']);
/** So many letters apart, two addresses are one and the same with a slip. */
const A_SLIP = 2;

/** Which address is on file and which is to come. With several and no way to tell, none. */
export function addressesOf(mail: MailToRecognise, context: RecognitionContext, caseType: CaseType): Addresses {
  const all = mentionsIn(`${mail.subject}\n${mail.text}`, context);
  const isReplaced = REPLACING.has(caseType) || isOlderThanSender(all, mail) || (caseType === 'account-deletion' && all.length >= 2) || speaksOfBoth(all);
  if (all.length === 2 && all.some((one) => isSender(one, mail)) && isSlip(all[0]!.address, all[1]!.address)) return misspelled(all, mail);
  const isNewSaid = SENDER_IS_NEW.test(mail.text);
  if (all.length >= 2 && isReplaced) return withSenderAsOld(replacement(all, mail), mail);
  if (isReplaced || isNewSaid) {
    const [only] = all;
    if (only === undefined) return impliedOrNone(mail, context, caseType);
    return withSenderAsOld(alone(only, mail, isNewSaid), mail);
  }
  const own = registered(all, mail, caseType);
  return own.registeredEmail || own.newEmail || caseType === 'forgot-identity' ? own : impliedOrNone(mail, context, caseType);
}

/** Of the sender's address and another one, the other is old if it sounds older and the mail speaks of a change at all. */
const OF_CHANGE = /(?<![\p{L}])(?:neu|new|künftig|zukünftig|stattdessen|instead|umstell|umhäng|umtrag|umzieh|änder|change|swap|update|ersetz|replace|richtig|correct|switch|move|früher|former|previous|left|verlassen|gewechselt|moved|tippfehler|typo|vertippt|mistyped)/iu;

function isOlderThanSender(mentions: readonly Mention[], mail: MailToRecognise): boolean {
  const [own, other] = [mentions.find((one) => isSender(one, mail)), mentions.find((one) => !isSender(one, mail))];
  return mentions.length === 2 && own !== undefined && other !== undefined && !other.aside && other.oldness >= own.oldness && OF_CHANGE.test(mail.text);
}

/** "Diese, von der ich schreibe, soll hinein", "das hier ist meine neue": the sender's address is the one to come. */
const SENDER_IS_NEW = new RegExp([
  '(?:diese|this)[^.!?]{0,30}(?:von der|from which i|i am writing from|i\'m writing from)[^.!?]{0,30}(?:hinein|eintragen|instead|stattdessen|verwenden|use|nehmen|hinterlegen)',
  '(?:das hier|this|diese(?: hier)?|der absender|die absenderadresse) (?:ist|is|wäre) (?:jetzt |nun |now |ab jetzt )?(?:meine|my|die|the) (?:neue|new)',
  '(?:neue|new) (?:e-?mail-?)?(?:adresse|address|one)? ?(?:ist|is|:) (?:diese(?! e-?mail-?adresse ist)|die hier|der absender|this one|the one (?:i|above))',
  '(?:switch|change|move|transfer|update)(?: it| them| my \\p{L}{2,12}| the \\p{L}{2,12})?(?: over)? to (?:this(?: one| address| mailbox)?|the (?:address|one|mailbox) (?:i |i\'m |above))(?![\\p{L}])',
  '(?:auf|an) (?:diese(?: adresse| mailadresse| e-?mail-?adresse)?(?: hier)?|die absenderadresse)(?:,? von der ich (?:gerade )?schreibe,?)? (?:umstellen|ändern|umhängen|umschreiben|umziehen|legen|übertragen)',
  '(?:use|register|put in|enter) (?:this (?:one|address)|the (?:one|address) i(?:\'m| am| write))[^.!?]{0,30}(?:instead|from now on|in its place|in future)',
  '(?:ab jetzt|künftig|in zukunft|stattdessen|ab sofort)[^.!?]{0,20} diese(?: adresse| hier)?[^.!?]{0,20}(?:eintragen|verwenden|nehmen|nutzen|hinterlegen)',
  '(?:schreibe|writing)[^.!?]{0,20} (?:von|from) (?:meiner|der|my|the) (?:neuen|new)',
].join('|'), 'iu');

/** "Instead of this one here", "die jetzige Adresse (Absender)". */
const SENDER_IS_OLD = /(?:statt|anstelle|anstatt|instead of|rather than|replac)[^.!?]{0,20}(?:diese[rn]?|this)|(?:jetzige|bisherige|alte|current|present|old) (?:adresse|address) \((?:absender|sender|this one|diese)/iu;

/** One address in a mail about replacing: the old one, or the new one, or only the one that is on file. */
function alone(only: Mention, mail: MailToRecognise, isNewSaid: boolean): Addresses {
  if (only.toCome) return { newEmail: only.address };
  if (!isSender(only, mail)) {
    if (only.oldness < 0) return only.registered && only.oldness >= -1 && !SENDER_IS_OLD.test(mail.text) ? { registeredEmail: only.address } : { newEmail: only.address };
    return isNewSaid && mail.fromAddress !== '' ? { registeredEmail: only.address, oldEmail: only.address, newEmail: mail.fromAddress } : { registeredEmail: only.address };
  }
  return only.oldness < 0 && !(only.aside && !isNewSaid) && !STAYS.test(mail.text) ? { newEmail: only.address } : { registeredEmail: only.address };
}

/** Everything is as it was: whoever says so of an address wants no other. */
const STAYS = /(?:same (?:inbox|address|mailbox|mail)|gleiche[nr]? adresse|dieselbe|noch die alte|unverändert|nichts geändert|wie gehabt|wie immer|old mailbox back|as before|last day)/iu;

const THIS_ADDRESS = /(?:(?:adresse|address|e-?mail|mail|postfach|mailbox)[^.!?]{0,60}(?:von der|mit der|aus dem|von dem)[^.!?]{0,20} (?:schreibe|diese zeilen kommen)|(?:hinterlegt|registriert|registered|angemeldet|gemeldet|signed up|on file|have me)[^.!?]{0,40}(?:diese[rn]?|this|dieser hier)(?![\p{L}])[^.!?]{0,12}(?:adresse|address|mail)|(?:hinterlegt|registriert|angemeldet|gemeldet)[^.!?]{0,30}absender(?:adresse)?|(?:address|e-?mail|mailbox|account)[^.!?]{0,40}(?:i am|i'm) (?:writing|mailing) from|same (?:address )?as this|the address i (?:write|am writing) from)/iu;

/** Not spelled out, but plain: "the address I write from", or a quoted mail of ours that went to them. */
function impliedOrNone(mail: MailToRecognise, context: RecognitionContext, caseType: CaseType): Addresses {
  if (REPLACING.has(caseType) || caseType === 'forgot-identity') return {};
  if (THIS_ADDRESS.test(mail.text)) return mail.fromAddress ? { registeredEmail: mail.fromAddress } : {};
  const from = /^[>\s]{0,6}(?:von|from)\s{0,2}:.{0,200}$/imu.exec(mail.quoted)?.[0] ?? '';
  const sentByUs = matchesOf(ADDRESS, from).some(([address]) => isOurs(address, context));
  const to = /^[>\s]{0,6}(?:an|to)\s{0,2}:(.{0,200})$/imu.exec(mail.quoted)?.[1] ?? '';
  const [address] = to.match(ADDRESS) ?? [];
  return sentByUs && address && !isOurs(address, context) ? { registeredEmail: address } : {};
}

/** "Mr Sharpe (t.sharpe@…)", "bei ihm (s.ohl@…)": the address stands behind the person it belongs to; or "x@… is the account". */
const HOLDER_ADDRESS = /(?:(?:herrn?|frau|mr|mrs|ms|dr)\.?(?:\s\p{Lu}[\p{L}'’-]{1,25}){1,2}|ihm|ihr|him|her|\p{Lu}\p{Ll}[\p{L}'’-]{1,25}\s\p{Lu}\p{Ll}[\p{L}'’-]{1,25})\s?\(([^\s()@]{1,64}@[^\s()]{1,120})[),]|([^\s()@]{1,64}@[^\s()]{1,120}) (?:is (?:the|his|her|my) (?:account|login)|ist (?:das|sein|ihr|mein) (?:konto|login))/u;

/** "… instead of this one here": the address they write from is the old one. */
function withSenderAsOld(found: Addresses, mail: MailToRecognise): Addresses {
  if (found.oldEmail || !found.newEmail || mail.fromAddress === '' || found.newEmail === mail.fromAddress) return found;
  if (!SENDER_IS_OLD.test(mail.text)) return found;
  return { ...found, registeredEmail: mail.fromAddress, oldEmail: mail.fromAddress };
}

/** Whether the text names an address that is neither the sender's nor one of ours. */
export function namesForeignAddress(text: string, fromAddress: string, context: RecognitionContext): boolean {
  const sender = fromAddress === '' ? '' : canonicalAddress(fromAddress);
  return mentionsIn(text, context).some((one) => canonicalAddress(one.address) !== sender);
}

function speaksOfBoth(mentions: readonly Mention[]): boolean {
  return mentions.some((one) => one.oldness >= 1) && mentions.some((one) => one.oldness <= -1 && !(one.aside && one.oldness > -2));
}

/** The right one is the one they write from. */
function misspelled(mentions: readonly Mention[], mail: MailToRecognise): Addresses {
  const wrong = mentions.find((one) => !isSender(one, mail))!;
  return { registeredEmail: wrong.address, oldEmail: wrong.address, newEmail: mentions.find((one) => isSender(one, mail))!.address };
}

function isSender(one: Mention, mail: MailToRecognise): boolean {
  return mail.fromAddress !== '' && canonicalAddress(one.address) === canonicalAddress(mail.fromAddress);
}

function replacement(mentions: readonly Mention[], mail: MailToRecognise): Addresses {
  const ranked = [...mentions].sort((left, right) => right.oldness - left.oldness);
  const top = ranked[0]!;
  const bottom = ranked.at(-1)!;
  let [old, fresh] = [mentions[0]!, mentions[1]!];
  if (top.oldness > bottom.oldness) [old, fresh] = [top, bottom];
  else if (isSender(top, mail)) [old, fresh] = [bottom, top];
  else if (isSender(bottom, mail)) [old, fresh] = [top, bottom];
  return { registeredEmail: old.address, oldEmail: old.address, newEmail: fresh.address };
}

function registered(all: readonly Mention[], mail: MailToRecognise, caseType: CaseType): Addresses {
  const mentions = all.filter(({ toCome }) => !toCome);
  // A wish for another address in a mail about something else: taken for the one on file it would invite a link to it.
  if (all.length === 1 && mentions.length === 0) return { newEmail: all[0]!.address };
  const firm = mentions.filter((one) => one.registered && !one.aside);
  if (caseType === 'forgot-identity') return firm.length === 1 && firm[0]!.oldness >= 3 ? { registeredEmail: firm[0]!.address } : {};
  const holders = mentions.length === 0 ? undefined : HOLDER_ADDRESS.exec(mail.text);
  const named = mentions.find((one) => one.address === (holders?.[1] ?? holders?.[2]));
  if (named) return { registeredEmail: named.address };
  const good = firm.length > 0 ? firm : mentions.filter((one) => one.registered);
  if (good.length === 1) return { registeredEmail: good[0]!.address };
  const [only] = mentions;
  // Whoever names one address only, and not as one to write to, names the one on file.
  if (mentions.length === 1 && !only!.aside && !only!.wanted && only!.oldness >= 0) return { registeredEmail: only!.address };
  if (good.length === 0 && only !== undefined && mentions.filter((one) => !one.aside || isSender(one, mail)).length === 1 && mentions.some((one) => isSender(one, mail))) return { registeredEmail: mentions.find((one) => isSender(one, mail))!.address };
  return {};
}

/** Whether two addresses differ by a slip or two. */
function isSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > A_SLIP || canonicalAddress(left) === canonicalAddress(right)) return false;
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= right.length; to += 1) next.push(Math.min(row[to]! + 1, next[to - 1]! + 1, row[to - 1]! + (left[at - 1] === right[to - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)! <= A_SLIP;
}
