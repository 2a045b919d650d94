import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { KeepDelivered } from '#intake';
import { Storage } from '#storage';
import { IntakeHouse } from '../support/intake-house.js';
import { RekeyProcess } from '../support/rekey-process.js';

const MB = 1024 * 1024;
const PARTS = 500;
/** Resident at most, of which an idle worker is about 160. */
const MOST_MB = 256;

/** 50 MB in 500 parts, made piece by piece. */
async function* manyParts(kind: 'attachments' | 'texts'): AsyncGenerator<Buffer> {
  yield Buffer.from(`From: eva@post.example\r\nSubject: ${kind}\r\nMessage-ID: <${kind}@post.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nich habe mein Passwort vergessen\r\n`);
  const line = kind === 'attachments' ? Buffer.alloc(57, 7).toString('base64') : 'Guten Tag, ich habe mein Passwort vergessen und brauche bitte Hilfe, äöü';
  const lines = Buffer.from(`${line}\r\n`.repeat(Math.floor((49 * MB) / PARTS / (Buffer.byteLength(line) + 2))));
  for (let at = 0; at < PARTS - 1; at += 1) {
    const head = kind === 'attachments' ? `Content-Type: application/pdf; name="scan-${at}.pdf"\r\nContent-Transfer-Encoding: base64` : 'Content-Type: text/plain; charset=utf-8';
    yield Buffer.concat([Buffer.from(`--b\r\n${head}\r\n\r\n`), lines]);
  }
  yield Buffer.from('--b--\r\n');
}

describe('mails that are larger than anybody needs', () => {
  let desk: IntakeHouse;
  let worker: RekeyProcess;
  beforeAll(async () => {
    desk = await IntakeHouse.open();
  });
  beforeEach(() => {
    worker = new RekeyProcess('worker', { ...desk.environment, REKEY_QUEUE_URL: 'postgres:' });
  });
  afterEach(() => worker.kill());
  afterAll(() => desk?.close());

  it.each(['attachments', 'texts'] as const)('case 4 (freescout#4293): 50 MB in 500 parts, all %s, are filed by a real worker that stays small', async (kind) => {
    const stored = await desk.house.get(Storage).putStream(manyParts(kind));
    expect(stored.sizeBytes / MB).toBeGreaterThan(48);
    await desk.house.get(KeepDelivered).run({ mailbox: desk.mailbox, door: 'lmtp', mails: [{ ...stored, receivedAt: new Date(), envelope: { from: 'eva@post.example', to: desk.mailbox.address }, from: 'a test' }] });
    // The one behind it in the same batch does not wait for the next day.
    const small = await desk.house.get(Storage).put(Buffer.from(`From: jonas@post.example\r\nSubject: klein nach ${kind}\r\nMessage-ID: <small-${kind}@post.example>\r\n\r\nPasswort vergessen\r\n`));
    await desk.house.get(KeepDelivered).run({ mailbox: desk.mailbox, door: 'lmtp', mails: [{ sha256: small, sizeBytes: 100, receivedAt: new Date(), envelope: null, from: 'a test' }] });
    while ((await desk.kept('disposition is null')).length > 0) {
      if (!worker.isRunning) throw new Error(`the worker ended: ${worker.log.slice(-3_000)}`);
      await wait(50);
    }
    const rows = await desk.kept('message_id in (?, ?)', [`${kind}@post.example`, `small-${kind}@post.example`]);
    expect(rows.map(({ disposition }) => disposition)).toEqual(['filed', 'filed']);
    const [message] = await desk.rows<{ text: string; attachments: unknown[] }>('select text, attachments from ticket_message where kept_mail_id = ?', [rows[0]!.id]);
    expect(message!.text).toContain('ich habe mein Passwort vergessen');
    expect(message!.attachments).toHaveLength(kind === 'attachments' ? 200 : 0);
    expect(worker.peakMb()).toBeLessThanOrEqual(MOST_MB);
  });
});

