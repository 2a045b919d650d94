import { agentsEntities } from '#agents';
import { alarmsEntities } from '#alarms';
import { auditEntities } from '#audit';
import { directoryEntities } from '#directory';
import { intakeEntities } from '#intake';
import { jobsEntities } from '#jobs';
import { outboundEntities } from '#outbound';
import { privacyEntities } from '#privacy';
import { portalsEntities } from '#portals';
import { recoveryEntities } from '#recovery';
import { ticketsEntities } from '#tickets';

/** Every table of the house, for migrations and for the processes that use all rooms. */
export const ALL_ENTITIES = [
  ...jobsEntities, ...alarmsEntities, ...auditEntities, ...agentsEntities, ...portalsEntities, ...directoryEntities, ...outboundEntities, ...ticketsEntities,
  ...recoveryEntities, ...privacyEntities, ...intakeEntities,
];
