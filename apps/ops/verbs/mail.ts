import type { Command } from 'commander';
import { ImportMails, openArchive, type ImportProgress } from '#intake';
import { Mailboxes } from '#portals';
import { inTheHouse } from '../house.js';

const SHOW_EVERY_MS = 1_000;

/** `rekey mail import PATH --portal P`: old mail becomes history. Exit 1 when something could not be read; everything else is filed all the same. */
export function mail(program: Command): void {
  program.command('mail').description('old mail').command('import <path>')
    .description('file an .eml file, an mbox, a Maildir, or a folder of these as history: closed tickets, no automatic answers; can be stopped and run again')
    .requiredOption('--portal <key>', 'the portal whose mail it was').option('--mailbox <address>', 'the mailbox it came to, where the portal has several').option('--json', 'the result as one object')
    .action(async (path: string, { portal, mailbox: address, json }: { portal: string; mailbox?: string; json?: boolean }) => inTheHouse(async (house) => {
      const mailboxes = await house.get(Mailboxes).forPortal(portal);
      const mailbox = address === undefined ? mailboxes[0] : mailboxes.find((one) => one.address === address.toLowerCase());
      if (!mailbox) throw Object.assign(new Error(mailboxes.length === 0 ? `the portal ${portal} has no mailbox` : `the portal ${portal} has no mailbox ${address}, only ${mailboxes.map((one) => one.address).join(', ')}`), { code: 'intake.unknown-mailbox' });
      if (address === undefined && mailboxes.length > 1) console.error(`into ${mailbox.address}; choose another with --mailbox`);
      let shownAt = 0;
      const progress = await house.get(ImportMails).run({
        mailbox, archive: openArchive(path),
        onProgress: (now) => {
          if (performance.now() - shownAt < SHOW_EVERY_MS) return;
          shownAt = performance.now();
          console.error(`  ${now.read} read, ${now.kept} new, ${now.known} brought in before`);
        },
      });
      for (const { where, problem } of progress.bad) console.error(`${where}: ${problem}`);
      console.log(json ? JSON.stringify(progress) : summary(progress));
      if (progress.bad.length > 0) process.exitCode = 1;
    }));
}

function summary({ read, kept, known, filed, setAside, waiting, bad }: ImportProgress): string {
  return [
    `${read} mails: ${kept} new, ${known} brought in before`, `of these now ${filed} on tickets, ${setAside} in quarantine`, ...(waiting > 0 ? [`${waiting} not finished: the upkeep tries again`] : []),
    ...(bad.length > 0 ? [`${bad.length} could not be read, see above`] : []),
  ].join('\n');
}
