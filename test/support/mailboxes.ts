import { randomBytes } from 'node:crypto';
import { addUsers } from '../../apps/ops/embedded/passwd-file.js';
import { neighbours } from './neighbour-data.js';

export interface FreshMailbox {
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly imapHost: string;
  readonly imapPort: number;
  readonly smtpHost: string;
  readonly smtpPort: number;
  /** Straight to the mailbox, past the SMTP door: for bulk. */
  readonly lmtpPort: number;
}

/**
 * Empty mailboxes on the real mail server of this run, one per name: `support` becomes `support@k3f9….example`. All of
 * one call share a domain that nobody else has.
 *
 * @throws Error where this machine has no Dovecot
 */
export async function freshMailboxes<Name extends string>(...names: Name[]): Promise<Record<Name, FreshMailbox>> {
  const { mail } = neighbours();
  if (!mail) throw new Error('this machine has no Dovecot 2.3 (Debian: apt-get install dovecot-imapd dovecot-lmtpd)');
  const domain = `t${randomBytes(5).toString('hex')}.example`;
  const made = names.map((name) => {
    const address = `${name}@${domain}`;
    return [name, {
      address, user: address, password: randomBytes(9).toString('base64url'),
      imapHost: '127.0.0.1', imapPort: mail.imapPort, smtpHost: '127.0.0.1', smtpPort: mail.smtpPort, lmtpPort: mail.lmtpPort,
    }] as const;
  });
  await addUsers(mail.usersFile, made.map(([, one]) => one));
  return Object.fromEntries(made) as Record<Name, FreshMailbox>;
}
