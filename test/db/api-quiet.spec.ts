import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateBuiltinAccount } from '#directory';
import { Sealer, Secret } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes } from '#portals';
import { SendAskedLink } from '#recovery';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { Visitor, type Page } from '../support/visitor.js';

describe('the page "no mails for 24 hours", for somebody who is flooded (T12)', () => {
  let api: TestApi;
  let mara: AgentClient;
  beforeAll(async () => {
    api = await TestApi.open({ REKEY_DEMO: 'true' });
    await api.get(Mailboxes).save({ portalKey: 'school', address: 'support@school.example', displayName: 'Support', imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x') });
    mara = await api.agent('mara', ['agent']);
  });
  afterAll(() => api?.close());

  const sql = <Row>(statement: string, values: unknown[] = []): Promise<Row[]> => api.get(Database).transaction((tx) => tx.execute(statement, values as never[]) as unknown as Promise<Row[]>);

  /** Somebody types the name on "forgot your password", two minutes after whoever did before; the worker looks. */
  async function strangerAsks(login: string): Promise<Page> {
    await sql(`update recovery_action set created_at = created_at - interval '2 minutes'`);
    await sql('delete from limit_hit');
    const visitor = new Visitor();
    const said = await visitor.submits(await visitor.opens(`${api.url}/r/forgotten?portal=school`), { login });
    for (const { id } of await sql<{ id: string }>('select id from asked_link')) await api.get(SendAskedLink).run({ askedLinkId: id });
    return said;
  }
  const linksTo = async (address: string): Promise<string[]> => (await sql<{ id: string; secrets_sealed: string }>(`select id, secrets_sealed from outbound_message where recipient = ? and kind = 'recovery-link' order by id`, [address]))
    .map(({ id, secrets_sealed: sealed }) => (JSON.parse(api.get(Sealer).open(sealed, `outbound:${id}`)) as { quietLink: string }).quietLink);
  const person = (username: string) => api.get(CreateBuiltinAccount).run({ portalKey: 'school', username, givenName: 'Nora', familyName: 'Anders', userType: 'pupil', state: 'active', addresses: [{ address: `${username}@post.example` }], password: new Secret('Elf Segel im Morgenwind') });
  const numberOn = (page: Page): string => /Zahl ab: (\d{4})/.exec(page.text)![1]!;
  const bytesOf = (page: Page): string => page.html.replace(/nonce="[^"]*"/g, '');

  it('begins it by the number of the page and not by looking; then strangers cause no mail, and hear what they always hear; the agent reads why, and what the agent sends arrives', async () => {
    await person('nora');
    const heard = await strangerAsks('nora');
    const [link] = await linksTo('nora@post.example');
    const visitor = new Visitor();
    let page = await visitor.opens(link!);
    expect(page).toMatchObject({ status: 200, url: `${api.url}/n/pause` });
    expect(page.text).toContain('Hinweise zur Sicherheit Ihres Kontos kommen weiter');
    expect(page.html).not.toContain('<script');
    page = await visitor.submits(page, { number: '' });
    expect(page).toMatchObject({ status: 422, text: expect.stringContaining('Die Zahl stimmt nicht') });
    expect(page.html).toMatch(/role="alert"[^>]*autofocus/);
    await strangerAsks('nora');
    expect(await linksTo('nora@post.example')).toHaveLength(2);

    page = await visitor.submits(page, { number: numberOn(page) });
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Die Pause läuft') });
    expect((await new Visitor().opens(`${link!}?lang=en`)).text).toContain('The pause is on');
    const again = await strangerAsks('nora');
    expect({ status: again.status, bytes: bytesOf(again) }).toEqual({ status: heard.status, bytes: bytesOf(heard) });
    expect(await linksTo('nora@post.example')).toHaveLength(2);

    const [{ number }] = await sql<{ number: string }>('select number from ticket order by created_at desc, number desc limit 1') as [{ number: string }];
    const ticket = await mara.ticket(number);
    expect(ticket.timeline.map(({ verb }) => verb)).toContain('request.quiet');
    expect(JSON.stringify(ticket)).toContain('eine Pause gewählt');
    await sql(`update recovery_action set created_at = created_at - interval '2 hours'`);
    await mara.acts(number, 'send-recovery-link');
    expect(await linksTo('nora@post.example')).toEqual([link, expect.any(String), null]);
  });

  it('ends by the same page, in time or earlier, and then says so', async () => {
    await person('paula');
    await strangerAsks('paula');
    const [link] = await linksTo('paula@post.example');
    const visitor = new Visitor();
    const page = await visitor.opens(link!);
    const on = await visitor.submits(page, { number: numberOn(page) });
    expect((await visitor.submits(on, { number: '' }, '/n/end')).text).toContain('Die Zahl stimmt nicht');
    expect((await visitor.submits(on, { number: numberOn(on) }, '/n/end')).text).toContain('Ab jetzt bekommen Sie wieder alle E-Mails');
    expect(await visitor.opens(link!)).toMatchObject({ status: 410, text: expect.stringContaining('Die Pause ist vorbei') });
    await strangerAsks('paula');
    expect(await linksTo('paula@post.example')).toHaveLength(2);
  });

  it('takes no form of another site, and says of an unknown link what it says of every one', async () => {
    const answer = await fetch(`${api.url}/n/pause`, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' }, body: 'number=0000' });
    expect(answer.status).toBe(403);
    expect((await new Visitor().opens(`${api.url}/n/${'A'.repeat(43)}`)).status).toBe(404);
  });
});
