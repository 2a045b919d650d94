import { Processor } from '@nestjs/bullmq';
import { deliverMail, LANES, on } from '#jobs';
import { DeliverMail } from '#outbound';
import { LaneProcessor } from './lane-processor.js';

@Processor('outbound', { concurrency: LANES.outbound.concurrency })
export class OutboundProcessor extends LaneProcessor {
  readonly handlers;

  constructor(deliver: DeliverMail) {
    super();
    this.handlers = [on(deliverMail, ({ outboundMessageId, round }) => deliver.run({ outboundMessageId, round }))];
  }
}
