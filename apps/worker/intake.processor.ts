import { Processor } from '@nestjs/bullmq';
import { ProcessMail, ProcessMails } from '#intake';
import { LANES, on, processMail, processMails } from '#jobs';
import { LaneProcessor } from './lane-processor.js';

@Processor('intake', LANES.intake)
export class IntakeProcessor extends LaneProcessor {
  readonly handlers;

  constructor(one: ProcessMail, many: ProcessMails) {
    super();
    this.handlers = [on(processMail, (mail) => one.run(mail)), on(processMails, (mails) => many.run(mails))];
  }
}
