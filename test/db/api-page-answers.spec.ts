import { describe, expect, it } from '@jest/globals';
import { Secret } from '#kernel';
import { accessibilityProblems, picture, RealBrowser } from '../support/browser.js';
import { linkedDesk } from '../support/linked-desk.js';
import { lastMailOf } from '../support/linked-ticket.js';
import { Visitor, type Page } from '../support/visitor.js';

const PASSWORD = /[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}/;
const NEW_PASSWORD = 'wetterfeste Gartenbank 42';

/** A page that answers a form must stay when somebody reads it in the other language, and nothing may be sent a second time for it. */
describe('the other language, on a page that answers a form', () => {
  const desk = linkedDesk({ recoveryCodes: [new Secret('ABCD2345')] });

  it('is the same page where it can be asked for again: what was wrong, and where the form is', async () => {
    await desk.mara.acts(desk.number, 'send-recovery-link');
    const { link } = await lastMailOf(desk.api, desk.number, 'recovery-link');
    const visitor = new Visitor();
    const wrong = await visitor.submits(await visitor.opens(link), { password: 'kurz', repeat: 'kurz' });
    const english = await switched(visitor, wrong);
    expect(english).toMatchObject({ status: 200, text: expect.stringContaining('Choose a new password') });
    expect((await visitor.submits(english, { password: NEW_PASSWORD, repeat: NEW_PASSWORD })).text).toContain('Your new password is set');
  });

  it.each(['/t/details', '/t/new', '/t/vouch', '/t/letter', '/t/home', '/t/status'])('leads from the answer of %s to the request, and the link still works', async (action) => {
    const visitor = new Visitor();
    await visitor.opens(desk.statusLink);
    // A form that was open when the desk withdrew what it had asked for is answered with the page of the request, as every other one.
    const form = await visitor.opens(`${desk.api.url}/r/forgotten?portal=school`);
    const answered = await visitor.submits({ ...form, html: form.html.replaceAll(/action="[^"]*"/g, `action="${action}"`) }, {}, action);
    const english = await switched(visitor, answered);
    expect(english).toMatchObject({ status: 200, url: expect.stringMatching(/\/t\/status\?lang=en$/), text: expect.stringContaining(desk.number) });
    expect(english.html).toContain('<html lang="en"');
  });

  it('is there already where the page is shown this once: nothing is asked for, and the secret stays', async () => {
    const revealed = await reveals();
    const secret = PASSWORD.exec(revealed.html)![0];
    expect(english(revealed)).toContain('Your temporary password');
    expect(english(revealed)).toContain(`value="${secret}"`);
    expect(new Set([...revealed.html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).size).toBe([...revealed.html.matchAll(/ id="([^"]+)"/g)].length);
  });

  it('and after a saved code that was used, with what took its place', async () => {
    await desk.mara.evidence(desk.number, { kind: 'recovery-code' });
    const visitor = new Visitor();
    const done = await visitor.submits(await visitor.opens(desk.statusLink), { 'saved-code': 'ABCD2345' });
    const code = /<code class="new-code">([^<]+)</.exec(done.html)![1]!;
    expect(english(done)).toContain(`<code class="new-code">${code}<`);
    expect(english(done)).not.toMatch(/Ihre|Ihr |Code ist/);
  });

  it('is remembered when somebody went on in it, by a form that says so', async () => {
    await desk.mara.evidence(desk.number, { kind: 'recovery-code' });
    const visitor = new Visitor();
    const page = await visitor.opens(desk.statusLink);
    const wrong = await visitor.submits({ ...page, html: page.html.replace('action="/t/status"', 'action="/t/status?lang=en"') }, { 'saved-code': 'ABCD2346' }, '/t/status?lang=en');
    expect(wrong.html).toContain('<html lang="en"');
    expect((await visitor.opens(`${desk.api.url}/t/status`)).html).toContain('<html lang="en"');
  });

  it('after a new password, after asking for a link, after a proof, after "that was not me"', async () => {
    const visitor = new Visitor();
    await desk.mara.acts(desk.number, 'send-recovery-link');
    const { link } = await lastMailOf(desk.api, desk.number, 'recovery-link');
    const done = await visitor.submits(await visitor.opens(link), { password: NEW_PASSWORD, repeat: NEW_PASSWORD });
    expect(english(done)).toContain('Your new password is set');
    const asked = await visitor.submits(await visitor.opens(`${desk.api.url}/r/forgotten?portal=school`), { login: 'nobody-we-know' });
    expect(english(asked)).toContain('If there is such an account');
    await desk.mara.evidence(desk.number, { kind: 'mailbox-proof' });
    const proof = await lastMailOf(desk.api, desk.number, 'mailbox-proof');
    expect(english(await visitor.submits(await visitor.opens(proof.link), { code: proof.code! }))).toContain('your mailbox is confirmed');
    const { reportLink, typedNumber } = await lastMailOf(desk.api, desk.number, 'notice');
    expect(english(await visitor.submits(await visitor.opens(reportLink), { number: typedNumber }))).toMatch(/locked|frozen/);
  });

  it.each([true, false])('in a browser, JavaScript %s: one language is to be seen, and the password stands there in both', async (javaScript) => {
    const browser = await RealBrowser.open();
    try {
      const person = await browser.person({ javaScript });
      person.setDefaultTimeout(60_000);
      const page = await person.newPage();
      const { link, code } = await temporaryPassword();
      await page.goto(link);
      await page.fill('#code', code!);
      await page.click('form button[type=submit]');
      await page.locator('#secret').waitFor();
      const secret = await page.locator('#secret').inputValue();
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.getByRole('link', { name: 'English' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your temporary password' }).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.getByRole('textbox').inputValue()).toBe(secret);
      // Everything around it is in English now, and stays so on the way to the content by the keyboard.
      expect(await page.getByRole('navigation', { name: 'Language' }).locator('[aria-current]').allTextContents()).toEqual(['English']);
      expect([await page.title(), await page.getByRole('contentinfo').innerText()]).toEqual([expect.stringContaining('Ihr vorläufiges Passwort / Your temporary password'), expect.stringContaining('Monday to Friday')]);
      await page.getByRole('link', { name: 'Skip to content' }).focus();
      await page.keyboard.press('Enter');
      expect([await page.getByRole('heading', { level: 1 }).allInnerTexts(), await page.evaluate(() => document.activeElement!.tagName)]).toEqual([['Your temporary password'], 'MAIN']);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement!.closest('[lang]')!.getAttribute('lang'))).toBe('en');
      if (javaScript) expect((await accessibilityProblems(page)).filter(({ id }) => id !== 'meta-refresh')).toEqual([]);
      await page.getByRole('link', { name: 'Deutsch' }).click();
      await page.getByRole('heading', { level: 1, name: 'Ihr vorläufiges Passwort' }).waitFor();
      expect([await page.getByRole('heading', { level: 1 }).count(), await page.getByRole('textbox').inputValue(), requests]).toEqual([1, secret, []]);
      expect(await page.getByRole('navigation', { name: 'Sprache' }).locator('[aria-current]').allTextContents()).toEqual(['Deutsch']);
    } finally {
      await browser.close();
    }
  });

  it('a temporary password can be copied by one button, which says so and clears nothing, and typed sign by sign', async () => {
    const browser = await RealBrowser.open();
    try {
      const person = await browser.person({ locale: 'en-GB', width: 390 });
      await person.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.api.url });
      person.setDefaultTimeout(60_000);
      const page = await person.newPage();
      const { link, code } = await temporaryPassword();
      await page.goto(link);
      await page.fill('#code', code!);
      await page.click('form button[type=submit]');
      await page.getByRole('button', { name: 'Copy the password' }).click();
      await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
      const secret = await page.locator('#secret').inputValue();
      expect([await page.evaluate(() => navigator.clipboard.readText()), secret]).toEqual([secret, expect.stringMatching(PASSWORD)]);
      await page.getByText('Sign by sign', { exact: true }).click();
      const signs = await page.locator('.own-language .spelled li').allTextContents();
      expect(signs.filter((sign) => sign === 'hyphen')).toHaveLength(3);
      expect(signs.map((sign) => (sign === 'hyphen' ? '-' : /^digit (.)|^(.)/.exec(sign)!.slice(1).join(''))).join('')).toBe(secret);
      // That the page leaves by itself after ten minutes is what it is for (5.7; WCAG 2.2.1 excepts what is essential), and it says so.
      expect((await accessibilityProblems(page)).filter(({ id }) => id !== 'meta-refresh')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(false);
      await picture(page, 'temporary-password-390');
      // Whoever writes it down from a narrow screen, or at 400 %, has it to its last letter.
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 740 });
        expect(await page.locator('#secret').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      }
    } finally {
      await browser.close();
    }
  });

  it('and selected by hand where there is no script: no button that does nothing', async () => {
    const revealed = await reveals();
    expect(revealed.html).toMatch(/<button type="button" class="plain" hidden>Passwort kopieren</);
    expect(revealed.html).toMatch(/<input id="secret" [^>]*readonly/);
    expect(revealed.text).toContain('Markieren und kopieren Sie es');
  });

  it('is on a page whose script can send nothing anywhere, not even to us', async () => {
    const policy = (await reveals()).headers.get('content-security-policy')!;
    expect([policy.includes("script-src 'self';"), policy.includes('connect-src')]).toEqual([true, false]);
  });

  it('is for nobody else: the page says so, and offers no way to give it away', async () => {
    const revealed = await reveals();
    expect(revealed.text).toContain('Geben Sie es niemandem weiter, auch nicht uns.');
    expect(english(revealed)).toContain('Tell nobody, not even us.');
    expect(revealed.text).not.toMatch(/vorlesen|hilft|read (?:it )?out|somebody/i);
  });

  async function temporaryPassword() {
    await desk.mara.evidence(desk.number, { kind: 'mailbox-proof' });
    const proof = await lastMailOf(desk.api, desk.number, 'mailbox-proof');
    const visitor = new Visitor();
    await visitor.submits(await visitor.opens(proof.link), { code: proof.code! });
    await desk.mara.acts(desk.number, 'issue-temporary-password');
    return lastMailOf(desk.api, desk.number, 'temporary-password');
  }

  async function reveals(): Promise<Page> {
    const { link, code } = await temporaryPassword();
    const visitor = new Visitor();
    return visitor.submits(await visitor.opens(link), { code: code! });
  }

  /** The page behind the switch. */
  function switched(visitor: Visitor, page: Page): Promise<Page> {
    return visitor.opens(new URL(switchOf(page).replaceAll('&amp;', '&'), page.url).href);
  }

  /** The English part of a page that has both. */
  function english(page: Page): string {
    expect(switchOf(page)).toBe('#in-en');
    return /<div class="other-language" id="in-en" lang="en">([\s\S]*?)\n<div class="own-language"/.exec(page.html)![1]!;
  }

  function switchOf(page: Page): string {
    return /<a href="([^"]*)" lang="en" hreflang="en">/.exec(page.html)![1]!;
  }
});
