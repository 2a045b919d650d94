import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Wordings } from '#outbound';
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
  await page.addInitScript(() => localStorage.setItem('rekey.locale', '"de"'));
  await page.goto(`${api.url}/settings/mails`);
  await page.getByLabel('E-Mail-Adresse').fill('adele@desk.example');
  await page.getByRole('textbox', { name: /Passwort/ }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Mails', exact: true }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

const mail = () => page.frameLocator('iframe');
const field = (name: string) => page.getByRole('textbox', { name, exact: true });

it('an administrator looks at a mail: every portal, both languages, by night, on a phone, as plain text', async () => {
  await page.getByRole('button', { name: 'Wiederherstellungslink' }).click();
  await mail().getByText('mit diesem Link vergeben Sie selbst ein neues Passwort').waitFor();
  expect(await page.locator('iframe').evaluate((frame) => frame.clientWidth)).toBe(320);
  expect(await mail().locator('.sheet').first().evaluate((sheet) => getComputedStyle(sheet).backgroundColor)).toBe('rgb(255, 255, 255)');
  await picture(page, 'console-mails');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByText('dunkel', { exact: true }).click();
  await page.getByText('800 px').click();
  await page.waitForFunction(() => getComputedStyle(document.querySelector('iframe')!.contentDocument!.querySelector('.sheet')!).backgroundColor === 'rgb(29, 35, 45)');
  await page.waitForFunction(() => document.querySelector('iframe')!.clientWidth === 800);
  await picture(page, 'console-mails-dark');
  await page.getByText('English', { exact: true }).click();
  await mail().getByText('With this link you choose a new password').waitFor();
  await page.getByText('Nur Text').click();
  await page.locator('pre').getByText('Type this code there:').waitFor();
  await page.getByText('HTML', { exact: true }).click();
  await page.getByText('Deutsch', { exact: true }).click();
});

it('and in every way in which it is sent: with the page of the request or without, each event of a warning', async () => {
  await mail().getByText('Ihre Anfrage und ihren Stand sehen Sie hier:').waitFor();
  await chooses('Seite der Anfrage: ohne');
  await mail().getByText('Ihre Anfrage und ihren Stand sehen Sie hier:').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Benachrichtigung', exact: true }).click();
  await chooses('Ereignis: Konto eingefroren');
  await mail().getByRole('heading', { name: 'Ihr Konto wurde vorsorglich gesperrt' }).waitFor();
  await picture(page, 'console-mails-variant');
  // What is looked at stays, in the other language, too.
  await page.getByText('English', { exact: true }).click();
  await mail().getByRole('heading', { name: 'Your account was locked as a precaution' }).waitFor();
  await page.getByText('Deutsch', { exact: true }).click();
  await mail().getByRole('heading', { name: 'Ihr Konto wurde vorsorglich gesperrt' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Wiederherstellungslink' }).click();
});

async function chooses(variant: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Variante' }).click();
  await page.getByRole('option', { name: variant }).click();
}

it('what does not fit cannot be saved, and says why; what fits is seen at once and sent from then on', async () => {
  await field('Einleitung').fill('mehr dazu auf evil.com.');
  await page.getByText('Links und Adressen setzt nur die Vorlage: evil.com').waitFor();
  expect(await page.getByRole('button', { name: 'Speichern' }).isDisabled()).toBe(true);
  await field('Bis wann').fill('Der Link gilt nicht lange.');
  await page.getByText('Es fehlt {expiresInWords}.').waitFor();
  await picture(page, 'console-mails-unfit');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Abbrechen' }).click();

  await field('Einleitung').fill('hier ist Ihr Schlüssel.');
  await mail().getByText('hier ist Ihr Schlüssel.').waitFor();
  await chooses('Seite der Anfrage: ohne');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Verlauf: eine Änderung').waitFor();
  expect(await page.getByRole('combobox', { name: 'Variante' }).inputValue()).toBe('Seite der Anfrage: ohne');
  expect((await api.get(Wordings).get('chamber', 'recovery-link', 'de')).own).toEqual({ intro: 'hier ist Ihr Schlüssel.' });
});

it('and there is a way back to the shipped text', async () => {
  await page.getByRole('button', { name: 'Zurück zum mitgelieferten Text' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Zurück zum mitgelieferten Text' }).click();
  await page.getByText('Verlauf: 2 Änderungen').waitFor();
  await mail().getByText('mit diesem Link vergeben Sie selbst ein neues Passwort').waitFor();
  expect(await api.get(Wordings).get('chamber', 'recovery-link', 'de')).toMatchObject({ own: {}, version: 2 });
});

it('words that are not saved are asked about before they are left: for another mail, another page, or with the tab', async () => {
  const question = page.getByRole('dialog', { name: 'Änderungen verwerfen?' });
  await field('Einleitung').fill('noch nicht fertig.');
  await page.getByRole('button', { name: 'Eingangsbestätigung' }).click();
  await question.waitFor();
  await picture(page, 'console-mails-unsaved');
  expect(await accessibilityProblems(page)).toEqual([]);
  await question.getByRole('button', { name: 'Abbrechen' }).click();
  expect(await field('Einleitung').inputValue()).toBe('noch nicht fertig.');

  await page.getByText('English', { exact: true }).click();
  await question.getByRole('button', { name: 'Abbrechen' }).click();
  await page.getByRole('link', { name: 'Einstellungen' }).click();
  await question.getByRole('button', { name: 'Abbrechen' }).click();
  expect(page.url()).toBe(`${api.url}/settings/mails`);
  expect(await field('Einleitung').inputValue()).toBe('noch nicht fertig.');

  const asked = page.waitForEvent('dialog');
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await closing;

  await page.getByRole('button', { name: 'Eingangsbestätigung' }).click();
  await question.getByRole('button', { name: 'Verwerfen' }).click();
  await question.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Eingangsbestätigung' }).waitFor();
  // Nothing is left to ask about.
  await page.getByRole('link', { name: 'Einstellungen' }).click();
  await page.waitForURL(`${api.url}/settings`);
  await page.goto(`${api.url}/settings/mails`);
  await page.getByRole('heading', { name: 'Mails', exact: true }).waitFor();
});

it('nobody but an administrator of that portal gets near it', async () => {
  const [agent, elsewhere] = [await api.agent('otto', ['agent', 'approver', 'auditor']), await api.agent('selma', ['admin'], ['school'])];
  const paths = ['/api/v1/wordings?portal=chamber', '/api/v1/wordings/chamber/recovery-link/de', '/api/v1/wordings/empty-page'];
  for (const path of paths) expect(await agent.refusalOf(agent.get(path))).toMatchObject({ status: 403, code: 'session.forbidden', missing: ['portals.manage'] });
  const [list, one] = paths;
  for (const path of [list!, one!, '/api/v1/wordings/nowhere/recovery-link/de']) expect(await elsewhere.refusalOf(elsewhere.get(path))).toMatchObject({ status: 404, code: 'portals.unknown' });
  const save = elsewhere.patch('/api/v1/wordings/chamber/recovery-link/de', { words: { intro: 'x' }, version: 2 });
  expect(await elsewhere.refusalOf(save)).toMatchObject({ status: 404, code: 'portals.unknown' });
  const unfit = elsewhere.patch('/api/v1/wordings/school/recovery-link/de', { words: { until: 'bald' }, version: 0 });
  expect(await elsewhere.refusalOf(unfit)).toMatchObject({ status: 422, code: 'outbound.wording-unfit', missing: ['until variable-lost expiresInWords'] });
  await elsewhere.patch('/api/v1/wordings/school/recovery-link/de', { words: { intro: 'hallo.' }, version: 0 });
});

it('the page that shows a mail runs nothing, loads nothing and stands in our own console only', async () => {
  const answer = await page.request.get(`${api.url}/api/v1/wordings/empty-page`);
  expect(answer.headers()['content-security-policy']).toBe("sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
  expect(answer.headers()['x-frame-options']).toBe('SAMEORIGIN');
});
