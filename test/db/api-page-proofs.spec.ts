import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { generateSync } from 'otplib';
import { newTotpSecret } from '#agents';
import type { EvidenceBody } from '#contracts';
import { BuiltinDirectory, CreateBuiltinAccount } from '#directory';
import { Secret } from '#kernel';
import { Database } from '#persistence';
import { AskWishedVouchers } from '#recovery';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { HomeProvider } from '../support/home-provider.js';
import { lastMailOf, offerAllProofs, openLinkedTicket } from '../support/linked-ticket.js';
import { Visitor, type Page } from '../support/visitor.js';

const PASSWORD = 'what was forgotten long ago';

describe('what the desk asks for, on the page of the request', () => {
  let api: TestApi;
  let mara: AgentClient;
  let home: HomeProvider;
  let number: string;
  let statusLink: string;
  let accountRef: string;
  let totpSecret: string;
  let count = 0;

  beforeAll(async () => {
    api = await TestApi.open({ REKEY_DEMO: 'true' });
    mara = await api.agent('mara', ['agent']);
    home = await HomeProvider.start(() => [`${api.url}/t/back/manufacturer/works`]);
    await offerAllProofs(api, { smsUrl: 'http://127.0.0.1:9/sms', issuer: home.issuer, clientSecret: home.clientSecret });
  });
  afterAll(async () => {
    await api?.close();
    home?.close();
  });

  beforeEach(async () => {
    count += 1;
    totpSecret = newTotpSecret();
    ({ number, statusLink, accountRef } = await openLinkedTicket(api, count, {
      totpSecret: new Secret(totpSecret), recoveryCodes: [new Secret('ABCD2345'), new Secret('EFGH6789')], organisation: 'Stadtwerke Seeheim',
    }));
    Object.assign(home, { isAway: false, person: { sub: `sub-${count}`, preferred_username: `Thomas${count}` } });
  });

  const evidence = async () => (await mara.ticket(number)).case!.evidence.map(({ kind, outcome }) => `${kind} ${outcome}`);
  const asks = (body: EvidenceBody) => mara.evidence<{ outcome: string }>(number, body);

  it('takes the code of the authenticator without script, says what was wrong, and leads there by mail', async () => {
    expect(await asks({ kind: 'totp' })).toMatchObject({ outcome: 'started' });
    const { link } = await lastMailOf(api, number, 'proof-request');
    const visitor = new Visitor();
    const page = await visitor.opens(link);
    expect(page.text).toContain('Code aus Ihrer Authenticator-App');
    const empty = await visitor.submits(page, { 'totp-code': ' ' });
    expect(empty).toMatchObject({ status: 422, text: expect.stringContaining('Bitte tippen Sie den Code ein.') });
    const wrong = await visitor.submits(page, { 'totp-code': generateSync({ secret: newTotpSecret() }) });
    expect(wrong.text).toContain('Sie haben noch 4 Versuche');
    expect(wrong.html).toMatch(/id="totp-code"[^>]*aria-describedby="totp-code-hint totp-code-problem" aria-invalid="true"/);
    expect((await visitor.submits(wrong, { 'totp-code': generateSync({ secret: totpSecret }) })).text).toContain('Danke, der Code stimmt');
    expect(await evidence()).toEqual(['totp proved']);
    expect((await visitor.opens(statusLink)).text).not.toContain('Authenticator');
  });

  it('shows several at a time, in English too, and says to use one up', async () => {
    for (const kind of ['totp', 'recovery-code'] as const) await asks({ kind });
    await asks({ kind: 'home-idp', provider: 'works' });
    const visitor = new Visitor();
    const page = await visitor.opens(`${statusLink}?lang=en`);
    for (const text of ['Code of your authenticator app', 'Saved recovery code', 'Sign in at Seeheim Works']) expect(page.text).toContain(text);
    const used = await visitor.submits(page, { 'saved-code': 'abcd-2345' });
    expect(used.text).toContain('It is used up now');
    expect(used.headers.get('cache-control')).toBe('no-store');
    const newCode = /<code class="new-code">(([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4})<\/code>/.exec(used.html)?.[1];
    expect(newCode).toBeDefined();
    expect((await visitor.opens(statusLink)).html).not.toContain(newCode!);
    expect(await evidence()).toEqual(['recovery-code proved']);
  });

  it('locks what makes no sense for this account, and says why', async () => {
    const { proofs } = (await mara.ticket(number)).case!;
    expect(proofs.map(({ kind, locked, why }) => [kind, locked ? why!.code : 'can be asked for'])).toEqual([
      ['mailbox', 'can be asked for'], ['second-address', 'recovery.no-second-address'], ['call-back', 'can be asked for'], ['sms', 'can be asked for'], ['totp', 'can be asked for'],
      ['recovery-code', 'can be asked for'], ['home-idp', 'can be asked for'], ['voucher', 'recovery.no-vouchers'],
    ]);
    expect(proofs.at(-2)).toMatchObject({ channelId: 'works', to: 'Seeheim Works' });
    await expect(asks({ kind: 'home-idp', provider: 'elsewhere' })).rejects.toThrow(/home-sign-in-off/);
  });

  describe('signing in at home', () => {
    const departs = async (visitor: Visitor, link = statusLink) => {
      const page = await visitor.opens(link);
      const departure = await visitor.submits(page, {}, '/t/home');
      return { departure, url: linkHome(departure) };
    };
    const linkHome = ({ html }: Page): string => (/href="([^"]*\/auth\?[^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');

    it('proves the person of the account, by PKCE, state and nonce, anew, and keeps no token', async () => {
      await asks({ kind: 'home-idp', provider: 'works' });
      const visitor = new Visitor();
      const { departure, url } = await departs(visitor);
      expect(departure.text).toContain(new URL(home.issuer).host);
      expect(departure.headers.get('content-security-policy')).toContain(`form-action 'self'`);
      const back = await visitor.opens(url);
      expect(back).toMatchObject({ status: 200, url: `${api.url}/t/status?said=home-done`, text: expect.stringContaining('die Anmeldung hat geklappt') });
      expect(Object.fromEntries(home.asked.at(-1)!)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', prompt: 'login', max_age: '300', redirect_uri: `${api.url}/t/back/manufacturer/works`, state: expect.stringMatching(/^[\w-]{43}$/), nonce: expect.stringMatching(/^[\w-]{43}$/) });
      expect(await evidence()).toEqual(['home-idp proved']);
      expect((await mara.ticket(number)).case).toMatchObject({ level: 2 });
      const [row] = await api.get(Database).read((em) => em.execute<{ text: string }[]>(`select (select json_agg(h)::text from home_sign_in h) || (select json_agg(e)::text from evidence e) || (select json_agg(a)::text from audit_entry a) as text`));
      for (const gone of [`sub-${count}`, 'eyJ', home.asked.at(-1)!.get('state')!, home.asked.at(-1)!.get('nonce')!]) expect(row!.text).not.toContain(gone);
      expect(row!.text).toMatch(/"secrets_sealed":null/);
    });

    it('tells the desk when another person signed in, and asks no further', async () => {
      await asks({ kind: 'home-idp', provider: 'works' });
      home.person = { sub: 'somebody-else', preferred_username: 'somebody.else' };
      const visitor = new Visitor();
      const back = await visitor.opens((await departs(visitor)).url);
      expect(back.text).toContain('gehört zu einer anderen Person');
      expect(await evidence()).toEqual(['home-idp failed']);
      expect((await visitor.opens(statusLink)).text).not.toContain('Bei Stadtwerke Seeheim anmelden');
    });

    it('counts in the browser that began, once, and for the ticket it began with: a victim who is made to open the address proves nothing', async () => {
      await asks({ kind: 'home-idp', provider: 'works' });
      const attacker = new Visitor();
      const { url } = await departs(attacker);
      const victim = new Visitor();
      expect((await victim.opens(url)).text).not.toContain('geklappt.');
      // Not even with a page of the same request in the victim's browser: it did not begin there.
      const other = new Visitor();
      await other.opens(statusLink);
      expect((await other.opens((await departs(attacker)).url)).text).toContain('hat nicht geklappt');
      expect(await evidence()).toEqual([]);
      const before = home.tokenRequests;
      expect((await attacker.opens(`${api.url}/t/back/manufacturer/works?code=x&state=${'s'.repeat(43)}`)).text).toContain('hat nicht geklappt');
      expect((await attacker.opens(`${api.url}/t/back/school/works?code=x`)).text).toContain('hat nicht geklappt');
      expect(home.tokenRequests).toBe(before);
    });

    it('can be begun again when it was broken off, when the service was away, or when somebody died on the way back', async () => {
      await asks({ kind: 'home-idp', provider: 'works' });
      const visitor = new Visitor();
      const { url } = await departs(visitor);
      const state = new URL(url).searchParams.get('state')!;
      expect((await visitor.opens(`${api.url}/t/back/manufacturer/works?error=access_denied&state=${state}&iss=${encodeURIComponent(home.issuer)}`)).text).toContain('abgebrochen');
      // Used up by now, whatever came of it.
      expect((await visitor.opens(`${api.url}/t/back/manufacturer/works?code=stolen&state=${state}&iss=${encodeURIComponent(home.issuer)}`)).text).toContain('hat nicht geklappt');
      const again = await departs(visitor);
      home.isAway = true;
      const code = `${api.url}/t/back/manufacturer/works?code=c&state=${new URL(again.url).searchParams.get('state')!}&iss=${encodeURIComponent(home.issuer)}`;
      expect((await visitor.opens(code)).text).toContain('antwortet gerade nicht');
      home.isAway = false;
      expect((await visitor.opens((await departs(visitor)).url)).text).toContain('die Anmeldung hat geklappt');
      expect(await evidence()).toEqual(['home-idp proved']);
    });

    it('follows a merger on the way, to a ticket about the same account only', async () => {
      const left = await openLinkedTicket(api, count, {}, 2000 + count);
      const foreign = await openLinkedTicket(api, count, {}, 3000 + count);
      const someoneElse = (await openLinkedTicket(api, 500 + count)).accountRef;
      await api.get(Database).read((em) => em.execute(`update recovery_case set account_ref = ? where ticket_id = (select id from ticket where number = ?) returning id`, [someoneElse, foreign.number]));
      await asks({ kind: 'home-idp', provider: 'works' });
      const visitor = new Visitor();
      const { url } = await departs(visitor);
      await mara.post(`/api/v1/tickets/${number}/merge`, { into: foreign.number });
      expect((await visitor.opens(url)).text).toContain('fragen wir gerade nicht');
      expect((await mara.ticket(foreign.number)).case!.evidence).toEqual([]);
      await mara.remove(`/api/v1/tickets/${number}/merge`);
      const again = await departs(visitor);
      await mara.post(`/api/v1/tickets/${number}/merge`, { into: left.number });
      expect((await visitor.opens(again.url)).text).toContain('die Anmeldung hat geklappt');
      expect((await mara.ticket(left.number)).case!.evidence).toMatchObject([{ kind: 'home-idp', outcome: 'proved', thisTicket: true }]);
    });

    it('answers for nobody once the ticket is about another account', async () => {
      await asks({ kind: 'home-idp', provider: 'works' });
      const visitor = new Visitor();
      const { url } = await departs(visitor);
      await api.get(Database).read((em) => em.execute(`update recovery_case set account_ref = '01a00000-0000-7000-8000-000000000000' where account_ref = ? returning id`, [accountRef]));
      expect((await visitor.opens(url)).text).toContain('fragen wir gerade nicht');
      await api.get(Database).read((em) => em.execute(`update recovery_case set account_ref = ? where account_ref = '01a00000-0000-7000-8000-000000000000' returning id`, [accountRef]));
      expect(await evidence()).toEqual([]);
    });
  });

  describe('vouching', () => {
    it('asks somebody else by mail, who answers once with password and authenticator; opening the link does nothing', async () => {
      const secret = newTotpSecret();
      const boss = await api.get(CreateBuiltinAccount).run({
        portalKey: 'manufacturer', username: `boss${count}`, givenName: 'Petra', familyName: 'Vogt', userType: 'customer', addresses: [{ address: `boss${count}@post.example` }], password: new Secret(PASSWORD), totpSecret: new Secret(secret),
      });
      const about = await openLinkedTicket(api, 100 + count, { relations: [{ kind: 'manager', ref: boss }] });
      await expect(mara.evidence(number, { kind: 'voucher', voucherRef: boss })).rejects.toThrow(/no-vouchers/);
      expect(await mara.evidence(about.number, { kind: 'voucher', voucherRef: boss })).toMatchObject({ outcome: 'started' });
      const { link } = await lastMailOf(api, about.number, 'voucher-request');
      // A scanner was there first, and another browser.
      for (const method of ['HEAD', 'GET'] as const) expect((await new Visitor().opens(link, method)).status).toBe(200);
      const visitor = new Visitor();
      const page = await visitor.opens(link);
      expect(page).toMatchObject({ url: `${api.url}/v/answer`, text: expect.stringContaining('dass wirklich Thomas Reuter um Hilfe bittet?') });
      expect(page.text).toContain('das Passwort Ihres eigenen Kontos bei');
      const empty = await visitor.submits(page, { code: ' ' });
      expect(empty).toMatchObject({ status: 422, text: expect.stringContaining('Bitte wählen Sie eine Antwort.') });
      const code = () => generateSync({ secret });
      const misnamed = await visitor.submits(empty, { answer: 'yes', name: 'Petra Vogt', password: PASSWORD, code: code() });
      expect(misnamed.text).toContain('Meinen Sie wirklich diese Person?');
      const wrong = await visitor.submits(misnamed, { answer: 'yes', name: 'Thomas Reuter', password: 'not it', code: code() });
      expect(wrong.text).toContain('Sie haben noch 4 Versuche');
      expect(wrong.html).not.toContain('not it');
      // What was chosen and the name are still there.
      const done = await visitor.submits(wrong, { password: PASSWORD, code: code() });
      expect(done.text).toContain('dass Sie für die Person bürgen');
      expect((await mara.ticket(about.number)).case).toMatchObject({ level: 1, evidence: [{ kind: 'voucher', outcome: 'proved', by: 'Petra Vogt' }] });
      expect(await new Visitor().opens(`${link}?lang=en`)).toMatchObject({ status: 410, text: expect.stringContaining('This link was used already') });
      expect((await new Visitor().opens(`${api.url}/v/${'x'.repeat(43)}`)).status).toBe(404);
    });
  });

  describe('the portal itself', () => {
    const enters = async (visitor: Visitor) => visitor.submits(await visitor.opens(`${api.url}/portal/manufacturer`), { login: `thomas${count}`, password: PASSWORD });

    it('asks for the second factor after the password; until then it shows nothing', async () => {
      const visitor = new Visitor();
      const half = await enters(visitor);
      expect(half.text).toContain('Dieses Konto hat einen zweiten Faktor');
      expect((await visitor.opens(`${api.url}/portal/manufacturer`)).text).toContain('Zweiter Schritt');
      const wrong = await visitor.submits(half, { code: generateSync({ secret: newTotpSecret() }) });
      expect(wrong.text).toContain('Der Code stimmt nicht');
      const code = generateSync({ secret: totpSecret });
      expect((await visitor.submits(wrong, { code })).text).toContain('Sie sind angemeldet als Thomas Reuter');
      // The same code once more, and the half session: neither opens anything.
      const other = new Visitor();
      expect((await other.submits(await enters(other), { code })).text).toContain('Der Code stimmt nicht');
    });

    it('locks the account of somebody who knows the password and guesses the code', async () => {
      const visitor = new Visitor();
      let page = await enters(visitor);
      for (let guess = 0; guess < 10; guess += 1) page = await visitor.submits(page, { code: '12345' });
      expect(page.text).toContain('Dieses Konto ist gesperrt');
    });

    it('takes a saved code instead, makes new ones for who knows the password, shows them once, and counts them', async () => {
      const visitor = new Visitor();
      const came = await visitor.submits(await enters(visitor), { code: 'abcd-2345' });
      expect(came.html).toMatch(/<code class="new-code">([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}<\/code>/);
      const inside = await visitor.opens(`${api.url}/portal/manufacturer`);
      expect(inside.text).toContain('Sie haben noch 2');
      expect((await visitor.submits(inside, { password: 'not it' })).text).toContain('Passwort stimmt nicht');
      const made = await visitor.submits(inside, { password: PASSWORD });
      const codes = [...made.html.matchAll(/<code>((?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4})<\/code>/g)].map(([, code]) => code!);
      expect(new Set(codes).size).toBe(10);
      expect(made.headers.get('cache-control')).toBe('no-store');
      expect((await visitor.opens(`${api.url}/portal/manufacturer`)).text).toContain('Sie haben noch 10');
      expect((await mara.ticket(number)).case!.account).toMatchObject({ savedCodes: 10 });
      await asks({ kind: 'recovery-code' });
      const page = await visitor.opens(statusLink);
      expect((await visitor.submits(page, { 'saved-code': 'EFGH-6789' })).text).toContain('Der Code stimmt nicht');
      expect((await visitor.submits(page, { 'saved-code': codes[3]! })).text).toContain('Er ist jetzt verbraucht');
    });
  });

  describe('somebody can vouch', () => {
    /** One who is named, with what they need to answer. */
    const colleague = async (name: string) => api.get(CreateBuiltinAccount).run({
      portalKey: 'manufacturer', username: `${name}${count}`, givenName: 'Petra', familyName: name, userType: 'customer', addresses: [{ address: `${name}${count}@post.example` }], password: new Secret(PASSWORD), totpSecret: new Secret(newTotpSecret()),
    });
    const rows = <Row>(sql: string, values: unknown[] = []) => api.get(Database).read((em) => em.execute<Row[]>(sql, values));
    const ask = async (about: string) => api.get(AskWishedVouchers).run({ ticketId: (await rows<{ id: string }>('select id from ticket where number = ?', [about]))[0]!.id });
    const asked = (about: string) => rows<{ recipient: string }>(`select m.recipient from outbound_message m join ticket t on t.id = m.ticket_id where m.kind = 'voucher-request' and t.number = ? order by m.recipient`, [about]);
    /** The mailbox is lost: a case in which vouchers count. */
    const opens = async (relations: { kind: 'manager'; ref: string }[], more: { privileged?: boolean; risk?: 'high'; unlinked?: true } = {}) => {
      count += 1;
      const opened = await openLinkedTicket(api, count, { relations, ...(more.privileged && { privileged: true }) });
      await api.get(Database).statement((em) => em.execute(`update ticket set case_type = 'lost-email-access', risk = ? where number = ?`, [more.risk ?? 'low', opened.number]));
      if (more.unlinked) await api.get(Database).statement((em) => em.execute('update recovery_case c set account_ref = null from ticket t where t.id = c.ticket_id and t.number = ?', [opened.number]));
      return opened;
    };
    /** Types the number that stands above the field. */
    const wishes = (visitor: Visitor, page: Page) => visitor.submits(page, { vouchNumber: /diese Zahl ab: (\d{4})/.exec(page.text)![1]! });
    /** The page without what differs between any two requests. */
    const bare = ({ html, status }: Page, about: string) => ({ status, html: html.replaceAll(about, 'NUMBER').replaceAll(/name="form" value="[^"]*"|value="[A-Za-z0-9_.-]{40,}"|nonce="[^"]*"/g, '').replaceAll(/(?<=Zahl ab: )\d{4}/g, 'DIGITS').replaceAll(/<time[^>]*>[^<]*<\/time>/g, 'TIME') });

    it('is said without script, looks the same whoever is registered, and tells nobody’s name', async () => {
      const boss = await colleague('vogt');
      const [known, alone, unlinked] = [await opens([{ kind: 'manager', ref: boss }]), await opens([]), await opens([], { unlinked: true })];
      const seen = [];
      for (const { number: about, statusLink: link } of [known, alone, unlinked]) {
        const visitor = new Visitor();
        const before = await visitor.opens(link);
        expect(before.text).toContain('Jemand kann für Sie bürgen');
        expect(before.text).not.toContain('Sie müssen nichts tun');
        expect(before.text).not.toMatch(/Lehrkraft|Sekretariat/);
        const after = await wishes(visitor, before);
        expect(after.text).toContain('Wenn jemand für Sie bürgen darf, fragen wir dort jetzt nach.');
        expect(after.text).not.toMatch(/Petra|Vogt/);
        seen.push([bare(before, about), bare(after, about)]);
      }
      expect(seen[1]).toEqual(seen[0]);
      expect(seen[2]).toEqual(seen[0]);
      for (const { number: about } of [alone, unlinked]) expect([await ask(about), await asked(about)]).toEqual([0, []]);
      // At once it is only noted; the job asks, however often it comes.
      expect(await asked(known.number)).toEqual([]);
      expect(await Promise.all([ask(known.number), ask(known.number)]).then((counts) => Math.max(...counts))).toBe(1);
      expect(await ask(known.number)).toBe(0);
      expect(await asked(known.number)).toEqual([{ recipient: `vogt${count - 3}@post.example` }]);
    });

    it('is not said by a program that presses buttons: it takes a number of the page (T9)', async () => {
      const { number: about, statusLink: link } = await opens([{ kind: 'manager', ref: await colleague('knopf') }]);
      const visitor = new Visitor();
      const page = await visitor.opens(link);
      for (const vouchNumber of ['', 'ja', '1']) expect((await visitor.submits(page, { vouchNumber })).text).toContain('Die Zahl stimmt nicht');
      expect(await rows(`select 1 from ticket_event e join ticket t on t.id = e.ticket_id where e.verb = 'voucher.wished' and t.number = ?`, [about])).toEqual([]);
      expect([await ask(about), await asked(about)]).toEqual([0, []]);
    });

    it('is said once a day, asks two at most, and is seen by the desk', async () => {
      const named = [await colleague('eins'), await colleague('zwei'), await colleague('drei')];
      const { number: about, statusLink: link } = await opens(named.map((ref) => ({ kind: 'manager' as const, ref })));
      const visitor = new Visitor();
      const page = await visitor.opens(link);
      for (const again of [1, 2]) expect([again, (await wishes(visitor, page)).text]).toEqual([again, expect.stringContaining('Das haben Sie uns gesagt')]);
      expect(await rows(`select 1 from ticket_event e join ticket t on t.id = e.ticket_id where e.verb = 'voucher.wished' and t.number = ?`, [about])).toHaveLength(1);
      expect(await ask(about)).toBe(2);
      expect(await ask(about)).toBe(0);
      expect(await asked(about)).toHaveLength(2);
      expect((await mara.ticket(about)).case!.proofs.filter(({ kind, running }) => kind === 'voucher' && running !== null)).toHaveLength(2);
    });

    it('is left to a person where the risk is high or the account is privileged', async () => {
      const boss = await colleague('vorsicht');
      for (const more of [{ risk: 'high' }, { privileged: true }] as const) {
        const { number: about, statusLink: link } = await opens([{ kind: 'manager', ref: boss }], more);
        const visitor = new Visitor();
        expect((await wishes(visitor, await visitor.opens(link))).text).toContain('Danke.');
        expect([await ask(about), await asked(about)]).toEqual([0, []]);
      }
    });

    it('is left to a person where somebody opened in the directory what Rekey froze: the person’s account, or that of who is named', async () => {
      const boss = await colleague('offen');
      const { number: about, statusLink: link } = await opens([{ kind: 'manager', ref: boss }]);
      const visitor = new Visitor();
      await wishes(visitor, await visitor.opens(link));
      const { get } = BuiltinDirectory.prototype;
      const looks = jest.spyOn(BuiltinDirectory.prototype, 'get');
      for (const isOpened of [(ref: string) => ref !== boss, (ref: string) => ref === boss]) {
        looks.mockImplementation(async function look(this: BuiltinDirectory, ref) {
          const account = await get.call(this, ref);
          return account && { ...account, shouldBeFrozen: isOpened(ref) };
        });
        expect([await ask(about), await asked(about)]).toEqual([0, []]);
      }
      looks.mockRestore();
      expect(await ask(about)).toBe(1);
    });

    it('is not there where the playbook counts no vouchers, and cannot be said there', async () => {
      const boss = await colleague('nein');
      const { number: about, statusLink: link } = await opens([{ kind: 'manager', ref: boss }]);
      const visitor = new Visitor();
      const page = await visitor.opens(link);
      await api.get(Database).statement((em) => em.execute(`update ticket set case_type = 'forgot-password' where number = ?`, [about]));
      expect((await wishes(visitor, page)).text).toContain('Nachfragen können wir hier gerade nicht.');
      expect((await visitor.opens(link)).text).not.toContain('bürgen');
      expect(await rows(`select 1 from ticket_event e join ticket t on t.id = e.ticket_id where e.verb = 'voucher.wished' and t.number = ?`, [about])).toEqual([]);
    });
  });
});
