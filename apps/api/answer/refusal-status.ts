/**
 * Which HTTP status a refusal gets, by the longest prefix of its code that stands here. What does not stand here is
 * 422: understood, and no. 401 "who are you", 403 "you may not", 409 "not as things stand", 429 "not so often".
 */
const REFUSAL_STATUS: Readonly<Record<string, number>> = {
  'session.': 403,
  'session.required': 401,
  'session.ended': 401,
  'session.wrong-credentials': 401,
  'session.code-needed': 401,
  'session.password-needed': 401,
  'session.throttled': 429,
  'agents.not-permitted': 403,
  'agents.unknown': 404,
  'agents.second-factor-present': 409,
  'tickets.unknown': 404,
  'tickets.not-permitted': 403,
  'tickets.version-conflict': 409,
  'tickets.changed-meanwhile': 409,
  'tickets.merged': 409,
  'tickets.merge-other-requester': 409,
  'tickets.not-merged': 409,
  'tickets.unmerge-too-late': 409,
  'tickets.split-': 409,
  'recovery.no-such-ticket': 404,
  'recovery.not-at-office': 404,
  'recovery.username-taken': 409,
  'recovery.not-permitted': 403,
  'recovery.no-such-action': 404,
  'recovery.no-such-breach': 404,
  'recovery.nothing-granted': 409,
  'recovery.not-trained': 403,
  'recovery.fresh-proof-needed': 403,
  'recovery.limit-reached': 429,
  'recovery.cooling-down': 429,
  'recovery.code-path-closed': 429,
  'recovery.case-closed': 409,
  'recovery.case-busy': 409,
  'recovery.key-used': 409,
  'recovery.link-busy': 409,
  'recovery.account-not-linked': 409,
  'recovery.no-call-under-way': 409,
  'recovery.no-approval-pending': 409,
  'recovery.not-cancellable': 409,
  'recovery.nothing-to-print': 404,
  'recovery.bulk-unknown': 404,
  'attachments.': 409,
  'attachments.unknown': 404,
  'attachments.removed': 410,
  'attachments.infected': 403,
  'attachments.scanner-unreachable': 503,
  'intake.': 409,
  'intake.unknown-mail': 404,
  'outbound.': 409,
  'outbound.mail-unknown': 404,
  'outbound.key-unknown': 404,
  'outbound.wording-unfit': 422,
  'portals.unknown': 404,
};

const PREFIXES = Object.keys(REFUSAL_STATUS).sort((a, b) => b.length - a.length);

export function statusOf(refusal: string): number {
  const prefix = PREFIXES.find((start) => refusal.startsWith(start));
  return prefix === undefined ? 422 : REFUSAL_STATUS[prefix]!;
}
