import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { type AuditVerdict, type CopyVerdict, VerifyAudit } from '#audit';
import { inTheHouse } from '../house.js';

interface VerifyOptions {
  readonly json?: boolean;
  readonly against?: string;
}

/** `rekey audit verify`: proves the chain, or prints the first row that is not as it was written. */
export function audit(program: Command): void {
  program.command('audit').description('the desk’s memory').command('verify').description('check the hash chain; exit 1 and the first broken row when it is not whole')
    .option('--json', 'print one object')
    .option('--against <file>', 'also compare with the copy that another system keeps (REKEY_AUDIT_COPY_URL), a row a line')
    .action(async ({ json, against }: VerifyOptions) => {
      const { verdict, copy } = await inTheHouse(async (house) => {
        const verify = house.get(VerifyAudit);
        return { verdict: await verify.run(), copy: against === undefined ? undefined : await compared(verify, against) };
      });
      if (json) console.log(JSON.stringify({ ...verdict, ...(copy && { copy }) }));
      else for (const line of [...said(verdict), ...(copy ? [saidOfCopy(copy)] : [])]) console.log(line);
      process.exitCode = verdict.ok && copy?.ok !== false ? 0 : 1;
    });
}

async function compared(verify: VerifyAudit, path: string): Promise<CopyVerdict> {
  const file = await open(path);
  try {
    return await verify.against(file.readLines());
  } finally {
    await file.close();
  }
}

function said(verdict: AuditVerdict): string[] {
  if (!verdict.ok) return [`broken: chain ${verdict.chain}, row ${verdict.sequence}: ${verdict.why}`];
  return [`ok: ${verdict.rows} rows in ${verdict.heads.length} chains`, ...verdict.heads.map(({ chain, sequence, hash }) => `  ${chain.padEnd(14)} ${String(sequence).padStart(6)}  ${hash}`)];
}

function saidOfCopy(copy: CopyVerdict): string {
  if (copy.ok) return `copy ok: ${copy.compared} rows are as they were copied`;
  return 'line' in copy ? `copy unreadable: line ${copy.line}: ${copy.why}` : `copy differs: chain ${copy.chain}, row ${copy.sequence}: ${copy.why}`;
}
