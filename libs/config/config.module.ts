import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, KeyedHash, type Secret, Sealer, SystemClock } from '#kernel';
import { HouseConfig } from './house.config.js';
import { loadConfig } from './load.js';
import type { Section } from './section.js';

/** Its own label, so that no key of another purpose is it. */
const PASSWORD_KEY = 'password-hash';

/**
 * Hands each room its settings (`@Inject(OutboundConfig.token) settings: Settings<typeof OutboundConfig>`), and every
 * room the `Sealer`, the `KeyedHash` and the `Clock`.
 */
@Module({})
export class ConfigModule {
  /** @throws ConfigProblems when the environment does not fit */
  static forRoot(sections: readonly Section[], environment: NodeJS.ProcessEnv = process.env): DynamicModule {
    const config = loadConfig([HouseConfig, ...sections], environment);
    const house = config.of.get(HouseConfig) as { SECRET_KEY: Secret; PASSWORD_KEY?: Secret; PASSWORD_KEYS_BEFORE: readonly Secret[] };
    const sealer = new Sealer(house.SECRET_KEY);
    const ownKeys = [...(house.PASSWORD_KEY ? [house.PASSWORD_KEY] : []), ...house.PASSWORD_KEYS_BEFORE];
    const derived = sealer.derive(PASSWORD_KEY);
    const keys = ownKeys.map((key) => new Sealer(key).derive(PASSWORD_KEY));
    const providers = [
      ...[...config.of].map(([one, settings]) => ({ provide: one.token, useValue: settings })),
      { provide: Sealer, useValue: sealer },
      { provide: KeyedHash, useValue: new KeyedHash(house.PASSWORD_KEY ? [...keys, derived] : [derived, ...keys]) },
      { provide: Clock, useClass: SystemClock },
    ];
    return { module: ConfigModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
