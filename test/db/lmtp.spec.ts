import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ReadTrace } from '#intake';
import { newId } from '#kernel';
import { Storage } from '#storage';
import { ReplyAddresses } from '#tickets';
import { IntakeHouse } from '../support/intake-house.js';
import { LmtpClient } from '../support/lmtp-client.js';

const SUPPORT = 'support@school.example';

function aMail({ messageId = `${newId()}@post.example`, from = `Jonas Weber <jonas-${newId().slice(-6)}@post.example>`, text = 'ich habe mein Passwort vergessen', headers = [] as string[] } = {}): string {
  return [`From: ${from}`, `To: ${SUPPORT}`, 'Subject: Passwort vergessen', `Message-ID: <${messageId}>`, ...headers, '', text, ''].join('\r\n');
}

describe('mail that a mail server delivers straight in (LMTP)', () => {
  let desk: IntakeHouse;
  let border: LmtpClient;
  beforeAll(async () => {
    desk = await IntakeHouse.open();
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    border = await LmtpClient.connect(desk.lmtpPort);
  });
  afterEach(() => border.quits());

  it('is kept with its envelope before we say 250, and takes the same eight steps', async () => {
    const messageId = `${newId()}@post.example`;
    const { data } = await border.delivers('bounce-7@post.example', [SUPPORT], aMail({ messageId, headers: ['Return-Path: <forged@evil.example>', 'Delivered-To: forged@evil.example'], text: 'ich habe mein Passwort vergessen\r\n.einePunktzeile\r\n.' }));
    expect(data).toEqual([expect.stringMatching(/^250 2\.1\.5 .* kept$/)]);
    const [row] = await desk.kept('disposition is null');
    expect(row).toMatchObject({ door: 'lmtp', envelope: { from: 'bounce-7@post.example', to: SUPPORT } });
    expect((await desk.house.get(Storage).get(row!.raw_sha256)).toString()).toContain('\r\n.einePunktzeile\r\n.\r\n');
    expect(await desk.rows(`select 1 from outbox_job where job_key = '${row!.id}'`)).toHaveLength(1);
    await desk.works();
    expect((await desk.kept('id = ?', [row!.id]))[0]).toMatchObject({ disposition: 'filed', message_id: messageId, ticket_id: expect.any(String) });
    expect((await desk.house.get(ReadTrace).run(messageId, { portals: [] })).map(({ step, by }) => `${step} ${by}`)).toEqual(expect.arrayContaining(['fetch lmtp', 'keep keep-delivered', 'read read-mime', 'file file-message', 'route route-ticket']));
  });

  it('gets an answer per recipient: the one that we know is served, the other is refused for good', async () => {
    const { rcpt, data } = await border.delivers('', ['nobody@school.example', SUPPORT.toUpperCase(), 'support@elsewhere.example'], aMail());
    expect(rcpt.map((answer) => answer.slice(0, 9))).toEqual(['550 5.1.1', '250 Accep', '550 5.1.1']);
    expect(data).toHaveLength(1);
    expect(data[0]).toMatch(/^250/);
    // The null sender of the envelope counts, whatever the mail says.
    expect((await desk.kept('disposition is null'))[0]!.envelope).toMatchObject({ from: '' });
    await desk.works();
  });

  it('is not kept twice when our 250 is lost and the mail server comes again', async () => {
    const raw = aMail();
    await border.delivers('a@post.example', [SUPPORT], raw);
    await desk.works();
    const before = await desk.kept();
    const again = await LmtpClient.connect(desk.lmtpPort);
    expect((await again.delivers('a@post.example', [SUPPORT], raw)).data).toEqual([expect.stringMatching(/^250 .*kept before$/)]);
    const both = await Promise.all([aMail({ messageId: 'twice@post.example' })].flatMap((one) => [border.delivers('a@post.example', [SUPPORT], one), again.delivers('a@post.example', [SUPPORT], one)]));
    expect(both.flatMap(({ data }) => data.map((answer) => answer.slice(0, 3)))).toEqual(['250', '250']);
    await again.quits();
    expect(await desk.kept()).toHaveLength(before.length + 1);
    await desk.works();
  });

  it('finds its ticket by the signed reply address of the envelope alone', async () => {
    const messageId = `${newId()}@post.example`;
    await border.delivers('eva@post.example', [SUPPORT], aMail({ messageId, from: 'eva@post.example' }));
    await desk.works();
    const [first] = await desk.kept('message_id = ?', [messageId]);
    const address = desk.house.get(ReplyAddresses, { strict: false }).make(SUPPORT, first!.ticket_id!, 'eva@post.example');
    const { data } = await border.delivers('eva@post.example', [address], aMail({ messageId: 'answer@post.example', from: 'eva@post.example', text: 'Danke, das ist die Antwort.' }));
    expect(data[0]).toMatch(/^250/);
    await desk.works();
    expect((await desk.kept('message_id = ?', ['answer@post.example']))[0]).toMatchObject({ disposition: 'filed', ticket_id: first!.ticket_id });
  });

  it('remembers what the mail server says of its own client (XFORWARD), for SPF', async () => {
    expect(await border.says('XFORWARD NAME=mx.post.example ADDR=192.0.2.7 HELO=mx.post.example')).toMatch(/^250/);
    await border.delivers('a@post.example', [SUPPORT], aMail());
    expect((await desk.kept('disposition is null'))[0]!.envelope).toMatchObject({ client: { address: '192.0.2.7', name: 'mx.post.example', helo: 'mx.post.example' } });
    await desk.works();
  });

  it('is refused for good when it is too large, and leaves nothing behind', async () => {
    const [rows, files] = [await desk.kept(), await readdir(desk.directory)];
    const { data } = await border.delivers('a@post.example', [SUPPORT], aMail({ text: 'x'.repeat(70).concat('\r\n').repeat(70_000) }));
    expect(data[0]).toMatch(/^552/);
    expect(await desk.kept()).toHaveLength(rows.length);
    expect(await readdir(desk.directory)).toEqual(files);
    expect((await border.delivers('a@post.example', [SUPPORT], aMail())).data[0]).toMatch(/^250/);
    await desk.works();
  });

  it('is not there when the line breaks in its middle', async () => {
    const before = await desk.kept();
    await border.says('MAIL FROM:<a@post.example>');
    await border.says(`RCPT TO:<${SUPPORT}>`);
    await border.says('DATA');
    border.socket.write(aMail().slice(0, 100));
    await wait(50);
    border.socket.destroy();
    await until(async () => (await readdir(desk.directory)).every((name) => !name.startsWith('aside')));
    expect(await desk.kept()).toHaveLength(before.length);
  });

  it('waits at the mail server while our database is away, and is kept once when it is back (zammad#3603)', async () => {
    const raw = aMail({ messageId: 'while-away@post.example' });
    await border.says('MAIL FROM:<a@post.example>');
    await border.says(`RCPT TO:<${SUPPORT}>`);
    await border.says('DATA');
    await desk.databaseGoesDown();
    try {
      border.socket.write(`${raw}.\r\n`);
      expect((await border.answers(1))[0]).toMatch(/^451 4\.3\.0/);
      // Also for the next one, at its recipient.
      expect((await border.delivers('a@post.example', [SUPPORT], raw)).rcpt[0]).toMatch(/^451 4\.3\.0/);
    } finally {
      await desk.databaseComesBack();
    }
    await until(async () => (await border.delivers('a@post.example', [SUPPORT], raw)).data[0]?.startsWith('250') ?? false);
    await desk.works();
    expect(await desk.kept('message_id = ?', ['while-away@post.example'])).toMatchObject([{ disposition: 'filed' }]);
  });
});

async function until(check: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await check()); tries += 1) {
    if (tries > 3_600) throw new Error('it did not happen');
    await wait(25);
  }
}
