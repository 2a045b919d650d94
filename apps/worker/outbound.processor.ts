import { Processor } from '@nestjs/bullmq';
import { askVouchers, deliverMail, deliverMails, LANES, on, sendAskedLink, sendSms } from '#jobs';
import { DeliverMail, SendSms } from '#outbound';
import { AskWishedVouchers, SendAskedLink } from '#recovery';
import { LaneProcessor } from './lane-processor.js';

@Processor('outbound', LANES.outbound)
export class OutboundProcessor extends LaneProcessor {
  readonly handlers;

  constructor(deliver: DeliverMail, sms: SendSms, askedLinks: SendAskedLink, vouchers: AskWishedVouchers) {
    super();
    this.handlers = [
      on(deliverMail, (one) => deliver.run(one)), on(deliverMails, (many) => deliver.runAll(many)), on(sendSms, (one) => sms.run(one)), on(sendAskedLink, (one) => askedLinks.run(one)),
      on(askVouchers, (one) => vouchers.run(one)),
    ];
  }
}
