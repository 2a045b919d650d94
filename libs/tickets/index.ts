/** Conversations: tickets, their messages, their timeline, and by what a mail finds its ticket again. */
import { ThreadKey, TicketEvent, TicketMessage } from './store/ticket-message.entity.js';
import { TicketMerge, TicketParticipant } from './store/ticket-links.entity.js';
import { Ticket } from './store/ticket.entity.js';

export { FindThread, type MailToThread } from './actions/find-thread.js';
export { FileMessage, type FileCommand, type Filed } from './actions/file-message.js';
export { OpenByPage, type PageRequest } from './actions/open-by-page.js';
export { Acknowledge, type AcknowledgeCommand, type Acknowledged } from './actions/acknowledge.js';
export { Reply, type ReplyCommand } from './actions/reply.js';
export { MergeTickets, type MergeCommand } from './actions/merge-tickets.js';
export { UnmergeTicket, UNMERGE_WITHIN_MS, type UnmergeCommand } from './actions/unmerge-ticket.js';
export { SplitOff } from './actions/split-off.js';
export type { TicketLink } from './store/ticket-links.queries.js';
export { answeredMails } from './domain/thread-tree.js';
export { WriteNote, type NoteCommand } from './actions/write-note.js';
export { ChangeTicket, type ChangeCommand, type TicketPatch } from './actions/change-ticket.js';
export { ReadTickets, type TicketFilter, type TicketListRow, type TicketPage, type TicketDetail, type QueueCount } from './actions/read-tickets.js';
export { ReplyAddresses } from './reply-addresses.js';
export { addEvent, announce, lockTicket, lockTicketById, lockTicketsWhereTheyAre, messageToAnswer, noteSender, rememberThreadKeys, LIVE_CHANNEL } from './store/tickets.queries.js';
export type { ThreadVerdict } from './domain/thread.js';
export type { SenderCheck, SmimeSeen } from './domain/sender-check.js';
export type { AttachmentDescription } from './domain/attachment.js';
export { filedTickets, type FiledTicket } from './store/filed-tickets.queries.js';
export { TICKET_MOVES, type TicketState } from './domain/ticket-states.js';
export { TICKET_VERBS, type TicketVerb } from './domain/event-verbs.js';
export { TicketsModule } from './tickets.module.js';
export { Ticket, TicketMessage, TicketEvent };
export const ticketsEntities = [Ticket, TicketMessage, TicketEvent, ThreadKey, TicketParticipant, TicketMerge];
