import type { Options } from '@mikro-orm/postgresql';
import { OpenTheHouse } from './20261123_0100_open_the_house.js';

/** In the order in which they run; listed by hand so that compiled output needs no globbing. Names never change. */
export const MIGRATIONS: NonNullable<NonNullable<Options['migrations']>['migrationsList']> = [
  { name: '20261123_0100_open_the_house', class: OpenTheHouse },
];
