import type { desk as de } from '../de/desk.js';

export const desk = {
  list: {
    label: 'Tickets', filters: 'Filter', searchPlaceholder: 'Search', searchLabel: 'Search tickets: number, subject, address, text', clearSearch: 'Clear search', state: 'State', caseType: 'Kind',
    anyState: 'Any state', active: 'Active', anyCase: 'Any kind', resetFilters: 'Reset filters',
    unassigned: 'unassigned', assignedTo: (name: string) => `assigned to ${name}`, you: 'You',
    dueIn: (span: string) => `in ${span}`, late: (span: string) => `${span} overdue`, dueTitle: (when: string) => `Promised by ${when}`, kept: 'Promise kept', waits: (when: string) => `Waiting for us since ${when}`, age: (when: string) => `Last message ${when}`,
    empty: { title: 'All done', text: 'Nobody is waiting here. New mail appears by itself.', mineTitle: 'Nothing on your desk', mineText: 'Take a ticket from “Unassigned”: choose one and press a.', unassignedTitle: 'Everything is taken', unassignedText: 'Every active ticket has somebody who looks after it.', filteredTitle: 'No matches', filteredText: 'No ticket fits the search and filter.', toUnassigned: 'See unassigned' },
    order: { label: 'Order', words: { newest: 'Newest first', waiting: 'Waiting longest', promise: 'Promise that ends first' }, hints: { newest: 'by the last message', waiting: 'who waits longest for us', promise: 'overdue on top, without promise at the end' } },
    riskHigh: 'High risk', riskMedium: 'Medium risk', 
  },
  many: {
    label: 'Selected tickets', choose: (number: string, who: string) => `Select ${number} from ${who}`, allShown: 'All shown', clear: 'Clear selection', cleared: 'Nothing selected any more.', count: (count: number) => `${count} selected`,
    chosen: (count: number) => (count === 1 ? '1 ticket selected.' : `${count} tickets selected.`), most: (count: number) => `No more than ${count} at once.`,
    assignToMe: 'Assign all to me', assign: 'Assign all', move: 'Move all', onePortal: 'Only tickets of one portal can be moved together.', solve: 'Solve all', reopen: 'Open all again', close: 'Close all',
    assigned: (count: number) => (count === 1 ? '1 ticket assigned to you' : `${count} tickets assigned to you`), unassigned: (count: number) => (count === 1 ? '1 ticket assigned to nobody' : `${count} tickets assigned to nobody`),
    updated: (count: number) => (count === 1 ? '1 ticket changed' : `${count} tickets changed`), moved: (count: number) => (count === 1 ? '1 ticket moved' : `${count} tickets moved`), solved: (count: number) => (count === 1 ? '1 ticket solved' : `${count} tickets solved`),
    reopened: (count: number) => (count === 1 ? '1 ticket open again' : `${count} tickets open again`), closed: (count: number) => (count === 1 ? '1 ticket closed' : `${count} tickets closed`), restored: (count: number) => (count === 1 ? '1 ticket is as it was' : `${count} tickets are as they were`),
    movedBack: (count: number) => (count === 1 ? '1 ticket is back where it was; whoever had it may no longer have it' : `${count} tickets are back where they were; whoever had them may no longer have them`),
    partly: (done: number, not: number, reasons: string) => `${done} done, ${not} not. ${reasons}`, notDone: 'Not done',
  },
  nothingOpen: { title: 'Choose a ticket', text: 'j and k move through the list, Enter opens.' },
  ticket: {
    noSubject: 'no subject', wholeSubject: 'Whole subject', label: (number: string) => `Ticket ${number}`, toList: 'Back to the list', assignee: 'Assignee', assignToMe: 'Assign to me', unassign: 'Assign to nobody', nobody: 'Nobody assigned', queue: 'Queue', state: 'State', solve: 'Solve', reopen: 'Open again', close: 'Close', wait: 'Waiting for requester',
    more: 'More actions', caseType: 'Kind of case', priority: 'Priority', showCase: 'Case', hideCase: 'Hide case', conversation: 'Conversation',
    whyHere: 'Why here?', confidence: (percent: string) => `classified with ${percent} confidence`, secondary: 'Also', language: (language: string) => `Language: ${language}`, riskSignals: 'Signs of risk', copyNumber: 'Copy number',
    from: 'from', promised: 'Promised:', received: 'Received',
    changed: 'The ticket was changed meanwhile. The new state is loaded, please try again.',
    solved: (number: string) => `${number} solved`, assigned: (number: string) => `${number} assigned to you`, updated: (number: string) => `${number} changed`,
    restored: (number: string) => `${number} is as it was before`, wasBack: (number: string) => `${number} was so again already: somebody else changed it.`, movedBack: (number: string) => `${number} is back in its queue. Whoever had it may not have it any more.`, notRestored: (number: string) => `${number} was changed since, so it stays as it is.`,
    notFound: 'There is no such ticket, or it belongs to another portal.',
  },
  message: {
    inbound: 'Received', reply: 'Reply', note: 'Internal note', automatic: 'Automatic, by Rekey', noteOnly: 'visible inside only', to: 'to', showQuoted: 'Show quoted text', hideQuoted: 'Hide quoted text', noText: 'No text of their own.',
    attachments: (count: number) => (count === 1 ? '1 attachment' : `${count} attachments`), dangerous: 'dangerous', dangerousWhy: 'This type of file can do harm. It is not offered.', trace: 'The mail’s way', claimedName: 'Displayed name, not checked', newBelow: 'New message', earlier: (count: number) => (count === 1 ? 'Show 1 earlier message' : `Show ${count} earlier messages`),
    system: 'Rekey', delivery: 'Delivery', sentAt: (when: string) => `sent ${when}`, unknownSender: 'unknown sender', showMore: 'Show all', 
  },
  mail: {
    byRekey: 'Mail by Rekey:', to: (recipient: string) => `to ${recipient}`, toRequester: 'the address that the request came from', leaves: 'leaves', written: 'Written', sent: 'Sent', state: 'State', reason: 'Reason', subject: 'Subject', recipient: 'To', next: 'Next attempt', text: (subject: string) => `Text of the mail: ${subject}`,
    asNow: 'In today’s words of this portal. How exactly the mail read then can no longer be told.', notLeft: 'Has not left yet. This is how it will read.', neverLeft: 'Never left. This is how it would have read.', secrets: 'Links, codes and numbers stand in the mail itself only.',
    gone: 'The text is no longer kept. Mails are deleted when the portal’s time for them is over.', unwritable: 'This mail comes from an older release and can no longer be shown.', eventOnly: '(mail no longer kept)', showWhole: 'Show whole mail', hideWhole: 'Hide whole mail',
  },
  timeline: { notInstant: 'No instant recovery, because:', moreReasons: (count: number) => (count === 1 ? '1 more reason' : `${count} more reasons`), show: 'Show events', hide: 'Hide events', more: (count: number) => `${count} more events`, label: 'History' },
  trace: { title: 'The mail’s way', lead: 'Every step writes down who decided and why.', step: 'Step', verdict: 'Verdict', by: 'By', because: 'Because', at: 'Time', empty: 'There is no trace of this mail.', messageId: 'Message-ID' },
  composer: {
    reply: 'Reply', note: 'Internal note', replyTitle: 'Reply to', replyHint: 'Leaves the house by mail.', noteTitle: 'Internal note', noteHint: 'Stays in the house. The requester does not see it.', replyLabel: 'Text of the reply', noteLabel: 'Text of the internal note',
    replyPlaceholder: 'Your reply … (never write passwords)', notePlaceholder: 'For the team …', send: 'Send reply', sendAndClose: 'Send and close', saveNote: 'Save note', draft: 'Draft', fold: 'Fold, keep draft',
    pending: (number: string, seconds: number) => `Reply to ${number} leaves in ${seconds} s`, sending: (number: string) => `Sending reply to ${number} …`, sent: (number: string) => `Reply to ${number} sent`, undone: 'Not sent. The text is back in the draft.', backInDraft: (number: string) => `The reply to ${number} had not left yet. It is back in its draft.`, noteSaved: 'Note saved', sendNow: 'Send now',
    failed: (number: string) => `The reply to ${number} was not sent. The text is in the draft.`,
    heldTitle: 'Reply held back', heldText: 'While you were writing, something new came in. Read it, then decide.', heldKeep: 'Send anyway', heldEdit: 'Keep editing', heldDiscard: 'Discard', heldToast: (number: string) => `Reply to ${number} held back: something new came in.`, leave: 'A reply is still waiting to be sent.',
  },
} satisfies typeof de;
