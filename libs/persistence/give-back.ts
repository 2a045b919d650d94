import { isAway } from './is-away.js';

/** What of a Kysely driver begins and ends transactions. */
interface TransactionDriver<Connection> {
  beginTransaction(connection: Connection, settings: never): Promise<void>;
  rollbackTransaction(connection: Connection): Promise<void>;
  releaseConnection(connection: Connection): Promise<void>;
}

/**
 * Kysely (0.29) gives a connection back to the pool after a commit or a rollback that worked, and only then. One that died
 * in between stayed taken for ever, so that each restart of PostgreSQL cost a process as many places in its pool as it had
 * transactions under way, until none was left. A rollback on a dead connection has nothing left to do: the server did it.
 */
export function givesConnectionsBack<Driver extends TransactionDriver<never>>(driver: Driver): Driver {
  const [begin, rollback] = [driver.beginTransaction.bind(driver), driver.rollbackTransaction.bind(driver)];
  return Object.assign(driver, {
    async beginTransaction(connection: never, settings: never): Promise<void> {
      try {
        await begin(connection, settings);
      } catch (error) {
        await driver.releaseConnection(connection);
        throw error;
      }
    },
    async rollbackTransaction(connection: never): Promise<void> {
      try {
        await rollback(connection);
      } catch (error) {
        if (!isAway(error)) throw error;
      }
    },
  });
}
