import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#agents';
import { FileAddress, OpenAttachmentBody, OriginalBody, OriginalText } from '#contracts';
import { OpenAttachment, OpenPage, ShowOriginal } from '#intake';
import { Answers } from '../answer/answers.js';
import { allowedOr } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { Id, TicketNumber } from './params.js';

/** Number of a MIME part in a path: `2.1`. */
const PartNumber = z.string().regex(/^\d{1,4}(\.\d{1,4}){0,50}$/, 'the number of a part such as 2.1');

/** What came with a message: its files, its HTML, its text before masking. POST, since every look is written down. */
@Controller('api/v1/tickets/:number/messages/:message')
export class MessagesController {
  constructor(private readonly openAttachment: OpenAttachment, private readonly openPage: OpenPage, private readonly showOriginal: ShowOriginal) {}

  @Post('attachments/:part') @Needs('tickets.read') @Answers(FileAddress, 201)
  async attachment(
    @By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Param('message', { schema: Id }) messageId: string, @Param('part', { schema: PartNumber }) part: string,
    @Body({ schema: OpenAttachmentBody }) body: z.output<typeof OpenAttachmentBody>,
  ): Promise<unknown> {
    return allowedOr(await this.openAttachment.run({ ...body, agent, ticketNumber, messageId, part }));
  }

  @Post('page') @Needs('tickets.read') @Answers(FileAddress, 201)
  async page(@By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Param('message', { schema: Id }) messageId: string): Promise<unknown> {
    return allowedOr(await this.openPage.run({ agent, ticketNumber, messageId }));
  }

  @Post('original') @Needs('messages.original') @Answers(OriginalText)
  async original(
    @By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Param('message', { schema: Id }) messageId: string, @Body({ schema: OriginalBody }) { reason }: z.output<typeof OriginalBody>,
  ): Promise<unknown> {
    return allowedOr(await this.showOriginal.run({ agent, ticketNumber, messageId, reason }));
  }
}
