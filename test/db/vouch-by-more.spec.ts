import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Attribute, Change, Client } from 'ldapts';
import { Directories, DirectorySecrets, type ChosenDirectories } from '#directory';
import { hashToken, Sealer, Secret } from '#kernel';
import { exportProfile, ImportPortal, parseProfile, PortalSecrets, shippedProfiles } from '#portals';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { startOpenLdap, type OpenLdap } from '../support/directories/openldap.js';
import { startScimServer, type ScimServer } from '../support/directories/scim-server.js';
import { HomeProvider } from '../support/home-provider.js';
import { KeyHolders } from '../support/key-holders.js';
import { lastMailOf, openTicketOf } from '../support/linked-ticket.js';
import { Visitor, type Page } from '../support/visitor.js';

const PASSWORD = 'Fräsen und Bohren am Montag';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const YES = { answer: 'yes', name: 'Thomas Reuter' };
const LDAP = 'manufacturer';
const SCIM = 'service-desk';

interface Boss {
  readonly ref: string;
  readonly address: string;
  readonly username: string;
}

describe('whoever is asked to vouch, where the directory checks no authenticator', () => {
  let api: TestApi;
  let mara: AgentClient;
  let people: KeyHolders;
  let home: HomeProvider;
  let ldap: OpenLdap;
  let scim: ScimServer;
  const mailboxes = new Map<string, string>();
  let count = 0;

  beforeAll(async () => {
    [api, ldap, scim] = await Promise.all([TestApi.open({ REKEY_HTTP_TRUST_PROXY: '127.0.0.1' }), startOpenLdap(), startScimServer()]);
    mara = await api.agent('mara', ['agent']);
    people = new KeyHolders(api);
    home = await HomeProvider.start(() => [`${api.url}/v/back/${SCIM}/verbund`]);
    const homes = [{ key: 'verbund', name: { de: 'Stadtwerke Seeheim', en: 'Seeheim Works' }, issuer: home.issuer, clientId: 'rekey', scopes: ['openid', 'profile'], organisations: [], match: { claim: 'preferred_username', equals: 'username' as const }, secondFactor: { amr: ['mfa'], acr: ['gold'] } }];
    const at = { [LDAP]: { directory: { kind: 'ldap', url: ldap.url, ca: ldap.ca, bindDn: ldap.deskDn, baseDn: ldap.baseDn, startTls: true }, sms: { url: 'http://127.0.0.1:9/sms', sender: 'Hilfe' } }, [SCIM]: { directory: { kind: 'scim', url: scim.url }, homeSignIn: homes } };
    for (const [key, more] of Object.entries(at)) {
      const parsed = parseProfile((await shippedProfiles()).find((one) => one.key === key)!.yaml);
      if (!parsed.ok) throw new Error('the shipped profile does not read');
      const imported = await api.get(ImportPortal).run(exportProfile({ ...parsed.profile, ...more } as never), { kind: 'operator' });
      if (!imported.allowed) throw new Error(JSON.stringify(imported));
      await api.get(DirectorySecrets).set(key, new Secret(key === LDAP ? ldap.deskPassword : scim.token), { kind: 'operator' });
      mailboxes.set(key, await people.mailbox(key));
    }
    await api.get(PortalSecrets).set(LDAP, 'sms', new Secret('a signing key of a gateway'), { kind: 'operator' });
    await api.get(PortalSecrets).set(SCIM, 'home:verbund', new Secret(home.clientSecret), { kind: 'operator' });
    await (api.get(Directories) as ChosenDirectories).refresh();
  });
  afterAll(async () => {
    await api?.close();
    home?.close();
    await ldap?.stop();
    await scim?.stop();
  });
  beforeEach(async () => {
    count += 1;
    await people.calm();
    await people.sql(`delete from limit_hit`);
    Object.assign(home, { isAway: false, how: { amr: ['pwd', 'mfa'] } });
  });

  const asAdmin = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ url: ldap.url, timeout: 5_000 });
    try {
      await client.startTLS({ ca: ldap.ca, servername: 'localhost' });
      await client.bind(ldap.adminDn, ldap.adminPassword);
      return await work(client);
    } finally {
      await client.unbind().catch(() => undefined);
    }
  };
  const dnOf = ({ username }: Boss): string => `uid=${username},${ldap.baseDn}`;
  const replace = (boss: Boss, type: string, values: string[]) => asAdmin((client) => client.modify(dnOf(boss), new Change({ operation: 'replace', modification: new Attribute({ type, values }) })));

  /** Somebody in the portal's directory; `above` is their manager. */
  async function somebody(portalKey: string, givenName: string, familyName: string, { address, above, phone }: { address?: string; above?: Boss; phone?: string } = {}): Promise<Boss> {
    count += 1;
    const [username, mail] = [`u${count}`, address ?? `u${count}@post.example`];
    if (portalKey === LDAP) {
      const ref = await asAdmin(async (client) => {
        const dn = `uid=${username},${ldap.baseDn}`;
        await client.add(dn, { objectClass: ['inetOrgPerson'], uid: username, cn: `${givenName} ${familyName}`, givenName, sn: familyName, userPassword: PASSWORD, mail, ...(phone && { telephoneNumber: phone }), ...(above && { manager: dnOf(above) }) });
        return String((await client.search(dn, { scope: 'base', attributes: ['entryUUID'] })).searchEntries[0]!['entryUUID']);
      });
      return { ref, username, address: mail };
    }
    const answer = await fetch(`${scim.url}/Users`, {
      method: 'POST', headers: { authorization: `Bearer ${scim.token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE], userName: username, name: { givenName, familyName }, active: true, emails: [{ value: mail, type: 'work', primary: true }], [ENTERPRISE]: { ...(above && { manager: { value: above.ref } }) } }),
    });
    return { ref: ((await answer.json()) as { id: string }).id, username, address: mail };
  }

  /** Somebody asks for help, and this one answers for them. */
  async function about(portalKey: string, boss: Boss): Promise<string> {
    const { ref, address } = await somebody(portalKey, 'Thomas', 'Reuter', { above: boss });
    return (await openTicketOf(api, { portalKey, ref, address, mailboxId: mailboxes.get(portalKey)!, number: `VOU-${count}` })).number;
  }
  const asks = (number: string, { ref }: Boss) => mara.evidence<{ outcome: string }>(number, { kind: 'voucher', voucherRef: ref });
  const linkOf = async (number: string): Promise<string> => (await lastMailOf(api, number, 'voucher-request')).link;
  const evidence = async (number: string) => (await mara.ticket(number)).case!.evidence.map(({ kind, outcome }) => `${kind} ${outcome}`);
  const refusals = async (number: string) => (await people.sql<{ because: string }>(`select detail->>'because' as because from audit_entry where verb = 'voucher.refused' and ticket_number = ? order by sequence`, [number])).map(({ because }) => because);

  describe('in LDAP: the password of the directory, and a code to the phone on file', () => {
    /** As if their phone had been on file for long. */
    const known = ({ ref }: Boss) => people.sql(`update directory_note set seen_since = (select jsonb_object_agg(key, '2026-01-01T00:00:00.000Z') from jsonb_each(seen_since::jsonb)) where account_ref = ? and seen_since::text <> '{}' returning 1`, [ref]);
    const failures = (boss: Boss) => asAdmin(async (client) => [(await client.search(dnOf(boss), { scope: 'base', attributes: ['pwdFailureTime'] })).searchEntries[0]!['pwdFailureTime'] ?? []].flat().length);
    const smsOf = async () => {
      const rows = await people.sql<{ id: string; recipient: string; text_sealed: string }>('select id, recipient, text_sealed from sms_message order by id');
      return rows.map(({ id, recipient, text_sealed: sealed }) => ({ recipient, text: api.get(Sealer).open(sealed, `sms:${id}`), code: /^\d{6}/.exec(api.get(Sealer).open(sealed, `sms:${id}`))![0] }));
    };
    const waited = () => people.sql(`update limit_hit set at = at - interval '2 minutes' where "limit" like 'sms-%'`);

    async function withPhone() {
      const boss = await somebody(LDAP, 'Petra', 'Vogt', { phone: `+49405550${1000 + count}` });
      const number = await about(LDAP, boss);
      await mara.ticket(number);
      await known(boss);
      return { boss, number };
    }
    async function asked() {
      const { boss, number } = await withPhone();
      expect(await asks(number, boss)).toMatchObject({ outcome: 'started' });
      const visitor = new Visitor();
      return { boss, number, visitor, page: await visitor.opens(await linkOf(number)) };
    }
    const sends = (visitor: Visitor, page: Page, values: Record<string, string> = YES) => visitor.submits(page, values, '/v/code');

    it('answers without a place at the desk, and leaves neither password nor code behind', async () => {
      const { number, visitor, page } = await asked();
      expect(page.text).toContain('Code als SMS schicken');
      const sent = await sends(visitor, page);
      expect(sent.text).toMatch(/Wir haben einen Code an \+49•••\d{3} geschickt/);
      // What was chosen and the name are still there.
      expect(sent.html).toMatch(/value="yes" checked/);
      const [sms] = (await smsOf()).slice(-1);
      expect(sms!.text.length).toBeLessThanOrEqual(160);
      const done = await visitor.submits(sent, { password: PASSWORD, code: sms!.code });
      expect(done.text).toContain('dass Sie für die Person bürgen');
      expect((await mara.ticket(number)).case).toMatchObject({ level: 1, evidence: [{ kind: 'voucher', outcome: 'proved', by: 'Petra Vogt' }] });
      const [row] = await people.sql<{ text: string }>(`select (select json_agg(e)::text from evidence e) || (select json_agg(a)::text from audit_entry a) || (select json_agg(g)::text from recovery_grant g) as text`);
      for (const secret of [PASSWORD, `"${sms!.code}"`]) expect(row!.text).not.toContain(secret);
      expect(await visitor.opens(await linkOf(number))).toMatchObject({ status: 410 });
    });

    it('asks the directory for no password without the right code, and for one password a code', async () => {
      const { boss, number, visitor, page } = await asked();
      const sent = await sends(visitor, page);
      const { code } = (await smsOf()).at(-1)!;
      const wrong = code === '000000' ? '000001' : '000000';
      for (const left of [4, 3]) expect((await visitor.submits(sent, { password: PASSWORD, code: wrong })).text).toContain(`Sie haben noch ${left} Versuche`);
      expect([await failures(boss), await evidence(number)]).toEqual([0, []]);
      expect((await visitor.submits(sent, { password: 'geraten', code })).text).toContain('Passwort oder Code stimmen nicht. Der Code ist damit verbraucht');
      expect(await failures(boss)).toBe(1);
      // The code is used up: the right password with it is not even looked at.
      await visitor.submits(sent, { password: PASSWORD, code });
      expect([await failures(boss), await evidence(number)]).toEqual([1, []]);
      expect(await refusals(number)).toEqual(Array(4).fill('sign-in-wrong'));
      // Nor oftener than text messages are sent.
      expect((await sends(visitor, page)).text).toContain('Mehr SMS schicken wir gerade nicht.');
      await waited();
      await sends(visitor, page);
      expect((await visitor.submits(sent, { password: PASSWORD, code: (await smsOf()).at(-1)!.code })).text).toContain('dass Sie für die Person bürgen');
    });

    it('is one answer when two come at once with the same code, and none with a code that ran out', async () => {
      const { number, visitor, page } = await asked();
      const sent = await sends(visitor, page);
      await people.sql(`update recovery_grant set code_until = now() where code_until is not null`);
      expect((await visitor.submits(sent, { password: PASSWORD, code: (await smsOf()).at(-1)!.code })).text).toContain('Passwort oder Code stimmen nicht');
      await waited();
      const again = await sends(visitor, page);
      const { code } = (await smsOf()).at(-1)!;
      const both = await Promise.all([1, 2].map(() => visitor.submits(again, { password: PASSWORD, code })));
      expect(both.filter(({ text }) => text.includes('dass Sie für die Person bürgen'))).toHaveLength(1);
      expect(await evidence(number)).toEqual(['voucher proved']);
    });

    it('is over once they are no longer registered, or the directory keeps them out', async () => {
      for (const [what, value] of [['manager', []], ['pwdAccountLockedTime', ['000001010000Z']]] as const) {
        const { boss, number, visitor, page } = await asked();
        const sent = await sends(visitor, page);
        const { code } = (await smsOf()).at(-1)!;
        const person = { ...boss, username: `u${count}` };
        await replace(what === 'manager' ? person : boss, what, [...value]);
        expect((await visitor.submits(sent, { password: PASSWORD, code }))).toMatchObject({ status: 410 });
        expect([await failures(boss), await evidence(number)]).toEqual([0, []]);
      }
    });

    it('is nobody whom Rekey froze, also where somebody opened the account in the directory: neither asked, nor heard when asked before', async () => {
      const { boss, number, visitor, page } = await asked();
      const sent = await sends(visitor, page);
      const directory = api.get(Directories).of(LDAP);
      await directory.freeze(boss.ref, randomUUID());
      for (const type of ['pwdAccountLockedTime', 'pwdStartTime']) await replace(boss, type, []);
      expect(await directory.get(boss.ref)).toMatchObject({ state: 'active', shouldBeFrozen: true });
      expect(await visitor.submits(sent, { password: PASSWORD, code: (await smsOf()).at(-1)!.code })).toMatchObject({ status: 410 });
      expect([await failures(boss), await evidence(number)]).toEqual([0, []]);
      await expect(asks(await about(LDAP, boss), boss)).rejects.toThrow(/voucher-not-active/);
      await directory.unfreeze(boss.ref, randomUUID());
      expect(await asks(await about(LDAP, boss), boss)).toMatchObject({ outcome: 'started' });
    });

    it('takes no phone that is new on file, and says so at the desk', async () => {
      const boss = await somebody(LDAP, 'Petra', 'Vogt', { phone: '+494055509999' });
      const number = await about(LDAP, boss);
      await expect(asks(number, boss)).rejects.toThrow(/voucher-no-second-factor/);
    });

    it('takes no code that went to a phone which is no longer on file, whatever other phone is', async () => {
      const { boss, number, visitor, page } = await asked();
      const other = '+49405559876';
      const sent = await sends(visitor, page);
      const { code } = (await smsOf()).at(-1)!;
      await replace(boss, 'telephoneNumber', [other]);
      await mara.ticket(number);
      await people.sql(`update directory_note set seen_since = seen_since::jsonb || jsonb_build_object(?::text, '2026-01-01T00:00:00.000Z') where account_ref = ? returning 1`, [hashToken(`${LDAP}:${other}`), boss.ref]);
      expect((await visitor.submits(sent, { password: PASSWORD, code })).text).not.toContain('dass Sie für die Person bürgen');
      expect((await evidence(number)).filter((one) => one.endsWith('proved'))).toEqual([]);
    });

    it('takes the code and the answer from forms of ours alone', async () => {
      const { number, page } = await asked();
      const stranger = new Visitor();
      for (const path of ['/v/code', '/v/answer']) expect((await stranger.submits(page, { ...YES }, path)).status).toBe(403);
      expect(await evidence(number)).toEqual([]);
    });
  });

  describe('in SCIM: at their organisation, where a second factor was used', () => {
    async function asked() {
      const boss = await somebody(SCIM, 'Petra', 'Vogt');
      home.person = { sub: randomUUID(), preferred_username: boss.username };
      const number = await about(SCIM, boss);
      expect(await asks(number, boss)).toMatchObject({ outcome: 'started' });
      const visitor = new Visitor();
      return { boss, number, visitor, page: await visitor.opens(await linkOf(number)) };
    }
    const departs = async (visitor: Visitor, page: Page, values: Record<string, string> = YES) => {
      const departure = await visitor.submits(page, values, '/v/home/verbund');
      return { departure, url: (/href="([^"]*\/auth\?[^"]*)"/.exec(departure.html)?.[1] ?? '').replaceAll('&amp;', '&') };
    };

    it('counts once they are back, says so by any level or word that the portal named, and keeps nothing of it', async () => {
      for (const how of [{ amr: ['pwd', 'mfa'] }, { acr: 'gold' }]) {
        const { number, visitor, page } = await asked();
        home.how = how;
        expect(page.text).toContain('Bei Ihrer Organisation anmelden');
        expect(page.html).not.toContain('type="password"');
        const { url } = await departs(visitor, page);
        expect(await evidence(number)).toEqual([]);
        const back = await visitor.opens(url);
        expect(back).toMatchObject({ status: 200, url: `${api.url}/v/done?said=yes`, text: expect.stringContaining('dass Sie für die Person bürgen') });
        expect(Object.fromEntries(home.asked.at(-1)!)).toMatchObject({ prompt: 'login', acr_values: 'gold', redirect_uri: `${api.url}/v/back/${SCIM}/verbund` });
        expect(await evidence(number)).toEqual(['voucher proved']);
        expect((await mara.ticket(number)).case).toMatchObject({ level: 1, points: 3 });
      }
      const [row] = await people.sql<{ text: string }>(`select (select json_agg(h)::text from home_sign_in h) || (select json_agg(e)::text from evidence e) as text`);
      for (const gone of ['eyJ', home.asked.at(-1)!.get('state')!, String(home.person.sub)]) expect(row!.text).not.toContain(gone);
    });

    it('asks for the name before they leave, and a no is a no', async () => {
      const { number, visitor, page } = await asked();
      expect((await departs(visitor, page, { name: 'Thomas Reuter' })).departure.text).toContain('Bitte wählen Sie eine Antwort.');
      expect((await departs(visitor, page, { answer: 'yes', name: 'Petra Vogt' })).departure.text).toContain('Meinen Sie wirklich diese Person?');
      await visitor.opens((await departs(visitor, page, { answer: 'no', name: '' })).url);
      expect(await evidence(number)).toEqual(['voucher failed']);
    });

    it('is nothing without a second factor, or of another person, and each costs a try', async () => {
      const { boss, number, visitor, page } = await asked();
      for (const how of [{}, { amr: ['pwd'] }, { acr: 'bronze' }]) {
        home.how = how;
        expect((await visitor.opens((await departs(visitor, page)).url)).text).toContain('kein zweiter Faktor benutzt');
      }
      Object.assign(home, { how: { amr: ['mfa'] }, person: { sub: 'x', preferred_username: `${boss.username}0` } });
      const colleague = new Visitor();
      const theirs = await colleague.opens(await linkOf(number));
      expect((await colleague.opens((await departs(colleague, theirs)).url)).text).toContain('eine andere Person angemeldet');
      expect(await refusals(number)).toEqual([...Array<string>(3).fill('recovery.home-no-second-factor'), 'recovery.home-other-account']);
      await colleague.opens((await departs(colleague, theirs)).url);
      expect((await visitor.opens(await linkOf(number))).status).toBe(410);
      expect(await evidence(number)).toEqual([]);
    });

    it('counts in the browser that began and for the request it began with: not elsewhere, not again, not for another, not for a page of the requester', async () => {
      const first = await asked();
      const { url } = await departs(first.visitor, first.page);
      // Whoever began hands the address on to the one who can sign in, with and without the link.
      const victim = new Visitor();
      expect((await victim.opens(url)).text).not.toContain('bürgen.');
      await victim.opens(await linkOf(first.number));
      expect((await victim.opens((await departs(first.visitor, first.page)).url)).text).toContain('Die Anmeldung hat nicht geklappt');
      expect(await evidence(first.number)).toEqual([]);
      // The same browser, another request that was opened meanwhile.
      const left = await departs(first.visitor, first.page);
      const other = await about(SCIM, first.boss);
      await asks(other, first.boss);
      await first.visitor.opens(await linkOf(other));
      expect((await first.visitor.opens(left.url)).text).toContain('Die Anmeldung hat nicht geklappt');
      expect([await evidence(first.number), await evidence(other)]).toEqual([[], []]);
      const before = home.tokenRequests;
      for (const path of [`/v/back/${SCIM}/verbund?code=x&state=${'s'.repeat(43)}`, `/v/back/${LDAP}/verbund?code=x`, `/v/back/${SCIM}/other?code=x`, `/t/back/${SCIM}/verbund?code=x`]) await first.visitor.opens(`${api.url}${path}`);
      expect(home.tokenRequests).toBe(before);
    });

    it('is one answer, however often and at once the way back is walked', async () => {
      const { number, visitor, page } = await asked();
      const { url } = await departs(visitor, page);
      // As the browser is sent back, without going there.
      const back = new URL(await backOf(url));
      await Promise.all([1, 2, 3].map(() => visitor.opens(back.href)));
      await visitor.opens(back.href);
      expect(await evidence(number)).toEqual(['voucher proved']);
      expect((await people.sql(`select 1 from outbound_message m join ticket t on t.id = m.ticket_id where t.number = ? and m.kind = 'notice' and m.variables->>'event' = 'voucher-answered'`, [number])).length).toBe(1);
    });

    /** Signs in as whoever sits there, and stops before our own door. */
    async function backOf(url: string): Promise<string> {
      const cookies = new Map<string, string>();
      for (let next = url; ;) {
        const answer = await fetch(next, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
        for (const line of answer.headers.getSetCookie()) cookies.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1, line.indexOf(';')));
        next = new URL(answer.headers.get('location')!, next).href;
        if (next.startsWith(api.url)) return next;
      }
    }

    it('is over when they are registered no longer by the time they are back', async () => {
      const { number, visitor, page } = await asked();
      const { url } = await departs(visitor, page);
      for (const row of scim.rows.values()) if (row['userName'] === `u${count}`) Object.assign(row, { [ENTERPRISE]: {} });
      expect((await visitor.opens(url)).status).toBe(410);
      expect(await evidence(number)).toEqual([]);
    });

    it('leaves by forms of ours alone, and comes back to the configured address whatever Host says', async () => {
      const { visitor, page } = await asked();
      expect((await new Visitor().submits(page, YES, '/v/home/verbund')).status).toBe(403);
      expect((await visitor.submits(page, YES, '/v/home/verbund')).html).not.toContain('evil.example');
      const forged = await fetch(`${api.url}/v/home/verbund?lang=en`, { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' }, redirect: 'manual' });
      expect([forged.status, forged.headers.get('location')]).toEqual([303, '/v/answer?lang=en']);
    });

    it('says so on our page when the organisation is away, and can be begun again', async () => {
      const { number, visitor, page } = await asked();
      const { url } = await departs(visitor, page);
      const back = await backOf(url);
      home.isAway = true;
      expect((await visitor.opens(back)).text).toContain('antwortet gerade nicht');
      home.isAway = false;
      expect((await visitor.opens((await departs(visitor, page)).url)).text).toContain('dass Sie für die Person bürgen');
      expect(await evidence(number)).toEqual(['voucher proved']);
    });
  });

  it('nobody learns from the page who may vouch: what is no link is no link', async () => {
    for (const path of ['/v/answer', `/v/${'x'.repeat(43)}`, '/v/done', '/v/done?said=maybe']) expect((await new Visitor().opens(`${api.url}${path}`)).status).toBe(404);
    const visitor = new Visitor();
    await visitor.opens(`${api.url}/v/${'x'.repeat(43)}`);
    expect((await visitor.opens(`${api.url}/v/back/${SCIM}/verbund?code=x&state=y`)).status).toBe(404);
  });
});

