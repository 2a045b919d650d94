import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { setTimeout as wait } from 'node:timers/promises';
import { AgentsConfig } from '#agents';
import { auditEntities } from '#audit';
import { ConfigModule } from '#config';
import { JobsConfig, jobsEntities, JobsModule, OutboxTicker } from '#jobs';
import { OutboundConfig, outboundEntities, OutboundModule, QueueMail } from '#outbound';
import { Database, PersistenceConfig, PersistenceModule } from '#persistence';
import { portalsEntities } from '#portals';
import { AskWishedVouchers, SendAskedLink } from '#recovery';
import { OutboundProcessor } from '../../apps/worker/outbound.processor.js';
import { dropDatabase, freshDatabaseUrl } from '../support/database.js';
import { neighbours } from '../support/neighbour-data.js';
import { outboundWorld } from '../support/outbound-world.js';
import { SmtpSink } from '../support/smtp-sink.js';

const { redisUrl } = neighbours();

@Module({})
class LaneModule {
  static forRoot(environment: NodeJS.ProcessEnv) {
    return {
      module: LaneModule,
      imports: [
        ConfigModule.forRoot([PersistenceConfig, JobsConfig, AgentsConfig, OutboundConfig], environment),
        PersistenceModule.forRoot([...jobsEntities, ...auditEntities, ...portalsEntities, ...outboundEntities]), JobsModule, OutboundModule,
      ],
      // Links that people ask for are no mails yet; their work is not looked at here.
      providers: [OutboundProcessor, OutboxTicker, { provide: SendAskedLink, useValue: {} }, { provide: AskWishedVouchers, useValue: {} }],
    };
  }
}

/** The lane as the worker runs it: outbox, ticker, BullMQ, processor, SMTP. On both places where jobs can live. */
describe.each([['PostgreSQL', 'postgres:'], ...(redisUrl ? [['Redis', redisUrl]] : [])])('the outbound lane with its jobs in %s', (_backend, queueUrl) => {
  let url: string;
  let sink: SmtpSink;
  let desk: INestApplicationContext;

  beforeAll(async () => void (url = await freshDatabaseUrl()));
  afterAll(() => dropDatabase(url));
  beforeEach(async () => {
    sink = await SmtpSink.start();
    desk = await NestFactory.createApplicationContext(LaneModule.forRoot({
      REKEY_SECRET_KEY: 'a test key that is long enough for the sealer', REKEY_DATABASE_URL: url, REKEY_QUEUE_URL: queueUrl, REKEY_QUEUE_PREFIX: `lane-${process.pid}`,
      REKEY_OUTBOUND_SMTP_URL: sink.url, REKEY_OUTBOUND_SEND_TIMEOUT_SECONDS: '2',
    }), { logger: ['error'], abortOnError: false });
  });
  afterEach(async () => {
    await desk.close();
    await sink.stop();
  });

  const until = async (done: () => boolean | Promise<boolean>) => {
    for (let i = 0; i < 3_600; i += 1) {
      if (await done()) return;
      await wait(25);
    }
    throw new Error('it did not happen within ninety seconds');
  };
  const states = () => desk.get(Database).read((em) => em.execute<{ state: string; n: number }[]>('select state, count(*)::int as n from outbound_message group by state'));

  it('sends each of 30 mails once and destroys what is not needed any more', async () => {
    const world = await outboundWorld(desk.get(Database));
    await desk.get(Database).transaction(async (tx) => {
      for (let i = 0; i < 30; i += 1) {
        await desk.get(QueueMail).within(tx, {
          portalKey: world.portalKey, mailboxId: world.mailboxId, kind: 'mailbox-proof', locale: 'de', recipient: `p${i}@corp.example`, now: new Date(),
          variables: { salutationName: null, expiresAt: new Date(Date.now() + 86_400_000).toISOString() }, secrets: { link: 'https://desk.example/p/x', code: 'K7QM4TXA' },
        });
      }
    });
    await until(() => sink.received.length >= 30);
    await wait(200);
    expect(new Set(sink.received.map(({ envelopeTo }) => envelopeTo.join())).size).toBe(30);
    expect(sink.received).toHaveLength(30);
    await until(async () => (await states()).every(({ state }) => state === 'sent'));
    expect(await desk.get(Database).read((em) => em.execute('select 1 from outbound_message where secrets_sealed is not null'))).toEqual([]);
    await desk.get(Database).transaction((tx) => tx.execute('truncate outbound_message'));
  });

  it('waits for a relay that says later, and finishes a hand-over before it stops', async () => {
    const world = await outboundWorld(desk.get(Database));
    sink.mood = { kind: 'reply', at: 'recipient', code: 451, text: 'later' };
    await desk.get(Database).transaction((tx) => desk.get(QueueMail).within(tx, {
      portalKey: world.portalKey, mailboxId: world.mailboxId, kind: 'reply', locale: 'de', recipient: 'mara@corp.example', now: new Date(), variables: { text: 'Hallo', agentCode: 'ro' }, secrets: {},
    }));
    await until(async () => (await desk.get(Database).read((em) => em.execute<unknown[]>(`select 1 from outbound_message where state = 'queued' and rounds = 1`))).length === 1);
    sink.mood = { kind: 'accept' };
    await desk.get(Database).transaction(async (tx) => {
      await desk.get(QueueMail).within(tx, {
        portalKey: world.portalKey, mailboxId: world.mailboxId, kind: 'reply', locale: 'de', recipient: 'tom@corp.example', now: new Date(), variables: { text: 'Hallo', agentCode: 'ro' }, secrets: {},
      });
    });
    await until(async () => (await states()).some(({ state }) => state === 'sending' || state === 'sent'));
    await desk.close();
    const [row] = await readWith(url, `select state from outbound_message where recipient = 'tom@corp.example'`);
    expect(row).toEqual({ state: 'sent' });
    desk = { close: async () => undefined } as never;
  });
});

async function readWith(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}
