import { ConnectionException, DriverException } from '@mikro-orm/core';
import { DirectoryUnreachable } from '../directory.faults.js';

/** PostgreSQL classes 08 (connection), 3D (no such database), 53 (resources), 57 (operator intervention), and the socket's own words. */
const AWAY = /^(08|3D|53|57)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

/** Runs a question to the built-in directory; a database that is away becomes the directory's fault. */
export async function reaching<T>(portalKey: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof DriverException ? (error.code ?? '') : '';
    if (error instanceof ConnectionException || AWAY.test(code)) throw new DirectoryUnreachable(`built-in directory of ${portalKey}`, error);
    throw error;
  }
}
