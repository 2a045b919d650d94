import { Body, Controller, Delete, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { seesPartOf, type Caller } from '#agents';
import { Mailboxes, QuarantinedMail, QuarantinePage, QuarantineQuery, ReleasedMany, ReleaseMany, Trace } from '#contracts';
import { DeleteMail, LookAtMail, ReadMailboxHealth, ReadQuarantine, ReadTrace, ReleaseMail } from '#intake';
import { refuse, type Allowed, type Refusal } from '#kernel';
import { Answers } from '../answer/answers.js';
import { allowedOr, Refused } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { knownCursor } from './cursor.js';
import { Id } from './params.js';

const TraceQuery = z.strictObject({ messageId: z.string().min(1).max(1_000) });

/** What a screen set aside: visible, releasable. */
@Controller('api/v1/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: ReadQuarantine, private readonly releaseMail: ReleaseMail, private readonly deleteMail: DeleteMail, private readonly lookAt: LookAtMail) {}

  @Get() @Needs('quarantine.read') @Answers(QuarantinePage)
  async list(@By() caller: Caller, @Query({ schema: QuarantineQuery }) { portal, ...query }: z.output<typeof QuarantineQuery>): Promise<unknown> {
    knownCursor(this.quarantine, query.cursor);
    const { items, nextCursor } = await this.quarantine.list({ ...query, scope: caller, portal });
    return { items: items.map(({ portalKey, ...item }) => ({ portal: portalKey, ...item })), nextCursor };
  }

  @Post(':id/release') @Needs('quarantine.release') @Answers(undefined, 204)
  async release(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    allowedOr(hidden(await this.releaseMail.run({ keptMailId: id, agent: caller })));
  }

  /** Each on its own: one that is gone meanwhile keeps no other from being released. */
  @Post('releases') @Needs('quarantine.release') @Answers(ReleasedMany)
  async releaseMany(@By() caller: Caller, @Body({ schema: ReleaseMany }) { ids }: z.output<typeof ReleaseMany>): Promise<unknown> {
    const items = [];
    for (const id of new Set(ids)) {
      const answer = hidden(await this.releaseMail.run({ keptMailId: id, agent: caller }));
      items.push({ id, released: answer.allowed, code: answer.allowed ? null : answer.refusal });
    }
    return { items };
  }

  @Get(':id') @Needs('quarantine.read') @Answers(QuarantinedMail)
  async look(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<unknown> {
    const header = await this.lookAt.header(id, caller);
    if (header === undefined) throw new Refused(refuse('intake.unknown-mail'));
    return { id, header };
  }

  /** Always a download, never shown: what lies here may be dangerous. */
  @Get(':id/raw') @Needs('quarantine.read') @Answers(undefined)
  async raw(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<StreamableFile> {
    const raw = await this.lookAt.raw(id, caller);
    if (!raw) throw new Refused(refuse('intake.unknown-mail'));
    return new StreamableFile(raw.stream, { type: 'application/octet-stream', disposition: `attachment; filename="${raw.fileName}"` });
  }

  @Delete(':id') @Needs('quarantine.delete') @Answers(undefined, 204)
  async delete(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    allowedOr(hidden(await this.deleteMail.run({ keptMailId: id, agent: caller })));
  }
}

/** Somebody else's portal: not there. */
function hidden(answer: Allowed | Refusal): Allowed | Refusal {
  return !answer.allowed && answer.refusal === 'agents.not-permitted' ? refuse('intake.unknown-mail') : answer;
}

/** How the mailboxes are doing. */
@Controller('api/v1/mailboxes')
export class MailboxesController {
  constructor(private readonly health: ReadMailboxHealth) {}

  @Get() @Needs('mailboxes.read') @Answers(Mailboxes)
  async list(@By() caller: Caller): Promise<unknown> {
    const items = (await this.health.run()).filter(({ portalKey }) => seesPartOf(caller, portalKey));
    return { items: items.map(({ portalKey, mailboxId: _, ...item }) => ({ portal: portalKey, ...item })) };
  }
}

/** The steps that one mail went through. */
@Controller('api/v1/trace')
export class TraceController {
  constructor(private readonly trace: ReadTrace) {}

  @Get() @Needs('tickets.read') @Answers(Trace)
  async read(@By() caller: Caller, @Query({ schema: TraceQuery }) { messageId }: z.output<typeof TraceQuery>): Promise<unknown> {
    return { items: await this.trace.run(messageId, caller) };
  }
}
