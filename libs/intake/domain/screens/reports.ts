import { sesNotice } from '../delivery-report/ses-notice.js';
import type { IncomingMail } from '../incoming-mail.js';
import { header, says, type Screen } from './screen.js';

const READ_SUBJECT = /^(gelesen|read|lesebestätigung|return receipt|read receipt|empfangsbestätigung|lu|leído|letto|not read|ungelesen gelöscht)\s*[:(]/i;

/** RFC 3464 section 2.3.3, and Postfix's probe for an address. */
const ARRIVED = /^action[ \t]*:[ \t]*(delivered|relayed|expanded|deliverable)\b/gim;
const ANY_ACTION = /^action[ \t]*:/gim;

/** Dovecot refuses with a disposition notification where others send a delivery report. */
export function rejectedByReceipt(mail: IncomingMail): boolean {
  return mail.contentType === 'multipart/report; disposition-notification'
    && (/rejected/i.test(header(mail, 'auto-submitted')) || /automatically rejected|could not be delivered|quota exceeded/i.test(mail.text.slice(0, 1_000)));
}

/** "I have read it" (RFC 8098) and "it has arrived" (RFC 3464): nobody expects an answer. */
export const receipt: Screen = (mail) => {
  const verdict = { mailClass: 'receipt', disposition: 'attach' } as const;
  if (rejectedByReceipt(mail)) return undefined;
  if (sesNotice(mail.text)?.type === 'delivery') return says(verdict, 'a delivery notice of Amazon SES');
  const actions = mail.deliveryStatus.join('\n');
  const arrived = actions.match(ARRIVED)?.length ?? 0;
  if (arrived > 0 && arrived === actions.match(ANY_ACTION)?.length) return says(verdict, 'a delivery report that says delivered');
  if (mail.contentType === 'multipart/report; disposition-notification') return says(verdict, 'content-type: multipart/report; report-type=disposition-notification');
  if (mail.contentType.startsWith('multipart/report') && READ_SUBJECT.test(mail.subject)) return says(verdict, `subject "${mail.subject}"`);
  return undefined;
};

/** A complaint passed on by a provider (RFC 5965). */
export const feedbackReport: Screen = (mail) => {
  const verdict = { mailClass: 'feedback-report', disposition: 'set-aside' } as const;
  if (mail.contentType === 'multipart/report; feedback-report') return says(verdict, 'content-type: multipart/report; report-type=feedback-report');
  if (mail.deliveryStatus.some((part) => /^feedback-type\s*:/im.test(part))) return says(verdict, 'has a message/feedback-report part');
  if (sesNotice(mail.text)?.type === 'complaint') return says(verdict, 'a complaint notice of Amazon SES');
  // The mail program's button, RFC 2369 section 3.2: somebody wants no more mail, and no answer.
  if (/^\s*(unsubscribe|abmelden)\s*$/i.test(mail.subject) && /^auto-/i.test(header(mail, 'auto-submitted'))) return says(verdict, `subject "${mail.subject}" by a machine`);
  const loop = header(mail, 'x-loop');
  if (/^scomp$|feedback/i.test(loop)) return says(verdict, `x-loop: ${loop}`);
  if (/^(email )?(feedback|abuse|complaint) (report|about)|^complaint about message|^abuse report/i.test(mail.subject) && mail.reportedIds.length > 0) return says(verdict, `subject "${mail.subject}"`);
  return undefined;
};
