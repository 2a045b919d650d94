import type { Options } from '@mikro-orm/postgresql';

/** In the order in which they run; listed by hand so that compiled output needs no globbing. */
export const MIGRATIONS: NonNullable<NonNullable<Options['migrations']>['migrationsList']> = [];
