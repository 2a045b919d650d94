import type { Command } from 'commander';
import { ReadTrace } from '#intake';
import { inTheHouse } from '../house.js';

/** `rekey trace MESSAGE-ID`: the steps one mail went through. Exit 1 when it was never seen. */
export function trace(program: Command): void {
  program.command('trace <message-id>').description('the steps that one mail went through').option('--json', 'one object a line')
    .action(async (messageId: string, { json }: { json?: boolean }) => {
      const items = await inTheHouse((house) => house.get(ReadTrace).run(messageId, { portals: [] }));
      for (const { step, verdict, by, because, at } of items) {
        console.log(json ? JSON.stringify({ step, verdict, by, because, at }) : `${at.toISOString()}  ${step.padEnd(10)} ${verdict.padEnd(22)} ${by.padEnd(18)} ${because}`);
      }
      if (items.length > 0) return;
      console.error(`no mail with this Message-ID was ever processed: ${messageId}`);
      process.exitCode = 1;
    });
}
