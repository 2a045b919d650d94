import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Rows that many places of a transaction add one by one, and that go to the database in one statement when its work is
 * done. `order`: lower ones first; what others queue up for (the audit chain) comes last, so that it is held shortest.
 */
export interface LateWrite<Item> {
  readonly order: number;
  write(tx: EntityManager, items: readonly Item[]): Promise<void>;
}

const waiting = new WeakMap<EntityManager, Map<LateWrite<never>, unknown[]>>();

/**
 * Adds an item to what is written before `tx` commits. Nothing later in the same transaction can read it.
 *
 * @throws Error outside of `Database.transaction`, where nobody would write it
 */
export function writeLate<Item>(tx: EntityManager, to: LateWrite<Item>, ...items: Item[]): void {
  const collected = waiting.get(tx);
  if (!collected) throw new Error('late writes need Database.transaction');
  const list = collected.get(to as LateWrite<never>);
  if (list) list.push(...items);
  else collected.set(to as LateWrite<never>, [...items]);
}

/** What this transaction has yet to write there, in the order it was added: for those who must see rows before they are in the database. */
export function yetToWrite<Item>(tx: EntityManager, to: LateWrite<Item>): readonly Item[] {
  return (waiting.get(tx)?.get(to as LateWrite<never>) as Item[] | undefined) ?? [];
}

/** Runs `work` and then everything that it left to be written late. Part of `Database.transaction`. */
export async function withLateWrites<T>(tx: EntityManager, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  const collected = new Map<LateWrite<never>, unknown[]>();
  waiting.set(tx, collected);
  const result = await work(tx);
  if (collected.size > 0) await tx.flush();
  // What is written may leave something of a higher order behind.
  for (let next = first(collected); next; next = first(collected)) {
    collected.delete(next[0]);
    await next[0].write(tx, next[1] as never[]);
  }
  waiting.delete(tx);
  return result;
}

function first(collected: ReadonlyMap<LateWrite<never>, unknown[]>): [LateWrite<never>, unknown[]] | undefined {
  return [...collected].sort(([one], [other]) => one.order - other.order)[0];
}
