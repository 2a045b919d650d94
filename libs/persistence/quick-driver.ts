import type { Configuration } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { givesConnectionsBack } from './give-back.js';
import { sendsLongValuesBeside } from './long-values.js';

/** MikroORM writes values into the statement and quotes them letter by letter, which is slow and leaves much to clean up where one value holds a hundred mails. */
export class QuickDriver extends PostgreSqlDriver {
  constructor(config: Configuration) {
    super(config);
    Object.assign(this.getPlatform(), { escapeLiteral: quoted });
    const { connection } = this;
    sendsLongValuesBeside(connection);
    const create = connection.createKyselyDialect.bind(connection);
    connection.createKyselyDialect = (overrides) => {
      const dialect = create(overrides);
      const createDriver = dialect.createDriver.bind(dialect);
      return Object.assign(dialect, { createDriver: () => givesConnectionsBack(createDriver()) });
    };
  }
}

/** The same letters as PostgreSQL's own PQescapeLiteral. */
export function quoted(text: string): string {
  const inQuotes = `'${text.replaceAll(`'`, `''`)}'`;
  return text.includes('\\') ? ` E${inQuotes.replaceAll('\\', '\\\\')}` : inQuotes;
}
