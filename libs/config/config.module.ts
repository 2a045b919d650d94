import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, type Secret, Sealer, SystemClock } from '#kernel';
import { HouseConfig } from './house.config.js';
import { loadConfig } from './load.js';
import type { Section } from './section.js';

/**
 * Hands each room its settings (`@Inject(OutboundConfig.token) settings: Settings<typeof OutboundConfig>`), and every
 * room the `Sealer` and the `Clock`.
 */
@Module({})
export class ConfigModule {
  /** @throws ConfigProblems when the environment does not fit */
  static forRoot(sections: readonly Section[], environment: NodeJS.ProcessEnv = process.env): DynamicModule {
    const config = loadConfig([HouseConfig, ...sections], environment);
    const house = config.of.get(HouseConfig) as { SECRET_KEY: Secret };
    const providers = [
      ...[...config.of].map(([one, settings]) => ({ provide: one.token, useValue: settings })),
      { provide: Sealer, useValue: new Sealer(house.SECRET_KEY) },
      { provide: Clock, useClass: SystemClock },
    ];
    return { module: ConfigModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
