import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generate } from 'otplib';
import type { Limits } from '#agents';
import type { OfficeDecided, OfficeDetail, OfficeList, OfficePreview, OfficeUsername, TicketView, WaitingCounts } from '#contracts';
import { CreateBuiltinAccount, Directories, type BuiltinAccountToCreate } from '#directory';
import { hashToken, newId, Secret } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes } from '#portals';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';

const DAY_MS = 86_400_000;

describe('the approval office at the HTTP door', () => {
  let api: TestApi;
  let mara: AgentClient;
  let ilse: AgentClient;
  let otto: AgentClient;
  let school: AgentClient;
  beforeAll(async () => {
    api = await TestApi.open();
    for (const portalKey of ['school', 'manufacturer']) {
      await api.get(Mailboxes).save({ portalKey, address: `help@${portalKey}.example`, displayName: 'Help', imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x') });
    }
    office = async (name, portals = [], limits = {}) => {
      const agent = await api.agent(name, ['approver'], portals, { limits });
      const { secret } = await agent.post<{ secret: string }>('/api/v1/session/second-factor');
      await agent.post('/api/v1/session/second-factor/confirm', { code: await generate({ secret }) });
      return agent;
    };
    [mara, ilse, otto, school] = [await api.agent('mara', ['agent', 'security', 'admin', 'auditor']), await office('ilse'), await office('otto'), await office('sekretariat', ['school'])];
  });
  afterAll(() => api?.close());

  let office: (name: string, portals?: string[], limits?: Limits) => Promise<AgentClient>;
  let made = 0;
  /** Somebody whose registration waits; nobody wrote a mail. */
  async function waits(portal: 'school' | 'manufacturer', more: Partial<BuiltinAccountToCreate> & { address?: string } = {}): Promise<{ portal: string; account: string }> {
    made += 1;
    const { address = `person${made}@post.example`, ...account } = more;
    const ref = await api.get(CreateBuiltinAccount).run({
      portalKey: portal, username: `l.baker${made}`, givenName: 'Lotte', familyName: 'Baker', userType: 'customer', state: 'registration-locked', addresses: [{ address }],
      registration: { waitsFor: 'data-release', registeredAt: new Date(Date.now() - DAY_MS), corrections: [{ field: 'familyName', onFile: 'Baker', given: 'Becker' }], proposedUsername: `l.becker${made}` }, ...account,
    });
    return { portal, account: ref };
  }
  const listed = async (agent: AgentClient, account: string) => (await agent.get<OfficeList>('/api/v1/office')).items.find((one) => one.account === account);
  const detail = (agent: AgentClient, { portal, account }: { portal: string; account: string }) => agent.get<OfficeDetail>(`/api/v1/office/item?portal=${portal}&account=${account}`);
  const decides = async (agent: AgentClient, who: { portal: string; account: string }, type: string, parameters = {}, { key = randomUUID() as string, seen = '' } = {}) => (
    agent.post<OfficeDecided>('/api/v1/office/decisions', { ...who, type, seen: seen || ((await listed(ilse, who.account))?.seen ?? 'gone'), idempotencyKey: key, parameters })
  );
  const accountOf = ({ portal, account }: { portal: string; account: string }) => api.get(Directories).of(portal).get(account);
  const mailsTo = async (ticketNumber: string) => api.get(Database).read((em) => em.execute<{ kind: string; variables: Record<string, unknown> }[]>(
    'select m.kind, m.variables from outbound_message m join ticket t on t.id = m.ticket_id where t.number = ? order by m.created_at, m.id', [ticketNumber]));

  it('is for the office of the portals that somebody may see; others hear no, or that there is nothing', async () => {
    const pupil = await waits('school');
    const customer = await waits('manufacturer');
    expect(await mara.refusalOf(mara.get('/api/v1/office'))).toMatchObject({ status: 403 });
    expect(await mara.refusalOf(decides(mara, pupil, 'release-registration-data'))).toMatchObject({ status: 403 });
    expect((await ilse.get<OfficeList>('/api/v1/office')).portals.map(({ key, office }) => [key, office?.en ?? null]).toSorted()).toEqual([
      ['chamber', null], ['manufacturer', 'Registration office'], ['media-centre', null], ['school', 'Secretariat'], ['service-desk', null],
    ]);
    const { items, portals } = await school.get<OfficeList>('/api/v1/office');
    expect([portals.map(({ key }) => key), new Set(items.map(({ portal }) => portal))]).toEqual([['school'], new Set(['school'])]);
    for (const call of [() => detail(school, customer), () => decides(school, customer, 'release-registration-data'), () => detail(school, { ...pupil, account: newId() })]) expect(await school.refusalOf(call())).toMatchObject({ status: 404, code: 'recovery.not-at-office' });
  });

  it('is narrowed by queue and by kind of account, with a ticket and without (R54)', async () => {
    const customer = await waits('school');
    const [teachers, customers, elsewhere] = [await office('lehrer', ['school'], { school: { kinds: ['teacher'] } }), await office('kunden', ['school'], { school: { kinds: ['customer'] } }), await office('triage', ['school'], { school: { queues: ['triage'] } })];
    expect(await Promise.all([teachers, customers, elsewhere].map(async (who) => (await listed(who, customer.account)) !== undefined))).toEqual([false, true, false]);
    for (const who of [teachers, elsewhere]) {
      const body = { ...customer, type: 'release-registration-data' };
      for (const call of [() => detail(who, customer), () => decides(who, customer, 'release-registration-data'), () => who.post('/api/v1/office/previews', body), () => who.post('/api/v1/office/proofs', customer), () => who.get(`/api/v1/office/user-name?portal=school&account=${customer.account}&username=x`)]) {
        expect(await who.refusalOf(call())).toMatchObject({ status: 404, code: 'recovery.not-at-office' });
      }
    }
    expect((await detail(customers, customer)).actions.length).toBeGreaterThan(0);
  });

  it('shows what waits with the oldest promise first, although nobody wrote a mail', async () => {
    const late = await waits('school', { registration: { waitsFor: 'data-release', registeredAt: new Date(Date.now() - 20 * DAY_MS), corrections: [{ field: 'familyName', onFile: 'Baker', given: 'Becker' }] } });
    const { items } = await ilse.get<OfficeList>('/api/v1/office');
    expect(items[0]).toMatchObject({ account: late.account, kinds: ['changed-data'], ticketNumber: null, person: 'Lotte Baker' });
    expect(items.map(({ dueAt }) => dueAt)).toEqual(items.map(({ dueAt }) => dueAt).toSorted());
  });

  it('says beside its name how many wait for whom, and less as soon as one is decided', async () => {
    const counted = async (agent: AgentClient) => (await agent.get<WaitingCounts>('/api/v1/waiting')).office;
    const shown = async (agent: AgentClient) => (await agent.get<OfficeList>('/api/v1/office')).items.length;
    const pupil = await waits('school');
    const [all, ofSchool] = [await shown(ilse), await shown(school)];
    expect(all).toBeGreaterThan(ofSchool);
    expect([await counted(ilse), await counted(school), await counted(mara)]).toEqual([all, ofSchool, undefined]);
    expect((await decides(school, pupil, 'release-registration-data')).state).toBe('done');
    expect([await counted(ilse), await counted(school)]).toEqual([all - 1, ofSchool - 1]);
    // A directory is asked once for many numbers.
    const directory = jest.spyOn(api.get(Directories), 'of');
    await Promise.all(Array.from({ length: 5 }, () => counted(ilse)));
    expect(directory).not.toHaveBeenCalled();
    directory.mockRestore();
  });

  it('releases changed data with the name that follows, on a ticket of its own; the same key again does nothing', async () => {
    await waits('school', { username: 'l.neu', state: 'active', registration: undefined });
    const pupil = await waits('school', { registration: { waitsFor: 'data-release', registeredAt: new Date(), corrections: [{ field: 'familyName', onFile: 'Baker', given: 'Neu' }], proposedUsername: 'l.neu' } });
    const seen = await detail(ilse, pupil);
    expect(seen).toMatchObject({
      item: { kinds: ['changed-data', 'user-name'], proposedUsername: 'l.neu' }, suggestedUsername: 'l.neu2', usernames: 'editable',
      data: expect.arrayContaining([{ field: 'familyName', before: 'Baker', after: 'Neu', editable: true, taken: true }, { field: 'username', before: seen.item.username, after: 'l.neu', editable: false, taken: true }]),
      actions: expect.arrayContaining([{ type: 'release-registration-data', locked: false, why: null, secondPerson: false }]),
    });
    expect(JSON.stringify(seen)).not.toContain('@post.example');
    const asked = (username: string) => ilse.get<OfficeUsername>(`/api/v1/office/user-name?portal=school&account=${pupil.account}&username=${username}`);
    expect([await asked('l.neu'), await asked('l.frei')]).toEqual([{ free: false, suggestion: 'l.neu2' }, { free: true, suggestion: 'l.frei' }]);
    expect(await ilse.refusalOf(decides(ilse, pupil, 'release-registration-data'))).toMatchObject({ status: 409, code: 'recovery.username-taken' });
    // The name that was free is another than the proposed one, so somebody else looks, too.
    const key = randomUUID();
    const order = { username: 'l.neu2', profile: { familyName: 'Neumann' } };
    const preview = await ilse.post<OfficePreview>('/api/v1/office/previews', { ...pupil, type: 'release-registration-data', parameters: order });
    expect(preview).toMatchObject({ to: expect.stringContaining('•••'), text: expect.stringMatching(/Lotte Neumann[^]*l\.neu2/), subject: expect.not.stringContaining('[') });
    const first = await decides(ilse, pupil, 'release-registration-data', order, { key });
    expect(first.state).toBe('awaiting-approval');
    expect(await decides(ilse, pupil, 'release-registration-data', order, { key })).toEqual(first);
    expect((await detail(otto, pupil)).requested).toEqual({ familyName: 'Neumann', username: 'l.neu2' });
    expect([(await listed(ilse, pupil.account))?.request?.mine, (await listed(otto, pupil.account))?.request?.mine]).toEqual([true, false]);
    expect(await ilse.refusalOf(ilse.post(`/api/v1/actions/${first.actionId}/approval`, { decision: 'approve' }))).toMatchObject({ code: 'recovery.own-request' });
    expect(await otto.post(`/api/v1/actions/${first.actionId}/approval`, { decision: 'approve' })).toEqual({ state: 'done' });
    expect(await accountOf(pupil)).toMatchObject({ username: 'l.neu2', displayName: 'Lotte Neumann', state: 'pending-activation' });
    expect(await decides(ilse, pupil, 'release-registration-data', order, { key })).toEqual({ ...first, state: 'done' });
    expect(await listed(ilse, pupil.account)).toBeUndefined();
    const ticket = await ilse.get<TicketView>(`/api/v1/tickets/${first.ticketNumber}`);
    expect(ticket).toMatchObject({ queue: 'secretariat', caseType: 'registration-data-changed' });
    expect(JSON.stringify(ticket)).toContain('action.approved-by-second-person');
    expect((await mailsTo(first.ticketNumber)).map(({ kind }) => kind)).toContain('registration-released');
  });

  it('lets one of two decide who decide at once, whatever they decide', async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      const pupil = await waits('school');
      const seen = { seen: (await listed(ilse, pupil.account))!.seen };
      const other = turn % 2 === 0 ? { type: 'release-registration-data' } : { type: 'refuse-registration', parameters: { reasonKey: 'unknown-person' } };
      const answers = await Promise.allSettled([decides(ilse, pupil, 'release-registration-data', {}, seen), decides(otto, pupil, other.type, other.parameters, seen)]);
      const done = answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value.state === 'done' ? [answer.value] : []));
      expect(done).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      for (const answer of answers) if (answer.status === 'rejected') expect(['recovery.case-busy', 'recovery.not-at-office']).toContain(answer.reason.problem.code);
      const tickets = await api.get(Database).read((em) => em.execute('select id from recovery_case where account_ref = ?', [pupil.account]));
      expect(tickets).toHaveLength(1);
      expect((await mailsTo(done[0]!.ticketNumber)).filter(({ kind }) => kind === 'registration-released' || kind === 'registration-refused')).toHaveLength(1);
    }
  });

  it('compares what entitles a registration, and approves once the mailbox is proved', async () => {
    await api.get(CreateBuiltinAccount).entitle('manufacturer', [{ name: 'serialNumber', value: 'QX417B' }, { name: 'companyDomain', value: 'werke.example' }]);
    const registers = (claims: Record<string, string>, address?: string) => waits('manufacturer', { ...(address && { address }), registration: { waitsFor: 'approval', registeredAt: new Date(), claims } });
    const known = await registers({ serialNumber: 'qx417b', companyDomain: 'elsewhere.example' });
    const pretends = await registers({ companyDomain: 'werke.example' }, 'pretends@freemail.example');
    const seen = await detail(ilse, known);
    expect(seen).toMatchObject({ asked: ['serialNumber', 'contractNumber', 'companyDomain'], mailboxProof: 'none', entitlements: [
      { name: 'serialNumber', given: 'qx417b', verdict: 'fits', because: 'on-list', hint: { de: expect.stringContaining('AB123Z') } },
      { name: 'contractNumber', given: null, verdict: 'cannot-be-checked', because: 'not-given' }, { name: 'companyDomain', given: 'elsewhere.example', verdict: 'does-not-fit', because: 'not-on-list' },
    ] });
    expect((await detail(ilse, pretends)).entitlements.at(-1)).toMatchObject({ verdict: 'does-not-fit', because: 'address-elsewhere' });
    expect(await ilse.refusalOf(decides(ilse, pretends, 'approve-registration'))).toMatchObject({ code: 'recovery.not-entitled' });
    expect(await ilse.refusalOf(decides(ilse, known, 'approve-registration'))).toMatchObject({ code: 'recovery.level-too-low' });

    const { ticketNumber } = await ilse.post<{ ticketNumber: string }>('/api/v1/office/proofs', known);
    expect((await mailsTo(ticketNumber)).map(({ kind }) => kind)).toContain('mailbox-proof');
    expect(await detail(ilse, known)).toMatchObject({ mailboxProof: 'running', item: { ticketNumber } });
    const { addresses } = (await accountOf(known))!;
    await api.get(Database).read((em) => em.execute(
      `insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, detail) select ?, 'manufacturer', ?, c.id, 'mailbox', 'proved', now(), now() + interval '1 day', ? from recovery_case c where c.account_ref = ?`,
      [newId(), known.account, JSON.stringify({ channel: hashToken(addresses[0]!.address) }), known.account]));
    expect(await detail(ilse, known)).toMatchObject({ mailboxProof: 'proved', actions: expect.arrayContaining([{ type: 'approve-registration', locked: false, why: null, secondPerson: false }]) });
    expect(await decides(ilse, known, 'approve-registration')).toMatchObject({ state: 'done', ticketNumber });
    expect((await accountOf(known))?.state).toBe('active');
  });

  it('refuses with a reason of the portal\'s, in the language of the person; a reason or a name of one\'s own is none', async () => {
    const customer = await waits('manufacturer', { locale: 'en', registration: { waitsFor: 'approval', registeredAt: new Date(), claims: { serialNumber: 'ZZ999Z' } } });
    for (const parameters of [{ reasonKey: 'made-up' }, {}]) expect(await ilse.refusalOf(decides(ilse, customer, 'refuse-registration', parameters))).toMatchObject({ status: 422 });
    const renamed = await waits('manufacturer');
    expect(await ilse.refusalOf(decides(ilse, renamed, 'release-registration-data', { username: 'boss' }))).toMatchObject({ code: 'recovery.parameter-misfit', missing: ['parameter:username'] });
    const { text } = await ilse.post<OfficePreview>('/api/v1/office/previews', { ...customer, type: 'refuse-registration', parameters: { reasonKey: 'serial-number-unknown' } });
    expect(text).toContain('We do not know the product serial number');
    const { ticketNumber, state } = await decides(ilse, customer, 'refuse-registration', { reasonKey: 'serial-number-unknown' });
    expect([state, (await accountOf(customer))?.state]).toEqual(['done', 'disabled']);
    expect((await mailsTo(ticketNumber)).find(({ kind }) => kind === 'registration-refused')?.variables).toMatchObject({ reason: expect.stringContaining('We do not know the product serial number') });
  });

  it('asks for those who wait without reading everybody else', async () => {
    const plans = await api.get(Database).transaction(async (tx) => {
      await tx.execute(`insert into builtin_account (id, created_at, portal_key, username, username_canonical, given_name, family_name, user_type, state, facts, spent_password_hashes, search_keys, version)
        select gen_random_uuid(), now(), 'school', 'crowd' || n, 'crowd' || n, 'A', 'B', 'pupil', 'active', '{}', '[]', '{}', 1 from generate_series(1, 5000) n`);
      await tx.execute(`insert into recovery_case (id, created_at, updated_at, ticket_id, portal_key, case_type, state, account_ref, candidates, claimed, version)
        select gen_random_uuid(), now(), now(), gen_random_uuid(), 'school', 'forgot-password', 'evidence', 'crowd' || n, '[]', '{}', 1 from generate_series(1, 5000) n`);
      for (const table of ['builtin_account', 'recovery_case']) await tx.execute(`analyze ${table}`);
      const plan = async (sql: string) => JSON.stringify(await tx.execute(`explain ${sql}`));
      const waiting = await plan(`select * from builtin_account where portal_key = 'school' and state = 'registration-locked' order by id limit 200`);
      const wishes = await plan(`select * from recovery_case where portal_key = 'school' and state not in ('closed', 'done') and case_type in ('username-change') order by created_at desc limit 200`);
      return { waiting, wishes };
    });
    expect(plans).toEqual({ waiting: expect.stringContaining('builtin_account_waiting_index'), wishes: expect.stringContaining('recovery_case_office_index') });
  });
});
