import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { PASSWORD } from '../support/api.js';
import { accessibilityProblems, picture, RealBrowser } from '../support/browser.js';
import { MailingApi, mailWith, type FiledMail } from '../support/mailing-api.js';
import { OpenSsl } from '../support/openssl.js';

const TRY = '"><img src=https://evil.example/x onerror=alert(1)><script>alert(2)</script>';
const PAGES = [
  '<script>alert(1)</script><p>Hallo</p>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>', '<body onload=alert(1) background=https://evil.example/b>', '<img src="https://evil.example/pixel.gif">',
  '<div style="background:url(https://evil.example/bg)">x</div>', '<link rel=stylesheet href=https://evil.example/s.css><style>@import url(https://evil.example/i.css);</style>', '<meta http-equiv=refresh content="0;url=https://evil.example/r">', '<a href="javascript:alert(1)" id=go>klick</a>',
  '<form action=https://evil.example/f><input autofocus onfocus=alert(1)></form>', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">', '<object data="https://evil.example/o"></object><embed src="https://evil.example/e">', '<video autoplay src=https://evil.example/v onerror=alert(1)></video>',
].join('\n');

describe('hostile mails in a real browser (T17)', () => {
  let desk: MailingApi;
  let browser: RealBrowser;
  let directory: string;
  let page: Page;
  const dialogs: string[] = [];
  const outside: string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rekey-hostile-'));
    [desk, browser] = await Promise.all([MailingApi.open({ REKEY_STORAGE_URL: `file:${directory}` }), RealBrowser.open()]);
    await desk.api.agent('mara', ['agent']);
    page = await (await browser.person({ locale: 'de-DE' })).newPage();
    page.on('dialog', (dialog) => { dialogs.push(dialog.message()); void dialog.dismiss(); });
    page.on('request', (request) => { if (/^https?:/.test(request.url()) && !request.url().startsWith(desk.api.url)) outside.push(request.url()); });
    await page.goto(desk.api.url);
    await page.getByLabel('E-Mail-Adresse').fill('mara@desk.example');
    await page.getByRole('textbox', { name: /Passwort/ }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/q\//);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const look = async (mail: FiledMail): Promise<void> => {
    await page.goto(`${desk.api.url}/tickets/${mail.number}`);
    await page.locator(`[data-message="${mail.messageId}"]`).waitFor();
  };

  it('fires nothing and asks for nothing: body, subject, display name, names of files, HTML', async () => {
    const { lines, body } = mailWith([{ name: `${TRY}.png`, type: 'image/png', bytes: Buffer.from('x') }, { name: 'a.svg', type: 'image/svg+xml', bytes: Buffer.from('<svg onload="alert(1)"/>') }], `Guten Tag, mein Login geht nicht. ${TRY}\njavascript:alert(1)`);
    const html = body.replace('--b--', ['--b', 'Content-Type: text/html; charset=utf-8', '', PAGES, '--b--'].join('\r\n'));
    const mail = await desk.arrives(lines, html, { from: `"<img src=x onerror=alert(3)>" <vera@post.example>`, subject: `Login ${TRY}` });
    await look(mail);
    await page.getByRole('button', { name: 'View as HTML' }).click();
    const frame = page.frameLocator('iframe');
    await frame.getByText('Hallo').waitFor();
    await frame.getByText('klick').click();
    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('');
    expect(await frame.getByText(/Bilder aus dem Netz wurden nicht geladen/).count()).toBe(1);
    await picture(page, 'hostile-mail');
    expect([dialogs, outside]).toEqual([[], []]);
  });

  it('shows a picture drawn anew, says what a dangerous file is, and saves it only when told twice', async () => {
    const photo = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#2a7' } }).jpeg().toBuffer();
    const { lines, body } = mailWith([{ name: 'foto.jpg', type: 'image/jpeg', bytes: photo }, { name: 'rechnung.pdf.exe', type: 'application/pdf', bytes: Buffer.from('MZ') }]);
    const mail = await desk.arrives(lines, body);
    await look(mail);
    await page.getByRole('button', { name: 'View foto.jpg' }).click();
    const image = page.getByRole('dialog').locator('img');
    await image.waitFor();
    await page.waitForFunction(() => (document.querySelector('[role=dialog] img') as unknown as { naturalWidth: number } | null)?.naturalWidth === 300);
    await picture(page, 'attachment-picture');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save rechnung.pdf.exe' }).click();
    await page.getByRole('heading', { name: 'This file may do harm' }).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save anyway' }).click()]);
    expect(download.suggestedFilename()).toBe('rechnung.pdf.exe');
    expect([dialogs, outside]).toEqual([[], []]);
  });

  it('shows what was masked for a reason, and hides it again', async () => {
    const mail = await desk.arrives(['Content-Type: text/plain; charset=utf-8'], 'Guten Tag, mein Passwort ist Sommer2024! und geht nicht.');
    await look(mail);
    expect(await page.getByText('Sommer2024').count()).toBe(0);
    await page.getByRole('button', { name: 'Show hidden parts' }).click();
    await page.getByLabel('Why?').fill('Anrufer bestreitet es');
    await page.keyboard.press('Enter');
    await page.getByText('Sommer2024!').waitFor();
    await picture(page, 'masked-shown');
    await page.getByRole('button', { name: 'Hide again' }).click();
    expect(await page.getByText('Sommer2024').count()).toBe(0);
  });

  it('says who signed a mail, that this proves nothing, and when it does not fit', async () => {
    const ssl = await OpenSsl.start();
    try {
      const vera = await ssl.certificate({ address: 'vera@post.example', name: 'Vera Vogel', key: 'ec' });
      const signed = (await ssl.sign('Content-Type: text/plain\r\n\r\nGuten Tag, mein Login geht nicht.\r\n', vera)).toString('latin1').replace(/\r?\n/g, '\r\n');
      const [head, ...body] = signed.split('\r\n\r\n');
      const arrives = (content: string, from: string): Promise<FiledMail> => desk.arrives(head!.split(/\r\n(?![ \t])/), content, { from });
      const line = (mail: FiledMail) => page.locator(`[data-message="${mail.messageId}"]`).getByText(/igned with S\/MIME by/).locator('..');
      const fits = await arrives(body.join('\r\n\r\n'), 'Vera Vogel <vera@post.example>');
      await look(fits);
      const words = await line(fits).innerText();
      for (const word of ['Vera Vogel', 'vera@post.example', 'The signature fits the content.', 'nor a revocation is checked', 'That is no proof of who is writing.']) expect(words).toContain(word);
      expect(await accessibilityProblems(page)).toEqual([]);
      await picture(page, 'smime-fits');
      const broken = await arrives(body.join('\r\n\r\n').replace('Login', 'Konto'), 'Eve <eve@evil.example>');
      await look(broken);
      const doubts = await line(broken).innerText();
      for (const word of ['The signature does not fit', 'another address than the sender’s']) expect(doubts).toContain(word);
      expect(await accessibilityProblems(page)).toEqual([]);
      await picture(page, 'smime-broken');
      await desk.rows(`update agent set locale = 'de' returning id`);
      await look(broken);
      await page.getByText('Soll mit S/MIME unterschrieben sein von').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await picture(page, 'smime-broken-de');
    } finally {
      await ssl.stop();
    }
  });
});
