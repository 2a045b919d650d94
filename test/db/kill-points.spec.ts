import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { KeepMail, ProcessMail } from '#intake';
import { StillClock } from '#kernel';
import type { RelayAnswer } from '#outbound';
import { Database } from '#persistence';
import { Mailboxes } from '#portals';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { found, MailDesk } from '../support/mail-desk.js';
import { outboundWorld } from '../support/outbound-world.js';

const MAILS = 1_000;
/** Deaths in each direction at the least; the processes of the stories are killed for real. */
const DEATHS = 150;

/**
 * What dies: everything that asks the database or the relay after the last step throws, before it does anything. A step
 * lies before and after each call, so a death can fall between a commit and the caller's hearing of it.
 */
class Life {
  isOver = false;

  constructor(private steps: number) {}

  step(): void {
    if (this.isOver || (this.steps -= 1) < 0) {
      this.isOver = true;
      throw new Error('killed');
    }
  }

  async around<T>(work: () => Promise<T>): Promise<T> {
    this.step();
    const done = await work();
    this.step();
    return done;
  }
}

/** The dead do not speak; what they would have said is noise. */
beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(new ConsoleLogger()));

describe(`deaths at random points while ${MAILS} mails leave`, () => {
  let fresh: FreshDatabase;
  beforeAll(async () => void (fresh = await freshDatabase()));
  afterAll(() => fresh?.close());

  it('lose none and send none twice: what nobody can know is flagged', async () => {
    const clock = new StillClock(new Date('2026-11-23T08:00:00Z'));
    const handed: string[] = [];
    const first = await outboundWorld(fresh.database, { clock, automaticPerHour: 1_000_000 });
    for (let from = 0; from < MAILS; from += 100) {
      await fresh.database.transaction((tx) => first.queue.withinAll(tx, Array.from({ length: 100 }, (_, at) => ({
        portalKey: first.portalKey, mailboxId: first.mailboxId, kind: 'reply' as const, locale: 'de' as const, recipient: `person-${from + at}@crowd.example`, now: clock.now(),
        variables: { text: 'Guten Tag', agentCode: 'ro' }, secrets: {},
      }))));
    }
    await first.presence.onApplicationShutdown();

    let deaths = 0;
    for (;;) {
      const due = await fresh.database.read((em) => em.execute<{ id: string; rounds: number }[]>("select id, rounds from outbound_message where state = 'queued' order by random() limit 5"));
      const life = new Life(randomInt(0, 18));
      const doomed = Object.create(fresh.database) as Database;
      doomed.transaction = (work) => life.around(() => fresh.database.transaction(work));
      doomed.statement = (work) => life.around(() => fresh.database.statement(work));
      const world = await outboundWorld(fresh.database, { clock, deliverVia: doomed });
      world.relay.hand = (mail) => life.around(async (): Promise<RelayAnswer> => {
        handed.push(mail.messageId);
        return { outcome: 'accepted', reply: '250 taken' };
      });
      await Promise.allSettled(due.map(({ id, rounds }) => world.deliver.run({ outboundMessageId: id, round: rounds })));
      deaths += Number(life.isOver);
      await world.presence.onApplicationShutdown();
      clock.moveBy(11_000);
      if (due.length > 0) continue;
      // Upkeep takes so many at a time.
      while ((await world.settle.run()).unknown > 0);
      break;
    }

    const rows = await fresh.database.read((em) => em.execute<{ message_id: string; state: string; failure: string | null }[]>('select message_id, state, failure from outbound_message'));
    expect(deaths).toBeGreaterThanOrEqual(DEATHS);
    expect(rows).toHaveLength(MAILS);
    expect(new Set(handed).size).toBe(handed.length);
    expect(rows.filter(({ state }) => state !== 'sent' && state !== 'unknown')).toEqual([]);
    const left = new Set(handed);
    expect(rows.filter(({ state, message_id: id }) => state === 'sent' && !left.has(id))).toEqual([]);
    expect(rows.filter(({ state, failure }) => state === 'unknown' && failure === null)).toEqual([]);
  });
});

describe(`deaths at random points while ${MAILS} mails come in`, () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open({ settings: { REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '1000000' } })));
  afterAll(() => desk?.close());

  it('lose none, open no ticket twice and acknowledge none twice', async () => {
    const database = desk.get(Database);
    const [transaction, statement] = [database.transaction.bind(database), database.statement.bind(database)];
    const [{ id: mailboxId }] = (await desk.rows<{ id: string }>('select id from mailbox')) as [{ id: string }];
    const mailbox = (await desk.get(Mailboxes).get(mailboxId))!;
    let deaths = 0;
    /** One process from its start until it has nothing left to do, or dies. */
    const lives = async (steps: number, work: () => Promise<void>): Promise<boolean> => {
      const life = new Life(steps);
      database.transaction = (inside) => life.around(() => transaction(inside));
      database.statement = (inside) => life.around(() => statement(inside));
      try {
        await work();
      } catch (error) {
        if (!life.isOver) throw error;
      } finally {
        Object.assign(database, { transaction, statement });
      }
      deaths += Number(life.isOver);
      return !life.isOver;
    };

    for (let uid = 1; uid <= MAILS; uid += 1) {
      const domain = `crowd-${Math.floor(uid / 40)}.example`;
      const raw = Buffer.from(desk.written([found('pass', domain), `From: Person ${uid} <person-${uid}@${domain}>`, `Message-ID: <m${uid}@crowd.example>`, `Subject: Frage ${uid}`], `Guten Tag, ich habe eine Frage, Nummer ${uid}.`));
      // The mailroom fetches again what it cannot be sure of; the worker takes up what is kept and not filed.
      for (let isDone = false; !isDone;) {
        isDone = await lives(uid % 2 === 0 ? randomInt(0, 9) : 1_000, async () => {
          await desk.get(KeepMail).run(mailbox, { uidValidity: '1', mails: [{ uid, bytes: raw, sizeBytes: raw.length, receivedAt: new Date() }] });
          for (const { id } of await desk.rows<{ id: string }>('select id from kept_mail where disposition is null')) await desk.get(ProcessMail).run({ keptMailId: id });
        });
      }
    }

    expect(deaths).toBeGreaterThanOrEqual(DEATHS);
    expect(await desk.rows("select count(*)::int as kept, count(*) filter (where disposition = 'filed')::int as filed from kept_mail")).toEqual([{ kept: MAILS, filed: MAILS }]);
    expect(await desk.rows('select count(*)::int as tickets, count(distinct requester_canonical)::int as people from ticket')).toEqual([{ tickets: MAILS, people: MAILS }]);
    expect(await desk.rows("select count(*)::int as messages from ticket_message where kind = 'inbound'")).toEqual([{ messages: MAILS }]);
    expect(await desk.rows('select recipient from outbound_message group by recipient having count(*) > 1')).toEqual([]);
    expect(await desk.rows('select count(*)::int as mails from outbound_message')).toEqual([{ mails: MAILS }]);
  });
});
