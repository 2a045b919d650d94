import { z } from 'zod';
import { section } from '#config';

export const AlarmsConfig = section('ALARMS', {
  WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional()
    .meta({ description: 'called with JSON when an alarm is raised; a chat, a pager, a monitoring system', shown: 'origin' }),
});
