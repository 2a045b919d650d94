import { Module } from '@nestjs/common';
import { AlarmsModule } from '#alarms';
import { AuditModule } from '#audit';
import { DirectoryModule } from '#directory';
import { PortalsModule } from '#portals';
import { RecoveryModule } from '#recovery';
import { CarryOutDataRequest } from './actions/carry-out-data-request.js';
import { CollectPerson } from './actions/collect-person.js';
import { DecideDataRequest } from './actions/decide-data-request.js';
import { EnforceRetention } from './actions/enforce-retention.js';
import { ExtendDataRequest } from './actions/extend-data-request.js';
import { FetchCopy } from './actions/fetch-copy.js';
import { HoldTicket } from './actions/hold-ticket.js';
import { ListDataRequests } from './actions/list-data-requests.js';
import { NoteEndedBytes } from './actions/note-ended-bytes.js';
import { OpenDataRequest } from './actions/open-data-request.js';
import { OpenRequests } from './actions/open-requests.js';
import { ProposeDataRequest } from './actions/propose-data-request.js';
import { ReadRetention } from './actions/read-retention.js';
import { WatchDataRequests } from './actions/watch-data-requests.js';

const DOORS = [
  EnforceRetention, NoteEndedBytes, ReadRetention, OpenDataRequest, ExtendDataRequest, ProposeDataRequest, DecideDataRequest, CarryOutDataRequest, CollectPerson, FetchCopy, ListDataRequests, WatchDataRequests, HoldTicket, OpenRequests,
];

@Module({ imports: [AlarmsModule, AuditModule, DirectoryModule, PortalsModule, RecoveryModule], providers: DOORS, exports: DOORS })
export class PrivacyModule {}
