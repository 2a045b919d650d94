import type { oversight as de } from '../de/oversight.js';

export const oversight = {
  portal: 'Portal', anyPortal: 'All portals', state: 'State', anyState: 'Any state',
  outbox: {
    title: 'Outbox', lead: 'Every mail to one person is one row. Nothing is sent twice.', mail: 'Mail', recipient: 'To', ticket: 'Ticket', when: 'Created', next: 'Next attempt', rounds: 'Attempts', retry: 'Send again', cancel: 'Do not send', retried: 'Is being sent again', cancelled: 'Will not be sent', empty: 'The outbox is empty', emptyText: 'Every mail that Rekey sends appears here.', emptyFiltered: 'No mail in this state.',
    confirm: 'It did arrive', confirmed: 'Noted as sent', attempts: 'What the relay said', noAttempts: 'No attempt yet.', outcomes: { accepted: 'taken', rejected: 'refused', deferred: 'later', unknown: 'no answer' },
    heldBy: { 'recipient-limit': 'Waits: this address has had many mails.', breaker: 'Waits behind the breaker.' } as Record<string, string>,
    unknownHint: 'The connection broke while sending. The mail may have arrived; only a person may repeat it.', 
    retryTitle: 'Really send again?', retryText: 'The result is unknown. The person may get the mail twice.',
  },
  breaker: {
    open: (lastHour: number, limit: number) => `The breaker is open: ${lastHour} automatic mails within the hour, usual are at most ${limit}.`, shut: 'The breaker is shut again.', held: (count: number) => (count === 0 ? 'Nothing waits behind it.' : count === 1 ? 'One mail waits behind it and leaves later.' : `${count} mails wait behind it and leave little by little.`),
    released: 'Released until', release: 'Let it pass', title: 'Let everything pass?', text: (count: number) => `${count === 1 ? 'The waiting mail leaves' : `The ${count} waiting mails leave`} at once, and for an hour the breaker holds nothing. Do this only when you know where the rush comes from.`, reason: 'Reason (stays in the audit trail)', done: (count: number) => (count === 1 ? 'One mail leaves now.' : `${count} mails leave now.`),
  },
  quarantine: {
    title: 'Quarantine', lead: 'Set aside instead of dropped. Releasing sends the mail through all steps again.', from: 'From', subject: 'Subject', why: 'Reason', received: 'Received', size: 'Size', release: 'Release', releaseLabel: (subject: string) => `Release “${subject}”`, released: 'Released. The mail is being filed now.', trace: 'The mail’s way', empty: 'Nothing set aside', emptyText: 'Spam, automatic replies and unreadable mail would wait here.', noSubject: 'no subject', header: 'Header', choose: 'Choose', chooseLabel: (subject: string) => `Choose “${subject}”`, chooseAll: 'Choose all', releaseMany: (count: number) => (count === 1 ? 'Release 1 mail' : `Release ${count} mails`), releasedMany: (released: number, asked: number) => (released === asked ? (asked === 1 ? 'Released.' : `${released} mails released.`) : `${released} of ${asked} released. The others are no longer in quarantine, or were deleted after their time.`), raw: 'Download', rawLabel: (subject: string) => `Download “${subject}” as it came`, delete: 'Delete', deleteLabel: (subject: string) => `Delete “${subject}”`, deleteTitle: 'Delete this mail?', deleteText: 'The mail is gone for good. That you deleted it stays in the audit trail.', deleted: 'Deleted.', confirmTitle: 'Release this mail?', confirmText: 'The mail becomes a ticket. Attachments and links in it may be dangerous.',
  },
  approvals: {
    papers: 'Letters and slips', papersNone: 'Nothing waits for the printer.', papersWaiting: (count: number) => (count === 1 ? '1 sheet waits' : `${count} sheets wait`), papersPrint: 'Print', papersPrinted: (count: number) => (count === 1 ? '1 sheet printed' : `${count} sheets printed`), papersAgain: 'Print again', papersSent: 'It is in the post', papersHint: 'Until you say that it is in the post, the same batch can be printed again; after that the secrets are gone from here.', papersDone: 'Marked as sent.', papersSure: 'Is this batch in the post?', papersSureText: 'After this it cannot be printed again. A sheet that is missing has to be ordered anew.', papersSaved: 'Saved as a PDF. Now print it, put it into envelopes, and then choose “It is in the post”.', manyHint: 'A second person has to agree. Then Rekey works through the accounts; the approval office prints slips here.',
    title: 'Approvals', lead: 'What needs a second person, what lies in a hold, what should be looked at again.', empty: 'No open approvals', emptyText: 'Requests for approval appear here by themselves.',
    waiting: 'Waits for a second person', held: 'On hold', rechecks: 'Random check: look again', many: 'Many accounts at once', what: 'What', account: 'Account', evidence: 'Evidence', askedBy: 'Asked for by', until: 'Possible until', takesEffect: 'Takes effect',
    approve: 'Approve', refuse: 'Refuse', cancel: 'Cancel', fine: 'Fine', wrong: 'Not fine', mine: 'Yours; somebody else decides.', override: 'without evidence', next: 'Next', previous: 'Previous',
    progress: 'Progress', counts: (done: number, skipped: number, failed: number) => `${done} done, ${skipped} passed over, ${failed} failed`, print: (count: number) => (count === 1 ? 'Print 1 slip' : `Print ${count} slips`),
    portal: 'Portal', group: 'Class or group', groupHint: 'as it is called in the directory, such as 10b', groupAll: 'empty: everybody in the portal', order: 'Ask for it', ordered: 'Asked for. A second person has to agree.', kinds: { 'forced-reset': 'Everybody has to choose a new password', 'initial-credentials': 'First credentials on slips' } as Record<string, string>,
  },
  overrides: {
    title: 'Overrides', lead: 'What was asked for without the evidence it needs, whatever became of it. Please look at it every month.', month: 'Month', none: 'No override in this month', noneText: 'As it should be: every action had its evidence.', when: 'When', what: 'What', who: 'Asked for by', second: 'Second person', why: 'Reason', evidence: 'Evidence',
    count: (items: number, cases: number) => `${items === 1 ? '1 override' : `${items} overrides`} in ${cases === 1 ? '1 case' : `${cases} cases`}`, tooMany: 'That is more than one in a thousand cases.', perAgent: 'By person', export: 'Download as CSV', whichMonth: 'Please choose a month, for instance 2026-11.', noEvidence: 'none', nobody: 'nobody yet',
  },
  audit: {
    title: 'Audit', lead: 'Append-only and chained: every row seals the one before.', verify: 'Verify the chain', ok: (rows: string) => `The chain is intact: ${rows} rows verified.`, broken: (chain: string, sequence: number) => `The chain is broken: ${chain}, row ${sequence}.`, time: 'Time', who: 'Who', what: 'What', ticket: 'Ticket', outcome: 'Outcome', detail: 'Details', hash: 'Seal', filterTicket: 'Ticket number', filterVerb: 'Event', apply: 'Filter', empty: 'No entries', emptyText: 'No entry fits the filter.', strength: (strength: string) => `proved by ${strength}`,
    outcomes: { done: 'done', allowed: 'allowed', refused: 'refused', failed: 'failed', started: 'started', ok: 'done', proved: 'proved' } as Record<string, string>,
  },
  mailboxes: {
    title: 'Mailboxes', lead: 'Who is listening, since when, and what still waits.', connected: 'Connected', disconnected: 'Not connected', lastSignIn: 'Last sign-in', lastMail: 'Last mail', caughtUp: 'Caught up at', waiting: 'Waiting', waitingCount: (count: number) => (count === 0 ? 'nothing' : count === 1 ? '1 mail' : `${count} mails`), fault: 'Last fault', empty: 'No mailboxes', emptyText: 'The administrators add them: rekey mailbox add ADDRESS --portal PORTAL …', off: 'Switched off', delivered: 'Delivered to', folders: 'Folders', notYet: 'not read yet',
    token: 'Access valid until', authoriseBy: 'Authorise again by', troubled: 'Needs attention',
    troubles: {
      'not-read': 'Nobody has read it for more than 15 minutes. Mail stays on the server. Check server, network and the mailroom process.', 'sign-in-refused': 'The server does not let us in. Check user and password, or authorise again.',
      'not-trusted': 'The certificate of the server is not trusted. Renew it, or name its authority in REKEY_MAILROOM_CA_FILE.', 'folder-missing': 'A folder is missing. Create it again, or change it in the portal profile.',
      'token-refused': 'The provider refuses access. Authorise again before the mailbox goes silent: rekey mailbox authorise ADDRESS', 'token-service-away': 'The sign-in service cannot be reached. We keep asking; you need not authorise again. Check the connection.', 'token-ending': 'The permission ends soon. Renew it in time: rekey mailbox authorise ADDRESS',
      'unusually-silent': 'Nothing has come in for much longer than usual. Check whether mail is still delivered.', 'follow-up-failing': 'Mails that are kept cannot be flagged or moved on the server. Check folders and rights. Reading goes on.',
    },
  },
  settings: {
    title: 'Settings', you: 'You', agents: 'People at the desk', desk: 'Desk', language: 'Language of the console', scheme: 'Appearance', singleKeys: 'Single keys (j, k, r, n, …)', singleKeysHint: 'Switch off if you work with speech input. Ctrl+K and Ctrl+Enter stay.', showKeys: 'Show all shortcuts',
    secondFactor: 'Second factor', hasSecondFactor: 'Is set up. Rekey asks for the code at every sign-in.', noSecondFactor: 'Not set up yet. An authenticator app protects what you can do for others.', enrol: 'Set up second factor', scan: 'Scan this picture with your authenticator app.', qrAlt: 'QR code for the authenticator app. If you cannot scan, type the key below.', secret: 'Or type the key', code: 'Code from the app', confirm: 'Confirm', enrolled: 'The second factor is set up.',
    name: 'Name', email: 'E-mail', roles: 'Roles', portals: 'Portals', allPortals: 'all', initials: 'Initials', factor: 'Second factor', disabled: 'disabled', manage: 'Add or disable people: rekey agent add, rekey agent disable.',
  },
} satisfies typeof de;
