import type { Command } from 'commander';
import { type ConfigLine, ConfigProblems, loadConfig, type Section } from '#config';
import { allSections, warnOfUnknownVariables } from '../up/all-settings.js';
import { environmentOfRunningDesk, whereIsTheDesk } from '../up/running-desk.js';

/** `rekey config explain`: every variable with its value, where it comes from, and what it means; without a database in the environment those of the desk that runs in this home. */
export function config(program: Command): void {
  program.command('config').description('the settings').command('explain').description('print every REKEY_… variable; exit 1 when one is wrong or missing')
    .option('--json', 'print one array')
    .action(async ({ json }: { json?: boolean }) => {
      await warnOfUnknownVariables();
      const { lines, problems } = explain(await allSections(), (await environmentOfRunningDesk()) ?? process.env);
      if (json) console.log(JSON.stringify(lines, undefined, 2));
      else for (const { variable, value, source, meaning } of lines) console.log(`${variable}=${value}\n    ${source}: ${meaning}`);
      if (problems === undefined) return;
      console.error(problems.message);
      const hint = whereIsTheDesk();
      if (hint !== undefined) console.error(hint);
      process.exitCode = 1;
    });
}

function explain(sections: readonly Section[], environment: NodeJS.ProcessEnv): { lines: readonly ConfigLine[]; problems?: ConfigProblems } {
  try {
    return loadConfig(sections, environment);
  } catch (error) {
    if (error instanceof ConfigProblems) return { lines: error.lines, problems: error };
    throw error;
  }
}
