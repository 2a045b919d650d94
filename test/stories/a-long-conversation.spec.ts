import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { Database } from '#persistence';
import { PASSWORD, TestApi } from '../support/api.js';
import { accessibilityProblems, picture, RealBrowser } from '../support/browser.js';
import { addTickets } from '../support/tickets-in-a-queue.js';

const MESSAGES = 200;

let api: TestApi;
let browser: RealBrowser;
let page: Page;

beforeAll(async () => {
  [api, browser] = await Promise.all([TestApi.open({}), RealBrowser.open()]);
  await api.agent('mara', ['agent', 'approver', 'admin']);
  await addTickets(api, 'school', [{ number: 'SCH-1', requesterName: 'Anna Alt' }, { number: 'SCH-2', requesterName: 'Viel Sager', subject: `Dringend! ${'Zugangsbeschaffungsverordnung '.repeat(9)}${'X'.repeat(120)} Ende` }, { number: 'SCH-3', requesterName: 'Ohne Worte', subject: '' }]);
  for (let nth = 0; nth < MESSAGES; nth += 1) await arrives(nth);
  page = await (await browser.person({ width: 1440, height: 900, dark: true })).newPage();
  await page.addInitScript(() => localStorage.setItem('rekey.locale', '"de"'));
  await page.goto(`${api.url}/tickets/SCH-1`);
  await page.getByLabel('E-Mail-Adresse').fill('mara@desk.example');
  await page.getByRole('textbox', { name: /Passwort/ }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await message(MESSAGES - 1).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

// What fails on paper or without a network must not take the others with it.
afterEach(async () => {
  await page.context().setOffline(false);
  await page.emulateMedia({ media: 'screen' });
});

const message = (nth: number) => page.getByText(`Nachricht ${nth}: seltsam.`);

/** Long enough that four of them do not fit into the window. */
async function arrives(nth: number): Promise<void> {
  await api.get(Database).transaction(async (tx) => {
    await tx.execute(`insert into ticket_message (id, created_at, ticket_id, kind, from_address, from_name, subject, "references", text, attachments, warnings)
      select gen_random_uuid(), now() + ? * interval '1 millisecond', id, 'inbound', requester_address, requester_name, subject, '[]', ?, '[]', '[]' from ticket where number = 'SCH-1'`,
    [nth, `Nachricht ${nth}: seltsam.\n${'Es geht immer noch nicht.\n'.repeat(12)}`]);
    await tx.execute(`update ticket set version = version + 1, last_message_at = now() where number = 'SCH-1'`);
    await tx.execute(`select pg_notify('rekey_live', json_build_object('kind', 'ticket', 'portal', 'school', 'number', 'SCH-1')::text)`);
  });
}

it('stands at its newest message, and nothing of the desk has slipped out of the window', async () => {
  const slipped = () => page.evaluate(() => [...document.querySelectorAll('html, body, #root > *')].map((element) => element.scrollTop));
  expect(new Set(await slipped())).toEqual(new Set([0]));
  expect((await page.getByRole('link', { name: 'Meine', exact: true }).boundingBox())!.y).toBeGreaterThan(40);
  expect(await message(1).count()).toBe(0);
  await page.getByRole('button', { name: /frühere Nachrichten zeigen/ }).click();
  await message(1).waitFor();
  await message(1).scrollIntoViewIfNeeded();
  expect(new Set(await slipped())).toEqual(new Set([0]));
});

it('does not take the text from under the eyes of whoever reads further up: what comes is announced', async () => {
  const before = (await message(1).boundingBox())!.y;
  await arrives(MESSAGES);
  const news = page.getByRole('button', { name: 'Neue Nachricht' });
  await news.waitFor();
  expect((await message(1).boundingBox())!.y).toBe(before);
  expect(await accessibilityProblems(page)).toEqual([]);
  await picture(page, 'console-news-below-1440');
  await news.click();
  await news.waitFor({ state: 'detached' });
  expect(await message(MESSAGES).isVisible()).toBe(true);
  // Whoever has read to the end is led on.
  await arrives(MESSAGES + 1);
  await message(MESSAGES + 1).waitFor();
  await page.waitForFunction((last) => [...document.querySelectorAll('[data-message]')].at(-1)!.getBoundingClientRect().top < innerHeight && document.body.textContent!.includes(last), `Nachricht ${MESSAGES + 1}`);
  expect(await news.count()).toBe(0);
});

it('is printed whole, in black on white, without what leads elsewhere', async () => {
  await page.reload();
  await message(MESSAGES + 1).waitFor();
  await page.emulateMedia({ media: 'print' });
  await message(1).waitFor();
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)');
  const { paper, ink, isLong } = await page.evaluate(() => ({ paper: getComputedStyle(document.body).backgroundColor, ink: getComputedStyle(document.querySelector('h1')!).color, isLong: document.documentElement.scrollHeight > 10 * innerHeight }));
  expect({ paper, ink, isLong }).toEqual({ paper: 'rgb(255, 255, 255)', ink: expect.stringMatching(/^rgb\(\d\d?, \d\d?, \d\d?\)$/), isLong: true });
  for (const button of ['Antworten', 'Lösen', 'Weitere Aktionen']) expect(await page.getByRole('button', { name: button }).count()).toBe(0);
  expect(await page.getByRole('navigation').count()).toBe(0);
  await page.emulateMedia({ media: 'screen' });
  await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark');
  await message(1).waitFor({ state: 'detached' });
});

it('a ticket that is none of ours leaves the list beside it, and a way there', async () => {
  await page.goto(`${api.url}/tickets/SCH-999`);
  await page.getByText('Dieses Ticket gibt es nicht').waitFor();
  await page.locator('a[data-number=SCH-1]').waitFor();
  await page.getByRole('button', { name: 'Zur Liste' }).click();
  await page.waitForURL('**/q/all/all');
});

it('can be read and answered in a low window, as zoom to 400 % makes it (WCAG 1.4.10): head and buttons scroll along', async () => {
  await page.setViewportSize({ width: 360, height: 225 });
  await page.goto(`${api.url}/tickets/SCH-1`);
  await message(MESSAGES + 1).waitFor();
  await message(MESSAGES + 1).scrollIntoViewIfNeeded();
  const heightInView = (words: string) => page.evaluate((part) => new Promise<number>((resolve) => {
    const element = [...document.querySelectorAll('[data-message]')].findLast(({ textContent }) => textContent.includes(part))!;
    new IntersectionObserver(([entry], watch) => { watch.disconnect(); resolve(entry!.intersectionRect.height); }).observe(element);
  }), words);
  expect(await heightInView(`Nachricht ${MESSAGES + 1}`)).toBeGreaterThan(150);
  await picture(page, 'console-ticket-360x225');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: /^Antworten/ }).click();
  await page.getByRole('textbox', { name: /Antwort/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1440, height: 900 });
});

it('a subject that never ends takes three lines until somebody wants it all, and a mail without one says so', async () => {
  await page.goto(`${api.url}/tickets/SCH-2`);
  const heading = page.getByRole('heading', { level: 1, name: /^Dringend!/ });
  const lines = () => heading.evaluate((element) => Math.round(element.clientHeight / parseFloat(getComputedStyle(element).lineHeight)));
  await heading.waitFor();
  expect(await lines()).toBe(3);
  expect(await accessibilityProblems(page)).toEqual([]);
  const whole = page.getByRole('button', { name: 'Ganzer Betreff' });
  await whole.press('Enter');
  expect(await whole.getAttribute('aria-expanded')).toBe('true');
  expect(await lines()).toBeGreaterThan(5);
  await page.goto(`${api.url}/tickets/SCH-3`);
  await page.getByRole('heading', { level: 1, name: 'ohne Betreff' }).waitFor();
  await page.locator('a[data-number=SCH-3]').getByText('ohne Betreff').waitFor();
  expect(await page.title()).toContain('ohne Betreff');
});

it('that nobody would hear of a change stands in red above all that is decided by, not among its details', async () => {
  const waits = {
    id: 'a1', type: 'change-email', portal: 'school', ticketNumber: 'SCH-1', subject: null, requestedBy: 'Tom Ellis', createdAt: new Date().toISOString(), channel: 'elsewhere', levelNeeded: 2, levelHeld: 2, evidence: ['mailbox-proof'],
    account: 'Anna Alt', until: null, override: false, reason: null, mine: false, details: { newAddress: 'a•••@n•••.example', untold: 'recovery.no-postal-address' },
  };
  await page.route('**/api/v1/approvals', (route) => route.fulfill({ json: { waiting: [waits], held: [], rechecks: [], bulks: [] } }));
  await page.goto(`${api.url}/approvals`);
  const red = (said: Locator) => said.evaluate((element) => getComputedStyle(element).color !== getComputedStyle(document.body).color && getComputedStyle(element).color);
  const listed = await red(page.getByText('Niemand erfährt sicher davon', { exact: false }));
  await page.getByRole('button', { name: /^Ansehen/ }).click();
  const warning = page.getByRole('dialog').getByText('Ob die Person, der das Konto gehört, davon erfährt, ist nicht sicher', { exact: false });
  expect(await red(warning)).toBe(listed);
  expect((await warning.boundingBox())!.y).toBeLessThan((await page.getByRole('dialog').getByText('a•••@n•••.example').boundingBox())!.y);
  await picture(page, 'console-untold');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.unroute('**/api/v1/approvals');
});

it('without JavaScript says so at the top, and what to do with a link from a mail', async () => {
  const plain = await (await browser.person({ javaScript: false, width: 390, height: 844 })).newPage();
  await plain.goto(`${api.url}/reset/half-a-link`);
  const said = plain.locator('.noscript').first();
  expect(await said.textContent()).toContain('braucht JavaScript');
  expect((await said.boundingBox())!.y).toBeLessThan(200);
  await plain.context().close();
});

it('says at once that the network is gone, and shows what came meanwhile when it is back', async () => {
  await page.goto(`${api.url}/tickets/SCH-1`);
  await message(MESSAGES + 1).waitFor();
  await page.context().setOffline(true);
  const lost = page.getByRole('status').filter({ hasText: 'Live-Verbindung unterbrochen' });
  await lost.waitFor();
  // Where the rail has no room.
  await page.setViewportSize({ width: 390, height: 844 });
  await lost.waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(false);
  await picture(page, 'console-line-lost-390');
  await page.setViewportSize({ width: 1440, height: 900 });
  await arrives(MESSAGES + 2);
  await page.context().setOffline(false);
  await lost.waitFor({ state: 'detached' });
  await message(MESSAGES + 2).waitFor();
});

it('loads itself anew when the server was updated and a part of it has another name by now', async () => {
  await page.goto(`${api.url}/q/all/all`);
  await page.locator('a[data-number=SCH-1]').waitFor();
  // Until the page asks for the house itself: what it loads then is there again, however soon it asks.
  const asked = page.waitForRequest((request) => request.method() === 'HEAD');
  let isGone = true;
  page.on('request', (request) => void (isGone &&= request.method() !== 'HEAD'));
  await page.route('**/assets/*.js', (route) => (isGone ? route.fulfill({ status: 404, body: 'gone' }) : route.continue()));
  const anew = page.waitForEvent('framenavigated');
  await page.keyboard.press('?');
  await asked;
  await anew;
  await page.unroute('**/assets/*.js');
  await page.locator('a[data-number=SCH-1]').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Nächstes Ticket', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
});

it('every overview can be reached from the palette', async () => {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('listbox', { name: 'Befehle' });
  for (const place of ['Freigabestelle', 'Freigaben', 'Datenpannen', 'Datenschutz', 'Postausgang', 'Postfächer', 'Einstellungen']) await palette.getByRole('option', { name: new RegExp(`^${place}`) }).first().waitFor();
  await page.keyboard.type('Freigabest');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/office');
  await page.goto(`${api.url}/settings/portals`);
  await page.getByRole('button', { name: 'Profil herunterladen: Schulportal' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});
