import { Processor } from '@nestjs/bullmq';
import { deliverMail, deliverMails, LANES, on, sendSms } from '#jobs';
import { DeliverMail, SendSms } from '#outbound';
import { LaneProcessor } from './lane-processor.js';

@Processor('outbound', LANES.outbound)
export class OutboundProcessor extends LaneProcessor {
  readonly handlers;

  constructor(deliver: DeliverMail, sms: SendSms) {
    super();
    this.handlers = [on(deliverMail, (one) => deliver.run(one)), on(deliverMails, (many) => deliver.runAll(many)), on(sendSms, (one) => sms.run(one))];
  }
}
