import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDesk, type Desk } from '../support/desk.js';
import { digestsIn, startS3Proxy, type S3Server } from '../support/s3-server.js';

const LETTER = Buffer.from('Sehr geehrte Damen und Herren, anbei der Brief.\r\n');

/** The processes as they are started, threads and all; what a bucket may do otherwise, `test/db/bucket.spec.ts` says. */
describe('a desk that keeps its mails in a bucket', () => {
  let server: S3Server;
  let bucket: string;
  let desk: Desk;
  beforeAll(async () => {
    server = await startS3Proxy();
    bucket = await server.makeBucket('mails');
    desk = await openDesk({ environment: server.environment('mails') });
  });
  afterAll(async () => {
    await desk?.close();
    await server?.stop();
  });

  it('makes a ticket of a mail with an attachment, which an agent opens and gets byte for byte, and again', async () => {
    const emil = desk.person('emil.schulz@post.example');
    await emil.writes(desk.support('school'), 'Registrierung gesperrt', 'Hallo, ich habe bei der Registrierung meine Daten geändert und komme nicht weiter.', { attachments: [{ filename: 'brief.txt', content: LETTER }] });
    const mara = await desk.agent('mara@desk.example');
    const { number, messages } = await mara.seesTicketOf(emil.address);
    const message = messages.find(({ attachments }) => attachments.length > 0)!;
    const opens = async (): Promise<Buffer> => {
      const { url } = await mara.post<{ url: string }>(`/api/v1/tickets/${number}/messages/${message.id}/attachments/${message.attachments[0]!.part}`, { way: 'file' });
      return Buffer.from(await (await fetch(new URL(url, desk.url))).arrayBuffer());
    };
    expect(await opens()).toEqual(LETTER);
    expect(await opens()).toEqual(LETTER);
    const kept = await desk.sql<{ raw_sha256: string }>('select raw_sha256 from kept_mail');
    expect(await digestsIn(bucket)).toEqual(expect.arrayContaining(kept.map(({ raw_sha256: sha256 }) => sha256)));
  });
});
