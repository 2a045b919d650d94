import type { MailToRecognise } from '#recognition';
import type { IncomingMail } from './incoming-mail.js';

/** What recognition gets to see of a mail. */
export function toRecognise(mail: IncomingMail): MailToRecognise {
  const from = mail.from[0] ?? mail.sender;
  return {
    subject: mail.subject,
    text: mail.fresh,
    signature: mail.signature,
    quoted: mail.quoted,
    fromAddress: from?.address ?? '',
    fromName: from?.name ?? '',
    replyTo: mail.replyTo.map(({ address }) => address),
    attachmentNames: mail.attachments.map(({ name }) => name),
  };
}
