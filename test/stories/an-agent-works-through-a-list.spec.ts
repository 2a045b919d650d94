import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { TicketRow } from '#contracts';
import type { AgentClient } from '../support/agent-client.js';
import { PASSWORD, TestApi } from '../support/api.js';
import { accessibilityProblems, picture, RealBrowser } from '../support/browser.js';
import { addTickets } from '../support/tickets-in-a-queue.js';

const HOUR = 3_600_000;
const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * HOUR);
const QUEUE = '/q/school/triage';

let api: TestApi;
let browser: RealBrowser;
let otto: AgentClient;
let page: Page;

beforeAll(async () => {
  [api, browser] = await Promise.all([TestApi.open({}), RealBrowser.open()]);
  await api.agent('mara', ['agent']);
  otto = await api.agent('otto', ['agent']);
  await addTickets(api, 'school', [
    { number: 'SCH-1', requesterName: 'Anna Alt', createdAt: hoursAgo(30), promisedBy: hoursAgo(-20) },
    { number: 'SCH-2', requesterName: 'Bert Bald', createdAt: hoursAgo(5), promisedBy: hoursAgo(-1) },
    { number: 'SCH-3', requesterName: 'Cem Spät', createdAt: hoursAgo(9), promisedBy: hoursAgo(2) },
    { number: 'SCH-4', requesterName: 'Dora Neu', createdAt: hoursAgo(1), promisedBy: hoursAgo(-30) },
    { number: 'SCH-5', requesterName: 'Eva Wartet', state: 'waiting', createdAt: hoursAgo(40), lastMessageAt: hoursAgo(3) },
    { number: 'SCH-6', requesterName: 'Finn Mehrmals', state: 'open', createdAt: hoursAgo(35), lastMessageAt: hoursAgo(0.5), promisedBy: hoursAgo(-10) },
  ]);
  page = await windowOf({ width: 1280, height: 800 });
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

async function windowOf(options: Parameters<RealBrowser['person']>[0], path = QUEUE): Promise<Page> {
  const opened = await (await browser.person(options)).newPage();
  await opened.addInitScript(() => localStorage.setItem('rekey.locale', '"de"'));
  await opened.goto(api.url + path);
  await opened.getByLabel('E-Mail-Adresse').fill('mara@desk.example');
  await opened.getByRole('textbox', { name: /Passwort/ }).fill(PASSWORD);
  await opened.keyboard.press('Enter');
  await opened.getByText('Anna Alt').waitFor();
  return opened;
}

const shown = () => page.locator('a[data-number]').evaluateAll((links) => links.map((link) => link.getAttribute('data-number')));
const inOrder = (...numbers: string[]) => page.waitForFunction((wanted) => [...document.querySelectorAll('a[data-number]')].map((link) => link.getAttribute('data-number')).join() === wanted, numbers.join());
const box = (number: string) => page.getByRole('checkbox', { name: new RegExp(`^${number} von`) });
const row = (number: string): Promise<TicketRow> => otto.ticket(number);
const said = (text: string) => page.locator('[role=status]').filter({ hasText: text }).first().waitFor({ state: 'attached' });

it('an agent lets the promise that ends first stand on top; the address says so, and the queue remembers it', async () => {
  await inOrder('SCH-6', 'SCH-4', 'SCH-5', 'SCH-2', 'SCH-3', 'SCH-1');
  await page.getByRole('button', { name: 'Reihenfolge: Neueste zuerst' }).click();
  await picture(page, 'console-list-order-1280');
  await page.getByRole('menuitem', { name: /^Zusage endet zuerst/ }).click();
  await inOrder('SCH-3', 'SCH-2', 'SCH-6', 'SCH-1', 'SCH-4', 'SCH-5');
  expect(page.url()).toContain('sort=promise');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto(`${api.url}/q/school/all`);
  await page.getByText('Anna Alt').waitFor();
  expect(page.url()).not.toContain('sort');
  await page.goto(api.url + QUEUE);
  await inOrder('SCH-3', 'SCH-2', 'SCH-6', 'SCH-1', 'SCH-4', 'SCH-5');
  expect(page.url()).toContain('sort=promise');

  await page.getByRole('button', { name: 'Reihenfolge: Zusage endet zuerst' }).click();
  await page.getByRole('menuitem', { name: /^Wartet am längsten/ }).click();
  await inOrder('SCH-6', 'SCH-1', 'SCH-3', 'SCH-2', 'SCH-4', 'SCH-5');
  await page.getByRole('button', { name: 'Reihenfolge: Wartet am längsten' }).click();
  await page.getByRole('menuitem', { name: /^Neueste zuerst/ }).click();
  await inOrder('SCH-6', 'SCH-4', 'SCH-5', 'SCH-2', 'SCH-3', 'SCH-1');
  expect(page.url()).not.toContain('sort');
});

it('chooses with x, with shift a range, all that are shown, and lets go with Escape', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await said('1 Ticket ausgewählt.');
  expect(await box('SCH-6').isChecked()).toBe(true);
  await box('SCH-2').click({ modifiers: ['Shift'] });
  await said('4 Tickets ausgewählt.');
  await picture(page, 'console-list-chosen-1280');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Shift+A');
  await said('6 Tickets ausgewählt.');
  expect(await page.getByRole('checkbox', { name: 'Alle gezeigten' }).isChecked()).toBe(true);
  await page.keyboard.press('Escape');
  await said('Nichts mehr ausgewählt.');
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
});

it('takes four at once and gives them back with z, each to where it was', async () => {
  await otto.patch('/api/v1/tickets/SCH-4', { assignee: 'me', version: (await row('SCH-4')).version });
  await page.locator('a[data-number=SCH-4]').getByText('zugewiesen an otto').first().waitFor({ state: 'attached' });
  await box('SCH-6').focus();
  await page.keyboard.press('x');
  for (const key of ['j', 'j', 'j']) await page.keyboard.press(key);
  await page.keyboard.press('Shift+X');
  await said('4 Tickets ausgewählt.');
  await page.keyboard.press('a');
  await page.getByText('4 Tickets Ihnen zugewiesen').waitFor();
  for (const number of ['SCH-6', 'SCH-4', 'SCH-5', 'SCH-2']) expect(await row(number)).toMatchObject({ number, assignee: { displayName: 'mara' } });
  await page.keyboard.press('z');
  await page.getByText('4 Tickets sind wieder wie vorher').waitFor();
  expect(await Promise.all(['SCH-6', 'SCH-4', 'SCH-5', 'SCH-2'].map(row))).toMatchObject([{ assignee: null }, { assignee: { displayName: 'otto' } }, { assignee: null }, { assignee: null }]);
});

it('moves and closes many; what a colleague changed meanwhile is left alone, named with its reason, and stays chosen', async () => {
  await box('SCH-1').check();
  await box('SCH-3').check();
  await box('SCH-2').check();
  // The list hears of nothing until the change is answered: as on a slow line. Not until it says so, for it looks again before.
  const slow = Promise.withResolvers<void>();
  await page.route('**/api/v1/tickets?*', async (route) => {
    await slow.promise;
    await route.continue();
  });
  await otto.patch('/api/v1/tickets/SCH-3', { priority: 'urgent', version: (await row('SCH-3')).version });
  await page.getByRole('button', { name: 'Alle verschieben' }).click();
  const answered = page.waitForResponse('**/api/v1/tickets/changes');
  await page.getByRole('menuitem', { name: 'Auskünfte' }).click();
  await answered;
  slow.resolve();
  await page.getByText('2 erledigt, 1 nicht. SCH-3: Inzwischen hat jemand das Ticket geändert.').waitFor();
  await page.unroute('**/api/v1/tickets?*');
  await page.getByRole('region', { name: 'Nicht erledigt' }).getByText('SCH-3').waitFor();
  await page.locator('a[data-number=SCH-1]').waitFor({ state: 'detached' });
  expect(await box('SCH-3').isChecked()).toBe(true);
  expect(await Promise.all(['SCH-1', 'SCH-2', 'SCH-3'].map(row))).toMatchObject([{ queue: 'answers' }, { queue: 'answers' }, { queue: 'triage', priority: 'urgent' }]);
  await picture(page, 'console-list-not-done-1280');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'Alle schließen' }).click();
  await page.getByText('1 Ticket geschlossen').waitFor();
  expect(await row('SCH-3')).toMatchObject({ state: 'closed' });
  await page.locator('a[data-number=SCH-3]').waitFor({ state: 'detached' });
  expect(await shown()).toEqual(['SCH-6', 'SCH-4', 'SCH-5']);
  // The bar took the focus with it; j goes on in the list.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-number'))).toBe('SCH-6');
});

it('takes back one change after the other with z, and gives a ticket back to whom a move took it from', async () => {
  const narrow = await api.agent('nina', ['agent'], [], { limits: { school: { queues: ['triage'] } } });
  await narrow.patch('/api/v1/tickets/SCH-4', { assignee: 'me', version: (await row('SCH-4')).version });
  await page.goto(`${api.url}/tickets/SCH-4`);
  await page.getByRole('button', { name: /Zuständig: nina/ }).waitFor();
  await page.getByRole('button', { name: /^Warteschlange/ }).click();
  await page.getByRole('menuitem', { name: 'Auskünfte' }).click();
  // What is pointed at stays, however slow the machine.
  await page.getByText('SCH-4 geändert').hover();
  expect(await row('SCH-4')).toMatchObject({ queue: 'answers', assignee: null });
  await page.getByRole('button', { name: /Niemand zuständig/ }).waitFor();
  await page.keyboard.press('a');
  await page.getByText('SCH-4 Ihnen zugewiesen').waitFor();
  await page.getByRole('button', { name: /Zuständig: Sie/ }).waitFor();
  await page.keyboard.press('z');
  await page.getByRole('button', { name: /Niemand zuständig/ }).waitFor();
  await page.keyboard.press('z');
  await page.getByRole('button', { name: /Zuständig: nina/ }).waitFor();
  expect(await row('SCH-4')).toMatchObject({ queue: 'triage', assignee: { displayName: 'nina' } });
});

it('does not take back what a colleague did', async () => {
  await page.getByRole('button', { name: 'Weitere Aktionen' }).click();
  await page.getByRole('menuitem', { name: 'hoch', exact: true }).click();
  await page.getByText('SCH-4 geändert').hover();
  await otto.patch('/api/v1/tickets/SCH-4', { priority: 'urgent', version: (await row('SCH-4')).version });
  await page.keyboard.press('z');
  await page.getByText('SCH-4 wurde seitdem geändert und bleibt deshalb, wie es ist.').waitFor();
  expect(await row('SCH-4')).toMatchObject({ priority: 'urgent' });
  await page.goto(api.url + QUEUE);
  await page.getByText('Dora Neu').waitFor();
});

it('finds the keys on the overview', async () => {
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog');
  for (const what of ['Auswählen', 'Bis hierher auswählen', 'Alle gezeigten auswählen', 'Auswahl aufheben']) await keys.getByText(what, { exact: true }).waitFor();
  await page.keyboard.press('Escape');
});

it('does the same on a phone', async () => {
  const phone = await windowOf({ width: 390, height: 844 }, '/q/all/all');
  await phone.getByRole('button', { name: /^Reihenfolge/ }).click();
  await picture(phone, 'console-list-order-390');
  await phone.keyboard.press('Escape');
  for (const number of ['SCH-1', 'SCH-2']) await phone.getByRole('checkbox', { name: new RegExp(`^${number} von`) }).check();
  await phone.getByRole('button', { name: 'Alle schließen' }).waitFor();
  await picture(phone, 'console-list-chosen-390');
  expect(await accessibilityProblems(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(false);
  await phone.getByRole('button', { name: 'Alle schließen' }).click();
  await phone.getByText('2 Tickets geschlossen').waitFor();
  await phone.getByRole('button', { name: /Rückgängig/ }).click();
  await phone.getByText('2 Tickets sind wieder wie vorher').waitFor();
  expect(await Promise.all(['SCH-1', 'SCH-2'].map(row))).toMatchObject([{ state: 'open' }, { state: 'open' }]);
  await phone.context().close();
});
