import { Global, Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import type { Settings } from '#config';
import { PersistenceConfig } from '#persistence';
import { JobsConfig } from './jobs.config.js';
import { LANES } from './lanes.js';
import { queueOptions } from './queue-backend.js';
import { RelayOutbox } from './relay-outbox.js';

@Global()
@Module({
  imports: [
    BullModule.forRootAsync({
      inject: [JobsConfig.token, PersistenceConfig.token],
      useFactory: (jobs: Settings<typeof JobsConfig>, database: Settings<typeof PersistenceConfig>) =>
        queueOptions(jobs.URL, database.URL, jobs.PREFIX),
    }),
    BullModule.registerQueue(...Object.keys(LANES).map((name) => ({ name }))),
  ],
  providers: [RelayOutbox],
  exports: [RelayOutbox, BullModule],
})
export class JobsModule {}
