import type { CaseType } from '#kernel';
import { cautionsOf } from './cautions.js';
import { CAUSE_GONE, SENT_IN_VAIN } from './arrival.js';
import type { ExtractedFields, Risk } from './recognition.js';
import type { Concept } from './lexicon/index.js';
import type { ReadSentence } from './score.js';
import { unexplainedRequest } from './unexplained.js';
import { wishesNotUnderstood } from './clauses/wishes.js';
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
const LOST_BY_OWNER = /(?:versehen|versehentlich|accident|mistake|papierkorb|trash)[^.]{0,80}|(?:geloescht|deleted|(?:managed to|went and|had to) delete|tidied away|binned|entsorgt|discarded|weggeklickt)|(?:inzwischen|jetzt|nun|now|since) (?:[a-z]{1,15} ){0,3}(?:abgestellt|behoben|geleert|fixed|repaired|whitelist|positivliste|freigegeben)/;
const TRIED_IN_VAIN = /(?:zwei|drei|vier|mehr|zig|two|three|four|several)(?:mal|fach| mal| times)|server ?log|gateway|falsch (?:geschrieben|eingegeben|angegeben)|vertippt|wrong address|mistyped|confirm my registration|registrierung (?:manuell )?(?:bestaetigen|freischalten)/;
/** A first mail that has had its time to come. */
const WAITED = /bis (?:heute|jetzt)\b|(?:seit|vor|nach) (?:[a-z0-9]{1,15} ){0,2}(?:tag|tage|tagen|woche|wochen|stunden|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b|\b(?:gestern|vorgestern|yesterday|nie|never|warte|waiting)\b|(?:days?|weeks?|hours?) (?:ago|later|now)|\bfor (?:[a-z0-9]{1,8} ){0,2}(?:days|weeks|hours)|since (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|the)/;
const NEW_LINK = /\bbitte (?:noch )?einmal (?:frisch|neu)\b|\b(?:neuen?|noch eine[nr]?|another(?: one)?),? (?:bitte|please)\b|\bbitte (?:noch )?(?:um )?(?:einen? )?(?:neuen?|anderen|noch einen?)\b|(?:bitte|um) (?:ein|eine|einen) (?:neue|andere|frische|weitere)[nrs]?|(?:one|another) (?:more|one)|neue[nr]? (?:schicken|senden|zusenden|zuschicken|bekommen|haben|kriegen)|(?:neue[nrms]?|frische[nrms]?|anderen|weiteren|new|fresh|another|further) (?:[a-z]{1,15} ){0,2}(?:link|mail|email|einladung|invitation|one)|(?:link|ihn|einen|mail|one) (?:[a-z]{1,15} ){0,4}(?:schicken|senden|zukommen|zusenden|ausstellen|resend|send|issue|reissue)|(?:schick|send|mail)[a-z]{0,4} (?:[a-z]{1,15} ){0,5}(?:link|einen|neuen|one|another)|(?<!(?:zum|fuer|fuers|fuer das|fuer ein|mit dem|of|for|for the|for a|to the|set a|with) )(?:neues (?:passwort|kennwort)|new password)/;
const HARMLESS_SIGNALS = new Set(['password-in-clear', 'urgency']);
const MINIMUM_CONFIDENCE = 0.6;
/** A likeness alone is never enough: the mail has to say it, with one strong rule or two weaker ones. */
const SAID = 4;

export interface InstantQuestion {
  readonly primary: CaseType;
  readonly secondary: readonly CaseType[];
  /** What the mail says in so many words, whatever it weighs in the end. */
  readonly outright: ReadonlySet<CaseType>;
  readonly confidence: number;
  readonly risk: Risk;
  readonly riskSignals: readonly string[];
  readonly present: ReadonlySet<Concept>;
  /** The folded text of the mail, sentences joined by ` . `. */
  readonly text: string;
  /** Folded, what the sentences leave out: what stands below the closing, and the signature block. */
  readonly around: string;
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
  readonly sentences: readonly ReadSentence[];
}

/** Texts that say a link has been tried and does not arrive or does not survive, so one more would not help. */
const LINK_WILL_NOT_HELP: readonly (readonly [string, RegExp])[] = [
  ['mail-is-filtered', /quarantaene|quarantine|(?:mail ?|e mail )?(?:gateway|filter) (?:strip|block|remov|entfern|loesch|blockier)|strips? (?:anything|all|every)|loescht (?:ihre|alle|eure)|proxy blocks/],
  ['link-consumed-by-scanner', /scanner|(?:filter|programm|software|schutz|firewall) (?:[a-z]{1,12} ){0,5}(?:oeffnet|ruft|klickt|prueft|opens|clicks)|mail security|safe ?links?|security product|sicherheits(?:software|gateway|produkt) (?:oeffnet|ruft|klickt|prueft)|inspects?/],
  ['several-links-failed', /(?:third|fourth|fifth|dritte[rns]?|vierte[rns]?|fuenfte[rns]?|zweite[rns]?) (?:of these|one|link|mail|nachricht|email)|(?:each|every) (?:of them|one|behaves)|gleiches (?:bild|ergebnis|spiel)|same (?:result|thing|again)|would not help/],
  ['needs-diagnosis', /\b(?:page|form|button|site|seite|formular|knopf|fenster|window) (?:[a-z]{1,12} ){0,3}(?:hangs?|freezes?|crashes|haengt|friert|stuerzt)\b/],
  ['wants-other-channel', /\b(?:andere[nr]?|other|different) (?:moeglichkeit|weg|way|option)\b|temporaer|temporary password|by hand|per post|\b(?:passwort|kennwort|password) (?:[a-z]{1,12} ){0,3}(?:in (?:die|der|eine|einer|dieser|ihrer|eurer) (?:mail|email|antwort)|in (?:the|your|this|an|a) (?:mail|email|reply))\b|\blink (?:dauert|takes)\b|telefonisch|ruf(?:en sie|t) mich|anrufen|call me|ring me|as a code|einen code/],
  ['wants-explanation', /woran liegt|kann es sein dass ich .{0,40}(?:nicht|gar nicht) .{0,20}(?:angelegt|registriert)/],
];

const BY_FILTER: ReadonlySet<string> = new Set(['mail-is-filtered', 'link-consumed-by-scanner']);

/** The last link did its work; what is wrong now is something else. */
const LINK_ALREADY_WORKED = /(?:link|mail|email|nachricht|message) (?:(?!never|not|nicht|nie|nix)[a-z]{1,15} ){0,4}(?:came|arrived|worked|opened|kam (?:[a-z]{1,10} )?an|ging (?:auf|auch auf|sofort auf)|hat (?:funktioniert|geklappt)|angekommen und|ging (?:aber|ja|und))(?! (?:[a-z]{1,15} )?(?:nicht|not|never|nie|nix))/;
/** The password was set by such a link before: another one does it no better. */
const ALREADY_SET = /\b(?:habe|hab|haben) (?:[a-z]{1,15} ){0,6}(?:neues|neue) (?:passwort|kennwort) (?:[a-z]{1,15} ){0,3}(?:gesetzt|vergeben|angelegt|eingerichtet|gewaehlt)\b|(?:gestern|heute|gerade|eben|frisch|vorhin) (?:[a-z]{1,15} ){0,4}(?:vergeben|gesetzt|geaendert|gewaehlt) (?:habe|hab|hatte)\b|(?:ueber|mit) (?:ihren|den|eurem|ihrem|dem) link (?:[a-z]{1,15} ){0,3}(?:vergeben|gesetzt|geaendert)|\breset (?:my|the) password (?:[a-z]{1,10} ){0,3}(?:times|twice|again)\b|(?<!(?:can|could|may|do|should|would|how|let|must|shall|to|must) )\b(?:i|we|have|had|just|already|successfully) (?:set|chose|created) (?:[a-z]{1,10} ){0,2}new (?:password|one)\b/;

/**
 * By content alone: is a link to the address on file safe *and* sufficient? Everything that is not clearly so goes to
 * a person (rule of the house: "what is not sure goes to the triage queue").
 */
export function instantFor(question: InstantQuestion): { readonly allowed: boolean; readonly because: readonly string[] } {
  const against = objections(question);
  if (against.length > 0) return { allowed: false, because: against };
  return { allowed: true, because: [`link-answers:${question.primary}`, `risk:${question.risk}`, `confidence:${question.confidence.toFixed(2)}`] };
}

function objections(question: InstantQuestion): readonly string[] {
  const against: string[] = [];
  if (!isLinkAnswer(question)) against.push(`case-needs-person:${question.primary}`);
  if (question.risk === 'high') against.push('risk:high');
  for (const signal of question.riskSignals) if (!HARMLESS_SIGNALS.has(signal)) against.push(`risk-signal:${signal}`);
  for (const other of new Set([...question.secondary, ...question.outright])) if (other !== question.primary && NEEDS_PERSON.has(other)) against.push(`second-problem:${other}`);
  if (question.isPassedOn) against.push('caution:passed-on');
  if (question.byRules < SAID) against.push('not-said-plainly');
  if (unexplainedRequest(question.sentences)) against.push('unexplained-request');
  const own = ownWordsOf(question);
  if (wishesNotUnderstood(question.sentences, own, wordsUnderstood).length > 0) against.push('wish-not-understood');
  if (question.confidence < MINIMUM_CONFIDENCE) against.push('not-sure-enough');
  against.push(...cautionsOf(question));
  const strange = unfamiliarWords(question.sentences, question.below, own, question.language === 'de');
  // Without the words: one of them may be a password.
  if (strange.length > 0) against.push('words-not-understood');
  const missing = MISSING.has(question.primary) ? missingObjection(question) : undefined;
  if (missing) against.push(missing);
  if (FAILED.has(question.primary) && !asksForAnother(question)) against.push('link-not-enough:needs-diagnosis');
  if (question.primary === 'wrong-credentials' && (question.present.has('pin') || question.present.has('letter'))) against.push('link-not-enough:password-and-pin-mixed-up');
  if (question.primary === 'wrong-credentials' && (question.present.has('initial') || question.present.has('slip'))) against.push('case-needs-person:initial-credentials');
  against.push(...linkNotEnough(question));
  return against;
}

function ownWordsOf({ fromName, fromAddress, ownAddresses, fields }: InstantQuestion): ReadonlySet<string> {
  return ownWords([fromName, fromAddress, ...ownAddresses, ...Object.values(fields)]);
}

/** What the words say against one more link, whatever the case type. */
export function linkNotEnough(question: Pick<InstantQuestion, 'primary' | 'text' | 'present'>): readonly string[] {
  const against: string[] = [];
  if (!MISSING.has(question.primary) && SENT_IN_VAIN.test(question.text)) against.push('link-not-enough:mail-does-not-arrive');
  if (ALREADY_SET.test(question.text) || (LINK_ALREADY_WORKED.test(question.text) && !question.present.has('expired'))) against.push('link-not-enough:link-already-worked');
  const isCauseGone = CAUSE_GONE.test(question.text);
  for (const [name, pattern] of LINK_WILL_NOT_HELP) if (!(isCauseGone && BY_FILTER.has(name)) && pattern.test(question.text)) against.push(`link-not-enough:${name}`);
  return against;
}

/**
 * A mail that does not arrive will not arrive a second time by itself (seed U40: then a person helps). A link is enough
 * where the mail was lost by the requester's own doing, and for a first activation mail that nobody has looked for yet.
 */
function missingObjection({ primary, present, text }: InstantQuestion): string | undefined {
  if (LOST_BY_OWNER.test(text) || CAUSE_GONE.test(text)) return undefined;
  if (primary === 'reset-mail-missing') return 'link-not-enough:mail-does-not-arrive';
  if (present.has('junk') || TRIED_IN_VAIN.test(text) || WAITED.test(text)) return 'link-not-enough:mail-does-not-arrive';
  return undefined;
}

/** A broken link whose cause is plain (too late, used, cut in two) or that is asked for again; otherwise somebody has to look. */
function asksForAnother({ present, text }: InstantQuestion): boolean {
  return present.has('again') || present.has('expired') || NEW_LINK.test(text) || /verbraucht|benutzt|verwendet|eingeloest|already used|abgeschnitten|schneidet|zwei zeilen|two lines|cut off|token/.test(text);
}

/** Two cases are answered by a link only in one of their forms. */
function isLinkAnswer({ primary, text }: InstantQuestion): boolean {
  if (LINK_ANSWERS.has(primary)) return true;
  if (primary === 'registration-form-blocked') return /(?:bereits|schon|already|in use).{0,40}(?:verwendet|vergeben|registriert|benutzt|used|taken|registered|exists|use)?/.test(text) && /emailaddr|adresse|address|email/.test(text);
  if (primary === 'account-locked') return /\blink (?:would be|waere|bitte|please)\b(?! (?:no|not|of|useless|nicht|kein|keine|sinnlos|zwecklos))|(?:link).{0,80}(?:mail|send|schick)|(?:mail|send|schick).{0,80}(?:link)/.test(text);
  if (primary === 'registration-incomplete') return /(?:neue[rn]?|new|another|again|noch ?(?:ein)?mal|erneut).{0,40}(?:link|einladung|invitation|invite|mail)|(?:link|einladung|invitation|invite).{0,60}(?:neu|new|another|again|noch ?(?:ein)?mal|erneut|resend)/.test(text);
  return false;
}
