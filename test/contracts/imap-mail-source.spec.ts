import { ImapFlow } from 'imapflow';
import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { afterAll } from '@jest/globals';
import { Secret } from '#kernel';
import { ImapMailSource } from '../../libs/intake/adapters/imap-mail-source.js';
import { freshMailboxes, type FreshMailbox } from '../support/mailboxes.js';
import { mailSourceContract, type MailboxUnderTest } from './mail-source.contract.js';

/** Made at once: Dovecot reads its list of users again only when a second has passed. */
let boxes: Promise<FreshMailbox[]> | undefined;
const cleanUp: (() => unknown)[] = [];
afterAll(() => Promise.all(cleanUp.map((one) => one())));

mailSourceContract('IMAP (Dovecot)', () => new ImapMailSource(), async (): Promise<MailboxUnderTest> => {
  const support = (await (boxes ??= freshMailboxes('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i').then((made) => Object.values(made)))).pop()!;
  const { port, drop } = await droppableDoor(support.imapPort);
  return {
    access: { host: '127.0.0.1', port, security: 'none', user: support.user, password: new Secret(support.password), folder: 'INBOX' },
    deliver: async (raw) => {
      const lmtp = createTransport({ host: '127.0.0.1', port: support.lmtpPort, lmtp: true, ignoreTLS: true } as never);
      await lmtp.sendMail({ envelope: { from: 'ada@home.example', to: [support.address] }, raw });
      lmtp.close();
    },
    remove: async (uid) => void (await asClient(support, (client) => client.messageDelete(String(uid), { uid: true }))),
    flags: () => asClient(support, async (client) => (await client.fetchAll('1:*', { flags: true })).map(({ flags }) => [...(flags ?? [])])),
    dropConnections: async () => drop(),
  };
});

async function asClient<T>(box: FreshMailbox, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({ host: box.imapHost, port: box.imapPort, secure: false, doSTARTTLS: false, auth: { user: box.user, pass: box.password }, logger: false });
  await client.connect();
  try {
    await client.mailboxOpen('INBOX');
    return await work(client);
  } finally {
    await client.logout().catch(() => undefined);
  }
}

/** A door in front of the server whose connections we can cut. */
async function droppableDoor(target: number): Promise<{ port: number; drop: () => void }> {
  const sockets = new Set<Socket>();
  const door = createServer((inside) => {
    const outside = connect(target, '127.0.0.1');
    for (const socket of [inside, outside]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    inside.pipe(outside).pipe(inside);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const drop = (): void => sockets.forEach((socket) => socket.destroy());
  cleanUp.push(() => {
    drop();
    door.close();
  });
  return { port: (door.address() as { port: number }).port, drop };
}
