import { setTimeout as sleep } from 'node:timers/promises';
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
import { MailRelay, OutboundConfig, OutboundModule, SmtpRelay } from '#outbound';
import { Database, isAway, PersistenceConfig, PersistenceModule } from '#persistence';
import { PortalsModule } from '#portals';
import { PrivacyModule } from '#privacy';
import { RecoveryModule } from '#recovery';
import { StorageConfig, StorageModule } from '#storage';
import { TicketsModule } from '#tickets';
import { orAway } from './database-away.js';
import { ALL_ENTITIES } from './entities.js';
import { environmentOfRunningDesk } from './up/running-desk.js';

/** What the rooms below need to open. `rekey config explain` finds the sections of all processes by itself. */
const SECTIONS: readonly Section[] = [
  PersistenceConfig, JobsConfig, UpkeepConfig, StorageConfig, LogConfig, AgentsConfig, OutboundConfig, AlarmsConfig, IntakeConfig,
];

const CLOSING_MS = 10_000;

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

/** The ground floor: what opens also where the database is away or empty. */
@Module({})
class HallModule {
  static forRoot(environment: NodeJS.ProcessEnv): DynamicModule {
    return { module: HallModule, imports: [ConfigModule.forRoot(SECTIONS, environment), PersistenceModule.forRoot(ALL_ENTITIES), StorageModule], providers: [{ provide: MailRelay, useClass: SmtpRelay }] };
  }
}

/**
 * Opens the rooms, runs `work`, closes them again. Without settings in the environment it is the desk that `rekey up`
 * runs in this home, so that `rekey trace …` beside a running demo needs nothing else.
 *
 * @throws ConfigProblems when the environment does not fit; DatabaseAway when the database is away
 */
export function inTheHouse<T>(work: (house: INestApplicationContext) => Promise<T>, given?: NodeJS.ProcessEnv): Promise<T> {
  return inside((environment) => HouseModule.forRoot(environment), work, given);
}

/** The same with configuration, database, storage and the relay alone, for a look at what keeps the house from opening. */
export function inTheHall<T>(work: (hall: INestApplicationContext) => Promise<T>): Promise<T> {
  return inside((environment) => HallModule.forRoot(environment), work);
}

async function inside<T>(rooms: (environment: NodeJS.ProcessEnv) => DynamicModule, work: (house: INestApplicationContext) => Promise<T>, given?: NodeJS.ProcessEnv): Promise<T> {
  const environment = given ?? (await environmentOfRunningDesk()) ?? process.env;
  const house = await orAway('REKEY_DATABASE_URL', () => NestFactory.createApplicationContext(rooms(environment), { logger: ['error', 'warn'], abortOnError: false }));
  try {
    return await work(house).catch(async (error: unknown) => {
      // What sounds so may be somebody else's socket: the database itself is asked.
      if (isAway(error)) await orAway('REKEY_DATABASE_URL', () => house.get(Database).read((em) => em.execute('select 1')));
      throw error;
    });
  } finally {
    // What hangs, such as a network disk, must not keep a verb that has its answer.
    await Promise.race([house.close(), sleep(CLOSING_MS, undefined, { ref: false })]);
  }
}
