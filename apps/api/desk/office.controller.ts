import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#agents';
import { OfficeAccountQuery, OfficeDecided, OfficeDecisionBody, OfficeDetail, OfficeList, OfficePreview, OfficePreviewBody, OfficeProofStarted, OfficeUsername, OfficeUsernameQuery } from '#contracts';
import { refuse } from '#kernel';
import { DecideAtOffice, DescribeOfficeItem, ListOffice, PreviewOfficeMail } from '#recovery';
import { Answers } from '../answer/answers.js';
import { allowedOr, Refused } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { provingFirst } from './recovery.controller.js';

/** The approval office and its own queue. Somebody who waits for nothing, or at another portal, is not there. */
@Controller('api/v1/office')
export class OfficeController {
  constructor(private readonly office: ListOffice, private readonly describe: DescribeOfficeItem, private readonly decide: DecideAtOffice, private readonly mails: PreviewOfficeMail) {}

  @Get() @Needs('recovery.office') @Answers(OfficeList)
  list(@By() agent: Caller): Promise<unknown> {
    return this.office.run(agent);
  }

  @Get('item') @Needs('recovery.office') @Answers(OfficeDetail)
  async item(@By() agent: Caller, @Query({ schema: OfficeAccountQuery }) { portal, account }: z.output<typeof OfficeAccountQuery>): Promise<unknown> {
    return thereOr(await this.describe.run(agent, portal, account));
  }

  @Get('user-name') @Needs('recovery.office') @Answers(OfficeUsername)
  async username(@By() agent: Caller, @Query({ schema: OfficeUsernameQuery }) { portal, account, username }: z.output<typeof OfficeUsernameQuery>): Promise<unknown> {
    return thereOr(await this.mails.username(portal, account, username, agent));
  }

  @Post('previews') @Needs('recovery.office') @Answers(OfficePreview)
  async preview(@By() agent: Caller, @Body({ schema: OfficePreviewBody }) body: z.output<typeof OfficePreviewBody>): Promise<unknown> {
    return allowedOr(await this.mails.run(body, agent));
  }

  @Post('proofs') @Needs('recovery.office') @Answers(OfficeProofStarted)
  async prove(@By() agent: Caller, @Body({ schema: OfficeAccountQuery }) { portal, account }: z.output<typeof OfficeAccountQuery>): Promise<unknown> {
    return allowedOr(await this.decide.askForProof(portal, account, agent));
  }

  @Post('decisions') @Needs('recovery.office') @Answers(OfficeDecided, 202)
  async decided(@By() agent: Caller, @Body({ schema: OfficeDecisionBody }) body: z.output<typeof OfficeDecisionBody>): Promise<unknown> {
    return allowedOr(provingFirst(await this.decide.run(body, agent)));
  }
}

function thereOr<Answer>(answer: Answer | undefined): Answer {
  if (answer === undefined) throw new Refused(refuse('recovery.not-at-office'));
  return answer;
}
