import type { Texts } from '../de.js';

/** Data protection: times and requests. */
export const privacy: Texts['privacy'] = {
  requests: {
    title: 'Data protection', lead: 'Requests for a copy, an erasure or a correction (Art. 15 to 17 GDPR). A month runs from their arrival. What is handed over, erased or refused is decided by two people.', none: 'No request', noneText: 'Whoever asks about their data in a mail appears here by itself.',
    clock: 'Time', what: 'Request', state: 'State', actions: 'Actions', until: 'until', extended: 'extended once', recognised: 'recognised in the mail', article: (article) => `Art. ${article} GDPR`, badge: (article, day) => `Art. ${article} GDPR, by ${day}`,
    clocks: { running: 'running', ending: 'due soon', late: 'overdue', over: 'settled' }, kinds: { access: 'Copy of data', erasure: 'Erasure', rectification: 'Correction' },
    states: { open: 'to be decided', proposed: 'waits for a second person', approved: 'being carried out', done: 'fulfilled', refused: 'refused', mistaken: 'was none' }, decisions: { fulfil: 'fulfil', refuse: 'refuse', none: 'is none' },
    fulfil: { access: 'Propose the copy', erasure: 'Propose the erasure' }, refuse: 'Refuse …', isNone: 'No request …', extend: 'Extend …', look: 'Look at the copy', approve: 'Approve', giveBack: 'Hand back', mine: 'your proposal: somebody else approves', inTicket: 'is done in the ticket',
    proposed: 'Waits for a second person.', decided: 'Decided.', opened: 'Request opened. The person hears by when.', fetchUntil: 'to be fetched until', ended: (count) => `${count} entries ended`, stays: 'stays:',
    keptWhat: { account: 'the account in the directory', actions: 'actions on the account', request: 'this request' },
    because: { 'open-ticket': 'still open', 'legal-hold': 'on legal hold', running: 'not over yet', 'this-request': 'as proof, with a time of its own', account: 'exists until it is deleted' },
    openTitle: 'Open a request', openHint: 'When somebody asked in a way that Rekey does not recognise. The time counts from the ticket on.', ticket: 'Ticket', kind: 'Kind', open: 'Open',
    holds: 'Legal holds', holdsHint: 'Tickets that are needed for legal claims: neither the time nor an erasure ends what stands here.', hold: 'Set a legal hold …', letGo: 'Let go …', heldByYou: 'set by you: somebody else lets go', reason: 'Reason', since: 'Since',
    ask: {
      extend: { title: 'Extend the time', text: 'Once, by up to two months, and only before it is over. The person gets a mail with your reason.', hint: 'Is sent to the person as it is.', go: 'Extend and tell' },
      none: { title: 'No request', text: 'Nobody asked for their data, or for its end. A second person agrees; then the clock stops and nothing is sent. What the person wanted is answered in the ticket.', hint: 'Stands in the audit.', go: 'Propose' },
      refuse: { title: 'Refuse the request', text: 'A second person approves, then the person gets a mail with your reason and their right to complain.', hint: 'Is sent to the person as it is.', go: 'Propose the refusal' },
      hold: { title: 'Set a legal hold', text: 'The ticket stays until somebody else lets go.', hint: 'Stands here only, never in a mail.', go: 'Set' },
      letGo: { title: 'Let go of a legal hold', text: 'From then on the time or an erasure ends the ticket like any other. Nothing brings it back.', hint: 'Stands in the audit.', go: 'Let go' },
    },
  },
  retention: {
    title: 'Retention', open: 'See the times', openHint: 'How long which data stay, and what ends them.',
    lead: 'Every class of data has a time. A standing job ends what is due. What is open, waits, is disputed or part of a breach is left alone. A portal’s own times stand in its profile under "retention".',
    textsEnded: 'Messages and sender were deleted when their time was over',
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
