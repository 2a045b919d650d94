import { describe, expect, it } from '@jest/globals';
import { PrintSlips, RecordIdentityCheck, RecordLetterPin, ReportOverrides, SettlePapers, StartLetterProof, StatusOfTicket } from '#recovery';
import { textOfPdf } from '../support/read-pdf.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
const get = <T>(type: new (...given: never[]) => T): T => scene.world.get(type);
const CHECK = { way: 'counter', document: 'school-card', compared: ['face', 'name'], outcome: 'match' } as const;
const verifier = () => scene.colleague({ roles: ['agent', 'verifier'], email: 'vera@desk.example', displayName: 'Vera' });

describe('a check by a trained person', () => {
  it('is theirs alone, with a second factor, freshly proved, and complete', async () => {
    const { number } = await scene.asksAPerson();
    const check = (agent: ReturnType<typeof verifier>, more = {}) => get(RecordIdentityCheck).run({ ticketNumber: number, agent, check: { ...CHECK, ...more } });
    expect(await check(scene.world.mara)).toMatchObject({ refusal: 'agents.not-permitted', missing: ['recovery.verify'] });
    expect(await check({ ...verifier(), strength: 'password' })).toMatchObject({ refusal: 'recovery.second-factor-needed' });
    expect(await check({ ...verifier(), provedAt: new Date(0) })).toMatchObject({ refusal: 'recovery.fresh-proof-needed' });
    expect(await check({ ...verifier(), email: scene.anna.address })).toMatchObject({ refusal: 'recovery.own-account' });
    expect(await check(verifier(), { compared: ['name'] })).toMatchObject({ refusal: 'recovery.check-incomplete', missing: ['check:face'] });
    expect(await check(verifier(), { way: 'video', document: 'passport' })).toMatchObject({ refusal: 'recovery.check-incomplete', missing: ['check:gesture', 'check:tilt'] });
  });

  it('opens A2 for somebody else, not for whoever checked; the second person is not the checker either', async () => {
    const { number, ticketId, caseId } = await scene.asksAPerson();
    const vera = verifier();
    expect(await get(RecordIdentityCheck).run({ ticketNumber: number, agent: vera, check: CHECK })).toEqual({ allowed: true, outcome: 'proved' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 2, evidence: [{ kind: 'in-person' }] });
    const order = { channel: 'elsewhere', parameters: { via: 'counter' } } as const;
    expect(await scene.does(number, 'issue-temporary-password', { ...order, agent: vera })).toMatchObject({ refusal: 'recovery.checked-by-asker' });
    expect(await scene.does(number, 'unlock', { agent: vera })).toMatchObject({ allowed: false });
    await scene.newAddressSaysYes(number, `neu${scene.count}@frisch.example`);
    // Other evidence that is enough by itself leaves the checker free to act; the hold then is as if nobody had been there.
    await scene.proved(caseId, 'call-back', 'second-address');
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere', agent: vera });
    const [action] = await scene.world.rows<{ hold_ms: number }>('select hold_ms from recovery_action where id = ?', [actionId]);
    expect(action!.hold_ms).toBeGreaterThan(0);
    expect(await scene.approves(actionId, { ...vera, roles: ['approver'] })).toMatchObject({ refusal: 'recovery.own-request' });
  });

  it('keeps the kind of document and no more, tells the holder, and counts a failure as one', async () => {
    const { number, ticketId, caseId } = await scene.asksAPerson();
    const video = { way: 'video', document: 'id-card', compared: ['face', 'name'], gesture: 'touch-ear', documentTilted: true } as const;
    expect(await get(RecordIdentityCheck).run({ ticketNumber: number, agent: verifier(), check: { ...video, outcome: 'mismatch' } })).toEqual({ allowed: true, outcome: 'failed' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, evidence: [{ kind: 'video', outcome: 'failed' }] });
    const [row] = await scene.world.rows<{ detail: unknown }>('select detail from evidence where case_id = ?', [caseId]);
    expect(row!.detail).toEqual({ document: 'id-card', compared: ['face', 'name'], gesture: 'touch-ear' });
    expect((await scene.lastMail('notice')).variables).toMatchObject({ event: 'case-opened' });
    expect(await scene.world.rows(`select verb from audit_entry where ticket_number = ? and verb = 'evidence.failed'`, [number])).toHaveLength(1);
  });
});

describe('a letter with a PIN', () => {
  async function hasPost(since = new Date(0)) {
    await scene.world.rows('update builtin_account set postal_address = ?, postal_address_since = ? where id = ? returning id', [JSON.stringify(['Anna Beispiel', 'Hafenstraße 7', '18055 Rostock']), since, scene.anna.ref]);
  }
  const asks = (ticketNumber: string) => get(StartLetterProof).run({ ticketNumber, agent: scene.world.mara });
  const prints = (batchId?: string) => get(PrintSlips).run({ agent: scene.colleague(), portalKey: 'school', batchId });
  const pinIn = (pdf: Buffer) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(textOfPdf(pdf))![0];

  it('goes only where somebody has lived for 30 days', async () => {
    const { number } = await scene.asksAPerson();
    expect(await asks(number)).toMatchObject({ refusal: 'recovery.no-postal-address' });
    await hasPost(new Date(scene.world.clock.now().getTime() - 29 * 24 * 3_600_000));
    expect(await asks(number)).toMatchObject({ refusal: 'recovery.channel-too-new', until: expect.any(Date) });
  });

  it('is printed as a batch by the office, again until it is sent, and its PIN is evidence on the status page, once', async () => {
    const { number, ticketId, statusToken } = await scene.asksAPerson();
    await hasPost();
    expect(await asks(number)).toEqual({ allowed: true, outcome: 'started' });
    expect((await get(SettlePapers).list(scene.colleague())).waiting).toEqual([{ portal: 'school', count: 1 }]);
    const [one, other] = await Promise.all([prints(), prints()]);
    const printed = [one, other].flatMap((answer) => (answer.allowed ? [answer] : []));
    expect(printed).toHaveLength(1);
    const { pdf, batchId } = printed[0]!;
    const text = textOfPdf(pdf);
    expect(text).toContain('Hafenstraße 7');
    expect(text).not.toContain(scene.anna.username);
    const again = await prints(batchId);
    expect(again.allowed && pinIn(again.pdf)).toBe(pinIn(pdf));
    expect(await get(SettlePapers).sent({ batchId, agent: scene.world.mara })).toMatchObject({ refusal: 'recovery.nothing-to-print' });
    for (let time = 0; time < 2; time += 1) expect(await get(SettlePapers).sent({ batchId, agent: scene.colleague() })).toEqual({ allowed: true });
    expect(await prints(batchId)).toMatchObject({ refusal: 'recovery.nothing-to-print' });
    expect(await scene.world.rows(`select verb from audit_entry where verb = 'slip.sent' and detail ->> 'batchId' = ?`, [batchId])).toHaveLength(1);
    scene.world.clock.moveBy(4 * 24 * 3_600_000);
    expect(await get(StatusOfTicket).run(statusToken)).toMatchObject({ letter: { expiresAt: expect.any(Date) } });
    const type = (pin: string) => get(RecordLetterPin).run({ token: statusToken, pin });
    expect(await type('0000-0000')).toMatchObject({ refusal: 'recovery.code-wrong', missing: ['tries:4'] });
    const typed = await Promise.all([0, 1, 2, 3].map(() => type(pinIn(pdf).toLowerCase())));
    expect(typed.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 1, points: 4, evidence: [{ kind: 'letter', outcome: 'proved' }] });
  });

  it('is worth nothing when the address changed on the way, after five wrong PINs, or after 21 days', async () => {
    const { number, statusToken } = await scene.asksAPerson();
    await hasPost();
    await asks(number);
    const printed = await prints();
    const pin = printed.allowed ? pinIn(printed.pdf) : '';
    const type = (typed: string) => get(RecordLetterPin).run({ token: statusToken, pin: typed });
    await hasPost(new Date(scene.world.clock.now().getTime() + 1));
    expect(await type(pin)).toMatchObject({ refusal: 'recovery.no-letter-under-way' });
    await hasPost();
    for (let time = 0; time < 5; time += 1) await type('1111-1111');
    expect(await type(pin)).toMatchObject({ refusal: 'recovery.no-letter-under-way' });
    scene.world.clock.moveBy(3_600_000);
    await asks(number);
    scene.world.clock.moveBy(22 * 24 * 3_600_000);
    expect(await get(StatusOfTicket).run(statusToken)).toMatchObject({ letter: null });
    expect(await prints()).toMatchObject({ refusal: expect.stringMatching(/fresh-proof|nothing-to-print/) });
  });

  it('leaves no PIN in a row, an event or an audit line', async () => {
    const { number } = await scene.asksAPerson();
    await hasPost();
    Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
    await asks(number);
    const printed = await prints();
    const pin = printed.allowed ? pinIn(printed.pdf) : 'not printed';
    const [row] = await scene.world.rows<{ text: string }>(`select concat((select json_agg(s)::text from recovery_slip s), (select json_agg(g)::text from recovery_grant g), (select json_agg(e)::text from ticket_event e), (select json_agg(a)::text from audit_entry a)) as text`);
    expect(row!.text).toContain('proof-letter');
    for (const written of [pin, pin.replace('-', '')]) expect(row!.text).not.toContain(written);
  });
});

describe('the report of overrides', () => {
  it('says who, what, why and on which evidence, counts per person, and only to those who answer for the desk', async () => {
    const { number, caseId } = await scene.asksAPerson();
    await scene.proved(caseId, 'second-address');
    const sina = scene.colleague({ roles: ['security'], email: 'sina@desk.example' });
    const overrideReason = '=Prüfung in zehn Minuten, die Schulleitung steht daneben.';
    const actionId = await scene.doing(number, 'issue-temporary-password', { overrideReason, agent: sina });
    await scene.approves(actionId);
    const month = scene.world.clock.now().toISOString().slice(0, 7);
    const report = await get(ReportOverrides).run(scene.colleague({ roles: ['admin'] }), month);
    expect(report.items).toMatchObject([{ id: actionId, ticketNumber: number, type: 'issue-temporary-password', state: 'done', reason: overrideReason, evidence: ['second-address'] }]);
    expect(report).toMatchObject({ perAgent: [{ count: 1 }], tooMany: false, cases: expect.any(Number) });
    expect((await get(ReportOverrides).run(scene.colleague({ roles: ['agent'] }), month)).items).toEqual([]);
    expect((await get(ReportOverrides).run(scene.colleague({ roles: ['admin'], portals: ['chamber'] }), month)).items).toEqual([]);
    expect((await get(ReportOverrides).run(scene.colleague({ roles: ['admin'] }), '2025-01')).items).toEqual([]);
  });

  it('calls somebody when they are more than one in a thousand cases (5.3)', async () => {
    const alarms = () => scene.world.rows<{ subject: string }>(`select subject from alarm where kind = 'override-used' and cleared_at is null`);
    expect(await alarms()).toEqual([]);
    const { number } = await scene.asksAPerson();
    const sina = scene.colleague({ roles: ['security'], email: 'sina@desk.example' });
    await scene.approves(await scene.doing(number, 'issue-temporary-password', { overrideReason: 'Schon wieder Prüfung, schon wieder die Schulleitung.', agent: sina }));
    expect(await alarms()).toEqual([{ subject: 'school' }]);
  });
});
