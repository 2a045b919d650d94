import { type DynamicModule, Module } from '@nestjs/common';
import { AlarmsConfig, alarmsEntities, AlarmsModule } from '#alarms';
import { agentsEntities, AgentsConfig } from '#agents';
import { auditEntities } from '#audit';
import { ConfigModule } from '#config';
import { directoryEntities } from '#directory';
import { IntakeConfig, intakeEntities, IntakeModule } from '#intake';
import { JobsConfig, jobsEntities } from '#jobs';
import { LogConfig } from '#log';
import { OutboundConfig, outboundEntities } from '#outbound';
import { PersistenceConfig, PersistenceModule } from '#persistence';
import { portalsEntities, PortalsModule } from '#portals';
import { privacyEntities } from '#privacy';
import { recoveryEntities } from '#recovery';
import { StorageConfig, StorageModule } from '#storage';
import { ticketsEntities } from '#tickets';
import { LmtpDoor } from './lmtp/lmtp-door.js';
import { LmtpConfig } from './lmtp/lmtp.config.js';
import { TakeDelivery } from './lmtp/take-delivery.js';
import { WatchMailboxes } from './watch-mailboxes.js';

const entities = [
  ...jobsEntities, ...alarmsEntities, ...auditEntities, ...agentsEntities, ...portalsEntities, ...directoryEntities, ...outboundEntities, ...ticketsEntities,
  ...recoveryEntities, ...privacyEntities, ...intakeEntities,
];

/** The process that holds the IMAP connections. It fetches and keeps; what a mail means is the worker's business. */
@Module({})
export class MailroomModule {
  /** @throws ConfigProblems when the environment does not fit */
  static forRoot(): DynamicModule {
    return {
      module: MailroomModule,
      imports: [
        ConfigModule.forRoot([PersistenceConfig, JobsConfig, StorageConfig, LogConfig, AgentsConfig, OutboundConfig, AlarmsConfig, IntakeConfig, LmtpConfig]),
        PersistenceModule.forRoot(entities), StorageModule, AlarmsModule, PortalsModule, IntakeModule,
      ],
      providers: [WatchMailboxes, LmtpDoor, TakeDelivery],
    };
  }
}
