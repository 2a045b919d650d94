import { describe, expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '#kernel';
import { CompareFacts, EscalateCase, LinkAccount, ProveMailbox, RecordCallBackCode, RevealSecret, SearchCandidates, SettleStuckActions, StartCallBack, StartMailboxProof, StatusOfTicket } from '#recovery';
import { Scene } from '../support/recovery-scene.js';
import { Killed, tokenOf } from '../support/recovery-world.js';

const scene = new Scene();

describe('the agent\'s way', () => {
  it('goes over a mailbox proof to a password that is shown once and must be changed', async () => {
    const { number, ticketId } = await scene.asksAPerson();
    const before = await scene.describeCase(ticketId);
    expect(before.account?.addresses[0]?.masked).toBe('a•••@p•••.example');
    expect(before.actions.find(({ type }) => type === 'issue-temporary-password')).toMatchObject({ locked: true, why: { code: 'recovery.level-too-low', missing: ['points:3'] } });
    expect(await scene.acts(number, 'issue-temporary-password')).toMatchObject({ allowed: false, refusal: 'recovery.level-too-low', missing: ['points:3'] });

    await scene.world.get(StartMailboxProof).run({ ticketNumber: number, agent: scene.world.mara });
    const proof = await scene.lastMail('mailbox-proof');
    const token = tokenOf(proof.secrets['link']!);
    expect(await scene.world.get(ProveMailbox).run({ token, code: 'AAAA2222' })).toMatchObject({ refusal: 'recovery.code-wrong', missing: ['tries:4'] });
    expect(await scene.world.get(ProveMailbox).run({ token, code: proof.secrets['code']! })).toEqual({ allowed: true });
    expect(await scene.world.get(ProveMailbox).run({ token, code: proof.secrets['code']! })).toMatchObject({ refusal: 'recovery.link-used' });
    expect((await scene.lastMail('notice', scene.anna.second)).variables).toMatchObject({ event: 'case-opened' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ state: 'ready', level: 1, points: 3 });

    const [first, second] = await Promise.all([scene.acts(number, 'issue-temporary-password', 'one-press'), scene.acts(number, 'issue-temporary-password', 'one-press')]);
    expect(first).toMatchObject({ allowed: true });
    expect(second).toMatchObject({ allowed: true, actionId: (first as { actionId: string }).actionId });
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'temporary-password')).toHaveLength(1);

    const mail = await scene.lastMail('temporary-password');
    const link = { token: tokenOf(mail.secrets['link']!), code: mail.secrets['code']! };
    for (let scan = 0; scan < 3; scan += 1) expect(await scene.world.get(RevealSecret).look(link.token)).toMatchObject({ state: 'usable' });
    const shown = await Promise.all(Array.from({ length: 4 }, () => scene.world.get(RevealSecret).run(link)));
    const revealed = shown.filter((one) => one.allowed);
    expect(revealed).toHaveLength(1);
    const { secret, endsAt } = revealed[0] as Extract<(typeof shown)[number], { allowed: true }>;
    expect(endsAt).toEqual(new Date(scene.world.clock.now().getTime() + HOUR_MS));
    expect(await scene.world.get(RevealSecret).run(link)).toMatchObject({ refusal: 'recovery.link-used' });
    expect(await scene.world.account('school', scene.anna.ref)).toMatchObject({ mustChangePassword: true, temporaryPasswordExpiresAt: endsAt });
    expect(await scene.signsIn(secret.reveal())).toMatchObject({ allowed: true, mustChange: true });
    const rows = await scene.world.rows<{ text: string }>(`select coalesce(json_agg(g)::text, '') || coalesce((select json_agg(a)::text from audit_entry a), '') || coalesce((select json_agg(o)::text from outbox_job o), '') || coalesce((select json_agg(m)::text from outbound_message m), '') as text from recovery_grant g`);
    for (const clear of [secret.reveal(), link.token, link.code, token]) expect(rows[0]!.text).not.toContain(clear);
    for (const verb of ['proof.started', 'evidence.recorded', 'action.done', 'secret.revealed']) expect(await scene.world.events(ticketId)).toContain(verb);
  });

  it.each(['before', 'after'] as const)('settles a temporary password that was killed just %s the directory, with a new one', async (dies) => {
    const { number, ticketId } = await scene.asksAPerson();
    await scene.provesMailbox(number);
    scene.world.directories.dies = dies;
    await expect(scene.acts(number, 'issue-temporary-password', 'killed')).rejects.toBeInstanceOf(Killed);
    expect(await scene.acts(number, 'issue-temporary-password', 'killed')).toMatchObject({ allowed: true, state: 'approved' });
    expect(await scene.acts(number, 'unlock')).toMatchObject({ allowed: false });
    expect(await scene.world.get(SettleStuckActions).run()).toBe(0);
    scene.world.clock.moveBy(2 * MINUTE_MS);
    const [one, other] = await Promise.all([scene.world.get(SettleStuckActions).run(), scene.world.get(SettleStuckActions).run()]);
    expect(one + other).toBe(1);
    expect(await scene.acts(number, 'issue-temporary-password', 'killed')).toMatchObject({ allowed: true, state: 'done' });
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'temporary-password')).toHaveLength(1);
    const { secrets } = await scene.lastMail('temporary-password');
    const revealed = await scene.world.get(RevealSecret).run({ token: tokenOf(secrets['link']!), code: secrets['code']! });
    expect(revealed).toMatchObject({ allowed: true });
    if (revealed.allowed) expect(await scene.signsIn(revealed.secret.reveal())).toMatchObject({ allowed: true, mustChange: true });
    expect((await scene.describeCase(ticketId)).actionHistory).toMatchObject([{ type: 'issue-temporary-password', state: 'done' }]);
  });

  it('lets only the latest attempt write the result when the first was slow, not dead', async () => {
    const { number } = await scene.asksAPerson();
    await scene.provesMailbox(number);
    let goesOn = (): void => undefined;
    scene.world.directories.slow = new Promise((resolve) => (goesOn = resolve));
    const slow = scene.acts(number, 'issue-temporary-password', 'slow');
    // It stands before the directory, however long that took.
    while (scene.world.directories.slow !== undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    scene.world.clock.moveBy(2 * MINUTE_MS);
    expect(await scene.world.get(SettleStuckActions).run()).toBe(1);
    goesOn();
    expect(await slow).toMatchObject({ allowed: true, state: 'done' });
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'temporary-password')).toHaveLength(1);
  });

  it('lets two agents at once issue one temporary password, not two', async () => {
    const { number } = await scene.asksAPerson();
    await scene.provesMailbox(number);
    const answers = await Promise.all(['by-mara', 'by-ruth'].map((key) => scene.acts(number, 'issue-temporary-password', key)));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(answers.find(({ allowed }) => !allowed)).toMatchObject({ refusal: expect.stringMatching(/^recovery\.(case-busy|cooling-down)$/) });
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'temporary-password')).toHaveLength(1);
  });

  it('never lets a privileged account through without a second person, whatever is proved', async () => {
    await scene.world.rows('update builtin_account set privileged = true where id = ? returning id', [scene.anna.ref]);
    const { number, ticketId, instant } = await scene.world.writes(scene.anna.address);
    expect(instant).toEqual({ allowed: false, because: ['account.privileged'] });
    expect(await scene.acts(number, 'send-recovery-link')).toMatchObject({ refusal: 'recovery.level-too-low' });
    await scene.provesMailbox(number);
    expect(await scene.acts(number, 'send-recovery-link')).toMatchObject({ allowed: true, state: 'awaiting-approval' });
    expect((await scene.describeCase(ticketId)).actions.filter(({ locked }) => !locked).map(({ type }) => type)).toEqual(['freeze']);
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'recovery-link')).toEqual([]);
  });

  it('unlocks once the requester is recognised, and a killed unlock is not done twice', async () => {
    await scene.world.rows('update builtin_account set state = ? where id = ? returning id', ['locked', scene.anna.ref]);
    const { number } = await scene.asksAPerson();
    expect(await scene.acts(number, 'unlock')).toMatchObject({ refusal: 'recovery.level-too-low' });
    await scene.provesMailbox(number);
    scene.world.directories.dies = 'after';
    await expect(scene.acts(number, 'unlock', 'key-unlock')).rejects.toBeInstanceOf(Killed);
    scene.world.clock.moveBy(2 * MINUTE_MS);
    scene.world.directories.changes.length = 0;
    expect(await scene.world.get(SettleStuckActions).run()).toBe(1);
    expect(scene.world.directories.changes).toEqual([]);
    expect(await scene.world.account('school', scene.anna.ref)).toMatchObject({ state: 'active' });
    expect((await scene.lastMail('notice')).variables).toMatchObject({ event: 'account-unlocked' });
  });

  it('needs a fresh proof of the agent for what touches a credential', async () => {
    const { number, ticketId } = await scene.asksAPerson();
    await scene.provesMailbox(number);
    scene.world.clock.moveBy(16 * MINUTE_MS);
    expect(await scene.acts(number, 'issue-temporary-password')).toMatchObject({ refusal: 'recovery.fresh-proof-needed' });
    expect((await scene.describeCase(ticketId)).actions.find(({ type }) => type === 'issue-temporary-password')?.why?.code).toBe('recovery.fresh-proof-needed');
    expect(await scene.acts(number, 'send-recovery-link')).toMatchObject({ allowed: true, state: 'done' });
  });

  it('hands on what cannot be delivered safely instead of closing it, and tells whoever wrote nothing but that (R64)', async () => {
    // One writes for a known account, the other for none: both hear the same.
    const known = await scene.world.writes('anna.neu@elsewhere.example', { fields: { username: scene.anna.username } });
    const unknown = await scene.world.writes('nobody@elsewhere.example', { fields: { username: 'gibt-es-nicht' } });
    const handOn = (ticketNumber: string, agent = scene.world.mara) => scene.world.get(EscalateCase).run({ ticketNumber, agent, note: 'Keine Nummer, keine Anschrift.' });
    expect(await handOn(known.number, { ...scene.world.mara, roles: ['auditor'] })).toMatchObject({ refusal: 'agents.not-permitted' });
    for (const { number } of [known, known, unknown]) expect(await handOn(number)).toEqual({ allowed: true, queue: 'security' });
    expect(await scene.world.ticket(known.number)).toMatchObject({ state: 'open', queue: 'security', priority: 'high', assigneeId: null });
    expect((await scene.world.events(known.ticketId)).filter((verb) => verb === 'case.escalated')).toHaveLength(1);
    expect((await scene.describeCase(known.ticketId)).escalated).toMatchObject({ at: scene.world.clock.now().toISOString() });
    const [toKnown, toUnknown] = [await scene.world.mailsTo('anna.neu@elsewhere.example'), await scene.world.mailsTo('nobody@elsewhere.example')];
    const mail = { kind: 'request-handed-on', variables: { salutationName: null, agentCode: 'ma' }, secrets: {} };
    expect([toKnown, toUnknown]).toMatchObject([[mail], [mail]]);
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'request-handed-on')).toEqual([]);
    const lines = await scene.world.rows<{ detail: unknown }>(`select detail from audit_entry where verb = 'case.escalated' and ticket_number = ?`, [known.number]);
    expect(lines).toMatchObject([{ detail: { because: 'no-safe-way-to-deliver', queue: 'security' } }]);
    // Somebody moved it back, and it is said again: it goes there again, without a second mail.
    await scene.world.rows(`update ticket set queue = 'identify' where number = ? returning id`, [known.number]);
    expect(await handOn(known.number)).toMatchObject({ queue: 'security' });
    expect(await scene.world.mailsTo('anna.neu@elsewhere.example')).toHaveLength(1);
  });

  it('links only what the server offered, and searches only for a ticket', async () => {
    const stranger = await scene.world.writes('somebody@elsewhere.example', { fields: { username: scene.anna.username } });
    expect(stranger.instant.allowed).toBe(false);
    const other = await scene.world.person({ username: `otto${scene.count}`, givenName: 'Otto', addresses: [{ address: `otto${scene.count}@post.example` }] });
    const link = scene.world.get(LinkAccount);
    expect((await scene.describeCase(stranger.ticketId)).candidates).toMatchObject([{ accountRef: scene.anna.ref, because: ['username'], maskedAddress: 'a•••@p•••.example' }]);
    expect(await scene.acts(stranger.number, 'send-recovery-link')).toMatchObject({ refusal: 'recovery.account-not-linked' });
    expect(await link.run({ ticketNumber: stranger.number, agent: scene.world.mara, accountRef: other })).toMatchObject({ refusal: 'recovery.not-a-candidate' });
    expect(await scene.world.get(SearchCandidates).run({ ticketNumber: stranger.number, agent: scene.world.mara, query: { username: `otto${scene.count}`, name: ' ' } })).toMatchObject({ candidates: [{ accountRef: other, because: ['username'] }] });
    expect(await link.run({ ticketNumber: stranger.number, agent: scene.world.mara, accountRef: other })).toEqual({ allowed: true });
    expect(await link.run({ ticketNumber: stranger.number, agent: { ...scene.world.mara, roles: ['auditor'] }, accountRef: scene.anna.ref })).toMatchObject({ refusal: 'agents.not-permitted' });
    expect(await scene.acts(stranger.number, 'tell-username')).toMatchObject({ allowed: true });
    expect(await scene.world.mailsTo('somebody@elsewhere.example')).toEqual([]);
    expect((await scene.lastMail('tell-username', `otto${scene.count}@post.example`)).variables).toMatchObject({ username: `otto${scene.count}`, agentCode: 'ma' });
  });
});

describe('facts and a call', () => {
  const facts = { serialNumber: 'PL204X', customerNumber: 'C-88301' };
  async function petraAsks() {
    const username = `petra${scene.count}`;
    const address = `${username}@altewerke.example`;
    const ref = await scene.world.person({ portalKey: 'manufacturer', username, givenName: 'Petra', addresses: [{ address }], phones: [{ number: `+4940555${String(scene.count).padStart(4, '0')}` }], facts });
    const ticket = await scene.world.writes(`${username}@neuewerke.example`, { portalKey: 'manufacturer', caseType: 'lost-email-access', fields: { username } });
    await scene.world.get(LinkAccount).run({ ticketNumber: ticket.number, agent: scene.world.mara, accountRef: ref });
    return { ...ticket, ref, address };
  }

  it('gives no level for facts alone, stops after three tries, and keeps none of them', async () => {
    const { number, ticketId, address } = await petraAsks();
    const compare = scene.world.get(CompareFacts);
    expect(await compare.run({ ticketNumber: number, agent: scene.world.mara, facts: { serialNumber: 'PL204X' } })).toMatchObject({ refusal: 'recovery.too-few-facts', missing: ['facts:1'] });
    expect(await compare.run({ ticketNumber: number, agent: scene.world.mara, facts: { ...facts, customerNumber: 'C-1' } })).toMatchObject({ outcome: 'failed', matched: 1, compared: 2, triesLeft: 2 });
    expect(await compare.run({ ticketNumber: number, agent: scene.world.mara, facts })).toMatchObject({ outcome: 'proved', matched: 2, triesLeft: 1 });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, points: 0 });
    await compare.run({ ticketNumber: number, agent: scene.world.mara, facts });
    expect(await compare.run({ ticketNumber: number, agent: scene.world.mara, facts })).toMatchObject({ refusal: 'recovery.facts-off' });
    const [row] = await scene.world.rows<{ text: string }>(`select (select json_agg(e)::text from evidence e) || (select json_agg(a)::text from audit_entry a) as text`);
    for (const fact of Object.values(facts)) expect(row!.text).not.toContain(fact);
    expect((await scene.lastMail('notice', address)).variables).toMatchObject({ event: 'case-opened' });
  });

  it('is a proof when the requester types what was read out over the phone on file; the agent cannot', async () => {
    const { number, ticketId, statusToken } = await petraAsks();
    const { phones } = (await scene.describeCase(ticketId)).account!;
    const started = await scene.world.get(StartCallBack).run({ ticketNumber: number, agent: scene.world.mara, phoneId: phones[0]!.id });
    if (!started.allowed) throw new Error(started.refusal);
    expect(started.call).toMatchObject({ number: expect.stringMatching(/^\+4940555/), code: expect.stringMatching(/^\d{6}$/) });
    const record = scene.world.get(RecordCallBackCode);
    expect(await scene.world.get(StatusOfTicket).run(statusToken)).toMatchObject({ ticketNumber: number, proofs: [{ kind: 'call-back', expiresAt: expect.any(Date) }] });
    expect(await record.run({ ticketNumber: number, agent: scene.world.mara, code: started.call.code })).toMatchObject({ refusal: 'recovery.requester-types-code' });
    expect(await record.run({ token: statusToken, code: started.call.code === '000000' ? '000001' : '000000' })).toMatchObject({ refusal: 'recovery.code-wrong', missing: ['tries:4'] });
    expect(await record.run({ token: statusToken, code: started.call.code })).toMatchObject({ outcome: 'proved' });
    expect(await record.run({ token: statusToken, code: started.call.code })).toMatchObject({ refusal: 'recovery.no-call-under-way' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 1, points: 3 });
  });

  it('ends a call after ten minutes, and voids the proof when the number leaves the account', async () => {
    const { number, ticketId, statusToken, ref } = await petraAsks();
    const { phones } = (await scene.describeCase(ticketId)).account!;
    const start = () => scene.world.get(StartCallBack).run({ ticketNumber: number, agent: scene.world.mara, phoneId: phones[0]!.id });
    const late = await start();
    scene.world.clock.moveBy(10 * MINUTE_MS);
    expect(await scene.world.get(RecordCallBackCode).run({ token: statusToken, code: late.allowed ? late.call.code : '' })).toMatchObject({ refusal: 'recovery.no-call-under-way' });
    const inTime = await start();
    expect(await scene.world.get(RecordCallBackCode).run({ token: statusToken, code: inTime.allowed ? inTime.call.code : '' })).toMatchObject({ outcome: 'proved' });
    await scene.world.rows('update builtin_phone set number = ? where account_id = ? returning id', ['+49401111111', ref]);
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, evidence: [{ kind: 'call-back', voided: true }] });
  });
});
