import { Module } from '@nestjs/common';
import { AlarmsModule } from '#alarms';
import { AuditModule } from '#audit';
import { PortalsModule } from '#portals';
import { EnforceRetention } from './actions/enforce-retention.js';
import { NoteEndedBytes } from './actions/note-ended-bytes.js';
import { ReadRetention } from './actions/read-retention.js';

const DOORS = [EnforceRetention, NoteEndedBytes, ReadRetention];

@Module({ imports: [AlarmsModule, AuditModule, PortalsModule], providers: DOORS, exports: DOORS })
export class PrivacyModule {}
