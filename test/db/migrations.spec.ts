import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { migrate, ormOptions } from '#persistence';
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
