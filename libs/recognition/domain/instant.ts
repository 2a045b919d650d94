import { canonicalAddress, type CaseType } from '#kernel';
import { compile } from './text/pattern.js';
import type { ExtractedFields, Risk } from './recognition.js';
import type { Concept } from './lexicon/index.js';
import type { ReadSentence } from './score.js';
import { unexplainedRequest } from './unexplained.js';

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
const LOST_BY_OWNER = /(?:versehen|versehentlich|accident|mistake|papierkorb|trash)[^.]{0,80}|(?:geloescht|deleted|binned|entsorgt|discarded|weggeklickt)|(?:inzwischen|jetzt|nun|now|since) (?:[a-z]{1,15} ){0,3}(?:abgestellt|behoben|geleert|fixed|repaired|whitelist|positivliste|freigegeben)/;
const TRIED_IN_VAIN = /(?:zwei|drei|vier|mehr|zig|two|three|four|several)(?:mal|fach| mal| times)|server ?log|gateway|falsch (?:geschrieben|eingegeben|angegeben)|vertippt|wrong address|mistyped|confirm my registration|registrierung (?:manuell )?(?:bestaetigen|freischalten)/;
/** A first mail that has had its time to come. */
const WAITED = /(?:seit|vor|nach) (?:[a-z0-9]{1,15} ){0,2}(?:tag|tage|tagen|woche|wochen|stunden|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b|\b(?:gestern|vorgestern|yesterday|nie|never|warte|waiting)\b|(?:days?|weeks?|hours?) (?:ago|later|now)|\bfor (?:[a-z0-9]{1,8} ){0,2}(?:days|weeks|hours)|since (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|the)/;
const NEW_LINK = /(?:bitte|um) (?:ein|eine|einen) (?:neue|andere|frische|weitere)[nrs]?|(?:one|another) (?:more|one)|neue[nr]? (?:schicken|senden|zusenden|zuschicken|bekommen|haben|kriegen)|(?:neue[nrms]?|frische[nrms]?|anderen|weiteren|new|fresh|another|further) (?:[a-z]{1,15} ){0,2}(?:link|mail|email|einladung|invitation|one)|(?:link|ihn|einen|mail|one) (?:[a-z]{1,15} ){0,4}(?:schicken|senden|zukommen|zusenden|ausstellen|resend|send|issue|reissue)|(?:schick|send|mail)[a-z]{0,4} (?:[a-z]{1,15} ){0,5}(?:link|einen|neuen|one|another)|neues (?:passwort|kennwort)|new password/;
const HARMLESS_SIGNALS = new Set(['password-in-clear', 'urgency']);
const MINIMUM_CONFIDENCE = 0.6;
/** A likeness alone is never enough: the mail has to say it, with one strong rule or two weaker ones. */
const SAID = 4;

export interface InstantQuestion {
  readonly primary: CaseType;
  readonly secondary: readonly CaseType[];
  readonly confidence: number;
  readonly risk: Risk;
  readonly riskSignals: readonly string[];
  readonly present: ReadonlySet<Concept>;
  /** The folded text of the mail, sentences joined by ` . `. */
  readonly text: string;
  readonly fields: ExtractedFields;
  readonly fromAddress: string;
  /** The text names an address that is neither the sender's nor ours. */
  readonly foreignAddress: boolean;
  /** Somebody hands on another person's mail. */
  readonly isPassedOn: boolean;
  /** Points of the primary case type by what is said, without mere resemblance. */
  readonly byRules: number;
  readonly sentences: readonly ReadSentence[];
}

/** Whom a person has around them, in the words of the pattern language. */
const PEOPLE = '(frau|mann|ehefrau|ehemann|wife|husband|partner*|ex|ex mann|ex frau|chefs?|chefin|boss|vorgesetzte*|manager|sekretaer*|secretary|assistent*|assistant|receptionist|empfang*|mitbewohner*|nachbar*|neighbo*|freund*|friend|sohn|tochter|son|daughter|kind|child|eltern|parents|mutter|vater|mother|father|bruder|schwester|brother|sister|kolleg*|colleague*|dienstleister*|betreuer*|anwalt*|lawyer|steuerberater*|accountant|mitarbeiter*|employee|azubi*|auszubildende*)';

/**
 * Wider than the risk signals: the faintest hint of another person, another destination or a pretext keeps the machine
 * out. A wrong stop here costs a person a minute; a wrong answer costs an account.
 */
const HINTS: readonly (readonly [string, RegExp])[] = [
  ['stands-in-for-someone', compile(['(ich )?vertrete', 'in vertretung (von|fuer|des|der)', 'covering for', 'filling in for', 'standing in for', 'einverstanden', '(is|are|he|she) fine with (it|that|this)', 'knows about (it|this)', '(er|sie) weiss (davon|bescheid)', '(frau|herrn?|kollege|kollegin) [a-z]{3,20} (ist|hat|braucht|kann|will|moechte|liegt|bittet)', '(gave|gab|told) (me|mir) (his|her|their|seinen?|ihren?)', '(his|her|their) (user ?name|password|account|login)', '(seinen?|dessen|deren) (zugang|zugangsdaten|passwort|kennwort|konto|daten)', 'ihren (zugang|account|login) (nutzen|brauche|haben|bekommen|uebernehmen)', 'gern ihren zugang', 'on behalf', 'im auftrag', 'im namen'])],
  ['names-a-destination', compile(['(send*|schick*|uebermitt*|mail|text|fax*) __ (an mich|an meine private|an diese (mail|adresse|nummer)|an die (folgende|private|obige)|to my (private|personal|other)|to this (address|number)|to me instead|to [0-9]{4,14})(?! (wie|registriert))', '(text|sms|whatsapp|ring|call|dictate|diktier*|fax*) (me|it|us|mir|to|the new|the code|durch)', 'per (sms|whatsapp|fax|telefon)', 'telefonisch (mit|durch|ueber)*', 'over the phone', '(einmal|temporaere*|einmalige*) ?(kennwort|passwort|code)', 'private[rnms]? (mail|adresse|emailadresse|handy|nummer|email|mailbox)', 'ausweichadresse'])],
  ['many-accounts', compile(['(passwoerter*|kennwoerter*|passwords|logins|zugaenge*|konten|accounts|zugangsdaten|credentials) (aller|saemtlicher|mehrerer|unsere[rs]?|meine[rs]?|der|des|von|fuer|of|for) __ (kolleg*|mitarbeit*|teams?|abteilung*|klassen?|schueler*|lehrkraefte*|lehrer*|nutzer*|benutzer*|personen|leute*|users?|staff|colleagues|employees|students|pupils|teachers|everyone|everybody|kinder|children)', '(ganze*|gesamte*|whole|entire) (klasse|abteilung|team|kollegium|class|department|staff)', '(list*|liste) __ (passwoerter*|passwords|logins|zugangsdaten|credentials|neuen auf)'])],
  ['somebody-else-gets-it', compile([
    `(to|an|fuer|for) (mein|meine|meinen|meinem|meiner|unser|unsere|unseren|unserem|unserer|my|our|his|her) _ ${PEOPLE}`, `${PEOPLE} _ (will|wird|soll|can|kann|werden) __ (collect*|call*|ring*|meld*|anruf*|hol*|abhol*|pick*)`,
    `(passwort*|kennwort*|password|account|konto|zugang|login|pin) (von|of|fuer|for|des|der|vom) (frau|herrn?|mr|mrs|ms|dr|${PEOPLE.slice(1, -1)})`, '(geben|gib|gebt|gebe|give|tell|hand|pass) __ (ihr|ihm|ihnen|him|her|them)',
    '(ich bin|i am|hier ist|this is|als|as) (der|die|das|the|a|an|ein|eine|von)? ?(neue[rn]? |new )?([a-z]{1,12} )?(dienstleister*|provider|contractor|anwalt*|anwaelt*|lawyer|attorney|solicitor|vormund|guardian|betreuer*|nachfolger*|successor|executor|erbe|erbin|heir)', '(betreuer*|vormund|guardian|anwalt*|lawyer) (von|of|des|der)', '(fuer|for|des|der|the) (den |die |das |our |unseren? )?([a-z]{0,12}vorstand*|[a-z]{0,12}verein*|club|society|board)',
    'verstorben*', 'deceased', 'passed away',
  ])],
  ['wants-the-secret-itself', compile(['(nenn*|sag*|mitteil*|verrat*|tell|give|send|schick*|mail*) __ (das|mein|my|the) (alte*|bisherige*|aktuelle*|jetzige*|old|current|existing)', 'plain ?text', 'klartext', '(in|mit) (die|der|dieser|your|the|this) (antwort|reply|response)', 'by phone', 'am telefon'])],
  ['several-share-it', compile(['(shared|gemeinsam*|geteilte*|gruppen|team|sammel|funktions)[- ]?(mailbox|postfach*|accounts?|kontos?|konto|adresse|inbox|mailadresse)', '(teile*|share*|sharing) __ (postfach|mailbox|inbox|mail*|konto|account|email)', '(of|for|unsere[rs]?|der|des) _ (department|abteilung*|vereins?|fachschaft|praxis|family|familie)'])],
  ['special-account', compile(['admin', 'administrator*', 'root', 'svc', 'sysadmin', 'superuser', '(service|system|dienst|backup|funktions|test|technische[rs]?)[- ]?(account|konto|kontos|user|benutzer|kennung)'])],
  ['did-not-ask-for-it', compile(['(someone|somebody|jemand|irgendwer|irgendjemand) _ (else |anderes |anders )?(requested|asked|tried|requests|hat|wollte|versucht|changed|geaendert)', '(nicht|nichts|never|not|nie) _ (angefordert|angefragt|bestellt|requested|ask(ed)? for|beantragt)'])],
  ['legal', compile(['dsgvo', 'gdpr', 'datenschutz*', 'data protection', 'auskunft nach', 'art(ikel|icle)? 1[5-7]', 'police', 'polizei', 'gericht*', 'court', 'behoerde', 'staatsanwalt*'])],
  ['pretext', compile(['(keine|fuer|von) rueckfragen', 'nicht zu sprechen', 'vertraulich', 'confidential', 'unter uns', 'quick favou?r', 'viertelstunde', 'ausnahmsweise', 'exception', 'diskret*', 'das laeuft schon', 'gefallen tun', 'dezernent*', 'landrat', 'geschaeftsleitung', 'hier spricht', 'hier schreibt', 'this is the (ceo|director|head)'])],
];

function cautions({ text, fields, fromAddress, foreignAddress }: InstantQuestion): readonly string[] {
  const found = HINTS.filter(([, pattern]) => text.search(pattern) >= 0).map(([name]) => `caution:${name}`);
  if (fields.newEmail !== undefined) found.push('caution:another-address');
  if (fields.registeredEmail !== undefined && fromAddress !== '' && canonicalAddress(fields.registeredEmail) !== canonicalAddress(fromAddress)) found.push('caution:writes-from-another-address');
  if (foreignAddress) found.push('caution:mentions-another-address');
  return found;
}

/** Texts that say a link has been tried and does not arrive or does not survive, so one more would not help. */
const LINK_WILL_NOT_HELP: readonly (readonly [string, RegExp])[] = [
  ['mail-is-filtered', /quarantaene|quarantine|(?:mail ?|e mail )?(?:gateway|filter) (?:strip|block|remov|entfern|loesch|blockier)|strips? (?:anything|all|every)|loescht (?:ihre|alle|eure)|proxy blocks/],
  ['link-consumed-by-scanner', /scanner|mail security|safe ?links?|security product|sicherheits(?:software|gateway|produkt) (?:oeffnet|ruft|klickt|prueft)|inspects?/],
  ['several-links-failed', /(?:third|fourth|fifth|dritte[rns]?|vierte[rns]?|fuenfte[rns]?|zweite[rns]?) (?:of these|one|link|mail|nachricht|email)|(?:each|every) (?:of them|one|behaves)|gleiches (?:bild|ergebnis|spiel)|same (?:result|thing|again)|would not help/],
  ['wants-other-channel', /temporaer|temporary password|by hand|per post|telefonisch|ruf(?:en sie|t) mich|anrufen|call me|ring me|as a code|einen code/],
  ['wants-explanation', /woran liegt|kann es sein dass ich .{0,40}(?:nicht|gar nicht) .{0,20}(?:angelegt|registriert)/],
];

/** What kept the mail away has been put right, so the next one will arrive. */
const CAUSE_GONE = /(?:inzwischen|jetzt|nun|mittlerweile|now|since|meanwhile) (?:[a-z]{1,15} ){0,4}(?:abgestellt|behoben|geleert|freigegeben|erlaubt|entsperrt|fixed|repaired|whitelist(?:ed)?|unblocked|allowed|positivliste)|(?:unblocked|whitelisted|freigegeben|freigeschaltet|abgestellt|behoben) (?:[a-z]{1,15} ){0,4}(?:now|jetzt|inzwischen|nun)\b/;
const BY_FILTER: ReadonlySet<string> = new Set(['mail-is-filtered', 'link-consumed-by-scanner']);

/** The last link did its work; what is wrong now is something else. */
const LINK_ALREADY_WORKED = /(?:link|mail|email|nachricht|message) (?:[a-z]{1,15} ){0,4}(?:came|arrived|worked|opened|kam (?:[a-z]{1,10} )?an|ging (?:auf|auch auf|sofort auf)|hat (?:funktioniert|geklappt)|angekommen und|ging (?:aber|ja|und))(?! (?:[a-z]{1,15} )?(?:nicht|not|never|nie|nix))/;
/** Something was sent, perhaps more than once, and nothing came of it. */
const SENT_IN_VAIN = /(?:nichts|nix|nothing|keine mail|keine email|no mail|no email) (?:[a-z]{1,15} ){0,3}(?:auf|ein|an|angekommen|kommt|kam|gekommen|arrives?|arrived|comes?|came|reaches|turns? up|shows? up|appears?)\b|(?:hier|bei (?:mir|uns)|here) (?:[a-z]{1,15} ){0,4}(?:nichts|nix|nothing)\b|(?:angeblich|supposedly|laut [a-z]{1,15}) (?:[a-z]{1,15} ){0,5}(?:unterwegs|verschickt|versendet|gesendet|sent)/;

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
  for (const other of question.secondary) if (NEEDS_PERSON.has(other)) against.push(`second-problem:${other}`);
  if (question.isPassedOn) against.push('caution:passed-on');
  if (question.byRules < SAID) against.push('not-said-plainly');
  if (unexplainedRequest(question.sentences)) against.push('unexplained-request');
  if (question.confidence < MINIMUM_CONFIDENCE) against.push('not-sure-enough');
  against.push(...cautions(question));
  const missing = MISSING.has(question.primary) ? missingObjection(question) : undefined;
  if (missing) against.push(missing);
  if (question.present.has('othersite')) against.push('caution:perhaps-another-site');
  if (FAILED.has(question.primary) && !asksForAnother(question)) against.push('link-not-enough:needs-diagnosis');
  if (question.primary === 'wrong-credentials' && (question.present.has('pin') || question.present.has('letter'))) against.push('link-not-enough:password-and-pin-mixed-up');
  if (question.primary === 'wrong-credentials' && (question.present.has('initial') || question.present.has('slip'))) against.push('case-needs-person:initial-credentials');
  if (!MISSING.has(question.primary) && SENT_IN_VAIN.test(question.text)) against.push('link-not-enough:mail-does-not-arrive');
  if (LINK_ALREADY_WORKED.test(question.text) && !question.present.has('expired')) against.push('link-not-enough:link-already-worked');
  const isCauseGone = CAUSE_GONE.test(question.text);
  for (const [name, pattern] of LINK_WILL_NOT_HELP) if (!(isCauseGone && BY_FILTER.has(name)) && pattern.test(question.text)) against.push(`link-not-enough:${name}`);
  return against;
}

/**
 * A mail that does not arrive will not arrive a second time by itself (seed U40: then a person helps). A link is enough
 * where the mail was lost by the requester's own doing, and for a first activation mail that nobody has looked for yet.
 */
function missingObjection({ primary, present, text }: InstantQuestion): string | undefined {
  if (LOST_BY_OWNER.test(text)) return undefined;
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
  if (primary === 'account-locked') return /(?:link).{0,80}(?:mail|send|schick)|(?:mail|send|schick).{0,80}(?:link)/.test(text);
  if (primary === 'registration-incomplete') return /(?:neue[rn]?|new|another|again|noch ?mal|erneut).{0,40}(?:link|einladung|invitation|invite|mail)|(?:link|einladung|invitation|invite).{0,60}(?:neu|new|another|again|nochmal|erneut|resend)/.test(text);
  return false;
}
