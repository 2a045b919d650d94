import { header, says, type Screen } from './screen.js';

const READ_SUBJECT = /^(gelesen|read|lesebestätigung|return receipt|read receipt|empfangsbestätigung|lu|leído|letto|not read|ungelesen gelöscht)\s*[:(]/i;

/** "I have read it" (RFC 8098): nobody expects an answer. */
export const receipt: Screen = (mail) => {
  const verdict = { mailClass: 'receipt', disposition: 'attach' } as const;
  if (mail.contentType === 'multipart/report; disposition-notification') return says(verdict, 'content-type: multipart/report; report-type=disposition-notification');
  if (mail.contentType.startsWith('multipart/report') && READ_SUBJECT.test(mail.subject)) return says(verdict, `subject "${mail.subject}"`);
  return undefined;
};

/** A complaint passed on by a provider (RFC 5965). */
export const feedbackReport: Screen = (mail) => {
  const verdict = { mailClass: 'feedback-report', disposition: 'set-aside' } as const;
  if (mail.contentType === 'multipart/report; feedback-report') return says(verdict, 'content-type: multipart/report; report-type=feedback-report');
  if (mail.deliveryStatus.some((part) => /^feedback-type\s*:/im.test(part))) return says(verdict, 'has a message/feedback-report part');
  const loop = header(mail, 'x-loop');
  if (/^scomp$|feedback/i.test(loop)) return says(verdict, `x-loop: ${loop}`);
  if (/^(email )?(feedback|abuse|complaint) (report|about)|^complaint about message|^abuse report/i.test(mail.subject) && mail.reportedIds.length > 0) return says(verdict, `subject "${mail.subject}"`);
  return undefined;
};

const CHALLENGE_SUBJECT = /(please )?confirm(ation)? (your|of your|that you sent|e-?mail sent|request for)\b.*(message|mail|e-?mail)|verify (your|that you) .*(message|mail|e-?mail)|sender (verification|address verification)|earthlink spamblocker|your (message|e-?mail) (requires|needs) (your )?(confirmation|verification|authentication)|action required to deliver|spam ?arrest/i;

/** "Prove that you are a person before your mail is delivered". Answering would make us a relay for strangers. */
export const challengeResponse: Screen = (mail) => {
  const verdict = { mailClass: 'challenge', disposition: 'set-aside' } as const;
  const tool = ['x-challenge', 'x-tmda-fingerprint', 'x-spamarrest-info', 'x-qurb', 'x-mailblocks', 'x-boxbe-challenge'].find((name) => mail.headers.has(name));
  if (tool) return says(verdict, `${tool}: ${header(mail, tool)}`);
  const subject = CHALLENGE_SUBJECT.exec(mail.subject)?.[0];
  return subject ? says(verdict, `subject "${subject}"`) : undefined;
};
