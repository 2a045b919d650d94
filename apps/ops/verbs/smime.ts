import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { Secret } from '#kernel';
import { SmimeKeys, type SmimeCertificate } from '#outbound';
import { inTheHouse } from '../house.js';
import { say } from './say.js';

interface ImportOptions {
  readonly portal: string;
  readonly passwordFile?: string;
}

/** `rekey smime import|show|use|stop`: certificates that sign the mails of a portal. The file's password is asked for, or read from a file or standard input, never from the command line. */
export function smime(program: Command): void {
  const verb = program.command('smime').description('S/MIME signatures of what leaves (RFC 8551)');
  verb.command('import <file.p12>').description('keep a certificate and its key (PKCS #12). Nothing is signed with it before `rekey smime use`')
    .requiredOption('--portal <key>', 'whose mails it signs')
    .option('--password-file <file>', 'a file with the password of the .p12, - for standard input; none: it is asked for')
    .action(async (file: string, { portal, passwordFile }: ImportOptions) => {
      const [bytes, password] = [await readFile(file), await passwordFrom(passwordFile)];
      say(await inTheHouse((house) => house.get(SmimeKeys).import(portal, bytes, new Secret(password))), ({ certificates }) => `${certificates.map(line).join('\n')}\nthen: rekey smime use --portal ${portal} ${certificates[0]!.fingerprint.slice(0, 12)}`);
    });
  verb.command('show').description('every certificate that is kept, and which one signs').option('--portal <key>').option('--json', 'one object a line')
    .action(async ({ portal, json }: { readonly portal?: string; readonly json?: true }) => {
      const certificates = await inTheHouse((house) => house.get(SmimeKeys).list(portal));
      for (const one of certificates) console.log(json ? JSON.stringify(one) : line(one));
      if (certificates.length === 0 && !json) console.log('no certificate is kept: rekey smime import FILE.p12 --portal P');
    });
  verb.command('use [fingerprint]').description('sign with this certificate from now on; without a fingerprint the newest').requiredOption('--portal <key>')
    .action(async (fingerprint: string | undefined, { portal }: { readonly portal: string }) => {
      say(await inTheHouse((house) => house.get(SmimeKeys).use(portal, fingerprint)), ({ certificates }) => `${certificates.map(line).join('\n')}\nmails are signed within a minute`);
    });
  verb.command('stop').description('sign no more; the certificates stay').requiredOption('--portal <key>')
    .action(async ({ portal }: { readonly portal: string }) => {
      say(await inTheHouse((house) => house.get(SmimeKeys).stop(portal)), ({ certificates }) => (certificates.length > 0 ? `${portal} signs no more` : `${portal} did not sign`));
    });
}

function line({ portalKey, address, subject, issuer, validUntil, fingerprint, isInUse }: SmimeCertificate): string {
  return `${isInUse ? 'signs   ' : 'kept    '} ${portalKey}  ${address}  ${subject}, by ${issuer}, until ${validUntil.toISOString().slice(0, 10)}  ${fingerprint.slice(0, 12)}`;
}

async function passwordFrom(file: string | undefined): Promise<string> {
  if (file === '-' || (file === undefined && !process.stdin.isTTY)) return (await text(process.stdin)).replace(/\r?\n$/, '');
  if (file !== undefined) return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  process.stderr.write('password of the file: ');
  // A terminal of its own that writes nowhere: what is typed is not shown.
  const prompt = createInterface({ input: process.stdin, output: new PassThrough(), terminal: true });
  try {
    return await prompt.question('');
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}
