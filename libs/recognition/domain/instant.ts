import type { CaseType } from '#kernel';
import { onlyAsksWhy } from './asks-why.js';
import { cautionsOf } from './cautions.js';
import { CAUSE_GONE, SENT_IN_VAIN } from './arrival.js';
import { DECISIVE_KINDS } from './learned/decisive.js';
import { surenessOf, type Likeness } from './learned/likeness.js';
import type { ExtractedFields, Risk } from './recognition.js';
import type { Concept } from './lexicon/index.js';
import type { ReadSentence } from './score.js';
import { fold } from './text/fold.js';
import { ENOUGH } from './hints/index.js';
import type { Passage } from './text/passage.js';
import { Sifted } from './text/sifted.js';
import { PhraseIndex, holds } from './text/phrase-index.js';
import { unexplainedRequest } from './unexplained.js';
import { wantsMore, wishesNotUnderstood } from './clauses/wishes.js';
import { unfamiliarWords, wordsUnderstood, ownWords } from './unfamiliar.js';

/** Cases whose whole answer is a link, or the user name, mailed to the address on file. */
const LINK_ANSWERS: ReadonlySet<CaseType> = new Set([
  'forgot-password', 'reset-mail-missing', 'reset-link-failed', 'forgot-username', 'activation-mail-missing', 'activation-link-failed',
  'activation-expired', 'new-credentials', 'wrong-credentials', 'forced-reset',
]);
/** A second problem of these kinds needs a person, so the mail as a whole does. */
const NEEDS_PERSON: ReadonlySet<CaseType> = new Set([
  'lost-email-access', 'email-change', 'suspected-compromise', 'two-factor-lost', 'pin-activation', 'account-deletion', 'forgot-identity', 'staff-account',
  'registration-data-changed', 'initial-credentials', 'wrong-site',
]);
const MISSING: ReadonlySet<CaseType> = new Set(['reset-mail-missing', 'activation-mail-missing']);
const FAILED: ReadonlySet<CaseType> = new Set(['reset-link-failed', 'activation-link-failed']);
const LOST_BY_OWNER = new Sifted(/(?:versehen|versehentlich|accident|mistake|papierkorb|trash)[^.]{0,80}|(?:geloescht|deleted|(?:managed to|went and|had to) delete|tidied away|binned|entsorgt|discarded|weggeklickt|weggeworfen|weggewischt|weggetippt|vernichtet|verschluckt|geschluckt|abgeprallt|thrown (?:out|away|overboard)|pressed delete|delete all\b|alle leeren|(?:leert|entleert|empties) (?:[a-z]{1,12} ){0,6}(?:selbst|selber|sich|nacht|each|every|itself)|sich (?:[a-z]{1,12} ){0,3}(?:selbst|selber) leert|endgueltig loeschen|loescht (?:[a-z]{1,12} ){0,6}(?:automatisch|ungelesen)|vanished completely|(?:fell|gefallen|ertrunken) (?:in|ins|im) (?:the )?(?:water|wasser)|(?:telefon|handy|phone) (?:[a-z]{1,12} ){0,3}(?:ertrunken|drowned)|purged|too old|threw (?:it|them) (?:out|away)|erased|swallowed|ate (?:it|your|the)|swiped|emptied)|(?:inzwischen|jetzt|nun|now|since) (?:[a-z]{1,15} ){0,3}(?:abgestellt|behoben|geleert|fixed|repaired|whitelist|positivliste|freigegeben)/);
const TRIED_IN_VAIN = new Sifted(/(?:zwei|drei|vier|mehr|zig|two|three|four|several)(?:mal|fach| mal| times)|server ?log|gateway|falsch (?:geschrieben|eingegeben|angegeben)|vertippt|wrong address|mistyped|confirm my registration|registrierung (?:manuell )?(?:bestaetigen|freischalten)/);
/** A first mail that has had its time to come. */
const WAITED = new Sifted(/bis (?:heute|jetzt)\b|(?:seit|vor|nach) (?:[a-z0-9]{1,15} ){0,2}(?:tag|tage|tagen|woche|wochen|stunden|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b|\b(?:gestern|vorgestern|yesterday|nie|never|warte|waiting)\b|(?:days?|weeks?|hours?) (?:ago|later|now)|\bfor (?:[a-z0-9]{1,8} ){0,2}(?:days|weeks|hours)|since (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|the)/);
const NEW_LINK = new Sifted(/\bbitte (?:noch )?einmal (?:frisch|neu)\b|\b(?:neuen?|noch eine[nr]?|another(?: one)?),? (?:bitte|please)\b|\bbitte (?:noch )?(?:um )?(?:einen? )?(?:neuen?|anderen|noch einen?)\b|(?:bitte|um) (?:ein|eine|einen) (?:neue|andere|frische|weitere)[nrs]?|(?:one|another) (?:more|one)|neue[nr]? (?:schicken|senden|zusenden|zuschicken|bekommen|haben|kriegen)|(?:neue[nrms]?|frische[nrms]?|anderen|weiteren|new|fresh|another|further) (?:[a-z]{1,15} ){0,2}(?:link|mail|email|einladung|invitation|one)|(?:link|ihn|einen|mail|one) (?:[a-z]{1,15} ){0,4}(?:schicken|senden|zukommen|zusenden|ausstellen|resend|send|issue|reissue)|(?:schick|send|mail)[a-z]{0,4} (?:[a-z]{1,15} ){0,5}(?:link|einen|neuen|one|another)|(?<!(?:zum|fuer|fuers|fuer das|fuer ein|mit dem|of|for|for the|for a|to the|set a|with) )(?:neues (?:passwort|kennwort)|new password)/);
const HARMLESS_SIGNALS = new Set(['password-in-clear', 'urgency']);
const MINIMUM_CONFIDENCE = 0.6;
/** Answered by a link in some of their forms; which, the rules cannot always tell. */
const PERHAPS_LINK: ReadonlySet<CaseType> = new Set(['initial-credentials', 'registration-incomplete', 'registration-form-blocked']);
/** More than one's own account hangs on these. */
const PRIVILEGED = new Sifted(/\badmin(?:istrator(?:en)?)?(?:s|in)?(?:[ -]?(?:konto|zugang|kennung|passwort|kennwort|account|password|login|access|rechte|rights))\b|\b(?:root|superuser|dienst(?:konto|kennung)|funktions(?:konto|postfach)|service account)\b/);
/** A link to a mailbox that is not read any more may be read by whoever has it now; the others change who gets in. */
const NEVER_OUTWEIGHED: ReadonlySet<CaseType> = new Set(['lost-email-access', 'email-change', 'two-factor-lost', 'account-deletion']);
/** Stand in mails that a link answers, too: what they are worth was learned from such mails. The other reasons forbid a link. */
const WEIGHED: ReadonlySet<string> = new Set([
  ...['somebody-else-is-named', 'pretext', 'perhaps-another-site', 'special-account', 'wants-the-secret-itself', 'sounds-odd', 'for-a-group', 'says-the-opposite', 'many-accounts', 'first-access', 'second-wish', 'other-mailbox', 'names-a-destination'].map((name) => `caution:${name}`),
  ...['needs-diagnosis', 'wants-other-channel', 'link-consumed-by-scanner', 'mail-is-filtered', 'several-links-failed', 'wants-explanation', 'cause-unknown', 'mail-does-not-arrive', 'password-and-pin-mixed-up', 'link-already-worked'].map((name) => `link-not-enough:${name}`),
  ...[...NEEDS_PERSON].filter((caseType) => !NEVER_OUTWEIGHED.has(caseType)).map((caseType) => `second-problem:${caseType}`), ...[...PERHAPS_LINK].map((caseType) => `case-needs-person:${caseType}`),
  'risk-signal:third-party', 'not-said-plainly', 'unexplained-request', 'wish-not-understood', 'not-sure-enough', 'words-not-understood', 'speaks-of-other-hands',
]);
/** Log odds from which on a link is sent (`npm run learn` prints what each line lets through of mails that were left out). */
const SURE = 0.35;
/**
 * The same in 21 to 30 words, in which no second wish is a thing by the way. The table would tell such mails apart at 1.5 as well as
 * the longer ones at `SURE`, but a plain wish is most of what they say: at 1.5 it outweighed 119 clauses that a reviewer wrote as an
 * impostor, at 3.5 none of them (2026-11-30).
 */
const SURE_OF_FEW_WORDS = 3.5;
/** The same where nothing at all was found against it. */
const SURE_WITHOUT_REASON = -0.5;
/** A short mail in which nothing was found goes to a person if one of its sentences is louder (log odds that it says something against a link, of any kind). */
const LOUD = 2;
/** Words, without the salutation. Whoever writes more tells a story. */
const TELLS_A_STORY = 30;
/** Words. In so many or fewer one unknown word may be the whole matter. */
const SAYS_LITTLE = 20;
/** Doubts that a mail may leave because it is short. */
const SHORT_OF_WORDS: ReadonlySet<string> = new Set(['not-sure-enough', 'link-not-enough:cause-unknown']);
/** A likeness alone is never enough: the mail has to say it, with one strong rule or two weaker ones. */
const SAID = 4;

/** The mail, its sentences joined by ` . `, with what is known of it. */
export interface InstantQuestion extends Passage {
  readonly primary: CaseType;
  readonly secondary: readonly CaseType[];
  /** What the mail says in so many words, whatever it weighs in the end. */
  readonly outright: ReadonlySet<CaseType>;
  readonly confidence: number;
  readonly risk: Risk;
  readonly riskSignals: readonly string[];
  readonly present: ReadonlySet<Concept>;
  /** Folded, what the sentences leave out: what stands below the closing, and the signature block. */
  readonly around: Passage;
  /** The desk's own, whose names a mail may say. */
  readonly ownAddresses: readonly string[];
  /** As written: what stands below the closing, without the signature block. */
  readonly below: string;
  readonly language: string;
  /** Letters that nobody sees or that pass for others. */
  readonly isConcealed: boolean;
  /** Longer than what is read. */
  readonly isCutOff: boolean;
  readonly fields: ExtractedFields;
  readonly fromAddress: string;
  readonly fromName: string;
  /** The text names an address that is neither the sender's nor ours. */
  readonly foreignAddress: boolean;
  /** Somebody hands on another person's mail. */
  readonly isPassedOn: boolean;
  /** Points of the primary case type by what is said, without mere resemblance. */
  readonly byRules: number;
  readonly likeness: Likeness;
  /** What each reason against a link is worth. */
  readonly worth: ReadonlyMap<string, number>;
  readonly sentences: readonly ReadSentence[];
}

/** Texts that say a link has been tried and does not arrive or does not survive, so one more would not help. */
const LINK_WILL_NOT_HELP: readonly (readonly [string, Sifted])[] = [
  ['mail-is-filtered', new Sifted(/quarantaene|quarantine|(?:mail ?|e mail )?(?:gateway|filter) (?:strip|block|remov|entfern|loesch|blockier)|strips? (?:anything|all|every)|loescht (?:ihre|alle\b|eure)|proxy blocks/)],
  ['link-consumed-by-scanner', new Sifted(/scanner|(?:filter|programm|software|schutz|firewall) (?:[a-z]{1,12} ){0,5}(?:oeffnet|ruft|klickt|prueft|besucht|folgt|opens|clicks|visits|follows)|(?:system|[a-z]{4,20}system|gateway) (?:[a-z]{1,12} ){0,3}(?:besucht|visits|follows)|mail security|safe ?links?|security product|sicherheits(?:software|gateway|produkt) (?:oeffnet|ruft|klickt|prueft)|inspects?/)],
  ['several-links-failed', new Sifted(/(?:schon|bereits|already) (?:drei|vier|fuenf|three|four|five) (?:davon|of them|of these)|(?:third|fourth|fifth|dritte[rns]?|vierte[rns]?|fuenfte[rns]?|zweite[rns]?) (?:of these|one|link|mail|nachricht|email)\b(?! (?:,? ?die )?mit\b| wuerde| would)|(?:each|every) (?:of them|one|behaves)|gleiches (?:bild|ergebnis|spiel)|same (?:result|thing)|(?<!(?:the|send) )same again|would not help|(?:bringt es|es bringt) (?:[a-z]{1,10} ){0,2}nichts|\bjeder link ,? ?den (?:sie|ihr)\b|\bevery link you\b/)],
  ['needs-diagnosis', new Sifted(/\binternal (?:server )?error\b|\b(?:error|fehler) 5[0-9]{2}\b|interner fehler|\b(?:page|form|button|site|seite|formular|knopf|fenster|window) (?:[a-z]{1,12} ){0,3}(?:hangs?|freezes?|crashes|haengt|friert|stuerzt)\b/)],
  ['wants-other-channel', new Sifted(/\b(?:andere[nr]?|other|different) (?:moeglichkeit|weg|way|option)\b|temporaer|temporary password|by hand|per post|\b(?:passwort|kennwort|password) (?:[a-z]{1,12} ){0,3}(?:in (?:die|der|eine|einer|dieser|ihrer|eurer) (?:mail|email|antwort)|in (?:the|your|this|an|a) (?:mail|email|reply))\b|\blink (?:dauert|takes)\b|telefonisch|ruf(?:en sie|t) mich|anrufen|call me|ring me|as a code|einen code/)],
  ['wants-explanation', new Sifted(/woran liegt|kann es sein dass ich .{0,40}(?:nicht|gar nicht) .{0,20}(?:angelegt|registriert)/)],
];

/** A link that is too old or used up fails on every device: whoever tried several of them has found no riddle. */
const DIAGNOSIS = 'link-not-enough:needs-diagnosis';

const BY_FILTER: ReadonlySet<string> = new Set(['mail-is-filtered', 'link-consumed-by-scanner']);

/** The last link did its work; what is wrong now is something else. */
const LINK_ALREADY_WORKED = new Sifted(/(?:link|mail|email|nachricht|message) (?:(?!never|not|nicht|nie|nix)[a-z]{1,15} ){0,4}(?:came|arrived|worked|opened|kam (?:[a-z]{1,10} )?an|ging (?:auf|auch auf|sofort auf)|hat (?:funktioniert|geklappt)|angekommen und|ging (?:aber|ja|und))(?! (?:[a-z]{1,15} )?(?:nicht|not|never|nie|nix))/);
/** Whoever is in, or takes the request back, needs none. */
const IS_IN = new Sifted(/\b(?:hat sich|haben sich) (?:[a-z]{1,12} ){0,2}erledigt\b|\bnever ?mind\b|\bno longer (?:needed|necessary|required)\b|\b(?:bin|i am|i m|im) (?:(?!nicht|not|kaum|nie|never|noch)[a-z]{1,12} ){0,3}(?:jetzt|nun|wieder|now|again) (?:drin|inside|in|logged in|eingeloggt)\b(?! (?:der|den|dem|the|a|an))|(?<!(?:bis|sobald|until)(?: [a-z]{1,12}){0,6} )\b(?:neues|new) (?:passwort|kennwort|password) (?:(?!nicht|not)[a-z]{1,12} ){0,2}(?:gesetzt|drin|angenommen)\b|\b(?:ignore|ignorieren sie|vergessen sie|forget) (?:[a-z]{1,12} ){0,3}(?:mail|email|anfrage|request|nachricht|message)\b|\b(?:nur damit (?:sie|ihr)|nur zur info|just so you know|for your information|zur kenntnis|just to let you know|thought you should know|for your records|nur interessieren|interessiert nur|(?:will|wollte|moechte|wuesste) nur (?:gern[e]? )?wissen|nur wissen|just tell me (?:whether|if)|only (?:want|wanted|like) to know|just curious|aus neugier|out of curiosity|curiosity)\b|\b(?:seither|seitdem|ever since) (?:[a-z]{1,12} ){0,2}(?:arbeite|working|work)\b|\b(?:seither|seitdem|since then|ever since) (?:[a-z]{1,12} ){0,9}(?:zufrieden|gluecklich|happy)\b|\bwhat i (?:would |still |only ){0,2}(?:like|want|wish) to (?:know|understand)\b|\b(?:konnte|could) (?:[a-z]{1,12} ){0,4}(?:neues|new) (?:kennwort|passwort|password) (?:[a-z]{1,12} ){0,2}(?:festlegen|setzen|vergeben|anlegen)\b|\b(?:rein komme ich|komme (?:jetzt |nun |ja |wieder )?rein)\b(?! (?:nicht|nie|kaum))|\bund (?:der|die|das) (?:ging|klappte|funktionierte)\b|\b(?:der|die) (?:zweite|dritte|naechste) (?:(?!nicht)[a-z]{1,12} ){0,2}(?:ging|klappte|geklappt|funktionierte)\b/);
/** The password was set by such a link before: another one does it no better. */
const ALREADY_SET = new Sifted(/\b(?:habe|hab|haben) (?:[a-z]{1,15} ){0,6}(?:neues|neue) (?:passwort|kennwort) (?:[a-z]{1,15} ){0,3}(?:gesetzt|vergeben|angelegt|eingerichtet|gewaehlt)\b|(?:gestern|heute|gerade|eben|frisch|vorhin) (?:[a-z]{1,15} ){0,4}(?:vergeben|gesetzt|geaendert|gewaehlt) (?:habe|hab|hatte)\b|(?:ueber|mit) (?:ihren|den|eurem|ihrem|dem) link (?:[a-z]{1,15} ){0,3}(?:vergeben|gesetzt|geaendert)|\breset (?:my|the) password (?:[a-z]{1,10} ){0,3}(?:times|twice|again)\b|(?<!(?:can|could|may|do|should|would|how|let|must|shall|to|must|as|until|once|when) )\b(?:i|we|have|had|just|already|successfully) (?:set|chose|created) (?:[a-z]{1,10} ){0,2}new (?:password|one)\b/);

const ENOUGH_SAID = new PhraseIndex<string>(() => ENOUGH.map(([owner, patterns]) => ({ owner, patterns })));

export interface InstantAnswer {
  readonly allowed: boolean;
  readonly because: readonly string[];
}

/**
 * By content alone: is a link to the address on file safe *and* sufficient? Everything that is not clearly so goes to
 * a person (rule of the house: "what is not sure goes to the triage queue"). What forbids it cannot be outweighed; what
 * merely leaves a doubt can, when the mail is very much like those that a link answered (`learned/`). `readOn` is the same
 * mail read without its line breaks, asked for only if a link may go out; `undefined`: it reads the same.
 */
export function instantFor(question: InstantQuestion, readOn: () => InstantQuestion | undefined): InstantAnswer {
  const own = ownWordsOf(question);
  const reasons = reasonsAgainst(question, own);
  const first = answerOf(question, reasons);
  const second = first.allowed ? readOn() : undefined;
  return second ? answerOf(second, new Set([...reasons, ...reasonsAgainst(second, own)])) : first;
}

function answerOf(question: InstantQuestion, reasons: ReadonlySet<string>): InstantAnswer {
  const sureness = surenessOf(question.likeness, reasons, question.worth);
  const isLikeThose = isLikeLinkMails(question, reasons, sureness);
  if (!isLikeThose || forbids(reasons)) return { allowed: false, because: [...reasons, ...(isLikeThose ? [] : [...soundsLike(question.likeness), 'unlike-link-mails'])] };
  return { allowed: true, because: [`link-answers:${question.primary}`, `risk:${question.risk}`, `confidence:${question.confidence.toFixed(2)}`, `like-link-mails:${sureness.toFixed(1)}`, ...[...reasons].map((reason) => `despite:${reason}`)] };
}

function isLikeLinkMails(question: InstantQuestion, reasons: ReadonlySet<string>, sureness: number): boolean {
  const length = question.sentences.reduce((sum, { sentence }) => sum + sentence.words.length, 0);
  const isLoud = question.likeness.loudest.at(-1)! > LOUD;
  if (reasons.size === 0) return (length <= SAYS_LITTLE || sureness >= SURE_WITHOUT_REASON) && (length > TELLS_A_STORY || !isLoud);
  if (length > TELLS_A_STORY) return sureness >= SURE;
  if ([...reasons].every((reason) => SHORT_OF_WORDS.has(reason))) return sureness >= SURE;
  return length > SAYS_LITTLE && sureness >= SURE_OF_FEW_WORDS && !reasons.has('caution:second-wish');
}

/** What one of the sentences says more likely than not. */
function soundsLike({ loudest }: Likeness): readonly string[] {
  return DECISIVE_KINDS.filter((_, kind) => loudest[kind]! > 0).map((kind) => `sounds-like:${kind}`);
}

/** Whether one of the reasons cannot be outweighed. */
export function forbids(reasons: ReadonlySet<string>): boolean {
  return [...reasons].some((reason) => !WEIGHED.has(reason));
}

/** Everything that speaks against a link: danger, another person, address or wish, what is not understood, or a link that would not help. Those that forbid it first. */
export function reasonsAgainst(question: InstantQuestion, own = ownWordsOf(question)): ReadonlySet<string> {
  const against = [...dangers(question, own), ...cautionsOf(question), ...linkNotEnough(question), ...doubts(question, own)];
  return new Set([...against.filter((reason) => !WEIGHED.has(reason)), ...against]);
}

function dangers(question: InstantQuestion, own: ReadonlySet<string>): readonly string[] {
  const against: string[] = [];
  if (!isLinkAnswer(question)) against.push(`case-needs-person:${question.primary}`);
  if (question.risk === 'high') against.push('risk:high');
  for (const signal of question.riskSignals) if (!HARMLESS_SIGNALS.has(signal)) against.push(`risk-signal:${signal}`);
  for (const other of otherProblems(question)) against.push(`second-problem:${other}`);
  if (PRIVILEGED.test(question)) against.push('risk-signal:privileged-account');
  if (question.isPassedOn) against.push('caution:passed-on');
  if (wantsMore(question.sentences, own, wordsUnderstood)) against.push('caution:second-wish');
  const missing = MISSING.has(question.primary) ? missingObjection(question) : undefined;
  if (missing) against.push(missing);
  if (onlyAsksWhy(question.sentences)) against.push('link-not-enough:asks-why');
  if (question.primary === 'wrong-credentials' && (question.present.has('pin') || question.present.has('letter'))) against.push('link-not-enough:password-and-pin-mixed-up');
  return against;
}

/** What was not said or not understood. */
function doubts(question: InstantQuestion, own: ReadonlySet<string>): readonly string[] {
  const open: string[] = [];
  if (question.byRules < SAID) open.push('not-said-plainly');
  if (unexplainedRequest(question.sentences)) open.push('unexplained-request');
  if (wishesNotUnderstood(question.sentences, own, wordsUnderstood).length > 0) open.push('wish-not-understood');
  if (question.confidence < MINIMUM_CONFIDENCE) open.push('not-sure-enough');
  // Without the words: one of them may be a password.
  const { ofOtherHands, strange } = unfamiliarWords(question.sentences, question.below, own, question.language === 'de');
  if (ofOtherHands.length > 0) open.push('speaks-of-other-hands');
  if (strange.length > 0) open.push('words-not-understood');
  if (FAILED.has(question.primary) && !asksForAnother(question)) open.push('link-not-enough:cause-unknown');
  if (question.primary === 'wrong-credentials' && (question.present.has('initial') || question.present.has('slip'))) open.push('case-needs-person:initial-credentials');
  return open;
}

function otherProblems({ primary, secondary, outright }: InstantQuestion): readonly CaseType[] {
  return [...new Set([...secondary, ...outright])].filter((other) => other !== primary && NEEDS_PERSON.has(other));
}

/** A holder who is not the sender is somebody else, whose name is no word of the sender's. */
function ownWordsOf({ fromName, fromAddress, ownAddresses, fields: { fullName, ...fields } }: InstantQuestion): ReadonlySet<string> {
  const isOwnName = fullName !== undefined && fold(fullName).split(' ').some((part) => fold(fromName).split(' ').includes(part));
  return ownWords([fromName, fromAddress, ...ownAddresses, ...Object.values(fields), ...(fullName !== undefined && (isOwnName || fromName === '') ? [fullName] : [])]);
}

/** What the words say against one more link, whatever the case type. */
export function linkNotEnough(question: Pick<InstantQuestion, 'primary' | 'text' | 'known' | 'present'>): readonly string[] {
  const against: string[] = ENOUGH_SAID.in(question).filter(([name, expression]) => holds(expression, question.text) && !(name === DIAGNOSIS && FAILED.has(question.primary) && saysWhyItFailed(question))).map(([name]) => name);
  if (!MISSING.has(question.primary) && SENT_IN_VAIN.test(question)) against.push('link-not-enough:mail-does-not-arrive');
  if (IS_IN.test(question) || ALREADY_SET.test(question) || (LINK_ALREADY_WORKED.test(question) && !question.present.has('expired') && !FAILED.has(question.primary) && !(MISSING.has(question.primary) && LOST_BY_OWNER.test(question)))) against.push('link-not-enough:link-already-worked');
  for (const [name, pattern] of LINK_WILL_NOT_HELP) if (pattern.test(question) && !(BY_FILTER.has(name) && CAUSE_GONE.test(question))) against.push(`link-not-enough:${name}`);
  return against;
}

/**
 * A mail that does not arrive will not arrive a second time by itself (seed U40: then a person helps). A link is enough
 * where the mail was lost by the requester's own doing, and for a first activation mail that nobody has looked for yet.
 */
function missingObjection(question: InstantQuestion): string | undefined {
  if (LOST_BY_OWNER.test(question) || CAUSE_GONE.test(question)) return undefined;
  if (question.primary === 'reset-mail-missing') return 'link-not-enough:mail-does-not-arrive';
  if (question.present.has('junk') || TRIED_IN_VAIN.test(question) || WAITED.test(question)) return 'link-not-enough:mail-does-not-arrive';
  return undefined;
}

/** A broken link whose cause is plain (too late, used, cut in two) or that is asked for again; otherwise somebody has to look. */
function asksForAnother(question: InstantQuestion): boolean {
  return question.present.has('again') || NEW_LINK.test(question) || saysWhyItFailed(question);
}

function saysWhyItFailed({ present, text }: Pick<InstantQuestion, 'present' | 'text'>): boolean {
  return present.has('expired') || /verbraucht|benutzt|verwendet|eingeloest|already used|abgeschnitten|schneidet|zwei zeilen|two lines|cut off|token/.test(text);
}

/** Two cases are answered by a link only in one of their forms. */
function isLinkAnswer({ primary, text }: InstantQuestion): boolean {
  if (LINK_ANSWERS.has(primary)) return true;
  if (primary === 'registration-form-blocked') return /(?:bereits|schon|already|in use).{0,40}(?:verwendet|vergeben|registriert|benutzt|used|taken|registered|exists|use)?/.test(text) && /emailaddr|adresse|address|email/.test(text);
  if (primary === 'account-locked') return /\blink (?:would be|waere|bitte|please)\b(?! (?:no|not|of|useless|nicht|kein|keine|sinnlos|zwecklos))|(?:link).{0,80}(?:mail|send|schick)|(?:mail|send|schick).{0,80}(?:link)/.test(text);
  if (primary === 'registration-incomplete') return /(?:neue[rn]?|new|another|again|noch ?(?:ein)?mal|erneut).{0,40}(?:link|einladung|invitation|invite|mail)|(?:link|einladung|invitation|invite).{0,60}(?:neu|new|another|again|noch ?(?:ein)?mal|erneut|resend)/.test(text);
  return false;
}
