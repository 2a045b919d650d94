import type { Database } from '#persistence';

/** `commits`: only where something more stands than before; dying anywhere else leaves what the death before it left. */
export type Steps = 'commits' | 'all';

/**
 * A process that can be killed at each of its steps: after every transaction and statement, and with `all` also after
 * every read and within a transaction before it is committed. Nothing after the death runs: whatever a `catch` or
 * `finally` wants of the database fails as well, until somebody starts anew.
 */
export class MortalDatabase {
  #step = 0;
  #diesAt: number | undefined;
  #isDead = false;
  #steps: Steps = 'all';

  constructor(database: Database, private readonly death: () => Error) {
    const { transaction, statement, read } = database;
    const after = async <T>(work: Promise<T>, steps: Steps = 'commits'): Promise<T> => {
      const result = await work;
      this.#survive(steps);
      return result;
    };
    Object.assign(database, {
      transaction: <T>(work: (tx: never) => Promise<T>): Promise<T> => {
        this.#live();
        return after(transaction.call(database, async (tx) => {
          const result = await work(tx as never);
          // The last moment at which nothing was written.
          this.#survive('all');
          return result;
        }) as Promise<T>);
      },
      statement: <T>(work: (em: never) => Promise<T>): Promise<T> => {
        this.#live();
        return after(statement.call(database, work as never) as Promise<T>);
      },
      read: <T>(work: (em: never) => Promise<T>): Promise<T> => {
        this.#live();
        return after(read.call(database, work as never) as Promise<T>, 'all');
      },
    });
  }

  /** Runs `work` and kills it at this step, counted from 1. Whether it lived to its end. */
  async run(diesAt: number, steps: Steps, work: () => Promise<void>): Promise<boolean> {
    this.#steps = steps;
    this.#step = 0;
    this.#diesAt = diesAt;
    try {
      await work();
    } catch (error) {
      if (!this.#isDead) throw error;
    }
    const lived = !this.#isDead;
    this.#diesAt = undefined;
    this.#isDead = false;
    return lived;
  }

  #live(): void {
    if (this.#isDead) throw this.death();
  }

  #survive(steps: Steps): void {
    this.#live();
    if (this.#diesAt === undefined || (steps === 'all' && this.#steps === 'commits')) return;
    this.#step += 1;
    if (this.#step !== this.#diesAt) return;
    this.#isDead = true;
    throw this.death();
  }
}
