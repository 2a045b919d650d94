import type { Command } from 'commander';
import { DkimKeys } from '#outbound';
import { inTheHouse } from '../house.js';
import { say } from './say.js';

/** `rekey dkim new DOMAIN`: signs what leaves for a domain. */
export function dkim(program: Command): void {
  program.command('dkim').description('signatures of what leaves (RFC 6376)').command('new <domain>').description('make a key; prints the DNS record that has to be published. Mails are signed with it within a minute')
    .action(async (domain: string) => {
      say(await inTheHouse((house) => house.get(DkimKeys).create(domain)), ({ record }) => `publish this TXT record:\n${record.name}\n${record.value}`);
    });
}
