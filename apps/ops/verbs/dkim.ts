import type { Command } from 'commander';
import { DkimKeys } from '#outbound';
import { inTheHouse } from '../house.js';
import { say } from './say.js';

/** `rekey dkim new DOMAIN`, `rekey dkim use SELECTOR`: signs what leaves for a domain, once the key is in DNS. */
export function dkim(program: Command): void {
  const verb = program.command('dkim').description('signatures of what leaves (RFC 6376)');
  verb.command('new <domain>').description('make a key; prints the DNS record that has to be published. Nothing is signed with it before `rekey dkim use`')
    .action(async (domain: string) => {
      say(await inTheHouse((house) => house.get(DkimKeys).create(domain)), ({ record }) => `publish this TXT record:\n${record.name}\n${record.value}\nthen: rekey dkim use ${record.name.split('.')[0]}`);
    });
  verb.command('use <selector>').description('sign with a key from now on; looks into DNS first').option('--force', 'without looking, e.g. because this machine asks another DNS')
    .action(async (selector: string, { force }: { readonly force?: true }) => {
      say(await inTheHouse((house) => house.get(DkimKeys).use(selector, { force: force === true })), ({ record }) => `mails are signed with the key at ${record.name} within a minute`);
    });
}
