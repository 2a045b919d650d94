import type { Command } from 'commander';
import { ConfigProblems } from '#config';
import { inTheHall, inTheHouse } from '../house.js';
import { warnOfUnknownVariables } from '../up/all-settings.js';
import type { Finding } from '../doctor/check.js';
import { examine, examineHall } from '../doctor/examine.js';

/** `rekey doctor [--json]`: is everything that this desk leans on there, and may we use it? Exit 1 on a problem. */
export function doctor(program: Command): void {
  program.command('doctor').description('check database, queue, storage, mailboxes, directories and DNS; exit 1 on a problem').option('--json', 'one object a line')
    .action(async ({ json }: { json?: boolean }) => {
      await warnOfUnknownVariables();
      const findings = await findingsOf();
      for (const finding of findings) console.log(json ? JSON.stringify(finding) : line(finding));
      process.exitCode = findings.some(({ state }) => state === 'problem') ? 1 : 0;
    });
}

/** Where the house does not open, the ground floor is looked at: what is away there is nearly always the reason. */
async function findingsOf(): Promise<Finding[]> {
  try {
    return await inTheHouse(examine);
  } catch (error) {
    if (error instanceof ConfigProblems) throw error;
    const { findings, isDatabaseThere } = await inTheHall(examineHall);
    if (isDatabaseThere) throw error;
    return findings;
  }
}

function line({ state, what, detail, cure }: Finding): string {
  return `${state.padEnd(8)} ${what.padEnd(44)} ${detail}${cure ? `\n${' '.repeat(9)}→ ${cure}` : ''}`;
}
