import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { Database, notify, writeLate, type EntityManager, type LateWrite } from '#persistence';
import { URGENT_KINDS, type AlarmKind } from '../domain/alarm-kinds.js';
import { Alarm } from '../store/alarm.entity.js';

/** The same channel as every other news of the desk; see `LIVE_CHANNEL` of the tickets, which lie above this room. */
const LIVE_CHANNEL = 'rekey_live';
const MOST_SHOWN = 200;

export interface AlarmToRaise {
  readonly kind: AlarmKind;
  readonly portalKey?: string | null | undefined;
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

interface Change {
  readonly kind: AlarmKind;
  readonly subject: string;
  /** Undefined: it is over. */
  readonly raised?: AlarmToRaise | undefined;
}

/** Raises alarms and takes them back. Both may be said as often as one likes: one alarm of a kind and subject is open at a time. */
@Injectable()
export class Alarms {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  /** Written when `tx` is about to commit, in the order of their keys: many that raise the same wait for each other shortly and never crosswise. */
  readonly #changes: LateWrite<Change> = {
    order: 40,
    write: async (tx, changes) => {
      const last = new Map(changes.map((change) => [keyOf(change.kind, change.subject), change]));
      for (const [, { kind, subject, raised }] of [...last].sort(([one], [other]) => (one < other ? -1 : 1))) {
        await (raised ? this.#open(tx, raised) : this.#close(tx, kind, subject));
      }
    },
  };

  /** Needs `Database.transaction`. */
  async raise(tx: EntityManager, raised: AlarmToRaise): Promise<void> {
    writeLate(tx, this.#changes, { kind: raised.kind, subject: raised.subject, raised });
  }

  /** What was open of this kind and subject is over. Nothing open: nothing happens. The last word of a transaction counts. */
  async clear(tx: EntityManager, kind: AlarmKind, subject: string): Promise<void> {
    writeLate(tx, this.#changes, { kind, subject });
  }

  async #open(tx: EntityManager, { kind, portalKey = null, subject, detail = {} }: AlarmToRaise): Promise<void> {
    const now = this.clock.now();
    const [row] = await tx.execute<{ raised: boolean }[]>(
      `insert into alarm (id, kind, portal_key, subject, open_key, raised_at, last_seen_at, count, detail) values (?, ?, ?, ?, ?, ?, ?, 1, ?)
       on conflict (open_key) do update set last_seen_at = excluded.last_seen_at, count = alarm.count + 1, detail = excluded.detail
       returning count = 1 as raised`,
      [newId(), kind, portalKey, subject.slice(0, 250), keyOf(kind, subject), now, now, JSON.stringify(detail)]);
    if (row?.raised) await this.#announce(tx, portalKey);
  }

  async #close(tx: EntityManager, kind: AlarmKind, subject: string): Promise<void> {
    const cleared = await tx.execute<{ portal_key: string | null }[]>(
      'update alarm set cleared_at = ?, open_key = null where open_key = ? returning portal_key', [this.clock.now(), keyOf(kind, subject)]);
    for (const { portal_key: portalKey } of cleared) await this.#announce(tx, portalKey);
  }

  /** These of a kind are open, and no others of it but `left`, which stay as they are. */
  async raiseOnly(tx: EntityManager, kind: AlarmKind, raised: readonly AlarmToRaise[], left: readonly string[] = []): Promise<void> {
    const subjects = new Set([...raised.map(({ subject }) => subject), ...left]);
    for (const { subject } of await this.openOf(tx, kind)) if (!subjects.has(subject)) await this.clear(tx, kind, subject);
    for (const alarm of raised) await this.raise(tx, alarm);
  }

  /** What is open of one kind, and when it was last noticed: for whoever can see whether it is over. */
  async openOf(tx: EntityManager, kind: AlarmKind): Promise<readonly { readonly subject: string; readonly portalKey?: string | null; readonly lastSeenAt: Date }[]> {
    return tx.find(Alarm, { clearedAt: null, kind }, { fields: ['subject', 'portalKey', 'lastSeenAt'] });
  }

  /** For whoever has no transaction open. */
  raiseNow(alarm: AlarmToRaise): Promise<void> {
    return this.database.transaction((tx) => this.raise(tx, alarm));
  }

  clearNow(kind: AlarmKind, subject: string): Promise<void> {
    return this.database.transaction((tx) => this.clear(tx, kind, subject));
  }

  /** Every urgent one, and of the others the newest, together at most 200; in the order in which they were raised. `seen`: a filter that rooms to the right make of who asks. */
  async open(seen: () => object = () => ({})): Promise<Alarm[]> {
    return this.database.read(async (em) => {
      const urgent = await em.find(Alarm, { clearedAt: null, kind: { $in: URGENT_KINDS }, ...seen() }, { orderBy: { raisedAt: 'desc' }, limit: MOST_SHOWN });
      const others = await em.find(Alarm, { clearedAt: null, kind: { $nin: URGENT_KINDS }, ...seen() }, { orderBy: { raisedAt: 'desc' }, limit: MOST_SHOWN - urgent.length });
      return [...urgent, ...others].sort((one, other) => one.raisedAt.getTime() - other.raisedAt.getTime());
    });
  }

  /** How many are open, by kind. */
  async counts(): Promise<ReadonlyMap<AlarmKind, number>> {
    const rows = await this.database.read((em) => em.execute<{ kind: AlarmKind; count: number }[]>('select kind, count(*)::int as count from alarm where cleared_at is null group by kind'));
    return new Map(rows.map(({ kind, count }) => [kind, count]));
  }

  /** An open alarm, locked until `tx` ends; undefined: there is none that whoever asks sees. */
  async lockOpen(tx: EntityManager, id: string, seen: () => object): Promise<Alarm | undefined> {
    return (await tx.findOne(Alarm, { id, clearedAt: null, ...seen() }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
  }

  /** Somebody has it in hand; it stays open until it is over, and theirs while `isStillTaken`. False: somebody had it already. */
  async acknowledge(tx: EntityManager, alarm: Alarm, agentId: string): Promise<boolean> {
    if (alarm.acknowledgedAt) return false;
    Object.assign(alarm, { acknowledgedAt: this.clock.now(), acknowledgedByAgentId: agentId, acknowledgedCount: alarm.count, acknowledgedDetail: alarm.detail });
    await tx.flush();
    await this.#announce(tx, alarm.portalKey ?? null);
    return true;
  }

  async #announce(tx: EntityManager, portalKey: string | null): Promise<void> {
    await notify(tx, LIVE_CHANNEL, JSON.stringify({ kind: 'alarm', portal: portalKey ?? '*' }));
  }
}

function keyOf(kind: AlarmKind, subject: string): string {
  return `${kind} ${subject}`.slice(0, 255);
}
