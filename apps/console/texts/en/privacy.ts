import type { Texts } from '../de.js';

/** Data protection: times and requests. */
export const privacy: Texts['privacy'] = {
  retention: {
    title: 'Retention', open: 'See the times', openHint: 'How long which data stay, and what ends them.',
    lead: 'Every class of data has a time. A standing job ends what is due. What is open, waits, is disputed or part of a breach is left alone. A portal’s own times stand in its profile under "retention".',
    what: 'Data', time: 'Time', end: 'Then', done: 'Ended so far', last: 'Last looked at', never: 'never yet',
    days: (days) => (days === 1 ? '1 day' : `${days} days`), bounds: (min, max) => `each portal ${min} to ${max} days`, whole: 'the same for all portals', spared: 'what runs stays',
    ends: { deleted: 'deleted', stripped: 'without personal data' },
    since: { arrival: 'from arrival', closing: 'from closing', settling: 'from settling', expiry: 'from expiry', disabling: 'from disabling' },
    classes: {
      'ticket-texts': 'Messages, notes and senders of tickets', 'set-aside-mails': 'Mails without a ticket (quarantine, machines)', 'outbound-mails': 'Mails sent, with their delivery', 'text-messages': 'Text messages', evidence: 'Evidence', cases: 'Cases with account and claims',
      actions: 'Actions on accounts', grants: 'Links, codes and temporary passwords', 'home-sign-ins': 'Sign-ins at home that were begun', papers: 'Slips and letters', bulks: 'Orders for many accounts', breaches: 'Data breaches', 'data-requests': 'Data protection requests and legal holds',
      audit: 'Audit trail', 'audit-addresses': 'Source addresses in the audit trail', 'raw-mails': 'Mails as they came', attachments: 'Attachments', 'agent-sessions': 'Sign-ins at the desk', 'agent-tokens': 'Revoked API tokens', 'sign-in-keys': 'Sign-in keys of agents who left', 'key-challenges': 'Questions to sign-in keys', 'former-agents': 'Agents who left',
      'sign-in-brakes': 'Brakes against guessing', 'portal-sign-ins': 'Sign-ins at the portal', alarms: 'Cleared alarms', 'breaker-releases': 'Releases of the breaker', 'bounced-addresses': 'Undeliverable addresses', openings: 'Counts of new tickets', 'limit-counts': 'Counts of limits',
      'asked-links': 'Links asked for on the page', 'directory-operations': 'Operation ids at the directory',
    },
  },
};
