import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#agents';
import { Mailboxes, QuarantinePage, QuarantineQuery, Trace } from '#contracts';
import { ReadMailboxHealth, ReadQuarantine, ReadTrace, ReleaseMail } from '#intake';
import { refuse } from '#kernel';
import { Answers } from '../answer/answers.js';
import { allowedOr, Refused } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { Id } from './params.js';
import { portalsAskedFor, portalsOf, seesPortal } from './sees.js';

const TraceQuery = z.strictObject({ messageId: z.string().min(1).max(1_000) });

/** What a screen set aside: visible, releasable. */
@Controller('api/v1/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: ReadQuarantine, private readonly releaseMail: ReleaseMail) {}

  @Get() @Needs('quarantine.read') @Answers(QuarantinePage)
  async list(@By() caller: Caller, @Query({ schema: QuarantineQuery }) { portal, ...query }: z.output<typeof QuarantineQuery>): Promise<unknown> {
    const { items, nextCursor } = await this.quarantine.list({ ...query, portalKeys: portalsAskedFor(caller, portal) });
    return { items: items.map(({ portalKey, ...item }) => ({ portal: portalKey, ...item })), nextCursor };
  }

  @Post(':id/release') @Needs('quarantine.release') @Answers(undefined, 204)
  async release(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    const answer = await this.releaseMail.run({ keptMailId: id, agent: caller });
    // Somebody else's portal: not there.
    if (!answer.allowed && answer.refusal === 'agents.not-permitted') throw new Refused(refuse('intake.unknown-mail'));
    allowedOr(answer);
  }
}

/** How the mailboxes are doing. */
@Controller('api/v1/mailboxes')
export class MailboxesController {
  constructor(private readonly health: ReadMailboxHealth) {}

  @Get() @Needs('mailboxes.read') @Answers(Mailboxes)
  async list(@By() caller: Caller): Promise<unknown> {
    const items = (await this.health.run()).filter(({ portalKey }) => seesPortal(caller, portalKey));
    return { items: items.map(({ portalKey, mailboxId: _, ...item }) => ({ portal: portalKey, ...item })) };
  }
}

/** The steps that one mail went through. */
@Controller('api/v1/trace')
export class TraceController {
  constructor(private readonly trace: ReadTrace) {}

  @Get() @Needs('tickets.read') @Answers(Trace)
  async read(@By() caller: Caller, @Query({ schema: TraceQuery }) { messageId }: z.output<typeof TraceQuery>): Promise<unknown> {
    return { items: await this.trace.run(messageId, portalsOf(caller)) };
  }
}
