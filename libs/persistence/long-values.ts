import { raw } from '@mikro-orm/core';
import type { AbstractSqlConnection } from '@mikro-orm/postgresql';

/** A value of so many letters travels beside its statement. */
const LONG = 1_000;

type Execute = AbstractSqlConnection['execute'];

interface CompiledQuery {
  readonly parameters: readonly unknown[];
}

interface Executor {
  executeQuery(query: CompiledQuery, options?: never): Promise<unknown>;
}

/**
 * MikroORM writes values into the statement. For short ones that is the cheaper way; one that holds a hundred mails is
 * quoted letter by letter here, read letter by letter by PostgreSQL's parser, and copied with the statement wherever it goes.
 */
export function sendsLongValuesBeside(connection: AbstractSqlConnection): void {
  const execute: Execute = connection.execute.bind(connection);
  const sparing: Execute = (query, params, method, ctx, loggerContext) => {
    if (!Array.isArray(params)) return execute(query, params, method, ctx, loggerContext);
    const beside: string[] = [];
    const inPlace = params.map((value: unknown) => (typeof value === 'string' && value.length >= LONG ? raw(`$${beside.push(value)}`) : value));
    if (beside.length === 0) return execute(query, params, method, ctx, loggerContext);
    const executor: Executor = ctx ?? connection.getClient();
    const withValues: Executor = { executeQuery: (compiled, options) => executor.executeQuery({ ...compiled, parameters: beside }, options) };
    return execute(query, inPlace, method, withValues as typeof ctx, loggerContext);
  };
  Object.assign(connection, { execute: sparing });
}
