import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { OutboundModule } from '#outbound';
import { PortalsModule } from '#portals';
import { Acknowledge } from './actions/acknowledge.js';
import { ChangeTicket } from './actions/change-ticket.js';
import { FileMessage } from './actions/file-message.js';
import { FindThread } from './actions/find-thread.js';
import { OpenByPage } from './actions/open-by-page.js';
import { MergeTickets } from './actions/merge-tickets.js';
import { NoteFailedMails } from './actions/note-failed-mails.js';
import { ReadTickets } from './actions/read-tickets.js';
import { RebuildSearch } from './actions/rebuild-search.js';
import { Reply } from './actions/reply.js';
import { SplitOff } from './actions/split-off.js';
import { UnmergeTicket } from './actions/unmerge-ticket.js';
import { WriteNote } from './actions/write-note.js';
import { ReplyAddresses } from './reply-addresses.js';

const doors = [Acknowledge, ChangeTicket, FileMessage, FindThread, MergeTickets, OpenByPage, ReadTickets, RebuildSearch, Reply, ReplyAddresses, SplitOff, UnmergeTicket, WriteNote];

@Module({ imports: [AuditModule, OutboundModule, PortalsModule], providers: [...doors, NoteFailedMails], exports: doors })
export class TicketsModule {}
