import type { Command } from 'commander';
import { VerifyAudit } from '#audit';
import { inTheHouse } from '../house.js';

/** `rekey audit verify`: proves the chain, or prints the first row that is not as it was written. */
export function audit(program: Command): void {
  program.command('audit').description('the desk’s memory').command('verify').description('check the hash chain; exit 1 and the first broken row when it is not whole')
    .option('--json', 'print one object')
    .action(async ({ json }: { json?: boolean }) => {
      const verdict = await inTheHouse((house) => house.get(VerifyAudit).run());
      if (json) console.log(JSON.stringify(verdict));
      else if (verdict.ok) {
        console.log(`ok: ${verdict.rows} rows in ${verdict.heads.length} chains`);
        for (const { chain, sequence, hash } of verdict.heads) console.log(`  ${chain.padEnd(14)} ${String(sequence).padStart(6)}  ${hash}`);
      } else console.log(`broken: chain ${verdict.chain}, row ${verdict.sequence}: ${verdict.why}`);
      process.exitCode = verdict.ok ? 0 : 1;
    });
}
