import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import type { AgentClient } from '../support/agent-client.js';
import { accessibilityProblems, picture, RealBrowser } from '../support/browser.js';
import { openDesk, type Desk } from '../support/desk.js';

const OWN_PASSWORD = 'Fünf Möwen überm Deich';
const CODE = /\b[2-9A-HJ-NP-Z]{4}[- ]?[2-9A-HJ-NP-Z]{4}\b/;

describe('in a real browser', () => {
  let desk: Desk;
  let browser: RealBrowser;
  let console: Page;
  beforeAll(async () => {
    [desk, browser] = await Promise.all([openDesk(), RealBrowser.open()]);
    console = await (await browser.person()).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  it('an agent signs in, sees the mail arrive without reload, and learns why it lies there', async () => {
    await console.goto(desk.url);
    await picture(console, 'console-sign-in');
    expect(await accessibilityProblems(console)).toEqual([]);
    await console.getByLabel('E-Mail-Adresse').fill('mara@desk.example');
    await console.getByRole('textbox', { name: /Passwort/ }).fill(desk.world.agents.find(({ email }) => email === 'mara@desk.example')!.password);
    await console.keyboard.press('Enter');
    await console.getByRole('link', { name: /Alle/ }).first().click();

    const thomas = desk.person('thomas.reuter@stadtwerke-seeheim.example');
    await thomas.writes(desk.support('manufacturer'), 'Keine Mail zum Zurücksetzen', 'Guten Tag,\n\nich habe mehrmals auf "Passwort vergessen" geklickt, bekomme aber keine Mail zum Zurücksetzen. Mein Benutzername ist t.reuter.\n\nThomas Reuter');
    await console.getByText('Thomas Reuter').first().waitFor();
    await console.getByText('Thomas Reuter').first().click();
    await console.getByText('Es fehlt: noch 3 Punkte', { exact: false }).first().waitFor();
    await console.getByText('Warum hier?').click();
    await picture(console, 'console-ticket');
    await console.keyboard.press('Escape');
    expect(await accessibilityProblems(console)).toEqual([]);
  });

  it('asks for a proof, and the person gives it on a page that needs no JavaScript', async () => {
    await console.getByRole('button', { name: /^Anfordern: Postfach/ }).click();
    const thomas = desk.person('thomas.reuter@stadtwerke-seeheim.example');
    const proof = await thomas.receives(({ links }) => links.some((link) => link.includes('/p/')), 'the proof mail');
    const phone = await (await browser.person({ javaScript: false, width: 390, height: 844 })).newPage();
    await phone.goto(proof.links.find((link) => link.includes('/p/'))!);
    await picture(phone, 'page-proof');
    await phone.locator('input[name=code]').fill(CODE.exec(proof.text)![0]);
    await phone.locator('form button, form input[type=submit]').first().click();
    await picture(phone, 'page-proof-done');
    await console.getByText('Ein Nachweis', { exact: true }).waitFor();
  });

  it('issues a temporary password by keyboard; it is revealed once and has to be changed', async () => {
    await console.locator('main').first().click({ position: { x: 5, y: 5 } });
    await console.keyboard.press('t');
    await console.getByRole('button', { name: 'Passwort ausgeben', exact: true }).click();
    const thomas = desk.person('thomas.reuter@stadtwerke-seeheim.example');
    const mail = await thomas.receives(({ links }) => links.some((link) => link.includes('/s/')), 'the reveal mail');
    const phone = await (await browser.person({ javaScript: false, width: 390, height: 844 })).newPage();
    await phone.goto(mail.links.find((link) => link.includes('/s/'))!);
    await phone.locator('input[name=code]').fill(CODE.exec(mail.text)![0]);
    await phone.locator('form button, form input[type=submit]').first().click();
    await picture(phone, 'page-revealed');
    const password = /\b[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}\b/.exec(await phone.content())![0];

    await phone.goto(`${desk.url}/portal/manufacturer`);
    await picture(phone, 'portal-sign-in');
    await phone.locator('input[name=login]').fill('t.reuter');
    await phone.locator('input[name=password]').fill(password);
    await phone.locator('form:has(input[name=login]) button').first().click();
    await phone.locator('input[name=password]').fill(OWN_PASSWORD);
    await phone.locator('input[name=repeat]').fill(OWN_PASSWORD);
    await phone.locator('form:has(input[name=repeat]) button').first().click();
    await phone.getByText('Thomas Reuter').first().waitFor();
    await picture(phone, 'portal-signed-in');
    await picture(console, 'console-after-grant');
    expect(await console.content()).not.toContain(password);
  });

  it('writes a note and a reply that cannot be confused', async () => {
    await console.getByRole('button', { name: /Interne Notiz/ }).click();
    await picture(console, 'console-note');
    await console.getByRole('textbox', { name: /Notiz/ }).fill('Angerufen, war erleichtert.');
    await console.keyboard.press('Control+Enter');
    await console.getByText('Angerufen, war erleichtert.').first().waitFor();
    await console.getByRole('button', { name: /^Antworten/ }).click();
    await picture(console, 'console-reply');
    await console.getByRole('textbox', { name: /Antwort/ }).fill('Schön, dass es geklappt hat!');
    await console.keyboard.press('Control+Enter');
    const thomas = desk.person('thomas.reuter@stadtwerke-seeheim.example');
    const reply = await thomas.receives(({ text }) => text.includes('Schön, dass es geklappt hat'), 'the reply');
    expect(reply.text).not.toContain('erleichtert');
  });

  it('looks at the header of what was set aside, and releases two mails at once', async () => {
    const robot = desk.person('hannes.vogt@tischlerei-vogt.example');
    for (const subject of ['Abwesend bis Montag', 'Abwesend bis Freitag', 'Abwesend bis Mai']) await robot.writes(desk.support('chamber'), subject, 'Ich bin nicht im Büro.', { headers: { 'Auto-Submitted': 'auto-replied' } });
    await desk.eventually(async () => {
      await console.goto(`${desk.url}/quarantine`);
      for (const subject of ['Montag', 'Freitag', 'Mai']) await console.getByText(`Abwesend bis ${subject}`).first().waitFor();
    });
    await console.getByRole('row', { name: /Abwesend bis Mai/ }).getByText('Kopfzeilen').click();
    await console.getByText('auto-replied').first().waitFor();
    for (const subject of ['Montag', 'Freitag']) await console.getByRole('checkbox', { name: new RegExp(`Abwesend bis ${subject}`) }).check();
    await picture(console, 'console-quarantine');
    expect(await accessibilityProblems(console)).toEqual([]);
    await console.getByRole('button', { name: '2 Mails freigeben' }).click();
    await console.getByRole('dialog').getByRole('button', { name: 'Freigeben' }).click();
    await console.getByText('2 Mails freigegeben.').first().waitFor();
    await console.getByRole('checkbox', { name: /Abwesend bis Montag/ }).waitFor({ state: 'detached' });
    await console.getByRole('checkbox', { name: /Abwesend bis Mai/ }).waitFor();
  });

  it('a trained person checks an identity, the office prints the letter, and the exceptions of the month can be seen', async () => {
    const yasemin = desk.person('yasemin.kaya@schulamt.example');
    await yasemin.writes(desk.support('media-centre'), 'Authenticator weg', 'Guten Tag,\n\nmein Handy mit der Authenticator-App ist weg, ich komme nicht mehr hinein. Mein Benutzername ist y.kaya.\n\nYasemin Kaya');
    const { number } = await (await desk.agent('mara@desk.example')).seesTicketOf('yasemin.kaya@schulamt.example');

    const counter = await deskOf('counter@desk.example', `/tickets/${number}`, { locale: 'en-GB', width: 375, height: 812 });
    await counter.getByText('Case', { exact: true }).first().click();
    const recognised = counter.getByRole('button', { name: 'Recognised', exact: true });
    await recognised.press('Enter');
    await counter.getByText('Still needed: compare the face, compare the name.', { exact: false }).waitFor();
    await picture(counter, 'console-identity-incomplete');
    expect(await accessibilityProblems(counter)).toEqual([]);
    for (const compared of ['face and photo', 'name']) await counter.getByRole('checkbox', { name: compared, exact: true }).press('Space');
    await recognised.press('Enter');
    await counter.getByText('Written down as evidence.', { exact: false }).waitFor();
    expect(await counter.evaluate(() => document.activeElement?.textContent)).toContain('Written down as evidence.');
    await picture(counter, 'console-identity-checked');
    await counter.context().close();

    await console.goto(`${desk.url}/tickets/${number}`);
    await console.getByRole('button', { name: 'Brief', exact: true }).press('Enter');
    await console.getByRole('button', { name: 'Brief anfordern' }).press('Enter');
    await console.getByText('Der Brief wartet jetzt unter „Freigaben“', { exact: false }).waitFor();
    await picture(console, 'console-letter');
    expect(await accessibilityProblems(console)).toEqual([]);

    const office = await deskOf('secretariat@desk.example', '/approvals');
    const papers = office.getByRole('region', { name: 'Briefe und Zettel' });
    const [printed] = await Promise.all([office.waitForEvent('download'), papers.getByRole('button', { name: /^Drucken/ }).press('Enter')]);
    expect((await readFile(await printed.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await papers.getByRole('button', { name: /^Noch einmal drucken/ }).waitFor();
    await picture(office, 'console-papers');
    expect(await accessibilityProblems(office)).toEqual([]);
    await papers.getByRole('button', { name: /^Ist in der Post/ }).press('Enter');
    await office.getByRole('dialog').getByRole('button', { name: 'Ist in der Post' }).click();
    await papers.getByText('Nichts wartet auf den Drucker.').waitFor();
    await office.context().close();

    const overrides = await deskOf('admin@desk.example', '/overrides', { locale: 'en-GB', width: 375, height: 812 });
    await overrides.getByText('No override in this month').waitFor();
    await picture(overrides, 'console-overrides');
    expect(await accessibilityProblems(overrides)).toEqual([]);
    await overrides.getByLabel('Month').fill('');
    await overrides.getByText('Please choose a month', { exact: false }).waitFor();
    await overrides.context().close();
  });

  it('an administrator narrows somebody\'s rights by queue and kind of account, by keyboard and on a narrow screen (R54)', async () => {
    const admin = await deskOf('admin@desk.example', '/settings', { width: 320, height: 800 });
    await admin.getByRole('button', { name: 'Rechte von Nora Petersen' }).press('Enter');
    const rights = admin.getByRole('dialog');
    const portal = rights.locator('details').first();
    await portal.getByText(/: alles$/).press('Enter');
    await portal.getByRole('checkbox', { name: 'Sichten' }).press('Space');
    await portal.getByRole('checkbox', { name: 'Lehrkraft' }).press('Space');
    await portal.getByText(/: nur Sichten, Lehrkraft$/).waitFor();
    await picture(admin, 'console-rights-320');
    expect(await accessibilityProblems(admin)).toEqual([]);
    expect(await admin.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(false);
    await rights.getByRole('textbox', { name: 'Grund' }).fill('hilft nur noch den Lehrkräften');
    await rights.getByRole('textbox', { name: 'Grund' }).press('Enter');
    await admin.getByText('Die Rechte gelten ab sofort.').first().waitFor();
    await admin.getByRole('row', { name: /Nora Petersen/ }).getByText('zum Teil').waitFor();
    await admin.context().close();
  });

  const inWithApp = new Map<string, AgentClient>();

  /** A window of somebody who signed in with a second factor; for the same person again, of the same session. */
  async function deskOf(email: string, path: string, options: Parameters<RealBrowser['person']>[0] = {}): Promise<Page> {
    const known = inWithApp.get(email);
    if (known) return windowOf(known, path, options);
    const agent = await desk.agent(email);
    const { secret } = await agent.post<{ secret: string }>('/api/v1/session/second-factor');
    await agent.post('/api/v1/session/second-factor/confirm', { code: await generate({ secret }) });
    inWithApp.set(email, agent);
    return windowOf(agent, path, options);
  }

  /** In the language of the window, unless somebody chose another there. */
  async function windowOf({ cookie }: AgentClient, path: string, options: Parameters<RealBrowser['person']>[0] = {}): Promise<Page> {
    const context = await browser.person(options);
    await context.addInitScript((locale) => { if (localStorage.getItem('rekey.locale') === null) localStorage.setItem('rekey.locale', `"${locale}"`); }, options.locale === 'en-GB' ? 'en' : 'de');
    await context.addCookies(cookie.split('; ').map((one) => one.split('=', 2)).map(([name = '', value = '']) => ({ name, value, url: desk.url })));
    const page = await context.newPage();
    await page.goto(desk.url + path);
    return page;
  }

  it('the approval office finds its own queue, sees before and after, and decides from the keyboard', async () => {
    expect(await console.getByRole('link', { name: 'Freigabestelle' }).count()).toBe(0);
    // Signed in without a second factor, so that nothing is decided alone.
    const office = await windowOf(await desk.agent('tom@desk.example'), '/office', { width: 1280, height: 800 });
    await office.getByRole('link', { name: /Heike Jung/ }).waitFor();
    await office.keyboard.press('j');
    await office.getByRole('article', { name: 'Heike Jung' }).waitFor();

    await office.getByRole('link', { name: /Lotte Baker/ }).click();
    await office.getByRole('row', { name: /Nachname geändert Baker/ }).waitFor();
    await office.getByText('Der Name ist frei.').waitFor();
    await office.getByRole('textbox', { name: 'Neuer Benutzername' }).fill('e.schulz');
    await office.getByText('Diesen Namen hat schon jemand anderes.').waitFor();
    await picture(office, 'console-office-name-taken');
    await office.getByRole('button', { name: '„e.schulz2“ nehmen' }).click();
    await office.getByText('Sie haben etwas anders geschrieben', { exact: false }).waitFor();
    await office.getByRole('textbox', { name: 'Neuer Benutzername' }).fill('l.becker');
    await office.getByText('Der Name ist frei.').waitFor();
    await picture(office, 'console-office-1280');
    expect(await accessibilityProblems(office)).toEqual([]);
    await office.getByRole('heading', { name: 'Lotte Baker' }).click();
    await office.keyboard.press('y');
    await office.getByRole('dialog').getByText('l.becker', { exact: false }).first().waitFor();
    await picture(office, 'console-office-release');
    expect(await accessibilityProblems(office)).toEqual([]);
    await office.getByRole('dialog').getByRole('button', { name: 'Zweite Person bitten' }).click();
    await office.getByText('Das haben Sie angefordert', { exact: false }).waitFor();

    await office.getByRole('link', { name: /Xaver Moll/ }).click();
    await office.getByText('Steht nicht auf der Liste.').waitFor();
    await office.getByRole('heading', { name: 'Xaver Moll' }).click();
    await office.keyboard.press('n');
    await office.getByRole('dialog').getByRole('combobox', { name: /Grund/ }).click();
    await office.getByRole('option', { name: /Produktseriennummer/ }).click();
    await office.getByRole('dialog').getByText('Diese Mail geht hinaus').waitFor();
    await picture(office, 'console-office-refuse');
    expect(await accessibilityProblems(office)).toEqual([]);
    await office.keyboard.press('Escape');

    await office.evaluate(() => localStorage.setItem('rekey.locale', '"en"'));
    await office.setViewportSize({ width: 320, height: 800 });
    for (const [name, path] of [['list', '/office'], ['open', office.url().replace(desk.url, '')]] as const) {
      await office.goto(desk.url + path);
      await (name === 'list' ? office.getByRole('link', { name: /Britta Arnold/ }) : office.getByText('Is not on the list.')).waitFor();
      expect({ name, problems: await accessibilityProblems(office) }).toEqual({ name, problems: [] });
      expect({ name, wide: await office.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth) }).toEqual({ name, wide: false });
      await picture(office, `console-office-${name}-320`);
    }
    await office.context().close();
  });

  it('asks for something without the evidence, for a reason that a second person reads before it is done', async () => {
    const daniel = desk.person('daniel.brooks@northgrid.example');
    await daniel.writes(desk.support('manufacturer'), 'No reset mail', 'Hello,\n\nI have asked for a reset several times, but no mail arrives. I looked in the spam folder, too.\n\nDaniel Brooks');
    const { number } = await (await desk.agent('mara@desk.example')).seesTicketOf('daniel.brooks@northgrid.example');

    const security = await deskOf('security@desk.example', `/tickets/${number}`);
    // Why Rekey did not answer stands there in sentences.
    await security.getByText('Unsere Mails kommen nicht an, also käme auch die nächste nicht an.').waitFor();
    await security.getByRole('button', { name: 'Temporäres Passwort ausgeben: Ohne Nachweise beantragen' }).press('Enter');
    const asks = security.getByRole('dialog');
    await asks.getByRole('textbox', { name: /Warum kann es nicht auf Nachweise warten/ }).fill('Die Anlage steht still, Herr Brooks ist mir am Telefon bekannt.');
    await picture(security, 'console-override');
    expect(await accessibilityProblems(security)).toEqual([]);
    await asks.getByRole('button', { name: 'Zweite Person bitten' }).press('Enter');
    await security.getByText('Grund: Die Anlage steht still', { exact: false }).waitFor();
    await security.context().close();

    const second = await deskOf('tom@desk.example', '/approvals', { width: 320, height: 800 });
    await second.getByRole('button', { name: /^Ansehen/ }).press('Enter');
    const reads = second.getByRole('dialog');
    await reads.getByText('Die Anlage steht still', { exact: false }).waitFor();
    await picture(second, 'console-override-second-person');
    expect(await accessibilityProblems(second)).toEqual([]);
    await reads.getByRole('textbox', { name: /Was haben Sie geprüft/ }).fill('Zurückgerufen.');
    await reads.getByRole('button', { name: 'Ohne Nachweise freigeben' }).press('Enter');
    await daniel.receives(({ links }) => links.some((link) => link.includes('/s/')), 'the reveal mail');
    await second.context().close();

    const report = await windowOf(await desk.agent('audit@desk.example'), '/overrides');
    await report.getByRole('row', { name: /Temporäres Passwort ausgeben/ }).getByText('Tom Ellis').waitFor();
    expect(await accessibilityProblems(report)).toEqual([]);
    await report.context().close();
  });

  it('orders new passwords for a portal: a mistyped group is refused, a second person reads how many it concerns, and who was passed over stands there with the reason', async () => {
    const asks = await deskOf('secretariat@desk.example', '/approvals');
    await asks.getByRole('combobox', { name: 'Portal' }).click();
    await asks.getByRole('option', { name: 'Kundenportal der Kammer' }).click();
    await asks.getByRole('combobox', { name: 'Was' }).click();
    await asks.getByRole('option', { name: 'Alle müssen ein neues Passwort wählen' }).click();
    await asks.getByRole('textbox', { name: /Warum/ }).fill('Die Anmeldung hatte bis Montag eine Lücke.');
    for (const [group, said] of [['Innung Nrod', /Der Auftrag trifft niemanden/], ['', /gilt für \d+ Konten/]] as const) {
      await asks.getByRole('textbox', { name: /Klasse oder Gruppe/ }).fill(group);
      // Once the refusal has arrived: a key that is pressed before says nothing.
      await asks.getByRole('button', { name: 'Anfordern', disabled: false }).press('Enter');
      await asks.getByText(said).first().waitFor();
    }

    const second = await deskOf('tom@desk.example', '/approvals', { width: 320, height: 800 });
    await second.getByRole('region', { name: 'Viele Konten auf einmal' }).getByRole('button', { name: 'Ansehen' }).press('Enter');
    const reads = second.getByRole('dialog');
    await reads.getByText(/gilt für \d+ Konten/).waitFor();
    await picture(second, 'console-order-for-many');
    expect(await accessibilityProblems(second)).toEqual([]);
    await reads.getByRole('button', { name: 'Freigeben' }).press('Enter');
    await second.context().close();

    const inga = desk.person('inga.brandis@optik-brandis.example');
    expect((await inga.receives(({ text }) => /neues Passwort/i.test(text), 'the announcement')).text).not.toMatch(/bald|Bitte tun Sie das bis/);
    await asks.getByRole('button', { name: /^Wer und warum/ }).press('Enter');
    await asks.getByRole('dialog').getByText('übergangen', { exact: true }).first().waitFor();
    await picture(asks, 'console-order-not-done');
    expect(await accessibilityProblems(asks)).toEqual([]);
    await asks.context().close();
  });

  it('is readable in the dark, on a phone, in English, and by a screen reader', async () => {
    const cookies = await console.context().cookies();
    for (const [name, options] of [['dark', { dark: true }], ['phone', { width: 390, height: 844 }], ['english', { locale: 'en-GB' }]] as const) {
      const context = await browser.person(options);
      await context.addCookies(cookies);
      const page = await context.newPage();
      for (const path of ['/', '/outbox', '/quarantine', '/mailboxes', '/settings', '/privacy', '/settings/retention']) {
        await page.goto(desk.url + path);
        await page.waitForLoadState('networkidle').catch(() => undefined);
        expect({ path, name, problems: await accessibilityProblems(page) }).toEqual({ path, name, problems: [] });
        await picture(page, `console${path.replace('/', '-')}-${name}`);
      }
      await context.close();
    }
  });

  it('serves public pages that axe has nothing to say against', async () => {
    const jonas = desk.person('jonas.weber@post.example');
    await jonas.writes(desk.support('school'), 'Passwort vergessen', 'Hallo, ich habe mein Passwort vergessen und brauche einen neuen Link.\n\nJonas Weber');
    // Who is answered at once gets one mail, with the way to the page of the request.
    const mail = await jonas.receives(({ links }) => links.some((link) => link.includes('/r/')), 'the recovery link');
    for (const width of [320, 1280]) {
      const page = await (await browser.person({ width, height: 800 })).newPage();
      for (const [name, url] of [
        ['recovery', mail.links.find((link) => link.includes('/r/'))!], ['code', `${desk.url}/r/code?portal=school`], ['status', mail.links.find((link) => link.includes('/t/'))!],
        ['unknown', `${desk.url}/r/${'x'.repeat(43)}`], ['portal', `${desk.url}/portal/school`], ['playground', `${desk.url}/playground`],
      ] as const) {
        await page.goto(url);
        expect({ name, width, problems: await accessibilityProblems(page) }).toEqual({ name, width, problems: [] });
        expect({ name, wide: await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth) }).toEqual({ name, wide: false });
        await picture(page, `page-${name}-${width}`);
      }
    }
  });

  it('an agent sets up a sign-in key, comes in with it, and it does not answer to anybody else', async () => {
    const context = await browser.person();
    const page = await context.newPage();
    const devices = await context.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'usb', hasResidentKey: false, hasUserVerification: true, isUserVerified: true } });
    const signsIn = async () => {
      await page.getByLabel('E-Mail-Adresse').fill('mara@desk.example');
      await page.getByRole('textbox', { name: /Passwort/ }).fill(desk.world.agents.find(({ email }) => email === 'mara@desk.example')!.password);
      await page.keyboard.press('Enter');
    };
    await page.goto(`${desk.url}/settings`);
    await signsIn();
    await page.getByLabel('Name des Schlüssels').fill('blauer Schlüssel');
    await page.keyboard.press('Enter');
    await page.getByText('Der Schlüssel ist eingerichtet.').first().waitFor();
    await page.getByRole('button', { name: 'blauer Schlüssel entfernen' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await picture(page, 'console-own-keys');

    await context.clearCookies();
    await page.goto(`${desk.url}/settings`);
    await signsIn();
    const use = page.getByRole('button', { name: 'Schlüssel benutzen' });
    await use.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await picture(page, 'console-sign-in-key');
    // Nobody is there whom the key would know.
    await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await use.click();
    await page.getByText('diese Sitzung', { exact: true }).waitFor();
    const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toEqual([expect.objectContaining({ rpId: 'localhost', isResidentCredential: false })]);
    await context.close();
  });
});
