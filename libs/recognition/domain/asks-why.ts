import type { ReadSentence } from './score.js';

/** Asks for the cause, whether a question mark follows or not. */
const ASKS_PLAINLY = /\b(?:wie kann (?:das|es|so ?etwas) (?:denn |nur |bloss )?sein|was ist (?:da|hier|denn|bloss|nur) (?:[a-z]{1,6} )?(?:los|passiert|schief)|what (?:could|can|might|may) (?:it|that|this|the (?:cause|reason|problem)) be|what is (?:wrong|going on|the matter|happening)|how can (?:that|this|it) be|what (?:am i|are we) doing wrong|was mach(?:e|en|t)? (?:ich|wir) (?:da |hier |denn |bloss |nur ){0,2}(?:falsch|verkehrt))\b/;
/** The same of a question only: "niemand weiß warum" asks nothing. */
const ASKS = /\b(?:stimmt (?:da|hier|bei euch|bei ihnen|etwas|was) (?:[a-z]{1,8} )?nicht|woran|wieso|weshalb|warum|wodurch|why|how come|liegt (?:das|es|der fehler|die ursache|mein|meine|unser)|(?:has|have|did|is|are|was) (?:something|anything) (?:[a-z]{1,8} )?(?:happened|happen|gone|broken|wrong|amiss)|(?:something|anything) (?:[a-z]{1,8} )?(?:broken|wrong|amiss)|(?:etwas|was) (?:passiert|kaputt|defekt|umgestellt|geaendert|veraendert|umgebaut)|(?:did|have) you (?:change|changed|switch|switched|alter|altered|update|updated)|habe? ich (?:da |hier )?(?:etwas|was) uebersehen|(?:etwas|was) besonderes (?:zu )?beachten)\b/;
/** "Woran könnte das liegen" wishes for nothing. */
const MAY_BE = /\b(?:koennte|could|can|may|might) (?:das|es|that|it|this|be|(?:the (?:cause|reason|problem)))(?: be| liegen)?\b|\b(?:that|it|this) (?:could|may|might) be\b/g;
/** Asks for something, wishes it, or names what would help, in whatever words: then the cause is asked for by the way. */
const ASKS_FOR_SOMETHING = /\b(?:bitte[tn]?|pls|please|plz|kindly|koennte?[snt]{0,2}|koennen (?:sie|wir)|kannst|kann ich|wuerd[a-z]{0,3}|moecht[a-z]{0,2}|moegen|magst|moegt|haette?n?|brauch[a-z]{0,3}|braeucht[a-z]{0,2}|benoetig[a-z]{0,2}|need|want|would|could|can (?:you|i|we)|may|might|will you|darf|duerf[a-z]{0,3}|let me|schick[a-z]{0,3}|send[a-z]{0,4}|mail(?:en|t|e|st) (?:mir|sie|me|ihr)|helft|helfen|hilf|help|once more|another|nochmals?|noch (?:ein)?mal|noch eine[nrs]?|erneut[a-z]{0,2}|gerne?|voraus|advance|lasst|lassen|gebt|geben|gib|give|wish|hope|hoffe|grateful|dankbar|appreciate[d]?|resend|wiederhol[a-z]{0,3}|freue|bekomme ich|kriege? ich|(?:ein|einen|den) (?:neuen )?link|(?:ein|einen) neue[ns]?$|(?:a|the) (?:link|fresh|new (?:one|link|mail))|frisch[a-z]{0,2}|zuruecksetz[a-z]{0,4}|zuruecksetzung|reset|neuanfang|neue[nrs]? link|link genuegt|wie (?:setze|bekomme|komme|mache) ich|warte|waere[nt]?)\b/;

/**
 * Whether a mail asks why, and for nothing: no link answers that, a person does. Read in three sets of mails: a third of
 * those that were answered by mistake asked such a question and wished for nothing.
 */
export function onlyAsksWhy(sentences: readonly ReadSentence[]): boolean {
  const written = sentences.filter(({ sentence }) => !sentence.isSubject).map(({ sentence: { words, text, shown, isQuestion } }) => ({ text: shown.includes(true) ? words.filter((_, at) => !shown[at]).join(' ') : text, isQuestion }));
  return written.some(({ text, isQuestion }) => ASKS_PLAINLY.test(text) || (isQuestion && ASKS.test(text))) && !written.some(({ text }) => ASKS_FOR_SOMETHING.test(text.replaceAll(MAY_BE, ' ')));
}
