import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtemp, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentsConfig } from '#agents';
import { ConfigModule } from '#config';
import { BackfillMailbox, IntakeConfig, IntakeModule, KeepMail, LeaseMailbox, MailSource, NoteMailbox, ReadMailboxHealth, StartReading, type MailboxAccess, type MailboxHealth } from '#intake';
import { JobsConfig } from '#jobs';
import { newId, Secret } from '#kernel';
import { OutboundConfig } from '#outbound';
import { Database, PersistenceConfig, PersistenceModule } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles } from '#portals';
import { StorageConfig, StorageModule } from '#storage';
import { MailboxWatcher, type WatcherTools } from '../../apps/mailroom/mailbox-watcher.js';
import { freshDatabase, type FreshDatabase } from './database.js';
import { allEntities } from './entities.js';

export interface WatchedBox {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export interface WatchOptions {
  readonly folders?: readonly string[];
  /** A folder that is new to us is answered whole. */
  readonly everything?: boolean;
  readonly pollMs?: number;
  readonly hasFollowUp?: boolean;
  readonly access?: (wasRefused: boolean) => Promise<MailboxAccess>;
  readonly tools?: Partial<WatcherTools>;
}

/** The rooms that a mailroom needs, on a database of its own, and watchers as it would start them. */
export class MailroomHouse {
  readonly #watchers = new Set<MailboxWatcher>();

  private constructor(readonly fresh: FreshDatabase, readonly house: INestApplicationContext, readonly directory: string, readonly environment: Readonly<Record<string, string>>) {}

  static async open(environment: Record<string, string> = {}): Promise<MailroomHouse> {
    const fresh = await freshDatabase();
    const directory = await mkdtemp(join(tmpdir(), 'rekey-mailroom-'));
    const settings = {
      REKEY_DATABASE_URL: fresh.url, REKEY_SECRET_KEY: 'k'.repeat(40), REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1', REKEY_STORAGE_URL: `file:${directory}`, REKEY_PUBLIC_URL: 'https://desk.example', REKEY_MAILROOM_DNS: 'off', ...environment,
    };
    @Module({
      imports: [ConfigModule.forRoot([PersistenceConfig, JobsConfig, AgentsConfig, OutboundConfig, StorageConfig, IntakeConfig], settings), PersistenceModule.forRoot(await allEntities()), StorageModule, IntakeModule],
    })
    class Room {}
    const house = await NestFactory.createApplicationContext(Room, { logger: false, abortOnError: false });
    await house.get(ImportPortal, { strict: false }).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
    return new MailroomHouse(fresh, house, directory, settings);
  }

  get<T>(type: abstract new (...given: never[]) => T): T {
    return this.house.get(type as never, { strict: false });
  }

  async mailbox({ address, user, password, imapPort }: { readonly address: string; readonly user?: string; readonly password: string; readonly imapPort: number }): Promise<WatchedBox> {
    const id = await this.get(Mailboxes).save({
      portalKey: 'school', address, displayName: 'x', imapHost: '127.0.0.1', imapPort, imapSecurity: 'none', imapUser: user ?? address, imapPassword: new Secret(password),
    });
    return { id, address, port: imapPort, user: user ?? address, password };
  }

  watch({ id, address, port, user, password }: WatchedBox, { folders = ['INBOX'], everything = true, pollMs = 60_000, hasFollowUp = false, access, tools }: WatchOptions = {}): MailboxWatcher {
    const watcher = new MailboxWatcher(
      { id, portalKey: 'school', address, folders, hasFollowUp, access: access ?? (async () => ({ host: '127.0.0.1', port, security: 'none', user, password: new Secret(password), folder: 'INBOX' })) },
      {
        source: this.get(MailSource), lease: this.get(LeaseMailbox), startReading: this.get(StartReading), keepMail: this.get(KeepMail), note: this.get(NoteMailbox), backfill: this.get(BackfillMailbox),
        owner: newId(), everything, pollMs, ...tools,
      },
    );
    this.#watchers.add(watcher);
    watcher.start();
    return watcher;
  }

  async stopWatching(...watchers: MailboxWatcher[]): Promise<void> {
    await Promise.all((watchers.length > 0 ? watchers : [...this.#watchers]).map(async (watcher) => {
      this.#watchers.delete(watcher);
      await watcher.stop();
    }));
  }

  rows<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return this.get(Database).read((em) => em.execute<Row[]>(sql, values));
  }

  /** How many mails of the mailbox are kept, each UID counted. */
  async kept({ id }: { readonly id: string }): Promise<number> {
    return Number((await this.rows<{ n: string }>('select count(*) as n from kept_mail where mailbox_id = ?', [id]))[0]!.n);
  }

  async health({ id }: { readonly id: string }): Promise<MailboxHealth> {
    return (await this.get(ReadMailboxHealth).run()).find(({ mailboxId }) => mailboxId === id)!;
  }

  async close(): Promise<void> {
    await this.stopWatching();
    await this.house.close();
    await this.fresh.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Waits until it is so. @throws Error with `what` when it does not come true in time */
export async function eventually(what: string, isSo: () => Promise<boolean> | boolean, patienceMs = 90_000): Promise<void> {
  const since = performance.now();
  while (!(await isSo())) {
    if (performance.now() - since > patienceMs) throw new Error(`it did not happen: ${what}`);
    await wait(25);
  }
}

/** A small mail of its own. */
export function aMail(name: string, body = 'hello'): Buffer {
  return Buffer.from(`From: ${name}@home.example\r\nTo: support@school.example\r\nSubject: ${name}\r\nMessage-ID: <${name}@home.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`);
}
