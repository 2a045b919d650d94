import type { shell as de } from '../de/shell.js';

export const shell = {
  name: 'Rekey',
  skip: 'Skip to content',
  common: {
    cancel: 'Cancel', close: 'Close', confirm: 'Confirm', retry: 'Try again', loading: 'Loading …', more: 'Load more', copy: 'Copy', copied: 'Copied',
    undo: 'Undo', yes: 'Yes', no: 'No', never: 'never', none: 'none', all: 'all', back: 'Back', open: 'Open', save: 'Save', search: 'Search', unknown: 'unknown', justNow: 'just now',
    endOfList: 'End of the list', actions: 'Actions',
  },
  rail: {
    label: 'Queues and overviews', desk: 'Tickets', all: 'All', mine: 'Mine', unassigned: 'Unassigned', queuesOf: (portal: string) => `Queues of ${portal}`,
    allOf: 'All tickets', oversight: 'Oversight', outbox: 'Outbox', quarantine: 'Quarantine', audit: 'Audit', mailboxes: 'Mailboxes', settings: 'Settings', menu: 'Menu',
    moreQueues: (count: number) => (count === 1 ? '1 empty queue' : `${count} empty queues`), fewerQueues: 'Hide empty ones', overdue: (count: number) => `${count} overdue`, active: (count: number) => (count === 1 ? '1 active ticket' : `${count} active tickets`),
    openMenu: 'Open menu', account: 'Your account:', signOut: 'Sign out', scheme: 'Appearance', light: 'Light', dark: 'Dark', auto: 'Like the system', help: 'Keyboard shortcuts', commands: 'Commands', language: 'Language',
    demo: 'Demo', playground: 'To the playground',
  },
  live: {
    on: 'Live', off: 'Live connection lost – trying again', mailTrouble: (count: number) => (count === 1 ? '1 mailbox cannot be reached' : `${count} mailboxes cannot be reached`),
    arrived: (count: number) => (count === 1 ? '1 new ticket' : `${count} new tickets`),
  },
  signIn: {
    title: 'Sign in', lead: 'The console for those who let others back in.', email: 'E-mail address', password: 'Password', submit: 'Sign in', codeTitle: 'Second factor', code: 'Code from the authenticator app',
    codeHint: 'Six digits. Pasting is fine.', codeSubmit: 'Check code', otherAccount: 'Use another account', forgotten: 'Lost your access? Your administrator can reset password and second factor.',
    throttled: (time: string) => `Too many attempts. Please try again from ${time}.`, throttledSoon: 'Too many attempts. Please try again in a few minutes.',
  },
  proof: {
    title: 'Prove it’s you', lead: 'Before an action on an account, Rekey checks that it is really you at the desk. The action then continues by itself.', password: 'Your password', code: 'Code from the authenticator app', submit: 'Confirm',
    hint: 'Holds for 15 minutes.',
  },
  palette: { title: 'Commands', placeholder: 'Command or queue …', nothing: 'Nothing found', ticketByNumber: (number: string) => `Open ticket ${number}`, searchFor: (text: string) => `Search tickets for “${text}”`, groupTicket: 'Ticket', groupGo: 'Go to', groupDesk: 'Desk' },
  keys: {
    title: 'Keyboard shortcuts', off: 'Single keys are switched off. You can switch them on in the settings.', list: 'In the list', ticket: 'In a ticket', go: 'Go to', anywhere: 'Anywhere',
    next: 'Next ticket', previous: 'Previous ticket', open: 'Open', back: 'Back to the list', search: 'Search', reply: 'Reply', merge: 'Merge', note: 'Internal note', assign: 'Assign to me', link: 'Send link', temporary: 'Temporary password',
    solve: 'Solve, next ticket', undo: 'Undo', send: 'Send', palette: 'Commands', help: 'This overview', goQueue: 'List', goMine: 'My tickets', goUnassigned: 'Unassigned', goOutbox: 'Outbox', goQuarantine: 'Quarantine', goAudit: 'Audit', goMailboxes: 'Mailboxes', goSettings: 'Settings',
    then: 'then', casePanel: 'Show or hide the case',
  },
  wrong: { title: 'Something went wrong here', notFound: 'There is no such page.', toDesk: 'To the desk', mayNot: 'Your role may not see this.' },
  enrolFirst: 'Please set up your second factor first. Nothing else is possible before.',
} satisfies typeof de;
