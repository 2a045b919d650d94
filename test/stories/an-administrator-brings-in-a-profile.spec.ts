import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PASSWORD, TestApi } from '../support/api.js';
import { accessibilityProblems, picture, RealBrowser } from '../support/browser.js';

let api: TestApi;
let browser: RealBrowser;
let page: Page;

beforeAll(async () => {
  [api, browser] = await Promise.all([TestApi.open({}), RealBrowser.open()]);
  await api.agent('adele', ['admin']);
  page = await (await browser.person()).newPage();
  // What this browser has chosen wins over the agent's own language.
  await page.addInitScript(() => localStorage.getItem('rekey.locale') ?? localStorage.setItem('rekey.locale', '"de"'));
  await page.goto(`${api.url}/settings/portals`);
  await page.getByLabel('E-Mail-Adresse').fill('adele@desk.example');
  await page.getByRole('textbox', { name: /Passwort/ }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Portale', exact: true }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

const profile = async (): Promise<string> => (await page.evaluate(async () => (await fetch('/api/v1/portals/school/profile')).json() as Promise<{ yaml: string }>)).yaml;
const choose = (yaml: string) => page.locator('input[type=file]').setInputFiles({ name: 'school.yaml', mimeType: 'application/yaml', buffer: Buffer.from(yaml) });
const mistakes = (name: RegExp) => page.getByRole('list', { name }).getByRole('listitem').allInnerTexts();

it('an administrator brings in a profile with mistakes, and reads what is wrong in the language of the console', async () => {
  const good = await profile();
  const broken = `${good.replace(/^ticketPrefix: .*$/m, 'ticketPrefix: kam').replace(/^( +)minLength: .*$/m, '$1minLength: many\n$1colour: blue')}mails: 3\n`;
  await choose(broken);
  await page.getByRole('list', { name: /Was nicht passt/ }).waitFor();
  const german = await mistakes(/Was nicht passt/);
  expect(german).toEqual(expect.arrayContaining([
    expect.stringMatching(/^\d+:\d+ ticketPrefix zwei bis fünf Großbuchstaben$/),
    expect.stringMatching(/^\d+:\d+ passwordPolicy\.minLength muss sein: eine (ganze )?Zahl$/),
    expect.stringMatching(/^\d+:\d+ passwordPolicy\.colour den Schlüssel „colour“ gibt es hier nicht$/),
    expect.stringMatching(/^\d+:\d+ mails muss sein: ein Block mit Schlüsseln$/),
  ]));
  expect(german).toHaveLength(4);
  await picture(page, 'console-profile-mistakes-de');
  expect(await accessibilityProblems(page)).toEqual([]);

  await choose(`${good}mails: { recovery-link: { de: { until: 'Der Link gilt nicht lange.' } }, no-such-mail: {} }\n`);
  await page.getByText('Es fehlt {expiresInWords}.').waitFor();
  expect(await mistakes(/Was nicht passt/)).toContainEqual(expect.stringContaining('die Mail „no-such-mail“ gibt es nicht'));

  await page.evaluate(() => localStorage.setItem('rekey.locale', '"en"'));
  await page.reload();
  await page.getByRole('heading', { name: 'Portals', exact: true }).waitFor();
  await choose(broken);
  await page.getByRole('list', { name: /What does not fit/ }).waitFor();
  expect(await mistakes(/What does not fit/)).toContainEqual(expect.stringMatching(/ ticketPrefix two to five capital letters$/));
  await picture(page, 'console-profile-mistakes-en');
});
