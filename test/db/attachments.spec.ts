import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deflateSync } from 'node:zlib';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { RemoveOldBytes } from '#intake';
import { DAY_MS, HOUR_MS } from '#kernel';
import { Storage } from '#storage';
import type { AgentClient } from '../support/agent-client.js';
import { MailingApi, mailWith, type FiledMail, type PartToSend } from '../support/mailing-api.js';

const HTML = Buffer.from('<html><script>parent.postMessage(document.cookie)</script>');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

describe('attachments (T18, R56)', () => {
  let desk: MailingApi;
  let directory: string;
  let mara: AgentClient;
  let photo: Buffer;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rekey-attachments-'));
    desk = await MailingApi.open({ REKEY_STORAGE_URL: `file:${directory}` });
    mara = await desk.api.agent('mara', ['agent']);
    photo = await sharp({ create: { width: 3_000, height: 400, channels: 3, background: '#39c' } }).withExif({ IFD0: { ImageDescription: 'Rosenweg 7' } }).jpeg().toBuffer();
  });
  afterAll(async () => {
    await desk?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const send = async (...parts: PartToSend[]): Promise<FiledMail> => {
    const { lines, body } = mailWith(parts);
    return desk.arrives(lines, body);
  };
  const open = (mail: FiledMail, part: string, way: 'file' | 'picture', despiteMarks?: boolean): Promise<{ url: string }> =>
    mara.post(`/api/v1/tickets/${mail.number}/messages/${mail.messageId}/attachments/${part}`, { way, ...(despiteMarks !== undefined && { despiteMarks }) });
  const fetched = async ({ url }: { url: string }): Promise<Response> => fetch(new URL(url, desk.api.url));
  const shown = async (mail: FiledMail) => (await mara.ticket(mail.number)).messages.find(({ id }) => id === mail.messageId)!.attachments;

  it('are not decoded at intake, and come out byte for byte when somebody asks', async () => {
    const bytes = Buffer.from('Hallo, ein Brief.\r\n');
    const mail = await send({ name: 'Brief für Müller.txt', type: 'text/plain', bytes });
    expect(await desk.rows('select * from attachment where kept_mail_id = ?', [mail.keptMailId])).toEqual([]);
    const answer = await fetched(await open(mail, '2', 'file'));
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename=\"Brief fur Muller.txt\"; filename*=UTF-8''Brief%20f%C3%BCr%20M%C3%BCller.txt");
    expect(await shown(mail)).toEqual([expect.objectContaining({ name: 'Brief für Müller.txt', isLookedAt: true, marks: [], scan: 'off' })]);
  });

  it('leave with headers that let a browser do nothing with them, and need no cookie', async () => {
    const mail = await send({ name: 'a.html', type: 'text/plain', bytes: HTML });
    const answer = await fetched(await open(mail, '2', 'file', true));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'", 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-store',
    });
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('are typed by what they are, and marked where name, declaration or content say something dangerous', async () => {
    const mail = await send(
      { name: 'bild.png', type: 'image/png', bytes: HTML }, { name: 'logo.txt', type: 'text/plain', bytes: SVG }, { name: 'rechnung\u202efdp.exe', type: 'application/pdf', bytes: Buffer.from('MZ') }, { name: '../../etc/passwd', type: 'text/plain', bytes: Buffer.from('x') });
    for (const part of ['2', '3', '4']) {
      const refused = await mara.refusalOf(open(mail, part, 'file'));
      expect([refused.status, refused.code]).toEqual([409, 'attachments.dangerous']);
      expect(await mara.refusalOf(open(mail, part, 'picture'))).toMatchObject({ code: 'attachments.no-picture' });
    }
    await open(mail, '5', 'file');
    const [html, svg, exe, path] = await shown(mail);
    expect(html).toMatchObject({ type: 'text/html', dangerous: true, isPicture: false });
    expect(html!.marks).toEqual(expect.arrayContaining(['active-page', 'type-mismatch']));
    expect(svg).toMatchObject({ type: 'image/svg+xml', isPicture: false, dangerous: true });
    expect(exe!.name).toBe('rechnung[U+202E]fdp.exe');
    expect(exe!.marks).toEqual(expect.arrayContaining(['executable', 'hidden-name']));
    expect(path!.name).toBe('passwd');
  });

  it('show pictures drawn anew: smaller, and without what the camera wrote into them', async () => {
    const mail = await send({ name: 'foto.jpg', type: 'image/jpeg', bytes: Buffer.concat([photo, Buffer.from('<script>alert(1)</script>')]) });
    const answer = await fetched(await open(mail, '2', 'picture'));
    const drawn = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(await sharp(drawn).metadata()).toMatchObject({ width: 1_600, format: 'jpeg' });
    for (const trace of ['Rosenweg', 'script', 'Exif']) expect(drawn.includes(trace)).toBe(false);
    expect((await shown(mail))[0]!.marks).toContain('polyglot');
  });

  it('show no picture that is a bomb, broken, or none', async () => {
    const mail = await send({ name: 'gross.png', type: 'image/png', bytes: pngOf(50_000, 50_000) }, { name: 'kaputt.png', type: 'image/png', bytes: photo.subarray(0, 300) }, { name: 'a.svg', type: 'image/svg+xml', bytes: SVG });
    for (const part of ['2', '3', '4']) expect(await mara.refusalOf(open(mail, part, 'picture'))).toMatchObject({ status: 409, code: 'attachments.no-picture' });
  });

  it('are listed wherever they hide: a mail in a mail, an invitation', async () => {
    const inner = Buffer.from('From: x@y.example\r\nSubject: innen\r\nContent-Type: text/plain\r\n\r\nHallo');
    const body = ['--b', 'Content-Type: text/plain', '', 'Guten Tag, Login geht nicht.', '--b', 'Content-Type: message/rfc822', '', inner.toString(), '--b', 'Content-Type: text/calendar; method=REQUEST', '', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR', '--b--', ''].join('\r\n');
    const mail = await desk.arrives(['Content-Type: multipart/mixed; boundary=b'], body);
    expect((await shown(mail)).map(({ name }) => name)).toEqual(['innen.eml', 'invite.ics']);
    expect(await (await fetched(await open(mail, '2', 'file'))).text()).toContain('Subject: innen');
  });

  it('are written down: who opened what, and what was kept back', async () => {
    const mail = await send({ name: 'a.txt', type: 'text/plain', bytes: Buffer.from('x') }, { name: 'a.js', type: 'text/plain', bytes: Buffer.from('x') });
    await open(mail, '2', 'file');
    await mara.refusalOf(open(mail, '3', 'file'));
    const lines = await desk.rows<{ verb: string; detail: { part: string } }>("select verb, detail from audit_entry where ticket_number = ? and verb like 'attachment.%' order by sequence", [mail.number]);
    expect(lines.map(({ verb, detail }) => [verb, detail.part])).toEqual([['attachment.opened', '2'], ['attachment.blocked', '3']]);
  });

  it('open for nobody without the right, and for no address that is not ours', async () => {
    const mail = await send({ name: 'a.txt', type: 'text/plain', bytes: Buffer.from('x') });
    const stranger = await desk.api.agent('chamber', ['agent'], ['chamber']);
    expect(await stranger.refusalOf(stranger.post(`/api/v1/tickets/${mail.number}/messages/${mail.messageId}/attachments/2`, { way: 'file' }))).toMatchObject({ status: 404 });
    const admin = await desk.api.agent('admin', ['admin']);
    expect(await admin.refusalOf(admin.post(`/api/v1/tickets/${mail.number}/messages/${mail.messageId}/page`))).toMatchObject({ status: 403 });
    expect(await mara.refusalOf(open(mail, '9', 'file'))).toMatchObject({ status: 404 });
    const { url } = await open(mail, '2', 'file');
    for (const wrong of [`${url}x`, url.replace('/f/0', '/f/1'), '/f/nonsense']) expect((await fetched({ url: wrong })).status).toBe(404);
  });

  it('end with their time: raw mails after 30 days, with secrets after 72 hours, files 30 days after the ticket', async () => {
    const storage = desk.api.get(Storage);
    const plain = await send({ name: 'a.txt', type: 'text/plain', bytes: Buffer.from('bleibt noch') });
    const { lines, body } = mailWith([{ name: 'b.txt', type: 'text/plain', bytes: Buffer.from('bleibt auch') }], 'Mein Passwort ist Sommer2024!');
    const secret = await desk.arrives(lines, body);
    const rawOf = async (mail: FiledMail) => (await desk.rows<{ raw_sha256: string; raw_removed_at: string | null }>('select * from kept_mail where id = ?', [mail.keptMailId]))[0]!;
    const upkeep = desk.api.get(RemoveOldBytes);
    const at = (ms: number): Date => new Date(Date.now() + ms);

    await upkeep.run(at(71 * HOUR_MS));
    expect([await storage.has((await rawOf(plain)).raw_sha256), await storage.has((await rawOf(secret)).raw_sha256)]).toEqual([true, true]);
    await upkeep.run(at(73 * HOUR_MS));
    expect([await storage.has((await rawOf(plain)).raw_sha256), await storage.has((await rawOf(secret)).raw_sha256)]).toEqual([true, false]);
    // The file has its own time, and the text without the secret stays.
    expect(await (await fetched(await open(secret, '2', 'file'))).text()).toBe('bleibt auch');
    expect(await mara.refusalOf(mara.post(`/api/v1/tickets/${secret.number}/messages/${secret.messageId}/original`, { reason: 'Rückfrage des Anrufers' }))).toMatchObject({ status: 410, code: 'attachments.removed' });
    await upkeep.run(at(31 * DAY_MS));
    expect(await storage.has((await rawOf(plain)).raw_sha256)).toBe(false);
    await desk.rows("update ticket set state = 'closed', closed_at = now() where number = ?", [secret.number]);
    await upkeep.run(at(31 * DAY_MS));
    expect(await mara.refusalOf(open(secret, '2', 'file'))).toMatchObject({ code: 'attachments.removed' });
    expect(await (await fetched(await open(plain, '2', 'file'))).text()).toBe('bleibt noch');
  });

  it('show what was masked to whoever says why, and write that down first', async () => {
    const mail = await desk.arrives(['Content-Type: text/plain; charset=utf-8'], 'Mein Passwort ist Sommer2024!');
    const path = `/api/v1/tickets/${mail.number}/messages/${mail.messageId}/original`;
    expect(await mara.refusalOf(mara.post(path, {}))).toMatchObject({ status: 400 });
    const approver = await desk.api.agent('approver', ['approver']);
    expect(await approver.refusalOf(approver.post(path, { reason: 'bin neugierig' }))).toMatchObject({ status: 403 });
    expect((await mara.post<{ text: string }>(path, { reason: 'Anruferin bestreitet, es geschickt zu haben' })).text).toContain('Sommer2024!');
    const lines = await desk.rows<{ detail: unknown }>("select detail from audit_entry where verb = 'message.original-shown' and ticket_number = ?", [mail.number]);
    expect(lines).toEqual([{ detail: { messageId: mail.messageId, reason: 'Anruferin bestreitet, es geschickt zu haben' } }]);
  });

  it('have a host of their own where one is set up: nothing else answers there, and they answer nowhere else', async () => {
    const apart = await MailingApi.open({ REKEY_STORAGE_URL: `file:${directory}`, REKEY_ATTACHMENTS_URL: 'http://files.desk.example' });
    try {
      const agent = await apart.api.agent('udo', ['agent']);
      const { lines, body } = mailWith([{ name: 'a.txt', type: 'text/plain', bytes: Buffer.from('Hallo') }]);
      const mail = await apart.arrives(lines, body);
      const { url } = await agent.post<{ url: string }>(`/api/v1/tickets/${mail.number}/messages/${mail.messageId}/attachments/2`, { way: 'file' });
      expect(url).toMatch(/^http:\/\/files\.desk\.example\/f\//);
      const statusAt = (host: string, path: string) => new Promise<number>((resolve, reject) => {
        request(apart.api.url + path, { headers: { host } }, (answer) => { answer.resume(); resolve(answer.statusCode!); }).on('error', reject).end();
      });
      expect(await statusAt('files.desk.example', new URL(url).pathname)).toBe(200);
      expect(await statusAt('files.desk.example', '/')).toBe(404);
      expect(await statusAt('files.desk.example', '/api/v1/session')).toBe(404);
      expect(await statusAt(new URL(apart.api.url).host, new URL(url).pathname)).toBe(404);
    } finally {
      await apart.close();
    }
  });
});

/** A PNG that says how large it is, and has nothing else. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))), chunk('IEND', Buffer.alloc(0))]);
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (sum ^ 0xffffffff) >>> 0;
}
