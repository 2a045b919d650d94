import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#agents';
import { MailText, NoteBody, ReplyBody, TicketChanged, TicketChanges, TicketPage, TicketPatch, TicketsChanged, TicketsQuery, TicketView, Written } from '#contracts';
import { refuse } from '#kernel';
import { ReadMail } from '#outbound';
import { ListDataRequests } from '#privacy';
import { DescribeCase } from '#recovery';
import { ChangeTicket, ReadTickets, Reply, WriteNote } from '#tickets';
import { Answers } from '../answer/answers.js';
import { allowedOr, Refused } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { knownCursor } from './cursor.js';
import { Id, TicketNumber } from './params.js';
import { TicketScope } from './sees.js';
import { TicketViews } from './ticket-views.js';

/** Conversations: list, look, answer, note, change. */
@Controller('api/v1/tickets')
export class TicketsController {
  constructor(
    private readonly tickets: ReadTickets, private readonly scope: TicketScope, private readonly views: TicketViews, private readonly cases: DescribeCase,
    private readonly reply: Reply, private readonly note: WriteNote, private readonly change: ChangeTicket, private readonly requests: ListDataRequests, private readonly mails: ReadMail,
  ) {}

  @Get() @Needs('tickets.read') @Answers(TicketPage)
  async list(@By() caller: Caller, @Query({ schema: TicketsQuery }) { assignee, ...query }: z.output<typeof TicketsQuery>): Promise<unknown> {
    knownCursor({ readsCursor: (cursor) => this.tickets.readsCursor(cursor, query.sort) }, query.cursor);
    const { items, nextCursor } = await this.tickets.list({ ...query, scope: caller, assignee: assignee === 'me' ? caller.agentId : assignee });
    return { items: await this.views.rows(items), nextCursor };
  }

  @Get(':number') @Needs('tickets.read') @Answers(TicketView)
  async read(@By() caller: Caller, @Param('number', { schema: TicketNumber }) number: string): Promise<unknown> {
    const detail = await this.scope.read(caller, number);
    const recoveryCase = await this.cases.run(detail.ticket.id, caller);
    // The directory may have said just now that the account is of another kind.
    await this.scope.check(caller, number);
    return { ...(await this.views.detail(detail)), dataRequests: (await this.requests.ofTicket(detail.ticket.id, caller)).map(({ id, kind, article, state, clock, dueAt }) => ({ id, kind, article, state, clock, dueAt })), case: recoveryCase ?? null };
  }

  /** What stands in a mail, for whoever reads the ticket; as little written down as that. */
  @Get(':number/mails/:mail') @Needs('tickets.read') @Answers(MailText)
  async mail(@By() caller: Caller, @Param('number', { schema: TicketNumber }) number: string, @Param('mail', { schema: Id }) mailId: string): Promise<unknown> {
    const { ticket, mergedIds } = await this.scope.read(caller, number);
    const mail = ticket.textsEndedAt ? undefined : await this.mails.run(mailId, [ticket.id, ...mergedIds]);
    if (!mail) throw new Refused(refuse('outbound.mail-unknown'));
    const { locale: language, ...said } = mail;
    return { ...said, language };
  }

  @Post(':number/replies') @Needs('tickets.write') @Answers(Written, 201)
  async answer(@By() caller: Caller, @Param('number', { schema: TicketNumber }) number: string, @Body({ schema: ReplyBody }) body: z.output<typeof ReplyBody>): Promise<unknown> {
    await this.scope.check(caller, number);
    return allowedOr(await this.reply.run({ ...body, ticketNumber: number, agent: caller }));
  }

  @Post(':number/notes') @Needs('tickets.write') @Answers(Written, 201)
  async remark(@By() caller: Caller, @Param('number', { schema: TicketNumber }) number: string, @Body({ schema: NoteBody }) { text }: z.output<typeof NoteBody>): Promise<unknown> {
    await this.scope.check(caller, number);
    return allowedOr(await this.note.run({ ticketNumber: number, agent: caller, text }));
  }

  /** Each on its own, by the rules of one: a refused one keeps no other from being changed. */
  @Post('changes') @Needs('tickets.write') @Answers(TicketsChanged)
  async alterMany(@By() caller: Caller, @Body({ schema: TicketChanges }) { items }: z.output<typeof TicketChanges>): Promise<unknown> {
    const answers = [];
    for (const { number, version, assignee, ...patch } of items) {
      const answer = await this.change.run({ ticketNumber: number, agent: caller, patch: { ...patch, assigneeId: assignee === 'me' ? caller.agentId : assignee }, version });
      answers.push(answer.allowed
        ? { number, outcome: answer.already ? 'already' : 'done', version: answer.already ? null : answer.version, code: null, missing: [] }
        : { number, outcome: answer.refusal === 'tickets.version-conflict' ? 'changed' : 'refused', version: null, code: answer.refusal, missing: answer.missing ?? [] });
    }
    return { items: answers };
  }

  @Patch(':number') @Needs('tickets.write') @Answers(TicketChanged)
  async alter(@By() caller: Caller, @Param('number', { schema: TicketNumber }) number: string, @Body({ schema: TicketPatch }) { version, assignee, ...patch }: z.output<typeof TicketPatch>): Promise<unknown> {
    await this.scope.check(caller, number);
    return allowedOr(await this.change.run({ ticketNumber: number, agent: caller, patch: { ...patch, assigneeId: assignee === 'me' ? caller.agentId : assignee }, version }));
  }
}
