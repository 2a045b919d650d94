import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import type { KeyAsked } from '#contracts';
import { CreateBuiltinAccount } from '#directory';
import { exportProfile, ImportPortal, parseProfile, shippedProfiles } from '#portals';
import type { AgentClient } from '../support/agent-client.js';
import { PASSWORD, TestApi } from '../support/api.js';
import { accessibilityProblems, picture, RealBrowser } from '../support/browser.js';
import { KeyHolders } from '../support/key-holders.js';
import { lastMailOf, openLinkedTicket } from '../support/linked-ticket.js';

let api: TestApi;
let browser: RealBrowser;
let mara: AgentClient;

beforeAll(async () => {
  [api, browser] = await Promise.all([TestApi.open(), RealBrowser.open()]);
  const parsed = parseProfile((await shippedProfiles()).find(({ key }) => key === 'manufacturer')!.yaml);
  if (!parsed.ok) throw new Error('the shipped profile does not read');
  const works = { key: 'works', name: { de: 'Stadtwerke Seeheim', en: 'Seeheim Works' }, issuer: 'https://idp.example', clientId: 'rekey', scopes: ['openid'], organisations: [], match: { claim: 'sub', equals: 'ref' as const }, secondFactor: { amr: ['mfa'] } };
  await api.get(ImportPortal).run(exportProfile({ ...parsed.profile, homeSignIn: [works] }), { kind: 'operator' });
  mara = await api.agent('mara', ['agent']);
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

/** The key that this browser has, bound by its owner at the desk. */
async function bindsInBrowser(page: Page, here: AgentClient): Promise<void> {
  const { token, options } = await here.post<KeyAsked>('/api/v1/session/keys/start');
  const answer = await page.evaluate(async (given) => {
    const bytes = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
    const text = (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    const { challenge, user, excludeCredentials: _, ...rest } = given as { challenge: string; user: { id: string }; excludeCredentials?: unknown };
    const made = (await navigator.credentials.create({ publicKey: { ...rest, challenge: bytes(challenge), user: { ...user, id: bytes(user.id) } } as never })) as unknown as { rawId: ArrayBuffer; response: { clientDataJSON: ArrayBuffer; attestationObject: ArrayBuffer } };
    return { id: text(made.rawId), response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject), transports: [] } };
  }, options as never);
  await here.post('/api/v1/session/keys', { name: 'blue key', token, answer });
}

it('somebody answers with their sign-in key in a real browser, at 320 pixels, in both languages; without script the page says what it needs', async () => {
  const people = new KeyHolders(api);
  await people.mailbox('manufacturer');
  const person = await people.somebody();
  const here = await people.withApp(person);
  const boss = await api.get(CreateBuiltinAccount).run({ portalKey: 'manufacturer', username: 'boss', givenName: 'Petra', familyName: 'Vogt', userType: 'customer', addresses: [{ address: person.email }] });
  const { number } = await openLinkedTicket(api, 1, { relations: [{ kind: 'manager', ref: boss }] });
  await mara.evidence(number, { kind: 'voucher', voucherRef: boss });
  const { link } = await lastMailOf(api, number, 'voucher-request');

  const page = await (await browser.person({ width: 320, height: 740 })).newPage();
  const devices: CDPSession = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'usb', hasResidentKey: false, hasUserVerification: true, isUserVerified: true } });
  await page.goto(link);
  await bindsInBrowser(page, here);

  for (const [language, dark] of [['en', true], ['de', false]] as const) {
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    await page.goto(`${api.url}/v/answer?lang=${language}`);
    await page.waitForSelector('[data-ask]:not([hidden])');
    expect({ language, wrong: await accessibilityProblems(page) }).toEqual({ language, wrong: [] });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  }
  await picture(page, 'vouch-with-a-key');
  const ask = page.getByRole('button', { name: 'Mit Anmeldeschlüssel antworten' });
  // What is missing is said where a screen reader hears it, and nobody touched the key for nothing.
  await ask.click();
  await page.getByText('Bitte wählen Sie eine Antwort.').waitFor();
  await page.getByLabel('Ja, wir haben miteinander gesprochen').check();
  await page.getByLabel('Name der Person').fill('Thomas Reuter');
  await page.getByLabel('Ihr Passwort', { exact: true }).fill(PASSWORD);
  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await ask.click();
  await page.getByText('Der Schlüssel hat nicht geantwortet').waitFor();
  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await ask.click();
  await page.getByText('dass Sie für die Person bürgen').waitFor();
  expect((await mara.ticket(number)).case!.evidence).toMatchObject([{ kind: 'voucher', outcome: 'proved', by: 'Petra Vogt' }]);
  await page.context().close();

  const again = await openLinkedTicket(api, 2, { relations: [{ kind: 'manager', ref: boss }] });
  await mara.evidence(again.number, { kind: 'voucher', voucherRef: boss });
  const plain = await (await browser.person({ javaScript: false, width: 320 })).newPage();
  await plain.goto((await lastMailOf(api, again.number, 'voucher-request')).link);
  await plain.getByText('Dafür muss JavaScript eingeschaltet sein.').waitFor();
  expect(await plain.getByRole('button').allTextContents()).toEqual(['Antwort senden', 'Antworten und bei Stadtwerke Seeheim anmelden']);
  await plain.context().close();
});
