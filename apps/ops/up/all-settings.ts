import { globSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { HouseConfig, type Section, unknownVariables } from '#config';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Read by the `rekey` command, its servers, `docker-compose.yml` or the tests themselves, and by no process of the desk. */
const OUTSIDE_SECTIONS = [
  'REKEY_HOME', 'REKEY_IMAP_PORT', 'REKEY_SMTP_PORT', 'REKEY_MAIL_HOST', 'REKEY_DATABASE_PASSWORD', 'REKEY_TEST_NEIGHBOURS', 'REKEY_TEST_KEEP', 'REKEY_TEST_TOGETHER',
];

/** The sections of all rooms and processes, found by file name, so that none can be forgotten here. */
export async function allSections(): Promise<Section[]> {
  const files = globSync('{libs,apps}/*/{*,*/*}.config.{js,ts}', { cwd: ROOT, exclude: ['apps/console/**'] }).sort();
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(ROOT + file).href) as Promise<Record<string, unknown>>));
  return [...new Set([HouseConfig, ...modules.flatMap((one) => Object.values(one)).filter(isSection)])];
}

/** A line on standard error for each `REKEY_…` variable that nobody reads. No error: another version may read it. */
export async function warnOfUnknownVariables(): Promise<void> {
  for (const sentence of unknownVariables(await allSections(), process.env, OUTSIDE_SECTIONS)) console.error(`warning: ${sentence}`);
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && 'prefix' in value && 'shape' in value && 'token' in value;
}
