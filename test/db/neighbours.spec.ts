import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { freshMailboxes, type FreshMailbox } from '../support/mailboxes.js';

describe('the neighbours of the tests', () => {
  let one: FreshDatabase;
  let two: FreshDatabase;
  beforeAll(async () => {
    [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  });
  afterAll(() => Promise.all([one?.close(), two?.close()]));

  it('gives each file a database with all tables and BullMQ beside them', async () => {
    const tables = await one.database.read((em) => em.execute<{ name: string }[]>(
      "select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('public', 'bullmq')",
    ));
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['public.outbox_job', 'public.ticket', 'public.kept_mail']));
    expect(names.some((name) => name.startsWith('bullmq.'))).toBe(true);
  });

  it('keeps the databases apart', async () => {
    await one.database.transaction((tx) => tx.execute('create table only_here (n int)'));
    await expect(two.database.read((em) => em.execute('select * from only_here'))).rejects.toThrow(/does not exist/);
  });
});

describe('the mail server of the tests', () => {
  let box: Record<'support' | 'jonas', FreshMailbox>;
  beforeAll(async () => {
    box = await freshMailboxes('support', 'jonas');
  });

  it('delivers what a mailbox user sends, keeps the detail, says who sent it', async () => {
    const to = box.support.address.replace('@', '+t4711.abc@');
    await send(box.jonas, { from: box.jonas.address, to }, 'hello');
    const [mail] = await inbox(box.support);
    expect(mail).toMatch(new RegExp(`^Delivered-To: ${escaped(to)}\r$`, 'm'));
    expect(mail).toMatch(/^Authentication-Results: mail\.rekey\.example; dmarc=pass header\.from=t[0-9a-f]+\.example\r$/m);
    expect(mail).toContain('hello');
  });

  it('fails a mail that pretends to be from somebody else', async () => {
    await send(box.jonas, { from: box.support.address, to: box.jonas.address }, 'forged');
    const [mail] = await inbox(box.jonas);
    expect(mail).toMatch(/dmarc=fail header\.from=t/);
  });

  it('refuses unknown mailboxes, the outside, and wrong passwords', async () => {
    await expect(send(box.jonas, { from: box.jonas.address, to: box.jonas.address.replace('jonas', 'nobody') }, '')).rejects.toMatchObject({ responseCode: 550 });
    await expect(send(box.jonas, { from: box.jonas.address, to: 'someone@elsewhere.example' }, '')).rejects.toMatchObject({ responseCode: 554 });
    await expect(send({ ...box.jonas, password: 'wrong' }, { from: box.jonas.address, to: box.support.address }, '')).rejects.toMatchObject({ responseCode: 535 });
  });
});

async function send(as: FreshMailbox, envelope: { from: string; to: string }, text: string): Promise<void> {
  const smtp = createTransport({ host: as.smtpHost, port: as.smtpPort, ignoreTLS: true, auth: { user: as.user, pass: as.password } });
  await smtp.sendMail({ from: envelope.from, to: envelope.to, subject: 'test', text });
}

async function inbox(box: FreshMailbox): Promise<string[]> {
  const client = new ImapFlow({ host: box.imapHost, port: box.imapPort, secure: false, doSTARTTLS: false, auth: { user: box.user, pass: box.password }, logger: false });
  await client.connect();
  await client.mailboxOpen('INBOX');
  const mails: string[] = [];
  for await (const { source } of client.fetch('1:*', { source: true })) mails.push(source?.toString('latin1') ?? '');
  await client.logout();
  return mails;
}

function escaped(text: string): string {
  return text.replace(/[.+]/g, '\\$&');
}
