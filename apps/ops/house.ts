import { type INestApplicationContext, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AlarmsConfig, AlarmsModule } from '#alarms';
import { AgentsConfig, AgentsModule } from '#agents';
import { AuditModule } from '#audit';
import { ConfigModule, type Section } from '#config';
import { DirectoryModule } from '#directory';
import { IntakeConfig, IntakeModule } from '#intake';
import { JobsConfig, UpkeepConfig } from '#jobs';
import { LogConfig } from '#log';
import { OutboundConfig, OutboundModule } from '#outbound';
import { PersistenceConfig, PersistenceModule } from '#persistence';
import { PortalsModule } from '#portals';
import { PrivacyModule } from '#privacy';
import { RecoveryModule } from '#recovery';
import { StorageConfig, StorageModule } from '#storage';
import { TicketsModule } from '#tickets';
import { ALL_ENTITIES } from './entities.js';
import { environmentOfRunningDesk } from './up/running-desk.js';

/** What the rooms below need to open. `rekey config explain` finds the sections of all processes by itself. */
const SECTIONS: readonly Section[] = [
  PersistenceConfig, JobsConfig, UpkeepConfig, StorageConfig, LogConfig, AgentsConfig, OutboundConfig, AlarmsConfig, IntakeConfig,
];

/** All rooms without a door to the street: for the command line. */
@Module({})
class HouseModule {
  static forRoot(environment: NodeJS.ProcessEnv): DynamicModule {
    return {
      module: HouseModule,
      imports: [
        ConfigModule.forRoot(SECTIONS, environment), PersistenceModule.forRoot(ALL_ENTITIES), StorageModule, AlarmsModule, AuditModule, AgentsModule, PortalsModule,
        DirectoryModule, OutboundModule, TicketsModule, RecoveryModule, PrivacyModule, IntakeModule,
      ],
    };
  }
}

/**
 * Opens the rooms, runs `work`, closes them again. Without settings in the environment it is the desk that `rekey up`
 * runs in this home, so that `rekey trace …` beside a running demo needs nothing else.
 *
 * @throws ConfigProblems when the environment does not fit
 */
export async function inTheHouse<T>(work: (house: INestApplicationContext) => Promise<T>, given?: NodeJS.ProcessEnv): Promise<T> {
  const environment = given ?? (await environmentOfRunningDesk()) ?? process.env;
  const house = await NestFactory.createApplicationContext(HouseModule.forRoot(environment), { logger: ['error', 'warn'], abortOnError: false });
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}
