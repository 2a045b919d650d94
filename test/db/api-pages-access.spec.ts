import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newTotpSecret } from '#agents';
import { CreateBuiltinAccount } from '#directory';
import { Secret } from '#kernel';
import { Database } from '#persistence';
import type { Page } from 'playwright-core';
import { TestApi } from '../support/api.js';
import { accessibilityProblems, RealBrowser } from '../support/browser.js';
import { HomeProvider } from '../support/home-provider.js';
import { lastMailOf, offerAllProofs, openLinkedTicket } from '../support/linked-ticket.js';

const NARROW = 320;

/** WCAG 2.2 AA by machine, in light and dark, at 320 pixels, in both languages; the rest is for eyes. */
describe('everybody can use the pages behind links', () => {
  let api: TestApi;
  let browser: RealBrowser;
  let home: HomeProvider;
  let links: Record<string, string>;

  beforeAll(async () => {
    browser = await RealBrowser.open();
    api = await TestApi.open({ REKEY_DEMO: 'true' });
    const mara = await api.agent('mara', ['agent']);
    home = await HomeProvider.start(() => [`${api.url}/t/back/manufacturer/works`]);
    await offerAllProofs(api, { smsUrl: 'http://127.0.0.1:9/sms', issuer: home.issuer, clientSecret: home.clientSecret });
    const boss = await api.get(CreateBuiltinAccount).run({ portalKey: 'manufacturer', username: 'boss', givenName: 'Petra', familyName: 'Vogt', userType: 'customer', addresses: [{ address: 'boss@post.example' }], totpSecret: new Secret(newTotpSecret()) });
    const { number, statusLink } = await openLinkedTicket(api, 1, { totpSecret: new Secret(newTotpSecret()), recoveryCodes: [new Secret('ABCD2345')], pinAreas: [{ area: 'Mein Betrieb', state: 'closed', pin: new Secret('ABCD2345') }] });
    await mara.acts(number, 'send-recovery-link');
    await mara.evidence(number, { kind: 'call-back', phoneId: (await mara.ticket(number)).case!.account!.phones[0]!.id });
    await mara.evidence(number, { kind: 'mailbox-proof' });
    for (const kind of ['totp', 'recovery-code'] as const) await mara.evidence(number, { kind });
    await mara.evidence(number, { kind: 'home-idp', provider: 'works' });
    const known = await openLinkedTicket(api, 2, { relations: [{ kind: 'manager', ref: boss }] });
    await mara.evidence(known.number, { kind: 'voucher', voucherRef: boss });
    await api.get(Database).statement((em) => em.execute(`update ticket set case_type = 'lost-email-access' where number = ?`, [known.number]));
    const recovery = await lastMailOf(api, number, 'recovery-link');
    links = {
      'new password': recovery.link, 'code instead of link': recovery.codePage!, 'which portal': `${api.url}/r/code`, 'forgotten': `${api.url}/r/forgotten?portal=school`, 'forgotten, with a puzzle': `${api.url}/r/forgotten?portal=media-centre`, 'proof of a mailbox': (await lastMailOf(api, number, 'mailbox-proof')).link,
      'asked to vouch': (await lastMailOf(api, known.number, 'voucher-request')).link, report: (await lastMailOf(api, number, 'notice')).reportLink, status: statusLink, 'status, somebody can vouch': known.statusLink, 'unknown link': `${api.url}/s/${'x'.repeat(43)}`,
      ...Object.fromEntries(['school', 'media-centre', 'chamber', 'manufacturer', 'service-desk'].map((key) => [`sign-in of ${key}`, `${api.url}/portal/${key}`])),
    };
  });
  afterAll(async () => {
    await browser?.close();
    await api?.close();
    home?.close();
  });

  it.each([['light', 'de'], ['dark', 'en']] as const)('%s, %s', async (colorScheme, language) => {
    for (const [name, link] of Object.entries(links)) {
      const page = await open(link, colorScheme, language);
      expect({ name, wrong: await violations(page) }).toEqual({ name, wrong: [] });
      const button = page.locator('form button[type=submit]').first();
      if (!name.startsWith('status') && (await button.count()) > 0) {
        // Sent empty: the summary of what is missing is there, focused, and fits too.
        await button.click();
        await page.waitForSelector('.errors');
        expect({ name, focused: await page.evaluate(() => document.activeElement?.className) }).toEqual({ name, focused: 'errors' });
        expect({ name, wrong: await violations(page) }).toEqual({ name, wrong: [] });
      }
      await page.context().close();
    }
  });

  it('the puzzle is solved while somebody types, and the form goes out', async () => {
    const page = await open(links['forgotten, with a puzzle']!, 'light', 'de');
    await page.fill('#login', 'nobody-we-know');
    await page.locator('[data-state=done]').waitFor();
    await page.click('form button[type=submit]');
    await page.locator('p.done:visible').waitFor();
    await page.context().close();
  });

  it('the second step of a sign-in, what is inside, and the way to another house', async () => {
    const page = await open(`${api.url}/portal/manufacturer`, 'dark', 'de');
    await page.fill('#login', 'thomas1');
    await page.fill('#password', 'what was forgotten long ago');
    await page.click('form button[type=submit]');
    await page.waitForSelector('#code');
    expect({ name: 'second step', wrong: await violations(page) }).toEqual({ name: 'second step', wrong: [] });
    await page.fill('#code', 'ABCD-2345');
    await page.click('form button[type=submit]');
    await page.waitForSelector('.new-code:visible');
    expect({ name: 'new saved code', wrong: await violations(page) }).toEqual({ name: 'new saved code', wrong: [] });
    await page.click('.actions a.button:visible');
    await page.waitForSelector('#password');
    await page.fill('#pin', '0000-0000');
    await page.getByRole('button', { name: 'Bereich freischalten' }).click();
    await page.locator('.errors').getByText('Diese PIN stimmt nicht.').waitFor();
    expect({ focused: await page.evaluate(() => document.activeElement?.className), name: 'signed in', wrong: await violations(page) }).toEqual({ focused: 'errors', name: 'signed in', wrong: [] });
    await page.fill('#pin', 'abcd-2345');
    await page.getByRole('button', { name: 'Bereich freischalten' }).click();
    await page.getByText('Freigeschaltet.').waitFor();
    await page.fill('#password', 'what was forgotten long ago');
    await page.getByRole('button', { name: 'Neue Codes machen' }).click();
    await page.waitForSelector('ol code:visible');
    expect({ name: 'saved codes', wrong: await violations(page) }).toEqual({ name: 'saved codes', wrong: [] });
    await page.context().close();
    const status = await open(links['status']!, 'light', 'en');
    await status.getByRole('button', { name: 'Sign in at Seeheim Works' }).click();
    await status.getByRole('link', { name: 'On to Seeheim Works' }).waitFor();
    expect({ name: 'departure', wrong: await violations(status) }).toEqual({ name: 'departure', wrong: [] });
    await status.context().close();
  });

  async function open(link: string, colorScheme: 'light' | 'dark', language: string): Promise<Page> {
    const page = await (await browser.person({ width: NARROW, height: 800, dark: colorScheme === 'dark', locale: language === 'de' ? 'de-DE' : 'en-GB' })).newPage();
    await page.goto(link);
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    return page;
  }

  async function violations(page: Page): Promise<string[]> {
    const found = await accessibilityProblems(page, ['best-practice']);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    return [...found.map(({ id, where }) => `${id}: ${where.join(', ')}`), ...(overflow > 0 ? [`wider than the screen by ${overflow}`] : [])];
  }
});
