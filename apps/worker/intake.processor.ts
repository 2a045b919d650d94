import { Processor } from '@nestjs/bullmq';
import { ProcessMail } from '#intake';
import { LANES, on, processMail } from '#jobs';
import { LaneProcessor } from './lane-processor.js';

@Processor('intake', { concurrency: LANES.intake.concurrency })
export class IntakeProcessor extends LaneProcessor {
  readonly handlers;

  constructor(process: ProcessMail) {
    super();
    this.handlers = [on(processMail, ({ keptMailId }) => process.run({ keptMailId }))];
  }
}
