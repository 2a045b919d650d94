import { ADDRESS, MAX_RECIPIENTS, type FoundRecipient } from './report-types.js';

export interface StatusFields {
  readonly recipients: readonly FoundRecipient[];
  readonly reportedBy?: string;
}

/** RFC 3464 section 2.3: the fields that we use of a group about one recipient. */
const OF_RECIPIENT = ['final-recipient', 'original-recipient', 'x-actual-recipient', 'action', 'status', 'diagnostic-code', 'x-supplementary-info', 'x400-supplementary-info'];
const FIELD = /^([a-z][a-z0-9-]*)[ \t]*:(.*)$/i;

/**
 * The groups of a message/delivery-status part (RFC 3464 section 2.1). Blank lines should part them, but some servers
 * forget those and others put them inside a group: a field that is there already begins the next group.
 */
export function statusFields(parts: readonly string[]): StatusFields {
  const groups = parts.flatMap(groupsOf);
  const recipients = groups.map(recipientOf).filter((one) => one !== undefined).slice(0, MAX_RECIPIENTS);
  const reporting = groups.map((group) => group.get('reporting-mta')).find(Boolean);
  const reportedBy = reporting?.replace(/^[^;]*;/, '').trim().split(/\s/)[0];
  return reportedBy ? { recipients, reportedBy: reportedBy.slice(0, 200) } : { recipients };
}

function groupsOf(part: string): Map<string, string>[] {
  const groups: Map<string, string>[] = [new Map()];
  for (const line of unfolded(part)) {
    const [, name = '', value = ''] = FIELD.exec(line) ?? [];
    const key = name.toLowerCase();
    if (key === '') continue;
    const group = groups.at(-1)!;
    const beginsNext = (key === 'final-recipient' || key === 'original-recipient' || key === 'action') && group.has(key);
    if (beginsNext) groups.push(new Map([[key, value.trim()]]));
    else if (!group.has(key)) group.set(key, value.trim());
  }
  return groups;
}

function unfolded(part: string): string[] {
  return part.replace(/\n[ \t]+(?=\S)/g, ' ').split('\n');
}

function recipientOf(group: ReadonlyMap<string, string>): FoundRecipient | undefined {
  const address = addressOf(group.get('original-recipient')) ?? addressOf(group.get('final-recipient')) ?? addressOf(group.get('x-actual-recipient'));
  if (address === undefined || !OF_RECIPIENT.some((name) => group.has(name))) return undefined;
  return {
    address,
    action: (group.get('action') ?? '').toLowerCase().split(/[\s(;]/)[0]!,
    status: /[245]\.\d{1,3}\.\d{1,3}/.exec(group.get('status') ?? '')?.[0] ?? '',
    diagnostic: [group.get('diagnostic-code') ?? '', group.get('x-supplementary-info') ?? group.get('x400-supplementary-info') ?? ''].join(' ').replace(/^\s*[a-z0-9-]+\s*;\s*/i, '').trim(),
  };
}

/** `rfc822;a@b`, `<a@b>`, `a@b (why)`, and X.400 gateways' `x400; /RFC-822=a(a)b/…`. */
function addressOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const plain = value.replace(/^\s*[a-z0-9-]+\s*;\s*/i, '');
  const quoted = /^<?("[^"\s]{1,64}"@[^\s<>;,]+)/.exec(plain.trim())?.[1];
  const whole = /^<?([^\s<>;,"()@]+@[\p{L}\p{N}][\p{L}\p{N}._-]*[\p{L}\p{N}])>?(?=$|[\s(;,>])/u.exec(plain.trim())?.[1];
  return quoted ?? (whole && !/^\/|^[a-z]+=.*;/i.test(whole) ? whole : ADDRESS.exec(plain.replace(/\(a\)/g, '@'))?.[0]);
}
