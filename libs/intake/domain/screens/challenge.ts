import type { IncomingMail } from '../incoming-mail.js';
import { header, says, type Screen } from './screen.js';
import { signOfMachine } from './sign-of-machine.js';

const TOOLS = ['x-challenge', 'x-tmda-fingerprint', 'x-spamarrest-info', 'x-qurb', 'x-mailblocks', 'x-boxbe-challenge', 'x-bluebottle-request', 'x-trusted-delivery'];

/** Portals ask people to confirm their address in nearly the same words, and people show us what they were asked. */
const MAIL = '(?:message|e-?mail|mail)(?![- ]?(?:add?ress|account|konto|verification|confirmation|registration))';

const SUBJECT = new RegExp(`^(?!\\s*(?:wg|fwd?|tr)\\s*:).*?(?:(?:(?:please )?confirm(?:ation)? (?:your|of your|that you sent|e-?mail sent|request for)\\b|verify (?:your|that you) ).*${MAIL}|sender (?:verification|address verification)|earthlink spamblocker|your (?:message|e-?mail) (?:requires|needs) (?:your )?(?:confirmation|verification|authentication)|action required to deliver|spam ?arrest)`, 'i');

/** What such tools write; all of it speaks of our mail to somebody else. */
const TEXT = new RegExp([
  "(?:to have your (?:e-?mail )?address added to|add yourself to|you.re listed on) (?:the recipient.s|my) [\\w ]{0,30}(?:allowed|guest|safe|white) ?list",
  'your (?:message|e-?mail|mail) (?:will be|has been|is being|was) (?:held|waitlisted|quarantined)[^.]{0,80}until you (?:confirm|verify|reply|click)',
  `(?:click|visit|follow)[^.]{0,80}(?:link|below)[^.]{0,80}(?:so that|to (?:ensure|release|complete|allow)) (?:delivery of )?your ${MAIL}`,
  'this (?:account|mailbox) is protected by [^.]{0,80}(?:click|verif)',
  'i (?:apologi[sz]e for this automatic reply|use [^.]{0,60}(?:anti.?spam|challenge))',
].join('|'), 'i');

/** "Prove that you are a person before your mail is delivered". Answering would make us a relay for strangers. */
export const challengeResponse: Screen = (mail) => {
  const verdict = { mailClass: 'challenge', disposition: 'set-aside' } as const;
  const tool = TOOLS.find((name) => mail.headers.has(name));
  if (tool) return says(verdict, `${tool}: ${header(mail, tool)}`);
  const notice = mail.deliveryStatus.find((part) => /x-boxbe-notice|sender not pre-approved/i.test(part));
  if (notice) return says(verdict, 'a delivery report that asks to be confirmed');
  const words = challengeWords(mail);
  const sign = words === undefined ? undefined : signOfMachine(mail);
  return sign === undefined ? undefined : says(verdict, `says "${words}", ${sign}`);
};

/** Words of such a tool, which people use, too: alone they only keep us from answering by machine. Undefined: none. */
export function challengeWords({ subject, fresh }: IncomingMail): string | undefined {
  return (TEXT.exec(fresh.slice(0, 3_000)) ?? SUBJECT.exec(subject.slice(0, 400)))?.[0];
}
