import { type DynamicModule, Module } from '@nestjs/common';
import { AlarmsConfig, alarmsEntities, AlarmsModule, TellAlarms } from '#alarms';
import { agentsEntities, AgentsConfig, AgentsModule } from '#agents';
import { AuditConfig, auditEntities, CopyAudit } from '#audit';
import { ConfigModule } from '#config';
import { directoryEntities } from '#directory';
import { IntakeConfig, intakeEntities, IntakeModule } from '#intake';
import { JobsConfig, jobsEntities, JobsModule, OutboxTicker, UpkeepConfig } from '#jobs';
import { LogConfig } from '#log';
import { OutboundConfig, outboundEntities, OutboundModule } from '#outbound';
import { PersistenceConfig, PersistenceModule } from '#persistence';
import { portalsEntities } from '#portals';
import { privacyEntities, PrivacyModule } from '#privacy';
import { recoveryEntities, RecoveryModule } from '#recovery';
import { StorageConfig, StorageModule } from '#storage';
import { ticketsEntities } from '#tickets';
import { IntakeProcessor } from './intake.processor.js';
import { OutboundProcessor } from './outbound.processor.js';
import { UpkeepProcessor } from './upkeep.processor.js';
import { UpkeepRound } from './upkeep-round.js';

const entities = [
  ...jobsEntities, ...alarmsEntities, ...auditEntities, ...agentsEntities, ...portalsEntities, ...directoryEntities, ...outboundEntities, ...ticketsEntities,
  ...recoveryEntities, ...privacyEntities, ...intakeEntities,
];

/** The process that does the deferred work: one processor per lane, and the ticker that hands committed work to BullMQ. */
@Module({})
export class WorkerModule {
  /** @throws ConfigProblems when the environment does not fit */
  static forRoot(environment?: NodeJS.ProcessEnv): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.forRoot([PersistenceConfig, JobsConfig, UpkeepConfig, StorageConfig, LogConfig, AgentsConfig, OutboundConfig, AlarmsConfig, AuditConfig, IntakeConfig], environment),
        PersistenceModule.forRoot(entities), StorageModule, JobsModule, AlarmsModule, AgentsModule, OutboundModule, RecoveryModule, PrivacyModule, IntakeModule,
      ],
      providers: [TellAlarms, CopyAudit, IntakeProcessor, OutboundProcessor, UpkeepProcessor, UpkeepRound, OutboxTicker],
    };
  }
}
