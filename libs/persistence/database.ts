import { Injectable } from '@nestjs/common';
import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import { withLateWrites } from './late-writes.js';

/**
 * The way to the rows. Nobody holds an EntityManager longer than one transaction, so nothing stale is ever read and
 * no request shares another's identity map.
 */
@Injectable()
export class Database {
  constructor(readonly orm: MikroORM) {}

  /** Runs `work` in one transaction with a fresh identity map; commits when it returns, rolls back when it throws. */
  transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return (this.orm.em.fork() as EntityManager).transactional((tx) => withLateWrites(tx as EntityManager, work));
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
