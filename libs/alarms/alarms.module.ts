import { Module } from '@nestjs/common';
import { Alarms } from './actions/alarms.js';

const actions = [Alarms];

/** Telling the other channel is upkeep: only the worker provides `TellAlarms`, and only it needs `AlarmsConfig`. */
@Module({ providers: actions, exports: actions })
export class AlarmsModule {}
