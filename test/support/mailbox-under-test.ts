import { ImapFlow } from 'imapflow';
import { Secret } from '#kernel';
import type { MailboxUnderTest } from '../contracts/mail-source.contract.js';
import { CuttingDoor } from './cutting-door.js';

export interface BoxOnServer {
  readonly imapPort: number;
  readonly user: string;
  readonly password: string;
  deliver(raw: Buffer): Promise<void>;
}

/** A mailbox of a real server, behind a door at which the line can be cut and the server's abilities hidden. */
export async function mailboxUnderTest(box: BoxOnServer): Promise<MailboxUnderTest & { close(): Promise<void> }> {
  const door = await CuttingDoor.open(box.imapPort);
  return {
    access: { host: '127.0.0.1', port: door.port, security: 'none', user: box.user, password: new Secret(box.password), folder: 'INBOX' },
    deliver: (raw) => box.deliver(raw),
    asClient: (work, folder = 'INBOX') => asClient(box, work, folder),
    dropConnections: async () => door.drop(),
    forgets: (capabilities) => void (door.rule = { hides: capabilities }),
    close: () => door.close(),
  };
}

async function asClient<T>({ imapPort, user, password }: BoxOnServer, work: (client: ImapFlow) => Promise<T>, folder: string): Promise<T> {
  const client = new ImapFlow({ host: '127.0.0.1', port: imapPort, secure: false, doSTARTTLS: false, auth: { user, pass: password }, logger: false });
  await client.connect();
  try {
    await client.mailboxOpen(folder);
    return await work(client);
  } finally {
    await client.logout().catch(() => undefined);
  }
}
