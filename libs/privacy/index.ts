/** What becomes of what we know about people: how long it stays, what they may ask about it, what ends it. */
import { DataRequest, LegalHold } from './store/data-request.entity.js';
import { RetentionRun } from './store/retention-run.entity.js';

export { EnforceRetention } from './actions/enforce-retention.js';
export { NoteEndedBytes } from './actions/note-ended-bytes.js';
export { ReadRetention } from './actions/read-retention.js';
export { dueOf, OpenDataRequest, type RequestOpened } from './actions/open-data-request.js';
export { ExtendDataRequest } from './actions/extend-data-request.js';
export { ProposeDataRequest } from './actions/propose-data-request.js';
export { DecideDataRequest, type DataRequestDecided } from './actions/decide-data-request.js';
export { CarryOutDataRequest } from './actions/carry-out-data-request.js';
export { CollectPerson, type PersonCopy } from './actions/collect-person.js';
export { FetchCopy, type CopyLink } from './actions/fetch-copy.js';
export { ListDataRequests } from './actions/list-data-requests.js';
export { requestsToDecide } from './store/data-requests.queries.js';
export { OpenRequests, type OpenRequest } from './actions/open-requests.js';
export { WatchDataRequests } from './actions/watch-data-requests.js';
export { HoldTicket } from './actions/hold-ticket.js';
export { recogniseRequest } from './domain/recognise-request.js';
export { REQUEST_KINDS, type RequestKind } from './domain/data-request.js';
export { copyAsHtml } from './render/copy-html.js';
export { PrivacyModule } from './privacy.module.js';
export const privacyEntities = [RetentionRun, DataRequest, LegalHold];
