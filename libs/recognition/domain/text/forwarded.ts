import type { MailToRecognise } from '../recognition.js';

const FROM_LINE = /^[>\s]{0,6}(?:von|from|de)\s{0,2}:\s{0,3}(.{1,200})$/imu;
const HEADER_LINE = /^[>\s]{0,6}(?:von|from|gesendet|sent|datum|date|an|to|cc|kopie|betreff|subject|reply-to|antwort an)\s{0,2}:.{0,300}$/gimu;
const RULER = /^[>\s]{0,6}-{2,40}.{0,60}-{2,40}\s{0,3}$/gmu;

/** The mail inside a forward as if it had come by itself: its author, its text without the header lines and quote marks. */
export function authorOf(mail: MailToRecognise): MailToRecognise {
  const from = FROM_LINE.exec(mail.quoted)?.[1] ?? '';
  const address = /([^\s<>@"']{1,64}@[^\s<>@"']{1,190})/u.exec(from)?.[1] ?? '';
  const name = from.replace(/<[^>]{0,250}>|\[[^\]]{0,250}\]/gu, '').replace(address, '').replace(/["']/gu, '').trim();
  const subject = /^[>\s]{0,6}(?:betreff|subject)\s{0,2}:\s{0,3}(.{1,300})$/imu.exec(mail.quoted)?.[1] ?? '';
  const body = mail.quoted.replace(HEADER_LINE, '').replace(RULER, '').replace(/^[>\s]{1,6}/gmu, '').trim();
  return { ...mail, text: `${subject}\n\n${body}`.trim(), quoted: '', signature: '', fromAddress: address, fromName: name };
}
