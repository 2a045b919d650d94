import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { Secret, SIGNATURE_HEADER, signCall } from '#kernel';
import { TestApi } from '../support/api.js';
import { freshMailboxes, type FreshMailbox } from '../support/mailboxes.js';
import { Person } from '../support/person.js';
import { Visitor } from '../support/visitor.js';

describe('the playground', () => {
  let api: TestApi;
  let directory: string;
  let box: Record<'support' | 'jonas', FreshMailbox>;
  const here = (): string => `${api.url}/playground?portal=school&address=${encodeURIComponent(box.jonas.address)}`;

  beforeAll(async () => {
    box = await freshMailboxes('support', 'jonas');
    directory = await mkdtemp(join(tmpdir(), 'rekey-playground-'));
    await writeFile(join(directory, 'demo.json'), JSON.stringify({
      requesters: [{
        portal: 'school', name: 'Jonas Weber', address: box.jonas.address, imapUser: box.jonas.user, imapPassword: box.jonas.password, username: 'j.weber', portalPassword: 'abcd-efgh', phone: '+493055500100',
        note: { de: 'hat sein Passwort vergessen', en: 'forgot his password' },
      }],
      smsKey: 'the key of the demo',
      imap: { host: box.jonas.imapHost, port: box.jonas.imapPort }, smtp: { host: box.jonas.smtpHost, port: box.jonas.smtpPort },
    }));
    api = await TestApi.open({ REKEY_DEMO: 'true', REKEY_DEMO_FILE: join(directory, 'demo.json') });
    const smtp = createTransport({ host: box.support.smtpHost, port: box.support.smtpPort, ignoreTLS: true, auth: { user: box.support.user, pass: box.support.password } });
    await smtp.sendMail({ from: box.support.address, to: box.jonas.address, subject: 'Ihr Link <b>', text: 'Öffnen Sie http://localhost:1/r/abc. Danke & bis bald <script>alert(1)</script>' });
    smtp.close();
  });
  afterAll(async () => {
    await api?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('shows the people of the demo world and reads their mail over IMAP', async () => {
    const visitor = new Visitor();
    const start = await visitor.opens(`${api.url}/playground`);
    expect(start.text).toContain('Jonas Weber');
    expect(start.html).not.toContain(box.jonas.password);
    const inbox = await visitor.opens(here());
    expect(inbox.text).toContain('Ihr Link <b> neu');
    expect(inbox.headers.get('content-security-policy')).toMatch(/script-src 'self'; connect-src 'self';/);
    const link = /href="(\/playground\?[^"]*mail=\d+)"/.exec(inbox.html)![1]!.replaceAll('&amp;', '&');
    const mail = await visitor.opens(api.url + link);
    expect(mail.html).toContain('<a href="http://localhost:1/r/abc" rel="noreferrer">');
    expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');

    await visitor.submits(mail, { subject: 'Re: Ihr Link', text: 'Danke!' });
    const support = new Person({ address: box.support.address, password: box.support.password, name: 'Support' }, { imap: box.support.imapPort, smtp: box.support.smtpPort });
    const answer = await support.receives(({ subject }) => subject === 'Re: Ihr Link');
    expect(answer.text).toContain('Danke!');
    expect(answer.header('in-reply-to')).toMatch(/^<.+>$/);
    expect(answer.mail.from?.address).toBe(box.jonas.address);
  });

  it('takes text messages that Rekey signed just now, each once, and shows them to whoever has that phone', async () => {
    const sms = { id: randomUUID(), to: '+493055500100', from: 'Rekey Demo', text: '123456 ist Ihr Code <b>' };
    const sends = (body: object, { key = 'the key of the demo', at = new Date(), signed = body } = {}) => fetch(`${api.url}/playground/sms`, {
      method: 'POST', headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signCall(new Secret(key), JSON.stringify(signed), at) }, body: JSON.stringify(body),
    });
    expect((await new Visitor().opens(here())).text).toContain('Noch keine SMS');
    expect((await sends(sms, { key: 'another key' })).status).toBe(401);
    expect((await sends(sms, { at: new Date(Date.now() - 3_600_000) })).status).toBe(401);
    expect((await sends({ ...sms, text: 'Bitte hier klicken' }, { signed: sms })).status).toBe(401);
    expect((await sends({ ...sms, more: 1 })).status).toBe(401);
    for (const message of [sms, sms, { ...sms, id: randomUUID(), to: '+493055500999', text: 'für jemand anderen' }]) expect((await sends(message)).status).toBe(202);
    const page = await new Visitor().opens(here());
    expect(page.text.split('123456 ist Ihr Code <b>')).toHaveLength(2);
    expect(page.html).toContain('Ihr Code &lt;b&gt;');
    expect(page.text).not.toContain('für jemand anderen');
  });

  it('shows nobody who is not of the demo world, and says when its mail server refuses', async () => {
    const visitor = new Visitor();
    expect((await visitor.opens(`${api.url}/playground?portal=school&address=admin@desk.example`)).text).toContain('Wählen Sie eine Person aus der Liste');
    const page = await visitor.opens(here());
    expect((await visitor.submits(page, { subject: '', text: '' })).text).toContain('Schreiben Sie bitte Betreff und Text');
    // The support address of the shipped profile is no mailbox of this test's mail server.
    expect((await visitor.submits(page, { subject: 'x', text: 'y' })).status).toBe(503);
  });

  it('serves its script and the style under addresses that change with them', async () => {
    const page = await new Visitor().opens(here());
    for (const path of [/src="(\/playground\/script\/[^"]+)"/.exec(page.html)![1]!, /href="(\/page-assets\/[^"]+)"/.exec(page.html)![1]!]) {
      const file = await fetch(api.url + path);
      expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect((await fetch(`${api.url}${path.replace(/[0-9a-f]{8}\./, '00000000.')}`)).status).toBe(404);
    }
  });
});
