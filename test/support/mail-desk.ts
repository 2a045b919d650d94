import { ConsoleLogger, Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentsConfig } from '#agents';
import { ConfigModule } from '#config';
import { CreateBuiltinAccount } from '#directory';
import { Dns, IntakeConfig, IntakeModule, KeepMail, ProcessMail, ProcessMails, StartReading } from '#intake';
import { JobsConfig } from '#jobs';
import { newId, Secret } from '#kernel';
import { DeliverMail, OutboundConfig } from '#outbound';
import { Database, PersistenceConfig, PersistenceModule, type EntityManager } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles, type Mailbox } from '#portals';
import { StorageConfig, StorageModule } from '#storage';
import { freshDatabase, type FreshDatabase } from './database.js';
import { allEntities } from './entities.js';

/** The border server of the portal, whose findings the desk believes. */
export const BORDER = 'mx.school.example';
export const SUPPORT = 'support@school.example';

export interface ArrivedMail {
  readonly id: string;
  readonly disposition: string;
  readonly screen: string | null;
  readonly reason: string | null;
  readonly authenticity: { readonly verdict: string; readonly by: string; readonly because: string; readonly isTemporary?: boolean } | null;
  readonly ticket_id: string | null;
  readonly message_id: string | null;
}

export interface MailDeskOptions {
  /** Names that this desk asks about senders; without, it asks nobody. */
  readonly dns?: Dns | undefined;
  /** Null: no border checks senders for this portal. */
  readonly authservId?: string | null;
  readonly address?: string;
  /** Changes the school's profile before it is imported. */
  readonly profile?: (yaml: string) => string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** The mail side of a desk on a database of its own: mails arrive as bytes, and are filed as they would be. */
export class MailDesk {
  #uid = 0;

  private constructor(private readonly fresh: FreshDatabase, private readonly house: INestApplicationContext, private readonly mailbox: Mailbox, private readonly directory: string) {}

  static async open({ dns, authservId = BORDER, address = SUPPORT, profile = (yaml) => yaml, settings = {} }: MailDeskOptions = {}): Promise<MailDesk> {
    const fresh = await freshDatabase();
    const directory = await mkdtemp(join(tmpdir(), 'rekey-mail-desk-'));
    const environment = {
      REKEY_DATABASE_URL: fresh.url, REKEY_SECRET_KEY: 'k'.repeat(40), REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1', REKEY_STORAGE_URL: `file:${directory}`, REKEY_PUBLIC_URL: 'https://desk.example', REKEY_MAILROOM_DNS: 'off', ...settings,
    };
    @Module({
      imports: [ConfigModule.forRoot([PersistenceConfig, JobsConfig, AgentsConfig, OutboundConfig, StorageConfig, IntakeConfig], environment), PersistenceModule.forRoot(await allEntities()), StorageModule, IntakeModule],
    })
    class Room {}
    const testing = Test.createTestingModule({ imports: [Room] }).setLogger(new ConsoleLogger({ logLevels: ['error'] }));
    const house = await (dns ? testing.overrideProvider(Dns).useValue(dns) : testing).compile();
    await house.init();
    await house.get(ImportPortal, { strict: false }).run(profile((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml), { kind: 'operator' });
    const mailboxes = house.get(Mailboxes, { strict: false });
    const id = await mailboxes.save({
      portalKey: 'school', address, displayName: 'School', imapHost: '127.0.0.1', imapPort: 1, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x'), authservId,
    });
    await house.get(StartReading).run(id, { uidValidity: '1', uidNext: 1 }, true);
    return new MailDesk(fresh, house, (await mailboxes.get(id))!, directory);
  }

  get<T>(type: Type<T> | (abstract new (...given: never[]) => T)): T {
    return this.house.get(type as Type<T>, { strict: false });
  }

  /** A pupil whose address is on file. */
  person(username: string, address: string): Promise<string> {
    return this.get(CreateBuiltinAccount).run({
      portalKey: 'school', username, givenName: 'Vera', familyName: 'Vogel', userType: 'pupil', state: 'active', addresses: [{ address }], password: new Secret('ein langes altes Passwort'),
    });
  }

  /** Header lines from top to bottom, and the text. What is missing of To, Subject and Message-ID is added. */
  arrives(lines: readonly string[], text = 'Guten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link.'): Promise<ArrivedMail> {
    return this.arrivesAs(this.written(lines, text));
  }

  /** The same as bytes, not sent yet. */
  written(lines: readonly string[], text: string): string {
    const has = (name: string): boolean => lines.some((line) => line.toLowerCase().startsWith(`${name}:`));
    return [
      ...lines, ...(has('to') ? [] : [`To: ${this.mailbox.address}`]), ...(has('subject') ? [] : ['Subject: Passwort vergessen']), ...(has('message-id') ? [] : [`Message-ID: <${newId()}@post.example>`]),
      ...(has('content-type') ? [] : ['Content-Type: text/plain; charset=utf-8']), '', text, '',
    ].join('\r\n');
  }

  async arrivesAs(mail: string, receivedAt = new Date()): Promise<ArrivedMail> {
    const [id] = await this.keeps([mail], receivedAt);
    return this.again(id!);
  }

  /** Kept, and not processed yet; returns their ids. */
  async keeps(mails: readonly string[], receivedAt = new Date()): Promise<string[]> {
    const bytes = mails.map((mail) => Buffer.from(mail));
    const first = this.#uid + 1;
    this.#uid += mails.length;
    await this.get(KeepMail).run(this.mailbox, { uidValidity: '1', mails: bytes.map((raw, at) => ({ uid: first + at, bytes: raw, sizeBytes: raw.length, receivedAt })) });
    const kept = await this.rows<{ id: string }>('select id from kept_mail where uid >= ? and uid < ? order by uid', [first, first + mails.length]);
    return kept.map(({ id }) => id);
  }

  /** Runs the steps of a kept mail, as its job does. */
  async again(id: string): Promise<ArrivedMail> {
    await this.get(ProcessMail).run({ keptMailId: id });
    return (await this.rows<ArrivedMail>('select * from kept_mail where id = ?', [id]))[0]!;
  }

  rows<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return this.get(Database).read((em) => em.execute<Row[]>(sql, values));
  }

  /** A transaction of somebody else: what `work` did stands once `goOn` has done the rest that it returned. */
  holds(work: (tx: EntityManager) => Promise<() => Promise<unknown>>): { readonly begun: Promise<void>; goOn(): Promise<void> } {
    const begun = Promise.withResolvers<void>();
    const waiting = Promise.withResolvers<void>();
    const done = this.get(Database).transaction(async (tx) => {
      const rest = await work(tx);
      begun.resolve();
      await waiting.promise;
      await rest();
    });
    done.catch(begun.reject);
    return { begun: begun.promise, goOn: () => (waiting.resolve(), done) };
  }

  /** Returns once another transaction in this database waits for a row or an advisory lock. */
  async somebodyWaitsForALock(): Promise<void> {
    const waits = async (): Promise<boolean> => (await this.rows(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length > 0;
    while (!(await waits())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Many at once, as a mailroom that catches up keeps them and a worker files them. */
  async arrivesTogether(mails: readonly string[]): Promise<void> {
    const kept = await this.keeps(mails);
    for (let at = 0; at < kept.length; at += 50) await this.get(ProcessMails).run({ keptMailIds: kept.slice(at, at + 50) });
  }

  /** Hands everything that waits to the relay, as if the time of each had come. */
  async sendsAll(): Promise<void> {
    await this.rows(`update outbound_message set send_at = least(send_at, created_at) where state = 'queued' returning id`);
    const waiting = await this.rows<{ id: string; rounds: number }>(`select id, rounds from outbound_message where state = 'queued' order by id`);
    for (const { id, rounds } of waiting) await this.get(DeliverMail).run({ outboundMessageId: id, round: rounds });
  }

  /** Everything that was queued, oldest first. */
  outbox(): Promise<{ id: string; kind: string; recipient: string; subject: string | null; reply_to: string | null; ticket_id: string; message_id: string; variables: Record<string, unknown> }[]> {
    return this.rows('select * from outbound_message order by id');
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.fresh.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** What the border writes on top of a mail of this domain. */
export function found(dmarc: string, domain: string): string {
  return `Authentication-Results: ${BORDER}; dmarc=${dmarc} header.from=${domain}`;
}
