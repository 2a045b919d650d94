import type { IncomingMail } from '../incoming-mail.js';
import { sesNotice } from '../delivery-report/ses-notice.js';
import { rejectedByReceipt } from './reports.js';
import { header, says, type Screen } from './screen.js';

const POSTMASTERS = /^(mailer[-_.]?daemon|post[-_.]?master|mail[-_.]?(delivery|system|admin)|mdaemon|mail\.?daemon|maildaemon|bounces?|double-bounce|smtp[-_.]?daemon|nobody|uucp|system\.?administrator|microsoftexchange[0-9a-f]{32})([-+_.].*)?@/i;
const POSTMASTER_NAME = /mail delivery (sub)?system|mailer[- ]daemon|postmaster|system administrator|mail administrator|mail delivery service|systemadministrator|mail delivery|mailsystem/i;

/** How mail systems head a report, English, German and the old ones. */
const SUBJECT = new RegExp([
  'undeliver(ed|able|y)|non[- ]?deliver(y|able)|not deliver(ed|able)|delivery (status )?(notification|report|failure|error|problem|has failed|delay|incomplete)',
  '(mail|message|e-mail|email)?\\s*deliver\\w* (has )?(fail|problem|error|delayed|unsuccessful)|failure (notice|delivery|report)|fail(ed|ure) (mail|delivery|to deliver)|could ?n.t be delivered|could not (be )?(deliver|send)',
  'returned (mail|message|to sender)|mail (system )?(error|returned|status report|could not)|message (status|could not|delayed|not delivered|undeliverable|delivery|send failure|error)|warning: (message|could not send)|mail deliver(y|ed) (system|failed)',
  'user unknown|unknown user|mailbox (unavailable|is full|full)|\\bndn:|\\bbounced?\\b|mail failure|nondeliverable|error sending|problems? delivering|permanent (delivery )?(failure|error)|mail failed|returning to sender|(you are|are) not (a )?member|mail .{0,20}(was )?blocked|address (has )?changed|sendmail.*(error|fail)|rejected mail|no such user|email address (is )?(invalid|unknown|not found)',
  'unzustellbar|nicht zustellbar|zustell(ung|fehler|benachrichtigung|ung verz)|konnte nicht zugestellt|unzustellbarkeit|zustellung .*(fehl|verzö)|nachricht .*nicht (zu)?gesendet|fehler bei der zustellung|benachrichtigung zum übermittlungsstatus|übermittlung .*fehl',
  'mensagem não|não entregue|non remis|échec|rapport de non|avis de non|non recapitabile|mancata consegna|no se (ha )?pud|no entregad|onbestelbaar|nedoručiteln|недостав|配信|送信|エラー',
].join('|'), 'i');

const STATUS_LINE = /^(final-recipient|original-recipient|diagnostic-code|reporting-mta|action|status)\s*:/im;
const REPORT_TEXT = new RegExp([
  '(could|can) ?not be delivered|was not delivered|(un|not )deliver(able|ed)|delivery .{0,60}(fail|not possible|suspended)|permanent (fatal )?errors?|failed (permanently|to deliver|recipient)|returned to (you|sender)|unable to deliver|could ?n.t (be )?deliver',
  'message that you sent|user unknown|unknown user|no such (user|mailbox|recipient|person)|mailbox (is )?(full|unavailable|disabled|not found|size)|over ?quota|quota exceeded|does(n.t| not) (exist|have)|(550|551|552|553|554|450|451|452)[ -]',
  'nicht zugestellt|nicht zustellbar|unzustellbar|unbekannter empfänger|empfänger .{0,40}(unbekannt|existiert nicht)|postfach .{0,30}voll|undeliverable address|transcript of session|not listed in|did not reach|(has been|is being) returned|no valid recipients|failed addresses|invalid (recipient|address)|address(es)? (rejected|had)|recipient.{0,40}(reject|invalid|unknown|fail)',
].join('|'), 'i');

/** Machines that pass mail on and report under a name of their own: filters, gateways, list servers. */
const SERVERS = /^(?:[^@]*[-_.])?(?:(?:mail-?)?gate-?ways?|mailgate|anti-?virus|smtp|mailserver|listserv|listproc|majordomo|mlserver)(?:[-_.][^@]*)?@|^[^@]+-(?:admin|request|owner|bounces?)@|^owner-[^@]+@/i;

/** How servers that sign with a name of their own begin. People who ask us about a report begin like that too. */
const OPENING = /^\W*(your (e-?mail|mail|message) (with|to|sent|was|has|could|cannot|regarding|concerning)[^\n]{0,200}\s.{0,80}(not (be )?(been )?(deliver|reach|sent)|undeliver|blocked|rejected)|this (message|e-?mail|is) (was|is|an)? ?(created |generated )?automatic[^\n]{0,60}(mail delivery|delivery (status|system|notification))|(delivery|message|mail) (to|for|from) [^\n]{0,120}(fail|unable to deliver|could not)|unable to deliver|the following (address|recipient|message)|i.m sorry to have to inform|hi\. this is the|ihre (nachricht|e-?mail|mail) [^\n]{0,120}(nicht zugestellt|unzustellbar)|diese nachricht wurde automatisch|you are not (a )?(member|subscribed)|sorry,? you are not)/i;

/** Reports about a delivery: RFC 3464, and the shapes that mail systems used before and beside it. */
export const deliveryReport: Screen = (mail) => {
  const verdict = { mailClass: 'bounce', disposition: 'attach' } as const;
  if (sesNotice(mail.text)?.type === 'bounce') return says(verdict, 'a bounce notice of Amazon SES');
  if (rejectedByReceipt(mail)) return says(verdict, 'a disposition notification that says rejected');
  if (mail.contentType.startsWith('multipart/report') && /disposition-notification|feedback/.test(mail.contentType)) return undefined;
  if (mail.contentType === 'multipart/report; delivery-status') return says(verdict, 'content-type: multipart/report; report-type=delivery-status');
  if (mail.deliveryStatus.some((part) => STATUS_LINE.test(part))) return says(verdict, 'has a message/delivery-status part');
  if (header(mail, 'x-failed-recipients') !== '') return says(verdict, `x-failed-recipients: ${header(mail, 'x-failed-recipients')}`);
  const sender = postmasterOf(mail);
  const nullSender = mail.returnPath === '';
  const subject = SUBJECT.exec(mail.subject)?.[0];
  const text = REPORT_TEXT.exec(mail.text.slice(0, 20_000))?.[0] ?? (STATUS_LINE.test(mail.text) ? 'status lines' : undefined);
  const speaksOfDelivery = text !== undefined && /deliver|zugestellt|zustell|[45]\d\d[ -]|status lines/i.test(mail.text.slice(0, 2_000));
  if (mail.from.length === 0 && subject && (speaksOfDelivery || mail.reportedIds.length > 0) && !isReply(mail)) return says(verdict, `no sender, subject "${subject}"`);
  if (sender && subject) return says(verdict, `from ${sender}, subject "${subject}"`);
  if (sender && text) return says(verdict, `from ${sender}, says "${text}"`);
  if (sender && mail.text.trim() === '' && !/^nobody@/i.test(sender)) return says(verdict, `from ${sender}, says nothing`);
  const machine = sender ?? machineSign(mail);
  if (machine !== undefined && opensLikeReport(mail)) return says(verdict, `${machine}, subject "${subject}", begins like a report`);
  if (nullSender && subject) return says(verdict, `null return path, subject "${subject}"`);
  if (nullSender && text && mail.reportedIds.length > 0) return says(verdict, `null return path, returns a mail, says "${text}"`);
  if (subject && text && mail.reportedIds.length > 0 && !isReply(mail)) return says(verdict, `subject "${subject}", returns a mail`);
  return undefined;
};

/** Subject and first sentence are those of a report. Words alone: whoever asks us about one they got quotes them. */
export function opensLikeReport(mail: IncomingMail): boolean {
  return !isReply(mail) && SUBJECT.test(mail.subject) && OPENING.test(mail.text.slice(0, 600));
}

/** What people's mails do not have: RFC 3464 section 2 (null sender, the mail that is reported), RFC 3834 section 5. */
function machineSign(mail: IncomingMail): string | undefined {
  if (mail.returnPath === '') return 'null return path';
  if (mail.reportedIds.length > 0 || mail.deliveryStatus.length > 0) return 'returns a mail';
  const submitted = header(mail, 'auto-submitted');
  if (submitted !== '' && !/^no\b/i.test(submitted)) return `auto-submitted: ${submitted}`;
  const server = mail.from.find(({ address }) => SERVERS.test(address));
  return server && `from ${server.address}`;
}

function postmasterOf({ from, sender, returnPath }: IncomingMail): string | undefined {
  // Newsletters leave from `bounce-123@`, so there the path alone tells nothing.
  const paths = [sender?.address, returnPath].filter((path) => path !== undefined && !/^bounce/i.test(path)) as string[];
  const addresses = [...from.map(({ address }) => address), ...paths];
  return addresses.find((address) => POSTMASTERS.test(address)) ?? from.find(({ name }) => name !== undefined && POSTMASTER_NAME.test(name))?.name;
}

/** A person who answers to a report, or forwards one to us, is a person. */
function isReply({ subject }: IncomingMail): boolean {
  return /^\s*(re|aw|antw|wg|fwd?|tr|sv)\s*:/i.test(subject);
}
