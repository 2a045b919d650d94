import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { solveChallenge } from 'altcha-lib/v1';
import { CreateBuiltinAccount, Directories, DirectoryUnreachable } from '#directory';
import { HOUR_MS, MINUTE_MS, Secret } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes } from '#portals';
import { AskForLink, SendAskedLink } from '#recovery';
import { TestApi } from '../support/api.js';
import { MortalDatabase } from '../support/mortal-database.js';
import { Visitor, type Page } from '../support/visitor.js';

interface Asked { readonly recipient: string; readonly kind: string }

/** Everything but what differs at every look: the nonce of the style. */
const bytesOf = (page: Page): string => page.html.replace(/nonce="[^"]*"/g, '');

describe('"forgot your password" on a page', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.open({ REKEY_DEMO: 'true' });
    for (const portalKey of ['school', 'media-centre']) {
      await api.get(Mailboxes).save({ portalKey, address: `support@${portalKey}.example`, displayName: 'Support', imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x') });
    }
    const create = api.get(CreateBuiltinAccount);
    const common = { givenName: 'Nora', familyName: 'Anders', userType: 'pupil', password: new Secret('Elf Segel im Morgenwind') } as const;
    await create.run({ ...common, portalKey: 'school', username: 'nora', addresses: [{ address: 'nora@post.example' }, { address: 'nora@zweit.example' }] });
    await create.run({ ...common, portalKey: 'school', username: 'frieda', state: 'frozen', addresses: [{ address: 'frieda@post.example' }] });
    await create.run({ ...common, portalKey: 'school', username: 'greta', userType: 'teacher', privileged: true, addresses: [{ address: 'greta@post.example' }] });
    await create.run({ ...common, portalKey: 'school', username: 'paul', state: 'pending-activation', addresses: [{ address: 'paul@post.example' }] });
    await create.run({ ...common, portalKey: 'media-centre', username: 'mia', addresses: [{ address: 'mia@post.example' }] });
  });
  afterAll(() => api?.close());

  /** What the worker does with what was asked for: the jobs of the outbox, each once. */
  async function worker(): Promise<void> {
    const jobs = await api.get(Database).read((em) => em.execute<{ payload: { askedLinkId: string } }[]>(`delete from outbox_job where name = 'recovery.send-asked-link' returning payload`));
    for (const { payload } of jobs) await api.get(SendAskedLink).run(payload);
  }
  const requests = async () => (await api.get(Database).read((em) => em.execute<{ id: string }[]>('select id from asked_link order by created_at'))).map(({ id }) => id);
  const page = (portal: string, visitor = new Visitor()) => visitor.opens(`${api.url}/r/forgotten?portal=${portal}`);
  async function asks(login: string, portal = 'school', visitor = new Visitor()): Promise<Page> {
    const said = await visitor.submits(await page(portal, visitor), { login });
    await worker();
    return said;
  }
  const mails = (): Promise<Asked[]> => api.get(Database).read((em) => em.execute<Asked[]>('select recipient, kind from outbound_message order by created_at, id'));

  it('asks first where somebody wants to sign in, and not for which code', async () => {
    const { text } = await new Visitor().opens(`${api.url}/r/forgotten`);
    expect(text).toContain('Bei welchem Portal möchten Sie sich anmelden?');
    expect(text).not.toContain('Für welches Portal ist der Code?');
    expect((await new Visitor().opens(`${api.url}/r/code`)).text).toContain('Für welches Portal ist der Code?');
  });

  it('mails a link to the address on file, by user name or address, and shows the desk that it did', async () => {
    expect((await asks('nora@zweit.example')).status).toBe(200);
    expect(await mails()).toEqual([{ recipient: 'nora@zweit.example', kind: 'recovery-link' }]);
    await asks('paul');
    expect((await mails()).at(-1)).toEqual({ recipient: 'paul@post.example', kind: 'activation-link' });
    const tickets = await api.get(Database).read((em) => em.execute(`select t.case_type, t.queue, t.state, t.requester_canonical, c.account_ref is not null as linked from ticket t join recovery_case c on c.ticket_id = t.id order by t.number`));
    expect(tickets).toMatchObject([{ case_type: 'forgot-password', queue: 'self-service-links', state: 'waiting', requester_canonical: 'nora@zweit.example', linked: true }, { requester_canonical: 'paul@post.example' }]);
  });

  it('answers everybody alike, byte for byte, and leaves no trace of who is unknown, frozen or too important (R24, R26, T10)', async () => {
    const before = await mails();
    const rows = async () => (await api.get(Database).read((em) => em.execute<{ state: string; password_hash: string }[]>(`select state, password_hash from builtin_account order by id`)));
    const accounts = await rows();
    const answers = [];
    for (const login of ['nora', 'nobody-here', 'nobody@nowhere.example', 'frieda', 'greta', '<b>', 'x'.repeat(320)]) answers.push(await asks(login));
    const [first, ...others] = answers;
    expect(first!.status).toBe(200);
    for (const other of others) {
      expect({ status: other.status, bytes: bytesOf(other) }).toEqual({ status: first!.status, bytes: bytesOf(first!) });
      expect([...other.headers.keys()].filter((name) => name !== 'set-cookie')).toEqual([...first!.headers.keys()].filter((name) => name !== 'set-cookie'));
    }
    expect(await mails()).toEqual(before);
    expect(await rows()).toEqual(accounts);
  });

  it('has answered before it looks whether there is such an account (R25)', async () => {
    const visitor = new Visitor();
    const form = await page('school', visitor);
    await api.get(Database).read((em) => em.execute('delete from limit_hit'));
    await api.get(Database).transaction(async (tx) => {
      // Nobody can look for an account now; everybody gets their answer all the same.
      await tx.execute('lock table builtin_account in access exclusive mode');
      for (const login of ['nora', 'nobody-here']) expect((await visitor.submits(form, { login })).status).toBe(200);
    });
    await worker();
  });

  it('stops after ten requests from one place within the hour, without saying so (5.8)', async () => {
    await api.get(Database).read((em) => em.execute('delete from limit_hit'));
    const before = (await mails()).length;
    for (let more = 0; more < 10; more += 1) expect((await asks('nobody-here')).status).toBe(200);
    await asks('nora');
    expect(await mails()).toHaveLength(before);
  });

  it('takes no more than those ten when thirty come at once', async () => {
    await api.get(Database).read((em) => em.execute('delete from limit_hit'));
    await Promise.all(Array.from({ length: 30 }, () => api.get(AskForLink).run({ portalKey: 'school', login: 'nobody-here', language: 'de', ip: '192.0.2.9' })));
    expect(await api.get(Database).read((em) => em.execute(`select 1 from limit_hit where "limit" = 'new-link-source'`))).toHaveLength(10);
  });

  it('stops after a hundred requests from one network, whoever of it asks (5.8)', async () => {
    await api.get(Database).read((em) => em.execute('delete from limit_hit'));
    const ask = (host: number) => api.get(AskForLink).run({ portalKey: 'school', login: 'nobody-here', language: 'de', ip: `198.51.100.${host}` });
    for (let host = 0; host < 101; host += 1) await ask(host);
    expect(await api.get(Database).read((em) => em.execute(`select 1 from limit_hit where "limit" = 'new-link-network'`))).toHaveLength(100);
    await worker();
  });

  describe('survives', () => {
    const later = (ms: number) => api.get(SendAskedLink).settleLate(new Date(Date.now() + ms));
    const person = async (username: string) => {
      await api.get(Database).read((em) => em.execute('delete from limit_hit'));
      return api.get(CreateBuiltinAccount).run({ portalKey: 'school', username, givenName: 'Nora', familyName: 'Anders', userType: 'pupil', state: 'active', addresses: [{ address: `${username}@post.example` }] });
    };
    const mailsTo = async (username: string) => (await mails()).filter(({ recipient }) => recipient === `${username}@post.example`);
    const asking = (login: string) => api.get(AskForLink).run({ portalKey: 'school', login, language: 'de', ip: '192.0.2.7' });

    it('the death of any process at any step: who was answered gets one link, who was not asks again and gets one', async () => {
      const mortal = new MortalDatabase(api.get(Database), () => new Error('killed'));
      let isAnswered = false;
      let lived = false;
      for (let step = 1; !lived; step += 1) {
        const username = `crash${step}`;
        await person(username);
        isAnswered = false;
        lived = await mortal.run(step, 'all', async () => {
          await asking(username);
          isAnswered = true;
          await worker();
        });
        await later(2 * MINUTE_MS);
        await worker();
        if (!isAnswered && (await mailsTo(username)).length === 0) {
          await asking(username);
          await worker();
        }
        expect({ step, mails: await mailsTo(username), requests: await requests() }).toEqual({ step, mails: [{ recipient: `${username}@post.example`, kind: 'recovery-link' }], requests: [] });
        expect(step).toBeLessThan(60);
      }
    });

    it('a lost job, two workers at once, and a job that comes twice', async () => {
      await person('doris');
      await asking('doris');
      await api.get(Database).read((em) => em.execute('delete from outbox_job'));
      const [askedLinkId] = await requests();
      expect(await later(2 * MINUTE_MS)).toEqual({ again: 1, over: 0 });
      await Promise.all([0, 1, 2, 3].map(() => api.get(SendAskedLink).run({ askedLinkId: askedLinkId! })));
      await worker();
      expect(await mailsTo('doris')).toHaveLength(1);
      expect(await requests()).toEqual([]);
    });

    it('a directory that is away, for an hour and no longer; what was typed lies sealed until then', async () => {
      await person('hedda');
      const directory = api.get(Directories).of('school');
      const find = directory.find.bind(directory);
      Object.assign(directory, { find: () => Promise.reject(new DirectoryUnreachable('school', 'away')) });
      await asking('hedda');
      await asking('my password by mistake');
      const [row] = await api.get(Database).read((em) => em.execute<{ text: string }[]>(`select concat((select json_agg(a)::text from asked_link a), (select json_agg(o)::text from outbox_job o)) as text`));
      for (const typed of ['hedda', 'by mistake']) expect(row!.text).not.toContain(typed);
      await expect(worker()).rejects.toBeInstanceOf(DirectoryUnreachable);
      expect(await requests()).toHaveLength(2);
      Object.assign(directory, { find });
      const [first, second] = await requests();
      await api.get(SendAskedLink).run({ askedLinkId: first! });
      expect(await mailsTo('hedda')).toHaveLength(1);
      expect(await requests()).toEqual([second]);
      expect(await later(HOUR_MS + MINUTE_MS)).toEqual({ again: 0, over: 1 });
      expect(await requests()).toEqual([]);
    });
  });

  it('wants a puzzle solved where the portal says so: ours, in time, once; a mail does the same', async () => {
    await api.get(Database).read((em) => em.execute('delete from limit_hit'));
    const visitor = new Visitor();
    const form = await page('media-centre', visitor);
    expect(form.text).toMatch(/Ohne JavaScript geht es auch, aber nur zweimal in der Stunde/);
    expect(form.html).toMatch(/mailto:/);
    expect(form.headers.get('content-security-policy')).toContain("script-src 'self'");
    // Without script nobody can solve it, and is let through under a brake of their own: the third within the hour is not.
    for (let time = 0; time < 3; time += 1) expect(await visitor.submits(form, { login: 'nobody-here' })).toMatchObject({ status: 200 });
    expect(await requests()).toHaveLength(2);
    await worker();
    await api.get(Database).read((em) => em.execute('delete from limit_hit'));

    const puzzle = JSON.parse(/data-puzzle="([^"]*)"/.exec(form.html)![1]!.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as { challenge: string; salt: string; algorithm: string; signature: string; maxnumber: number };
    const { number } = (await solveChallenge(puzzle.challenge, puzzle.salt, puzzle.algorithm, puzzle.maxnumber).promise)!;
    const solved = (more: object = {}): string => Buffer.from(JSON.stringify({ ...puzzle, number, ...more })).toString('base64');
    for (const wrong of ['rubbish', solved({ number: number + 1 }), solved({ salt: `${puzzle.salt}&expires=9999999999` }), solved({ signature: 'x' })]) {
      expect((await visitor.submits(form, { login: 'mia', altcha: wrong })).status).toBe(422);
    }
    const both = await Promise.all([visitor.submits(form, { login: 'mia', altcha: solved() }), visitor.submits(form, { login: 'mia', altcha: solved() })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    await worker();
    expect((await mails()).filter(({ recipient }) => recipient === 'mia@post.example')).toHaveLength(1);
  });

  it('is reached from the sign-in page, asks for the portal where none is named, and says what is missing', async () => {
    expect((await new Visitor().opens(`${api.url}/portal/school`)).html).toContain('/r/forgotten?portal=school');
    expect((await new Visitor().opens(`${api.url}/r/forgotten`)).html).toContain('/r/forgotten?portal=chamber');
    expect((await asks('')).text).toMatch(/Geben Sie Ihren Benutzernamen/);
  });
});
