import { globSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { type ConfigLine, ConfigProblems, HouseConfig, loadConfig, type Section } from '#config';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** `rekey config explain`: every variable with its value, where it comes from, and what it means. */
export function config(program: Command): void {
  program.command('config').description('the settings').command('explain').description('print every REKEY_… variable; exit 1 when one is wrong or missing')
    .option('--json', 'print one array')
    .action(async ({ json }: { json?: boolean }) => {
      const { lines, problems } = explain(await allSections());
      if (json) console.log(JSON.stringify(lines, undefined, 2));
      else for (const { variable, value, source, meaning } of lines) console.log(`${variable}=${value}\n    ${source}: ${meaning}`);
      if (problems === undefined) return;
      console.error(problems.message);
      process.exitCode = 1;
    });
}

function explain(sections: readonly Section[]): { lines: readonly ConfigLine[]; problems?: ConfigProblems } {
  try {
    return loadConfig(sections);
  } catch (error) {
    if (error instanceof ConfigProblems) return { lines: error.lines, problems: error };
    throw error;
  }
}

/** The sections of all rooms and processes, found by file name, so that none can be forgotten here. */
export async function allSections(): Promise<Section[]> {
  const files = globSync('{libs,apps}/*/*.config.{js,ts}', { cwd: ROOT, exclude: ['apps/console/**'] }).sort();
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(ROOT + file).href) as Promise<Record<string, unknown>>));
  return [...new Set([HouseConfig, ...modules.flatMap((one) => Object.values(one)).filter(isSection)])];
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && 'prefix' in value && 'shape' in value && 'token' in value;
}
