/** What somebody must look at soon, told where it is seen. */
import { Alarm } from './store/alarm.entity.js';

export { Alarms, type AlarmToRaise } from './actions/alarms.js';
export { TellAlarms } from './actions/tell-alarms.js';
export { ALARM_KINDS, type AlarmKind } from './domain/alarm-kinds.js';
export { AlarmsConfig } from './alarms.config.js';
export { AlarmsModule } from './alarms.module.js';
export type { Alarm };
export const alarmsEntities = [Alarm];
