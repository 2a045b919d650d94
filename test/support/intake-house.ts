import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { AgentsConfig } from '#agents';
import { ConfigModule } from '#config';
import { IntakeConfig, IntakeModule, ProcessMail, ProcessMails } from '#intake';
import { JobsConfig } from '#jobs';
import { Secret } from '#kernel';
import { OutboundConfig } from '#outbound';
import { Database, PersistenceConfig, PersistenceModule } from '#persistence';
import { ImportPortal, Mailboxes, PortalsModule, shippedProfiles, type Mailbox } from '#portals';
import { StorageConfig, StorageModule } from '#storage';
import { LmtpDoor } from '../../apps/mailroom/lmtp/lmtp-door.js';
import { LmtpConfig } from '../../apps/mailroom/lmtp/lmtp.config.js';
import { TakeDelivery } from '../../apps/mailroom/lmtp/take-delivery.js';
import { freshDatabase, type FreshDatabase } from './database.js';
import { allEntities } from './entities.js';
import { neighbours } from './neighbour-data.js';

export interface KeptRow {
  readonly id: string;
  readonly door: string;
  readonly disposition: string | null;
  readonly screen: string | null;
  readonly reason: string | null;
  readonly ticket_id: string | null;
  readonly raw_sha256: string;
  readonly message_id: string | null;
  readonly is_history: boolean;
  readonly envelope: { readonly from: string; readonly to: string; readonly client?: Record<string, string> } | null;
}

/** The rooms that a mail passes, on a database of its own, with the school's portal, one mailbox and the LMTP door. */
export class IntakeHouse {
  private constructor(readonly fresh: FreshDatabase, readonly house: INestApplicationContext, readonly mailbox: Mailbox, readonly directory: string, readonly environment: Readonly<Record<string, string>>) {}

  static async open({ storage, settings = {} }: { storage?: string; settings?: Record<string, string> } = {}): Promise<IntakeHouse> {
    const fresh = await freshDatabase();
    const directory = await mkdtemp(join(tmpdir(), 'rekey-doors-'));
    const environment = {
      REKEY_DATABASE_URL: fresh.url, REKEY_SECRET_KEY: 'k'.repeat(40), REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1', REKEY_STORAGE_URL: `file:${storage ?? directory}`,
      REKEY_PUBLIC_URL: 'https://desk.example', REKEY_MAILROOM_DNS: 'off', REKEY_LMTP_PORT: '0', REKEY_LMTP_MAX_MB: '4', ...settings,
    };
    const entities = await allEntities();
    @Module({
      imports: [ConfigModule.forRoot([PersistenceConfig, JobsConfig, AgentsConfig, OutboundConfig, StorageConfig, IntakeConfig, LmtpConfig], environment), PersistenceModule.forRoot(entities), StorageModule, PortalsModule, IntakeModule],
      providers: [LmtpDoor, TakeDelivery],
    })
    class Room {}
    const house = await NestFactory.createApplicationContext(Room, { logger: ['error'], abortOnError: false });
    await house.get(ImportPortal, { strict: false }).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
    const mailboxes = house.get(Mailboxes, { strict: false });
    const id = await mailboxes.save({
      portalKey: 'school', address: 'support@school.example', displayName: 'School', imapHost: '', imapPort: 1, imapSecurity: 'implicit', imapUser: 'x', imapPassword: new Secret('x'), authservId: 'mx.school.example',
    });
    return new IntakeHouse(fresh, house, (await mailboxes.get(id))!, directory, environment);
  }

  get lmtpPort(): number {
    return this.house.get(LmtpDoor).port!;
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.fresh.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  kept(where = 'true', parameters: unknown[] = []): Promise<KeptRow[]> {
    return this.rows<KeptRow>(`select * from kept_mail where ${where} order by id`, parameters);
  }

  rows<Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.house.get(Database).read((em) => em.execute<Row[]>(statement, parameters as never[]));
  }

  /** What the worker does with everything that waits. */
  async works(): Promise<void> {
    const waiting = await this.kept('disposition is null');
    if (waiting.length > 0) await this.house.get(ProcessMails).run({ keptMailIds: waiting.map(({ id }) => id) });
  }

  /** One try at one mail; what fails is swallowed, as the lane does. */
  async tries(keptMailId: string): Promise<unknown> {
    return this.house.get(ProcessMail).run({ keptMailId }).then(() => undefined, (error: unknown) => error);
  }

  /** The database lets nobody in, and those inside are thrown out. */
  async databaseGoesDown(): Promise<void> {
    await this.#admin(false);
  }

  async databaseComesBack(): Promise<void> {
    await this.#admin(true);
  }

  async #admin(isOpen: boolean): Promise<void> {
    const name = new URL(this.fresh.url).pathname.slice(1);
    const client = new pg.Client({ connectionString: neighbours().adminUrl });
    await client.connect();
    await client.query(`alter database ${name} with allow_connections ${isOpen}`);
    if (!isOpen) await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await client.end();
  }
}
