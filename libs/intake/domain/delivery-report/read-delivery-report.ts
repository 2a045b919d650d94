import type { IncomingMail } from '../incoming-mail.js';
import { recipientsInWords, wordsAbout, type Known } from './in-words.js';
import { ADDRESS, MAX_RECIPIENTS, oneLine, type DeliveryReport, type FoundRecipient, type ReportedRecipient } from './report-types.js';
import { partReturned } from './returned-mail.js';
import { sesNotice } from './ses-notice.js';
import { statusFields } from './status-fields.js';
import { judgeKind } from './why-it-failed.js';

const MAX_DIAGNOSTIC = 500;
const MAX_RAW = 200_000;
/** They are read as fields; as words, `rfc822;` and host names would be taken for reasons. */
const STATUS_LINES = /^[ \t>]{0,20}(final-recipient|original-recipient|reporting-mta|received-from-mta|remote-mta|arrival-date|last-attempt-date|action|status)[ \t]{0,20}:.*$/gim;
const STATUS = /(?<![\d.])([245]\.\d{1,2}\.\d{1,3})(?!\.?\d)/;

/**
 * What a delivery report says: which recipients, what became of the mail, and which mail. Reads the status fields of
 * RFC 3464, else the list of X-Failed-Recipients (Exim, Google), else the words. `raw`, the mail as it came, helps where
 * a broken boundary hides the report. Give it only mails that the screen called delivery reports: in any other mail
 * every address would look like a failed recipient.
 */
export function readDeliveryReport(mail: IncomingMail, raw?: Uint8Array): DeliveryReport | undefined {
  const notice = sesNotice(mail.text);
  if (notice) return asReport(mail, notice.recipients, '', undefined, notice.messageId);
  const body = raw === undefined ? '' : bodyOf(raw);
  let reportedBy: string | undefined;
  for (const [text, status] of [[mail.text, mail.deliveryStatus], [body, []]] as const) {
    const { report } = partReturned(text);
    const inline = /^[ \t>]{0,20}(final-recipient|original-recipient)[ \t]*:/im.test(text) ? [unquoted(text)] : [];
    const fields = statusFields(status.some((part) => part.trim() !== '') ? status : inline);
    reportedBy ??= fields.reportedBy;
    const found = [fields.recipients, listedRecipients(mail), recipientsInWords(unquoted(report), knownOf(mail)), bareName(mail, report)].find((some) => some.length > 0);
    if (found) return asReport(mail, found, report, reportedBy, undefined);
  }
  const returned = [partReturned(mail.text).returned, body].map(returnedRecipients);
  const found = [mail.subject, ...returned].map((text) => recipientsInWords(text, knownOf(mail))).find((some) => some.length > 0);
  return asReport(mail, found ?? [], partReturned(mail.text).report || partReturned(body).report, reportedBy, undefined);
}

function bodyOf(raw: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(raw.subarray(0, MAX_RAW)).replace(/\r\n?/g, '\n');
  return text.slice(text.indexOf('\n\n') + 1).trim().replaceAll('\0', '');
}

/** A report that somebody forwarded to us. */
function unquoted(text: string): string {
  return text.replace(/^(?:> ?){1,20}(?!>{0,20}[ \t]{0,20}(?:data|rcpt|mail from))/gim, '');
}

function knownOf(mail: IncomingMail): Known {
  return {
    own: [...mail.to, ...mail.cc].map(({ address }) => address.toLowerCase()).concat(mail.deliveredTo.map((address) => address.toLowerCase())),
    reporters: [...mail.from, ...mail.replyTo, ...(mail.sender ? [mail.sender] : [])].map(({ address }) => address.toLowerCase()),
  };
}

function listedRecipients(mail: IncomingMail): FoundRecipient[] {
  const listed = (mail.headers.get('x-failed-recipients') ?? []).flatMap((value) => value.split(/[,\s]+/)).filter((one) => ADDRESS.test(one));
  return [...new Set(listed)].map((address) => ({ address, action: '', status: '', diagnostic: '' }));
}

/** Providers that know only their own domain name the account alone, below a line that ends in a colon (AOL). */
function bareName({ from }: IncomingMail, report: string): FoundRecipient[] {
  const domain = from[0]?.address.split('@')[1]?.toLowerCase();
  const name = /(?:recipients?|address(?:es|\(es\))?|following)[^:]{0,200}:[ \t]{0,20}\n{1,3}[ \t]{0,20}([a-z0-9][a-z0-9._-]{1,63})[ \t]*(?=\n|$)/i.exec(report)?.[1];
  return domain && name ? [{ address: `${name}@${domain}`, action: '', status: '', diagnostic: oneLine(report, 1_000) }] : [];
}

/** Last resort: to whom the mail was that came back. */
function returnedRecipients(returned: string): string {
  return returned.split('\n').slice(0, 400).filter((line) => /^[ \t>|]{0,20}(to|x-original-to|delivered-to)[ \t]*:/i.test(line)).join('\n');
}

function asReport(mail: IncomingMail, found: readonly FoundRecipient[], report: string, reportedBy: string | undefined, messageId: string | undefined): DeliveryReport | undefined {
  const all = found.map(({ address }) => address);
  const judged = once(found).slice(0, MAX_RECIPIENTS).map((one) => judge(one, mail, report, all));
  const original = messageId ?? mail.reportedIds[0];
  const by = reportedBy ?? mail.from[0]?.address.split('@')[1];
  if (judged.length === 0 && original === undefined) return undefined;
  return { recipients: judged, ...(original === undefined ? {} : { originalMessageId: original }), ...(by === undefined ? {} : { reportedBy: by }) };
}

/** A report may name one address several times: the group that says most about it counts. */
function once(found: readonly FoundRecipient[]): FoundRecipient[] {
  const byAddress = new Map<string, FoundRecipient>();
  for (const one of found) {
    const before = byAddress.get(one.address.toLowerCase());
    if (!before || (before.diagnostic === '' && one.diagnostic !== '')) byAddress.set(one.address.toLowerCase(), one);
  }
  return [...byAddress.values()];
}

function judge(found: FoundRecipient, mail: IncomingMail, report: string, all: readonly string[]): ReportedRecipient {
  const around = (wordsAbout(found.address, report, all) || report).replace(STATUS_LINES, '');
  const said = found.diagnostic === '' ? oneLine(around, 1_000) : found.diagnostic;
  const given = found.status;
  const inWords = STATUS.exec(said.replace(/https?:\/\/\S+/g, ' '))?.[1] ?? STATUS.exec(around)?.[1] ?? '';
  const status = (given === '' || given.endsWith('.0.0')) && inWords !== '' ? inWords : given;
  const kind = judgeKind({ ...found, status, diagnostic: said }, mail.subject, all.length > 1 ? around : report);
  return { address: found.address, ...(status === '' ? {} : { status }), kind, diagnostic: oneLine(said, MAX_DIAGNOSTIC) };
}
