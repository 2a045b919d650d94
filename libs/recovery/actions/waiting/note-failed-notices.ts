import { Injectable } from '@nestjs/common';
import { SmsFailures } from '#outbound';
import { addEvent, announce } from '#tickets';
import { toldByText } from '../../store/told-by-text.queries.js';

const REKEY = { kind: 'rekey' } as const;

/** A notice by text message that came to nothing stands in the ticket: nobody may take the holder for told. A code that failed is seen at the proof it was for. */
@Injectable()
export class NoteFailedNotices {
  constructor(failures: SmsFailures) {
    failures.listen(async (tx, { smsMessageId, portalKey, ticketId, ticketNumber, state, isOvertaken }, now) => {
      const event = await toldByText(tx, ticketId, smsMessageId);
      if (event === undefined) return;
      addEvent(tx, ticketId, 'notice.sms-failed', REKEY, { event, smsMessageId, state: isOvertaken ? 'overtaken' : state }, now);
      await announce(tx, { portal: portalKey, number: ticketNumber });
    });
  }
}
