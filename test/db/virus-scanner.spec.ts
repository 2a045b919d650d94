import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanAttachments } from '#intake';
import { freePort } from '../../apps/ops/embedded/ports.js';
import { Clamd } from '../../libs/intake/adapters/clamd.js';
import type { AgentClient } from '../support/agent-client.js';
import { TestClamd } from '../support/clamd.js';
import { MailingApi, mailWith, type FiledMail } from '../support/mailing-api.js';

/** The test file of the EICAR, in two halves, so that no scanner takes this source for it. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const SIGNATURE = `Eicar-Test:0:*:${Buffer.from(EICAR.slice(0, 40)).toString('hex')}`;

describe('the virus scanner (clamd, for real)', () => {
  let clamd: TestClamd;
  let port: number;
  let desk: MailingApi;
  let directory: string;
  let mara: AgentClient;

  beforeAll(async () => {
    port = await freePort();
    directory = await mkdtemp(join(tmpdir(), 'rekey-scanned-'));
    [clamd, desk] = await Promise.all([TestClamd.start([SIGNATURE], port), MailingApi.open({ REKEY_STORAGE_URL: `file:${directory}`, REKEY_CLAMAV_URL: `tcp://127.0.0.1:${port}` })]);
    mara = await desk.api.agent('mara', ['agent']);
  });
  afterAll(async () => {
    await Promise.all([clamd?.stop(), desk?.close()]);
    await rm(directory, { recursive: true, force: true });
  });

  const send = async (bytes: Buffer): Promise<FiledMail> => {
    const { lines, body } = mailWith([{ name: 'anlage.txt', type: 'text/plain', bytes }]);
    return desk.arrives(lines, body);
  };
  const open = (mail: FiledMail): Promise<{ url: string }> => mara.post(`/api/v1/tickets/${mail.number}/messages/${mail.messageId}/attachments/2`, { way: 'file' });
  const state = async (mail: FiledMail) => (await mara.ticket(mail.number)).messages[0]!.attachments[0]!;
  const alarms = () => desk.rows<{ subject: string }>("select subject from alarm where kind = 'scanner-unreachable' and cleared_at is null");

  it('keeps an infected file from everybody, with its name', async () => {
    const mail = await send(Buffer.from(EICAR));
    expect(await state(mail)).toMatchObject({ scan: 'waiting' });
    expect(await mara.refusalOf(open(mail))).toMatchObject({ status: 403, code: 'attachments.infected', missing: ['Eicar-Test.UNOFFICIAL'] });
    expect(await state(mail)).toMatchObject({ scan: 'infected', infection: 'Eicar-Test.UNOFFICIAL' });
  });

  it('lets a clean file through, and looks at it before anybody asks', async () => {
    const mail = await send(Buffer.from('Guten Tag'));
    expect(await desk.rows("select 1 from outbox_job where payload->>'keptMailId' = ?", [mail.keptMailId])).not.toEqual([]);
    await desk.api.get(ScanAttachments).run({ keptMailId: mail.keptMailId });
    expect(await state(mail)).toMatchObject({ scan: 'clean' });
    expect(await (await fetch(new URL((await open(mail)).url, desk.api.url))).text()).toBe('Guten Tag');
  });

  it('opens nothing unchecked while it is away, raises an alarm, and takes it back', async () => {
    await clamd.stop();
    const mail = await send(Buffer.from('Hallo'));
    expect(await mara.refusalOf(open(mail))).toMatchObject({ status: 503, code: 'attachments.scanner-unreachable' });
    expect(await state(mail)).toMatchObject({ scan: 'unreachable' });
    expect(await alarms()).toEqual([{ subject: 'clamav' }]);
    await expect(desk.api.get(ScanAttachments).run({ keptMailId: mail.keptMailId })).rejects.toMatchObject({ code: 'intake.scanner-unreachable' });
    clamd = await TestClamd.start([SIGNATURE], port);
    await open(mail);
    expect([await state(mail), await alarms()]).toMatchObject([{ scan: 'clean' }, []]);
  });

  it('is asked in pieces, and a large file is found out too', async () => {
    const scanner = new Clamd(`tcp://127.0.0.1:${port}`);
    expect(await scanner.scan(Buffer.concat([Buffer.alloc(3 * 1024 * 1024, 'x'), Buffer.from(EICAR)]))).toEqual({ state: 'infected', name: 'Eicar-Test.UNOFFICIAL' });
    expect(await scanner.scan(Buffer.alloc(0))).toEqual({ state: 'clean' });
    expect(await new Clamd(undefined).scan(Buffer.alloc(1))).toEqual({ state: 'off' });
    expect(await new Clamd('unix:/nowhere/clamd.ctl').scan(Buffer.alloc(1))).toMatchObject({ state: 'unreachable' });
  });
});
