/** PostgreSQL, and nothing about our product. */
export { Database } from './database.js';
export { PersistenceConfig } from './persistence.config.js';
export { PersistenceModule } from './persistence.module.js';
export { idColumn, createdAtColumn } from './columns.js';
export { ormOptions } from './orm-options.js';
export { isAway } from './is-away.js';
export { migrate } from './migrate.js';
export { writeLate, yetToWrite, type LateWrite } from './late-writes.js';
export { insertRows, lateInsert, plainRows } from './new-rows.js';
export { allOf, countUpTo, type RowsToCount } from './count-up-to.js';
export { recordset, rowsOf, textArray } from './many-rows.js';
export { Together } from './together.js';
export { notify, Listener } from './notify.js';
export { Presence, presentNumbers } from './presence.js';
export { EntityManager } from '@mikro-orm/postgresql';
