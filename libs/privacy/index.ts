/** What becomes of what we know about people: how long it stays, what they may ask about it, what ends it. */
import { DataRequest, LegalHold } from './store/data-request.entity.js';
import { RetentionRun } from './store/retention-run.entity.js';

export { EnforceRetention } from './actions/enforce-retention.js';
export { NoteEndedBytes } from './actions/note-ended-bytes.js';
export { ReadRetention } from './actions/read-retention.js';
export { PrivacyModule } from './privacy.module.js';
export const privacyEntities = [RetentionRun, DataRequest, LegalHold];
