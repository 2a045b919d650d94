import { createTransport } from 'nodemailer';
import { afterAll } from '@jest/globals';
import { ImapMailSource } from '../../libs/intake/adapters/imap-mail-source.js';
import { mailboxUnderTest } from '../support/mailbox-under-test.js';
import { freshMailboxes, type FreshMailbox } from '../support/mailboxes.js';
import { mailSourceContract } from './mail-source.contract.js';

/** Made at once, since that takes a second. */
let boxes: Promise<FreshMailbox[]> | undefined;
const cleanUp: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(cleanUp.map((one) => one())));

mailSourceContract('IMAP (Dovecot)', () => new ImapMailSource(), async () => {
  const { user, password, address, imapPort, lmtpPort } = (await (boxes ??= freshMailboxes(...'abcdefghijklmnopqrstuvwxyz').then((made) => Object.values(made)))).pop()!;
  const box = await mailboxUnderTest({
    imapPort, user, password,
    deliver: async (raw) => {
      const lmtp = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true } as never);
      await lmtp.sendMail({ envelope: { from: 'ada@home.example', to: [address] }, raw });
      lmtp.close();
    },
  });
  cleanUp.push(() => box.close());
  return box;
});
