import { describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { Directories } from '#directory';
import { hashToken, newPaperToken } from '#kernel';
import { Database } from '#persistence';
import { linkedDesk } from '../support/linked-desk.js';
import { lastMailOf, type MailedSecrets } from '../support/linked-ticket.js';
import { Visitor, type Page } from '../support/visitor.js';

const NEW_PASSWORD = 'wetterfeste Gartenbank 42';

describe('the pages behind links', () => {
  const desk = linkedDesk();

  it('lets a scanner look at every kind of link as often as it likes; nothing is used up, nothing is sent', async () => {
    const links = await everyKindOfLink();
    expect(Object.keys(links).sort()).toEqual(['a', 'c', 'n', 'p', 'r', 's', 't']);
    const before = await state();
    for (const link of Object.values(links)) {
      for (const method of ['HEAD', 'GET', 'HEAD', 'GET'] as const) {
        const page = await new Visitor().opens(link, method);
        expect({ link: link.slice(0, 26), method, status: page.status }).toEqual({ link: link.slice(0, 26), method, status: 200 });
      }
      for (const prefix of ['/r/code', `${new URL(link).pathname.slice(0, 2)}/new`]) await new Visitor().opens(desk.api.url + prefix);
    }
    expect(await state()).toEqual(before);
  });

  it('lets a scanner press every button of every link, too: nothing is used up, nobody gets a mail (T9)', async () => {
    // The one page with the most forms: vouchers count here, and the desk asked for something.
    await sql(`update ticket set case_type = 'lost-email-access' where number = ?`, [desk.number]);
    const links = await everyKindOfLink();
    const presses = [];
    for (const [kind, link] of Object.entries(links)) {
      const visitor = new Visitor();
      const page = await visitor.opens(link);
      const before = await state();
      const pressed = await visitor.pressesEverything(page);
      presses.push([kind, pressed.length > 0]);
      expect({ kind, state: await state() }).toEqual({ kind, state: before });
    }
    expect(presses).toEqual(Object.keys(links).map((kind) => [kind, true]));
  });

  it('takes the token out of the address, keeps it from scripts, and asks for nothing from elsewhere', async () => {
    const { link } = await mailed('send-recovery-link', 'recovery-link');
    const answer = await fetch(link, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/r/set']);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^rekey-r=[A-Za-z0-9_-]{43}; .*Path=\/r; .*HttpOnly; SameSite=Lax/);
    const page = await new Visitor().opens(link);
    expect(page.url).toBe(`${desk.api.url}/r/set`);
    expect(page.html).not.toContain(link.split('/r/')[1]);
    expect(page.html).not.toMatch(/<script(?! src="\/page-assets\/[a-z0-9-]+\.js" defer><)|https?:\/\/(?!localhost)/);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self' 'nonce-/);
  });

  it('sets a new password on the second try, says what happened, and the link is used up', async () => {
    const { link } = await mailed('send-recovery-link', 'recovery-link');
    const visitor = new Visitor();
    let page = await visitor.opens(link);
    expect(page.text).toContain('mindestens 15 Zeichen');
    page = await visitor.submits(page, { password: 'kurz', repeat: 'kurz' });
    expect(page).toMatchObject({ status: 422, text: expect.stringContaining('mindestens 15 Zeichen') });
    expect(page.html).toMatch(/role="alert"[^>]*autofocus/);
    // Too short, and too easy to guess: both stand beside the field.
    expect([...page.html.matchAll(/<p class="problem" id="(password-problem[^"]*)">/g)].map(([, id]) => id)).toEqual(['password-problem', 'password-problem-2']);
    expect(page.html).toMatch(/id="password"[^>]*aria-describedby="policy password-problem password-problem-2" aria-invalid="true"/);
    page = await visitor.submits(page, { password: NEW_PASSWORD, repeat: `${NEW_PASSWORD}.` });
    expect(page.text).toContain('nicht gleich');
    page = await visitor.submits(page, { password: NEW_PASSWORD, repeat: NEW_PASSWORD });
    expect(page.status).toBe(200);
    expect(page.text).toContain('neues Passwort gilt');
    expect(page.html).toContain(`href="${desk.api.url}/portal/manufacturer"`);
    expect((await new Visitor().opens(link)).status).toBe(410);
    expect((await signIn('manufacturer', `thomas${desk.count}`, NEW_PASSWORD)).text).toContain('Sie sind angemeldet als Thomas Reuter');
    expect((await signIn('manufacturer', `thomas${desk.count}`, 'something else entirely')).text).toContain('stimmt nicht');
  });

  it('shows what was typed when asked, without script and without using the link', async () => {
    const { link } = await mailed('send-recovery-link', 'recovery-link');
    const visitor = new Visitor();
    const page = await visitor.opens(link);
    const shown = await visitor.submits({ ...page, html: page.html.replace('action="/r/set"', 'action="/r/set?show=1"') }, { password: 'abc"<d', repeat: 'abc' });
    expect(shown.html).toContain('type="text" value="abc&quot;&lt;d"');
    expect(shown.status).toBe(200);
  });

  it('takes the code instead of the link, and says the same for a wrong code and an unknown account', async () => {
    const { code, codePage } = await mailed('send-recovery-link', 'recovery-link');
    const visitor = new Visitor();
    const form = await visitor.opens(codePage!);
    const filled = { password: NEW_PASSWORD, repeat: NEW_PASSWORD };
    const unknown = await visitor.submits(form, { login: 'nobody', code: code!, ...filled });
    const wrong = await visitor.submits(form, { login: `thomas${desk.count}`, code: 'AAAA2222', ...filled });
    expect([unknown.status, wrong.status]).toEqual([422, 422]);
    expect(unknown.text.replace('nobody', 'x')).toBe(wrong.text.replace(`thomas${desk.count}`, 'x'));
    expect(wrong.text).toContain('passen nicht zusammen');
    const done = await visitor.submits(form, { login: `thomas${desk.count}`, code: code!.toLowerCase().replace('-', ' '), ...filled });
    expect(done.text).toContain('neues Passwort gilt');
  });

  it('refuses forms that are not ours: no token, a foreign token, another site', async () => {
    const { link } = await mailed('send-recovery-link', 'recovery-link');
    const before = await state();
    const entered = (await fetch(link, { redirect: 'manual' })).headers.getSetCookie()[0]!.split(';')[0]!;
    const page = await fetch(`${desk.api.url}/r/set`, { headers: { cookie: entered } });
    const own = page.headers.getSetCookie().find((one) => one.startsWith('rekey-form='))!.split(';')[0]!;
    const form = /name="form" value="([^"]+)"/.exec(await page.text())![1]!;
    const post = (cookie: string, token: string, headers: Record<string, string> = {}) => fetch(`${desk.api.url}/r/set`, {
      method: 'POST', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams({ form: token, password: NEW_PASSWORD, repeat: NEW_PASSWORD }),
    });
    for (const answer of [
      await post(entered, form), await post(`${entered}; ${own}`, 'guessed'), await post(`${entered}; rekey-form=${'A'.repeat(43)}`, form),
      await post(`${entered}; ${own}`, form, { origin: 'https://evil.example' }), await post(`${entered}; ${own}`, form, { 'sec-fetch-site': 'cross-site' }),
    ]) expect(answer.status).toBe(403);
    expect(await state()).toEqual(before);
    expect((await post(`${entered}; ${own}`, form, { origin: 'null' })).status).toBe(200);
  });

  it('goes from the proof of a mailbox to a temporary password that is shown once', async () => {
    const proof = await evidence('mailbox-proof');
    const visitor = new Visitor();
    let page = await visitor.submits(await visitor.opens(proof.link), { code: 'AAAA2222' });
    expect(page).toMatchObject({ status: 422, text: expect.stringContaining('noch 4 Versuche') });
    page = await visitor.submits(page, { code: proof.code! });
    expect(page.text).toContain('Ihr Postfach ist bestätigt');
    for (const again of [await visitor.opens(`${desk.api.url}/p/confirm`), await new Visitor().opens(proof.link)]) {
      expect(again).toMatchObject({ status: 410, text: expect.stringContaining('Ihr Postfach ist schon bestätigt') });
      expect(again.html).not.toContain('/portal/manufacturer"');
    }
    expect((await desk.mara.ticket(desk.number)).case?.level).toBe(1);

    const { link, code } = await mailed('issue-temporary-password', 'temporary-password');
    const holder = new Visitor();
    const [sent] = await sql<{ variables: object }>(`select variables from outbound_message where kind = 'temporary-password' order by id desc limit 1`);
    expect(sent!.variables).toMatchObject({ minutesAfterReveal: 60 });
    const asked = await holder.opens(link);
    expect(asked.text).toContain('höchstens noch 60 Minuten');
    const shown = await holder.submits(asked, { code: code! });
    const password = /[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}/.exec(shown.html)![0];
    expect(shown.html).toMatch(/<input id="secret" [^>]*readonly/);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    // The screen of whoever went away shows nothing any more after ten minutes (5.7), and that it was shown already.
    expect(shown.html).toContain('<meta http-equiv="refresh" content="600; url=/s/show">');
    const [sentAgain, reloaded] = [await holder.submits(asked, { code: code! }), await holder.opens(`${desk.api.url}/s/show`)];
    for (const again of [sentAgain, reloaded]) {
      expect(again.html).not.toContain(password);
      expect(again).toMatchObject({ status: 410, text: expect.stringContaining('wurde schon gezeigt') });
      expect(again.text).toContain('antworten Sie bitte auf unsere E-Mail');
      expect(again.html).toContain(`href="${desk.api.url}/portal/manufacturer"`);
      expect(again.html).not.toContain('/r/code');
    }
    expect((await new Visitor().opens(link)).html).not.toContain(password);

    const first = await signIn('manufacturer', `thomas${desk.count}`, password);
    expect(first.text).toContain('neues Passwort');
    expect(first.html).not.toContain(password);
    const changed = await lastVisitor.submits(first, { password: NEW_PASSWORD, repeat: NEW_PASSWORD });
    expect(changed.text).toContain('Sie sind angemeldet als Thomas Reuter');
  });

  it('locks the account of somebody who says that it was not them, by number and not by scanner', async () => {
    const { reportLink, typedNumber } = await report();
    const visitor = new Visitor();
    const wrong = await visitor.submits(await visitor.opens(reportLink), { number: '0000' });
    expect(wrong).toMatchObject({ status: 422, text: expect.stringContaining('Die Nummer stimmt nicht') });
    const done = await visitor.submits(wrong, { number: typedNumber });
    expect(done.text).toContain('Das Konto ist gesperrt');
    expect(await visitor.opens(`${desk.api.url}/c/report`)).toMatchObject({ status: 410, text: expect.stringContaining('Ihre Meldung ist schon da') });
    expect((await desk.api.get(Directories).of('manufacturer').get(desk.accountRef))?.state).toBe('frozen');
    const { link } = await lastMail('recovery-link').catch(() => ({ link: '' }));
    expect(link).toBe('');
  });

  it('opens by what somebody types from a letter, in small letters too', async () => {
    const { reportLink, typedNumber } = await report();
    const onPaper = newPaperToken();
    await sql('update recovery_grant set token_hash = ? where token_hash = ?', [hashToken(onPaper), hashToken(reportLink.split('/c/')[1]!)]);
    const visitor = new Visitor();
    const page = await visitor.opens(`${desk.api.url}/c/${onPaper.toLowerCase()}`);
    expect(page).toMatchObject({ status: 200, url: `${desk.api.url}/c/report` });
    expect((await visitor.submits(page, { number: typedNumber })).text).toContain('Das Konto ist gesperrt');
  });

  it('tells requesters how their ticket stands, and takes the code of a call there', async () => {
    const visitor = new Visitor();
    const page = await visitor.opens(desk.statusLink);
    expect(page.text).toContain(desk.number);
    expect(page.text).toContain('Passwort vergessen');
    const phone = (await desk.mara.ticket(desk.number)).case!.account!.phones[0]!;
    const { call } = await desk.mara.evidence<{ call: { code: string } }>(desk.number, { kind: 'call-back', phoneId: phone.id });
    const withCall = await visitor.opens(desk.statusLink);
    expect(page.text).toContain('noch nicht bearbeitet');
    expect(withCall.text).toContain('in Bearbeitung');
    const wrong = await visitor.submits(withCall, { code: call.code === '111111' ? '222222' : '111111' });
    expect(wrong.text).toContain('Der Code stimmt nicht');
    expect((await visitor.submits(wrong, { code: call.code })).text).toContain('der Code stimmt');
    expect((await desk.mara.ticket(desk.number)).case?.level).toBe(1);
  });

  it('says that the user name was sent, and waits for nobody’s answer then; another mailbox is told nothing of it (R24)', async () => {
    await desk.mara.acts(desk.number, 'tell-username');
    const told = await new Visitor().opens(desk.statusLink);
    expect(told.text).toContain('Wir haben Ihnen Ihren Benutzernamen geschickt');
    expect(told.text).not.toContain('wir warten auf Ihre Antwort');
    await sql(`update ticket set requester_address = 'else@post.example', requester_canonical = 'else@post.example' where number = ?`, [desk.number]);
    expect((await new Visitor().opens(desk.statusLink)).text).not.toContain('Benutzernamen geschickt');
  });

  it('offers a new link when one has expired, and sends it to the address on file', async () => {
    const { link } = await mailed('send-recovery-link', 'recovery-link');
    await expire();
    const visitor = new Visitor();
    const page = await visitor.opens(link);
    expect(page).toMatchObject({ status: 410, text: expect.stringContaining('abgelaufen') });
    const sent = await visitor.submits(page, { form: /name="form" value="([^"]+)"/.exec(page.html)![1]! });
    expect(sent.text).toContain('unterwegs');
    expect((await lastMail('recovery-link')).link).not.toBe(link);
  });

  it('says on the page of the request that the link has expired, and sends a new one from there to the same mailbox', async () => {
    const { link } = await mailed('send-recovery-link', 'recovery-link');
    expect((await new Visitor().opens(desk.statusLink)).text).toContain('Ein Link ist zu Ihnen unterwegs');
    await expire();
    const visitor = new Visitor();
    const page = await visitor.opens(desk.statusLink);
    expect(page.text).toContain('Ihr Link ist abgelaufen');
    expect(page.text).not.toContain('unterwegs');
    const sent = await visitor.submits(page, {}, '/t/new');
    expect(sent.text).toContain('kommt er gleich an die hinterlegte Adresse');
    expect(sent.text).toContain('Ein Link ist zu Ihnen unterwegs');
    expect((await lastMail('recovery-link')).link).not.toBe(link);
    // What went to another mailbox is neither told nor renewed.
    await expire();
    await sql(`update recovery_grant set sent_to = 'else@post.example' where purpose = 'recovery-link' and account_ref = ?`, [desk.accountRef]);
    const before = (await lastMail('recovery-link')).link;
    const other = await visitor.opens(desk.statusLink);
    expect(other.html).not.toContain('/t/new');
    await visitor.submits(page, {}, '/t/new');
    expect((await lastMail('recovery-link')).link).toBe(before);
  });

  it('says how to go on where a link has expired and there is no new one to ask for', async () => {
    const proof = await evidence('mailbox-proof');
    await sql(`update recovery_grant set expires_at = now() - interval '1 minute' where purpose = 'mailbox-proof' and account_ref = ?`, [desk.accountRef]);
    const page = await new Visitor().opens(proof.link);
    expect(page).toMatchObject({ status: 410, text: expect.stringContaining('Bitte antworten Sie auf unsere E-Mail') });
    expect(page.html).not.toContain('/p/new');
  });

  it('gives one answer to every unknown link, in the language of the browser', async () => {
    const pages = await Promise.all(['r', 'a', 'p', 's', 'c', 't'].map((kind) => new Visitor().opens(`${desk.api.url}/${kind}/${'x'.repeat(43)}`)));
    for (const page of pages) expect(page).toMatchObject({ status: 404, text: expect.stringContaining('Dieser Link ist nicht gültig') });
    // The code page takes the codes of recovery and activation mails only, so only those are sent there.
    const [withCode, without] = [pages.slice(0, 2), pages.slice(2)];
    for (const page of withCode) expect(page.html).toContain('href="/r/code"');
    for (const page of without) expect(page.html).not.toMatch(/\/r\/code|Code/);
    for (const some of [withCode, without]) expect(new Set(some.map(({ text }) => text)).size).toBe(1);
    const english = await new Visitor().opens(`${desk.api.url}/r/${'x'.repeat(43)}?lang=en`);
    expect(english.text).toContain('This link is not valid');
    expect(english.html).toContain('<html lang="en"');
    expect((await new Visitor().opens(`${desk.api.url}/r/short`)).status).toBe(404);
  });

  it('builds links from the configured address whatever Host says', async () => {
    await desk.mara.acts(desk.number, 'send-recovery-link');
    await expire();
    const old = (await lastMail('recovery-link')).link;
    const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example;proto=https' };
    const entered = await raw(new URL(old).pathname, 'GET', evil);
    const cookie = entered.cookies.join('; ');
    const page = await raw('/r/set', 'GET', { ...evil, cookie });
    const form = /name="form" value="([^"]+)"/.exec(page.body)![1]!;
    const sent = await raw('/r/new', 'POST', { ...evil, cookie: [cookie, ...page.cookies].join('; '), 'content-type': 'application/x-www-form-urlencoded' }, new URLSearchParams({ form }).toString());
    expect(sent.status).toBe(200);
    const fresh = await lastMail('recovery-link');
    expect(fresh.link).not.toBe(old);
    expect(JSON.stringify([entered, page, sent, fresh])).not.toContain('evil.example');
    expect(fresh.link.startsWith(`${desk.api.url}/r/`)).toBe(true);
  });

  let lastVisitor: Visitor;

  async function signIn(portal: string, login: string, password: string): Promise<Page> {
    lastVisitor = new Visitor();
    return lastVisitor.submits(await lastVisitor.opens(`${desk.api.url}/portal/${portal}`), { login, password });
  }

  /** A token of this test. */
  const madeToken = (letter: string): string => letter.repeat(40) + String(desk.count).padStart(3, '0');

  /** One link of every kind, unused, of this test's ticket. */
  async function everyKindOfLink(): Promise<Record<string, string>> {
    const { reportLink } = await report();
    const proof = await evidence('mailbox-proof');
    const recovery = await mailed('send-recovery-link', 'recovery-link');
    await sql(`insert into recovery_grant (id, created_at, portal_key, account_ref, case_id, ticket_id, purpose, state, token_hash, code_hash, code_tries, sent_to, channel_id, expires_at)
      select gen_random_uuid(), now(), portal_key, account_ref, case_id, ticket_id, 'reveal', 'unused', encode(sha256(?::bytea), 'hex'), code_hash, 0, sent_to, channel_id, expires_at
      from recovery_grant where purpose = 'recovery-link' and account_ref = ?`, [madeToken('s'), desk.accountRef]);
    await sql(`insert into recovery_grant (id, created_at, portal_key, account_ref, case_id, ticket_id, purpose, state, token_hash, code_hash, code_tries, sent_to, channel_id, expires_at)
      select gen_random_uuid(), now(), portal_key, account_ref, case_id, ticket_id, 'activation-link', 'unused', encode(sha256(?::bytea), 'hex'), code_hash, 0, sent_to, channel_id, expires_at
      from recovery_grant where purpose = 'recovery-link' and account_ref = ?`, [madeToken('a'), desk.accountRef]);
    // An agent's mail has none: as if the request had come from outside.
    await sql(`insert into recovery_grant (id, created_at, portal_key, account_ref, case_id, ticket_id, purpose, state, token_hash, code_tries, sent_to, channel_id, expires_at)
      select gen_random_uuid(), now(), portal_key, account_ref, case_id, ticket_id, 'quiet', 'unused', encode(sha256(?::bytea), 'hex'), 0, sent_to, channel_id, expires_at
      from recovery_grant where purpose = 'recovery-link' and account_ref = ?`, [madeToken('n'), desk.accountRef]);
    return { a: `${desk.api.url}/a/${madeToken('a')}`, n: `${desk.api.url}/n/${madeToken('n')}`, r: recovery.link, p: proof.link, c: reportLink, s: `${desk.api.url}/s/${madeToken('s')}`, t: desk.statusLink };
  }

  /** Everything that a link could change, but for `opened`, which only informs. */
  async function state(): Promise<unknown> {
    return [
      await sql(`select id, case state when 'opened' then 'unused' else state end as state, used_at, code_tries, expires_at from recovery_grant order by id`),
      await sql('select id, state, version from ticket order by id'), await sql('select id from outbound_message order by id'), await sql('select id, outcome from evidence order by id'),
      await sql('select id, password_hash, state from builtin_account order by id'), await sql('select id, state from recovery_action order by id'), await sql('select count(*) as audit from audit_entry'),
      await sql(`select count(*) as hits from limit_hit`),
    ];
  }

  /** As if the link had been sent long ago. */
  async function expire(): Promise<void> {
    await sql(`update recovery_grant set expires_at = now() - interval '1 minute' where purpose = 'recovery-link' and account_ref = ?`, [desk.accountRef]);
    await sql(`update recovery_action set created_at = now() - interval '1 day', settled_at = now() - interval '1 day' where account_ref = ?`, [desk.accountRef]);
    await sql('delete from limit_hit');
  }

  /** What the newest mail of that kind on this ticket says, which only its recipient will read. */
  function lastMail(kind: string): Promise<MailedSecrets> {
    return lastMailOf(desk.api, desk.number, kind);
  }

  async function mailed(type: 'send-recovery-link' | 'issue-temporary-password', kind: string): Promise<MailedSecrets> {
    await desk.mara.acts(desk.number, type);
    return lastMail(kind);
  }

  async function evidence(kind: 'mailbox-proof'): Promise<MailedSecrets> {
    await desk.mara.evidence(desk.number, { kind });
    return lastMail(kind);
  }

  /** The notice that somebody asks for help with the account. */
  async function report(): Promise<MailedSecrets> {
    const phone = (await desk.mara.ticket(desk.number)).case!.account!.phones[0]!;
    await desk.mara.evidence(desk.number, { kind: 'call-back', phoneId: phone.id });
    return lastMail('notice');
  }

  function sql<Row = Record<string, unknown>>(statement: string, values: unknown[] = []): Promise<Row[]> {
    return desk.api.get(Database).transaction((tx) => tx.execute(statement, values as never[]) as unknown as Promise<Row[]>);
  }

  function raw(path: string, method: string, headers: Record<string, string>, body = ''): Promise<{ status: number; head: string[]; cookies: string[]; body: string }> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(desk.api.url);
      const call = request({ hostname, port, path, method, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => (text += chunk)).on('end', () => resolve({ status: answer.statusCode!, head: answer.rawHeaders, cookies: (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]!), body: text }));
      });
      call.on('error', reject).end(body);
    });
  }
});
