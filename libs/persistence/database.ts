import { Injectable } from '@nestjs/common';
import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import { Places } from '#kernel';
import { withLateWrites } from './late-writes.js';
import { placeWithinMs } from './orm-options.js';

/**
 * The way to the rows. Nobody holds an EntityManager longer than one transaction, so nothing stale is ever read and
 * no request shares another's identity map.
 */
@Injectable()
export class Database {
  /**
   * One place of the pool is never a transaction's: whoever reads within one (the portals, say) needs a second connection, and
   * where transactions held every place while one of them wanted to read, all waited for each other.
   */
  readonly #transactions: Places;

  constructor(readonly orm: MikroORM) {
    this.#transactions = new Places(orm.config.get('pool').max! - 1, { ms: placeWithinMs(orm), isOver: noPlace });
  }

  /** Runs `work` in one transaction with a fresh identity map; commits when it returns, rolls back when it throws. */
  transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.#transactions.take(() => (this.orm.em.fork() as EntityManager).transactional((tx) => withLateWrites(tx as EntityManager, work)));
  }

  /** Runs one statement, which PostgreSQL makes a transaction of its own: half the work where one is enough. */
  statement<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return work(this.orm.em.fork() as EntityManager);
  }

  /** Reads without a transaction, for lists and pages. */
  read<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return work(this.orm.em.fork() as EntityManager);
  }
}

/** SQLSTATE `too_many_connections`, as the server itself says where it has none left. */
function noPlace(): Error {
  return Object.assign(new Error('no place for another transaction within the time: others hold all of them'), { code: '53300' });
}
