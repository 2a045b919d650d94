import type { INestApplicationContext } from '@nestjs/common';
import { FolderMissing, MailboxNotTrusted, MailboxSignInRefused, MailSource, OpenMailbox, type MailboxTrouble } from '#intake';
import { MailRelay } from '#outbound';
import { howToRead, TokenIssuerUnreachable, TokenRefused, type Mailbox, type PortalProfile } from '#portals';

/** What somebody can do about each. */
export const TROUBLES: Record<MailboxTrouble, { readonly what: string; readonly cure: string }> = {
  'not-read': { what: 'nobody has read it for more than a quarter of an hour', cure: 'does the mailroom process run, and can it reach the server?' },
  'sign-in-refused': { what: 'the server refuses user and password, or the token', cure: 'rekey mailbox add ADDRESS … with the right password, or rekey mailbox authorise ADDRESS' },
  'not-trusted': { what: 'the certificate of the server is not trusted', cure: 'renew the certificate, or name its authority in REKEY_MAILROOM_CA_FILE' },
  'folder-missing': { what: 'a folder is missing', cure: 'create it again, or change `folders` in the portal profile' },
  'mail-not-given': { what: 'the server lists a mail that it does not give; the others are read', cure: 'open it in a mail program by the UID that the last fault names, and move it out or repair the folder; it is asked for again by itself' },
  'token-refused': { what: 'its sign-in service refuses another token', cure: 'rekey mailbox authorise ADDRESS, before the token in hand ends' },
  'token-service-away': { what: 'its sign-in service cannot be asked for another token', cure: 'check the network and the token endpoint; it is asked again by itself, nobody has to authorise anything' },
  'token-ending': { what: 'its permission ends within two weeks', cure: 'rekey mailbox authorise ADDRESS' },
  'unusually-silent': { what: 'nothing has come in for much longer than usual', cure: 'is mail still delivered to it? Send it one' },
  'follow-up-failing': { what: 'mails that are kept cannot be flagged or moved', cure: 'check the folder of `afterKeep` in the portal profile, and the rights' },
};

/** Signs in, opens every folder that is read, and goes. */
export async function signIn(house: INestApplicationContext, mailbox: Mailbox, profile: PortalProfile | undefined): Promise<string> {
  const { folders } = howToRead(profile, mailbox);
  for (const folder of folders) {
    const session = await house.get(MailSource).open(await house.get(OpenMailbox).access(mailbox, folder));
    await session.look().finally(() => session.close());
  }
  return `signed in to ${mailbox.imapHost}:${mailbox.imapPort}, ${folders.join(', ')}`;
}

/** Whether the relay lets the mailbox in as itself (`?auth=mailbox`). Undefined: it does not send as itself. */
export async function signInToSend(house: INestApplicationContext, { id, imapUser }: Pick<Mailbox, 'id' | 'imapUser'>): Promise<string | undefined> {
  const answer = await house.get(MailRelay).checkAs({ id, user: imapUser });
  if (answer && !answer.ok) throw new Error(answer.why);
  return answer && `the relay lets ${imapUser} in by its token`;
}

export const SENDING_CURE = 'rekey mailbox authorise ADDRESS with the scope for sending (Microsoft: SMTP.Send, and authenticated SMTP allowed for the mailbox; Google: https://mail.google.com/)';

export function cureOf(error: unknown): string {
  if (error instanceof MailboxSignInRefused) return TROUBLES['sign-in-refused'].cure;
  if (error instanceof MailboxNotTrusted) return TROUBLES['not-trusted'].cure;
  if (error instanceof FolderMissing) return TROUBLES['folder-missing'].cure;
  if (error instanceof TokenRefused) return TROUBLES['token-refused'].cure;
  if (error instanceof TokenIssuerUnreachable) return TROUBLES['token-service-away'].cure;
  return 'are host, port and encryption of this mailbox right, and is the server up?';
}
