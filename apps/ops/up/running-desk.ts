import { existsSync, readFileSync } from 'node:fs';
import { deskEnvironment } from './desk-environment.js';
import { DeskHome } from './desk-home.js';
import type { RunFile } from './run-file.js';

/**
 * What to say beside "this and that setting is missing" to somebody who only has no desk running; undefined when one runs
 * in this home, or when a database is named.
 */
export function whereIsTheDesk(): string | undefined {
  const home = new DeskHome(process.env['REKEY_HOME'] || '.rekey');
  if (process.env['REKEY_DATABASE_URL'] || existsSync(home.runFile)) return undefined;
  return `No desk runs in ${home.path} (REKEY_HOME). Start one with npm start, or set these for the one that you mean.`;
}

/** The settings of the desk that `rekey up` runs in this home; undefined when none runs, or when a database is named. */
export async function environmentOfRunningDesk(): Promise<NodeJS.ProcessEnv | undefined> {
  if (process.env['REKEY_DATABASE_URL']) return undefined;
  const home = new DeskHome(process.env['REKEY_HOME'] || '.rekey');
  if (!existsSync(home.runFile)) return undefined;
  const run = JSON.parse(readFileSync(home.runFile, 'utf8')) as RunFile;
  return deskEnvironment(home, run.ports, run.databaseUrl, await home.secretKey());
}
