import { afterAll, beforeAll } from '@jest/globals';
import { ImapMailSource } from '../../libs/intake/adapters/imap-mail-source.js';
import { mailboxUnderTest } from '../support/mailbox-under-test.js';
import { startCyrus, type Cyrus } from '../support/own-cyrus.js';
import { mailSourceContract } from './mail-source.contract.js';

let cyrus: Cyrus;
let made = 0;
const cleanUp: (() => Promise<void>)[] = [];
beforeAll(async () => {
  cyrus = await startCyrus();
});
afterAll(async () => {
  await Promise.all(cleanUp.map((one) => one()));
  await cyrus?.stop();
});

mailSourceContract('IMAP (Cyrus)', () => new ImapMailSource(), async () => {
  const user = `box-${made += 1}@cyrus.example`;
  cyrus.addUser(user, 'open sesame');
  const box = await mailboxUnderTest({ imapPort: cyrus.imapPort, user, password: 'open sesame', deliver: (raw) => cyrus.deliver(user, [raw]) });
  cleanUp.push(() => box.close());
  return box;
});
