import { existsSync, readFileSync } from 'node:fs';
import { deskEnvironment } from './desk-environment.js';
import { DeskHome } from './desk-home.js';
import type { RunFile } from './run-file.js';

/** The settings of the desk that `rekey up` runs in this home; undefined when none runs, or when a database is named. */
export async function environmentOfRunningDesk(): Promise<NodeJS.ProcessEnv | undefined> {
  if (process.env['REKEY_DATABASE_URL']) return undefined;
  const home = new DeskHome(process.env['REKEY_HOME'] || '.rekey');
  if (!existsSync(home.runFile)) return undefined;
  const run = JSON.parse(readFileSync(home.runFile, 'utf8')) as RunFile;
  return deskEnvironment(home, run.ports, run.databaseUrl, await home.secretKey());
}
