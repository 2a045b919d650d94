/** What this room writes into a ticket's timeline. Other rooms add their own `area.dashed-words`. */
export const TICKET_VERBS = [
  'ticket.opened', 'ticket.claims-to-belong', 'ticket.continues', 'ticket.merged', 'ticket.took-in', 'ticket.unmerged', 'ticket.split-off', 'ticket.was-split', 'ticket.reopened', 'ticket.assigned', 'ticket.moved', 'ticket.state-changed',
  'ticket.retyped', 'ticket.reprioritised', 'message.received', 'message.machine-attached', 'message.sender-settled', 'reply.written', 'note.written',
  'request.acknowledged', 'request.answered', 'details.asked', 'request.not-acknowledged', 'instant.allowed', 'instant.refused',
] as const;

export type TicketVerb = (typeof TICKET_VERBS)[number];
