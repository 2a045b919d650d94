import type { Command } from 'commander';
import { AuditTrail } from '#audit';
import { CollectPerson, copyAsHtml, EnforceRetention, OpenRequests, ReadRetention } from '#privacy';
import type { RetentionView } from '#contracts';
import { canonicalAddress, Clock } from '#kernel';
import { Database } from '#persistence';
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

  verb.command('requests').description('what people ask about their data and is not answered yet; exit 1 when a time is over').option('--json', 'one object a line')
    .action(async ({ json }: { json?: boolean }) => {
      const open = await inTheHouse((house) => house.get(OpenRequests).run());
      for (const one of open) console.log(json ? JSON.stringify(one) : `${one.ticketNumber.padEnd(12)} ${one.portal.padEnd(14)} ${one.kind.padEnd(14)} ${one.state.padEnd(9)} until ${one.dueAt.slice(0, 10)}  ${one.clock}`);
      if (open.length === 0 && !json) console.log('nothing is open');
      process.exitCode = open.some(({ clock }) => clock === 'late') ? 1 : 0;
    });

  verb.command('copy <portal> <address>').description('everything that is held about an address, and on request an account (Art. 15); written down in the audit')
    .option('--account <ref>', 'reference of an account in the directory, whose address it must be').option('--html <language>', 'to read, in de or en, instead of JSON')
    .action(async (portal: string, address: string, { account, html }: { account?: string; html?: string }) => {
      await inTheHouse(async (house) => {
        const now = house.get(Clock).now();
        const copy = await house.get(CollectPerson).run(portal, { addresses: [canonicalAddress(address)], accountRefs: account === undefined ? [] : [account] });
        await house.get(Database).transaction((tx) => house.get(AuditTrail).record(tx, {
          portalKey: portal, verb: 'data-request.previewed', actor: { kind: 'operator' }, outcome: 'done', detail: {}, ...(account !== undefined && { account: { portalKey: portal, ref: account } }), now,
        }));
        console.log(html === undefined ? JSON.stringify(copy, null, 2) : copyAsHtml(copy, html === 'en' ? 'en' : 'de'));
      });
    });
}

function saidOfTimes({ items }: RetentionView): string[] {
  return items.map(({ name, days, portals, since, end, ended, lastAt, failure }) => {
    const time = [`${days} d`, ...portals.map((one) => `${one.portal} ${one.days} d`)].join(', ');
    return `${name.padEnd(22)} ${time.padEnd(24)} from ${since.padEnd(10)} ${end.padEnd(9)} ${String(ended).padStart(8)} ended, ${lastAt === null ? 'not looked at yet' : `last ${lastAt.slice(0, 16)}Z`}${failure === null ? '' : `\n${' '.repeat(23)}→ ${failure}`}`;
  });
}
