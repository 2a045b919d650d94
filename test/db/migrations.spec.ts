import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { migrate, ormOptions } from '#persistence';
import { DATA_CLASSES, WITH_THE_PERSON, WITHOUT_PERSONAL_DATA } from '#portals';
import { ALL_ENTITIES } from '../../apps/ops/entities.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { allEntities } from '../support/entities.js';

describe('the migrations', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.close());

  it('lead to exactly the tables that the entities describe, and leave the job queue alone', async () => {
    expect(await fresh.orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
  });

  it('know every entity that lies in a room', async () => {
    expect(new Set(ALL_ENTITIES.map(({ name }) => name))).toEqual(new Set((await allEntities()).map(({ name }) => name)));
  });

  it('may run twice and in parallel', async () => {
    expect(await Promise.all([migrate(fresh.url, ALL_ENTITIES), migrate(fresh.url, ALL_ENTITIES)])).toEqual([[], []]);
  });

  it('make no table that the table of data classes does not know: each has a time, goes with the person, or holds nothing about anybody (R79)', async () => {
    const tables = await fresh.database.read((em) => em.execute<{ tablename: string }[]>(`select tablename from pg_tables where schemaname = 'public' and tablename <> 'rekey_migrations' order by 1`));
    const withTime = Object.values(DATA_CLASSES).flatMap(({ tables: named }): readonly string[] => named);
    const known = [...new Set([...withTime, ...Object.keys(WITH_THE_PERSON), ...Object.keys(WITHOUT_PERSONAL_DATA)])];
    expect(known.sort()).toEqual(tables.map(({ tablename }) => tablename).sort());
    // Nowhere twice: a table with a time is not at the same time one that has none.
    expect([...Object.keys(WITH_THE_PERSON), ...Object.keys(WITHOUT_PERSONAL_DATA)].filter((name) => withTime.includes(name))).toEqual([]);
  });

  it('can be taken back and run again', async () => {
    const orm = await MikroORM.init(ormOptions(fresh.url, ALL_ENTITIES, 2));
    await orm.migrator.down();
    await orm.migrator.up();
    expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
    await orm.close(true);
  });

  it('lock the audit trail: the database itself refuses to change it', async () => {
    const client = new pg.Client({ connectionString: fresh.url });
    await client.connect();
    for (const statement of [`update audit_entry set verb = 'x'`, 'delete from audit_entry', 'truncate audit_entry']) {
      await expect(client.query(statement)).rejects.toThrow(/append-only/);
    }
    await client.end();
  });
});
