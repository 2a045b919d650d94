import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type { Settings } from '#config';
import { Database } from './database.js';
import { ormOptions } from './orm-options.js';
import { PersistenceConfig } from './persistence.config.js';
import { Presence } from './presence.js';

@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(MikroORM) private readonly orm: MikroORM) {}

  /** @param entities the concatenated `…Entities` of the rooms that the process uses */
  static forRoot(entities: Options['entities']): DynamicModule {
    return {
      module: PersistenceModule,
      global: true,
      providers: [
        {
          provide: MikroORM,
          inject: [PersistenceConfig.token],
          useFactory: (settings: Settings<typeof PersistenceConfig>) => MikroORM.init(ormOptions(settings.URL, entities, settings.POOL)),
        },
        { provide: Database, inject: [MikroORM], useFactory: (orm: MikroORM) => new Database(orm) },
        Presence,
      ],
      exports: [MikroORM, Database, Presence],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close(true);
  }
}
