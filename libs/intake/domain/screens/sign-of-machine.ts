import type { IncomingMail } from '../incoming-mail.js';
import { header } from './screen.js';

/** A text that says of itself that no person sent it. */
export const SAYS_AUTOMATIC = /\b(?:diese|dies ist eine) (?:automatische? )?(?:nachricht|antwort|e-?mail|mail)\b.{0,30}\b(?:automatisch (?:erstellt|erzeugt|generiert|versandt|versendet|verschickt|beantwortet)|automatisch)|\b(?:ihre|deine) (?:nachricht|e-?mail|mail) wird automatisch beantwortet|this (?:is an automat|(?:e-?mail|mail|message|reply|response) (?:was|is|has been) (?:automatically |auto-?)(?:generated|sent))/i;

/**
 * What stands beside the words of a program and would not stand beside a person's: an answer has "Re:" then (RFC 5322
 * section 3.6.5), a person's mail has a sender (RFC 5321 section 4.5.5), and Exchange's "All", which it sets on people's
 * mails too, says that this one is to set off nothing. In words; undefined: nothing.
 */
export function signOfMachine(mail: IncomingMail): string | undefined {
  if (mail.returnPath === '') return 'null return path';
  const submitted = header(mail, 'auto-submitted');
  if (submitted !== '' && !/^no\b/i.test(submitted)) return `auto-submitted: ${submitted}`;
  if (isAnswer(mail) && !/^\s*(?:re|aw|antw|sv|r)\s*(?:\[\d+\])?:/i.test(mail.subject)) return 'answers without "Re:"';
  const precedence = header(mail, 'precedence');
  if (/^(?:bulk|junk|list)$/i.test(precedence)) return `precedence: ${precedence}`;
  const suppress = header(mail, 'x-auto-response-suppress');
  if (/\ball\b|\boof\b/i.test(suppress)) return `x-auto-response-suppress: ${suppress}`;
  const said = SAYS_AUTOMATIC.exec(mail.fresh.slice(0, 20_000))?.[0];
  return said === undefined ? undefined : `says "${said}"`;
}

export function isAnswer({ inReplyTo, references }: IncomingMail): boolean {
  return inReplyTo.length > 0 || references.length > 0;
}
