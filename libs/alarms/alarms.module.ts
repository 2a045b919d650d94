import { Module } from '@nestjs/common';
import { Alarms } from './actions/alarms.js';
import { TellAlarms } from './actions/tell-alarms.js';

const actions = [Alarms, TellAlarms];

@Module({ providers: actions, exports: actions })
export class AlarmsModule {}
