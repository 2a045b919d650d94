import { MAX_RECIPIENTS, type FoundRecipient } from './report-types.js';

/** A notice of Amazon SES that SNS sends as a mail with JSON in it. */
export interface SesNotice {
  readonly type: 'bounce' | 'complaint' | 'delivery';
  readonly recipients: readonly FoundRecipient[];
  readonly messageId?: string;
}

const MAX_NOTICE = 100_000;

type Fields = Readonly<Record<string, unknown>>;

/** The notice in a text, or undefined. Never throws: it is a stranger's JSON. */
export function sesNotice(text: string): SesNotice | undefined {
  const start = text.trimStart();
  if (!start.startsWith('{') || start.length > MAX_NOTICE) return undefined;
  const outer = parsed(start.slice(0, start.lastIndexOf('}') + 1));
  // SNS wraps the notice as a string unless told to send it raw.
  const notice = typeof outer?.['Message'] === 'string' ? parsed(outer['Message']) : outer;
  const type = String(notice?.['notificationType'] ?? notice?.['eventType'] ?? '').toLowerCase();
  if (!notice || (type !== 'bounce' && type !== 'complaint' && type !== 'delivery')) return undefined;
  const about = fields(notice[type]);
  const named = [about['bouncedRecipients'], about['complainedRecipients'], about['recipients']].find(Array.isArray) ?? [];
  const headers = fields(fields(notice['mail'])['commonHeaders']);
  const messageId = String(headers['messageId'] ?? '').replace(/[<>]/g, '');
  const recipients = (named as unknown[]).slice(0, MAX_RECIPIENTS).map((one) => recipientOf(one, type, about));
  return messageId === '' ? { type, recipients } : { type, recipients, messageId };
}

function recipientOf(one: unknown, type: string, about: Fields): FoundRecipient {
  const of = fields(one);
  return {
    address: typeof one === 'string' ? one : String(of['emailAddress'] ?? ''),
    action: type === 'bounce' ? String(of['action'] ?? 'failed').toLowerCase() : 'delivered',
    status: String(of['status'] ?? ''),
    diagnostic: String(of['diagnosticCode'] ?? about['smtpResponse'] ?? about['bounceSubType'] ?? '').replace(/^smtp;\s*/i, ''),
  };
}

function parsed(json: string): Fields | undefined {
  try {
    // Old mail software wraps lines inside the strings.
    return fields(JSON.parse(json.replace(/\n/g, '')));
  } catch {
    return undefined;
  }
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
