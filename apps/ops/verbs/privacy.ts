import type { Command } from 'commander';
import { EnforceRetention, ReadRetention } from '#privacy';
import type { RetentionView } from '#contracts';
import { Clock } from '#kernel';
import { inTheHouse } from '../house.js';

/** `rekey privacy …`: how long data stay, and what people ask about theirs. */
export function privacy(program: Command): void {
  const verb = program.command('privacy').description('how long data stay, and what people ask about theirs');
  verb.command('retention').description('every class of data with its time and the figures of the work on it')
    .option('--json', 'print one object')
    .option('--run', 'do what is due now, without waiting for the worker')
    .action(async ({ json, run }: { json?: boolean; run?: boolean }) => {
      const { view, ended } = await inTheHouse(async (house) => ({
        ended: run ? await house.get(EnforceRetention).run(house.get(Clock).now()) : undefined,
        view: await house.get(ReadRetention).run(),
      }));
      if (json) console.log(JSON.stringify({ ...view, ...(ended && { now: ended }) }));
      else for (const line of [...saidOfTimes(view), ...(ended ? [`ended now: ${JSON.stringify(ended)}`] : [])]) console.log(line);
      process.exitCode = view.items.some(({ failure }) => failure !== null) ? 1 : 0;
    });
}

function saidOfTimes({ items }: RetentionView): string[] {
  return items.map(({ name, days, portals, since, end, ended, lastAt, failure }) => {
    const time = [`${days} d`, ...portals.map((one) => `${one.portal} ${one.days} d`)].join(', ');
    return `${name.padEnd(22)} ${time.padEnd(24)} from ${since.padEnd(10)} ${end.padEnd(9)} ${String(ended).padStart(8)} ended, ${lastAt === null ? 'not looked at yet' : `last ${lastAt.slice(0, 16)}Z`}${failure === null ? '' : `\n${' '.repeat(23)}→ ${failure}`}`;
  });
}
