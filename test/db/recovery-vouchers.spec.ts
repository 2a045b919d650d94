import { describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { AddAgent, EnrolSecondFactor, IssueEnrolmentCode, newTotpSecret, SignIn } from '#agents';
import type { CaseView } from '#contracts';
import { Directories } from '#directory';
import { DAY_MS, hashToken, MINUTE_MS, Secret } from '#kernel';
import { AskForVoucher, ReportNotMe, Vouch, WatchVouchers, type VoucherAnswer } from '#recovery';
import { WaitingScene } from '../support/waiting-scene.js';
import { Killed, tokenOf } from '../support/recovery-world.js';

const scene = new WaitingScene();
const PASSWORD = 'Kreide und Schwamm am Montag';
const DESK_PASSWORD = 'Ein langes Passwort am Platz';
const STEP_MS = 30_000;

interface Somebody {
  readonly ref: string;
  readonly address: string;
  readonly name: string;
  /** The code that their authenticator shows; the clock moves on by a step, since each works once. */
  shows(): string;
}

let count = 0;

/** Somebody with a second factor; whoever `stands` above them. */
async function somebody(familyName: string, more: { readonly relations?: { kind: 'teacher' | 'manager'; ref: string }[]; readonly withoutFactor?: true; readonly address?: string } = {}): Promise<Somebody> {
  count += 1;
  const secret = newTotpSecret();
  const address = more.address ?? `v${count}@lehrkraft.example`;
  const ref = await scene.world.person({
    username: `v${count}`, givenName: 'Vera', familyName, userType: 'teacher', addresses: [{ address }], password: new Secret(PASSWORD), relations: more.relations, ...(!more.withoutFactor && { totpSecret: new Secret(secret) }),
  });
  return {
    ref, address, name: `Vera ${familyName}`,
    shows: () => {
      scene.world.clock.moveBy(STEP_MS);
      return generateSync({ secret, epoch: Math.floor(scene.world.clock.now().getTime() / 1_000) });
    },
  };
}

/** A pupil for whom these answer has written. */
async function pupilOf(...vouchers: Somebody[]) {
  count += 1;
  const address = `mert${count}@post.example`;
  const ref = await scene.world.person({ username: `mert${count}`, givenName: 'Mert', familyName: 'Aydın', password: undefined, addresses: [{ address }], relations: vouchers.map((one) => ({ kind: 'teacher' as const, ref: one.ref })) });
  return { ref, address, ...(await scene.world.writes(address, { recognition: { instant: { allowed: false, because: ['several-problems'] } } })) };
}

const asks = (number: string, { ref }: { readonly ref: string }, agent = scene.world.mara) => scene.world.get(AskForVoucher).run({ ticketNumber: number, agent, voucherRef: ref });
const linkOf = async ({ address }: Somebody) => tokenOf((await scene.lastMail('voucher-request', address)).secrets['link']!);
const says = async (who: Somebody, answer: VoucherAnswer = 'yes', more: { token?: string; name?: string; password?: string; code?: string; ip?: string } = {}) =>
  scene.world.get(Vouch).run({ token: await linkOf(who), answer, name: 'Mert Aydin', password: PASSWORD, ...more, code: more.code ?? who.shows() });
const offered = ({ proofs }: CaseView, { ref }: { readonly ref: string }) => proofs.find(({ kind, channelId }) => kind === 'voucher' && channelId === ref);

/** As if it had been a busy day. */
async function used(limit: 'vouchers' | 'voucher-requests', { ref }: Somebody, times: number): Promise<void> {
  await scene.world.rows(`insert into limit_hit (id, "limit", subject, at) select gen_random_uuid(), ?, ?, ? from generate_series(1, ?) returning id`, [limit, hashToken(`voucher:school/${ref}`), scene.world.clock.now(), times]);
}

describe('a voucher', () => {
  it('is asked by mail, answers on a page with a second factor, counts three points for 48 h, and hears that it was said in their name', async () => {
    const teacher = await somebody('Krüger');
    const { number, ticketId, address } = await pupilOf(teacher);
    expect(offered(await scene.describeCase(ticketId), teacher)).toMatchObject({ to: 'Vera Krüger', locked: false, points: 3, running: null });
    expect(await asks(number, teacher)).toMatchObject({ allowed: true, outcome: 'started', expiresAt: new Date(scene.world.clock.now().getTime() + 2 * DAY_MS) });
    const mail = await scene.lastMail('voucher-request', teacher.address);
    expect(mail.variables).toMatchObject({ forName: 'Mert Aydın', salutationName: 'Vera Krüger', agentCode: 'ma' });
    expect(Object.keys(mail.secrets)).toEqual(['link']);
    // The person hears that somebody asks, as with every proof.
    expect((await scene.lastMail('notice', address)).variables).toMatchObject({ event: 'case-opened' });
    expect(await scene.world.get(Vouch).look(tokenOf(mail.secrets['link']!))).toMatchObject({ state: 'usable', voucher: { forName: 'Mert Aydın', signsInAs: 'account' } });

    expect(await says(teacher)).toEqual({ allowed: true, answer: 'yes' });
    const seen = await scene.describeCase(ticketId);
    expect(seen).toMatchObject({ level: 1, points: 3, evidence: [{ kind: 'voucher', outcome: 'proved', by: 'Vera Krüger', recordedAt: scene.world.clock.now().toISOString(), thisTicket: true }] });
    expect(offered(seen, teacher)).toMatchObject({ running: null, countsUntil: new Date(scene.world.clock.now().getTime() + 2 * DAY_MS).toISOString() });
    expect((await scene.lastMail('notice', teacher.address)).variables).toMatchObject({ event: 'voucher-answered', actor: 'requester' });
    for (const verb of ['proof.started', 'voucher.answered', 'evidence.recorded']) expect(await scene.world.events(ticketId)).toContain(verb);
    expect(await says(teacher)).toMatchObject({ refusal: 'recovery.link-used' });
    scene.world.clock.moveBy(2 * DAY_MS);
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, points: 0 });
    const [row] = await scene.world.rows<{ text: string }>(`select (select json_agg(e)::text from evidence e) || (select json_agg(a)::text from audit_entry a) || (select json_agg(g)::text from recovery_grant g) as text`);
    for (const secret of [PASSWORD, tokenOf(mail.secrets['link']!)]) expect(row!.text).not.toContain(secret);
  });

  it('counts five points when two different people say it, as long as both count, and never more than the first level alone', async () => {
    const [one, other] = [await somebody('Eins'), await somebody('Zwei')];
    const { number, ticketId } = await pupilOf(one, other);
    for (const who of [one, other]) await asks(number, who);
    expect(await says(one)).toMatchObject({ allowed: true });
    scene.world.clock.moveBy(DAY_MS);
    expect(await says(other)).toMatchObject({ allowed: true });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 1, points: 5 });
    await asks(number, other);
    expect(await says(other)).toMatchObject({ allowed: true });
    expect(await scene.describeCase(ticketId)).toMatchObject({ points: 5 });
    scene.world.clock.moveBy(DAY_MS);
    expect(await scene.describeCase(ticketId)).toMatchObject({ points: 3 });
  });

  it('is only whom the directory names: nobody else, not themself, not for their own superior, not without a second factor', async () => {
    const boss = await somebody('Chef');
    const [below, bare, stranger] = [await somebody('Unter', { relations: [{ kind: 'manager', ref: boss.ref }] }), await somebody('Ohne', { withoutFactor: true }), await somebody('Fremd')];
    const { number, ticketId, ref } = await pupilOf(bare);
    expect(offered(await scene.describeCase(ticketId), bare)).toMatchObject({ locked: true, why: { code: 'recovery.voucher-no-second-factor' } });
    expect(await asks(number, bare)).toMatchObject({ refusal: 'recovery.voucher-no-second-factor' });
    for (const nobody of [stranger, { ref }]) expect(await asks(number, nobody)).toMatchObject({ refusal: 'recovery.no-vouchers' });
    // Each stands above the other, and one above themself, in a directory that nobody tidied.
    await scene.world.rows(`insert into builtin_relation (id, account_id, kind, other_id) values (gen_random_uuid(), ?, 'secretariat', ?), (gen_random_uuid(), ?, 'teacher', ?) returning id`, [boss.ref, below.ref, boss.ref, boss.ref]);
    const about = await scene.world.writes(boss.address, { recognition: { instant: { allowed: false, because: ['several-problems'] } } });
    expect(await asks(about.number, below)).toMatchObject({ refusal: 'recovery.voucher-is-subordinate' });
    expect(await asks(about.number, boss)).toMatchObject({ refusal: 'recovery.voucher-is-person' });
    expect(await scene.world.mailsTo(below.address)).toEqual([]);
  });

  it('says no: the security queue wakes, what others said counts no longer, and nobody else is waited for', async () => {
    const [one, other, third] = [await somebody('Eins'), await somebody('Zwei'), await somebody('Drei')];
    const { number, ticketId } = await pupilOf(one, other, third);
    for (const who of [one, other]) await asks(number, who);
    expect(await says(one)).toMatchObject({ allowed: true });
    await asks(number, third);
    expect(await says(other, 'no', { name: '' })).toEqual({ allowed: true, answer: 'no' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, points: 0 });
    expect(await scene.world.ticket(number)).toMatchObject({ priority: 'urgent', routeBecause: ['voucher-said-no'] });
    expect((await scene.describeCase(ticketId)).evidence.map(({ outcome, voided, by }) => [by, outcome, voided])).toEqual(expect.arrayContaining([['Vera Zwei', 'failed', false], ['Vera Eins', 'proved', true]]));
    expect(await says(third)).toMatchObject({ refusal: 'recovery.link-revoked' });
  });

  it('says no: an alarm stands open until the desk does something to the account, or the ticket is closed', async () => {
    const alarms = async () => (await scene.world.rows<{ subject: string }>(`select subject from alarm where kind = 'voucher-said-no' and cleared_at is null`)).map(({ subject }) => subject);
    for (const decides of [
      (number: string) => scene.doing(number, 'freeze'),
      (number: string) => scene.world.rows(`update ticket set state = 'closed' where number = ? returning id`, [number]),
    ]) {
      const teacher = await somebody('Warnt');
      const { number } = await pupilOf(teacher);
      await asks(number, teacher);
      expect(await says(teacher, 'no', { name: '' })).toMatchObject({ allowed: true });
      await scene.world.get(WatchVouchers).run();
      expect(await alarms()).toContain(number);
      scene.world.clock.moveBy(MINUTE_MS);
      await decides(number);
      await scene.world.get(WatchVouchers).run();
      expect(await alarms()).not.toContain(number);
    }
  });

  it('is not sure: the request ends, and nothing else happens', async () => {
    const teacher = await somebody('Vage');
    const { number, ticketId } = await pupilOf(teacher);
    await asks(number, teacher);
    expect(await says(teacher, 'unsure', { name: '' })).toEqual({ allowed: true, answer: 'unsure' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, evidence: [] });
    expect(await scene.world.events(ticketId)).toContain('voucher.answered');
    expect((await scene.world.ticket(number)).priority).toBe('normal');
  });

  it('types the name before a yes, and lives 48 h, not an instant longer (R6)', async () => {
    const teacher = await somebody('Genau');
    const { number } = await pupilOf(teacher);
    await asks(number, teacher);
    for (const name of ['', 'Mert', 'Finja Koch']) expect(await says(teacher, 'yes', { name })).toMatchObject({ refusal: 'recovery.voucher-name-differs' });
    scene.world.clock.moveBy(2 * DAY_MS);
    expect(await says(teacher)).toMatchObject({ refusal: 'recovery.link-expired' });
  });

  it('vouches for five people a day; a sixth is not asked for, and one who was asked before waits', async () => {
    const teacher = await somebody('Fleißig');
    await used('vouchers', teacher, 4);
    const pupils = [];
    for (let at = 0; at < 2; at += 1) {
      const pupil = await pupilOf(teacher);
      expect(await asks(pupil.number, teacher)).toMatchObject({ allowed: true });
      pupils.push({ ...pupil, token: await linkOf(teacher) });
    }
    const last = pupils[1]!;
    expect(await says(teacher, 'yes', { token: pupils[0]!.token })).toMatchObject({ allowed: true });
    expect(await says(teacher, 'yes', { token: last.token })).toMatchObject({ refusal: 'recovery.limit-reached', missing: ['limit:vouchers'], until: expect.any(Date) });
    const more = await pupilOf(teacher);
    expect(await asks(more.number, teacher)).toMatchObject({ refusal: 'recovery.limit-reached', missing: ['limit:vouchers'] });
    scene.world.clock.moveBy(DAY_MS);
    expect(await says(teacher, 'yes', { token: last.token })).toMatchObject({ allowed: true });
  });

  it('is guessed no oftener when all guesses come at once than one after the other: by person asked, and by where they come from', async () => {
    const tries = (limit: string, subject: string) => scene.world.rows(`select 1 from limit_hit where "limit" = ? and subject = ?`, [limit, hashToken(subject)]);
    const guesses = (tokens: readonly string[], ip: string) => Promise.all(tokens.flatMap((token) => Array.from({ length: 5 }, () => scene.world.get(Vouch).run({ token, answer: 'yes', name: 'Mert Aydin', password: 'geraten', code: '000000', ip }))));
    const askedTokens = async (teacher: Somebody, times: number): Promise<string[]> => {
      const tokens: string[] = [];
      for (let at = 0; at < times; at += 1) {
        await asks((await pupilOf(teacher)).number, teacher);
        tokens.push(await linkOf(teacher));
      }
      return tokens;
    };
    const asked = await somebody('Erraten');
    await guesses(await askedTokens(asked, 3), '192.0.2.60');
    expect(await tries('code-entry', `voucher:school/${asked.ref}`)).toHaveLength(10);

    const everybody = await Promise.all(['Eins', 'Zwei', 'Drei', 'Vier', 'Fünf', 'Sechs'].map((name) => somebody(name)));
    const tokens: string[] = [];
    for (const teacher of everybody) tokens.push(...(await askedTokens(teacher, 1)));
    await guesses(tokens, '192.0.2.61');
    expect(await tries('code-source', 'ip:192.0.2.61')).toHaveLength(20);

    // Who is right takes nothing from those who share the place.
    const right = await somebody('Richtig');
    const [token] = await askedTokens(right, 1);
    expect(await scene.world.get(Vouch).run({ token: token!, answer: 'yes', name: 'Mert Aydin', password: PASSWORD, code: right.shows(), ip: '192.0.2.62' })).toEqual({ allowed: true, answer: 'yes' });
    for (const [limit, subject] of [['code-source', 'ip:192.0.2.62'], ['code-entry', `voucher:school/${right.ref}`]] as const) expect(await tries(limit, subject)).toEqual([]);
  });

  it('is asked one of two at a time, and ten times a day at most', async () => {
    const three = [await somebody('Eins'), await somebody('Zwei'), await somebody('Drei')] as const;
    const { number } = await pupilOf(...three);
    for (const who of [three[0], three[1], three[0]]) expect(await asks(number, who)).toMatchObject({ allowed: true });
    expect(await asks(number, three[2])).toMatchObject({ refusal: 'recovery.vouchers-enough', until: expect.any(Date) });
    const teacher = await somebody('Gefragt');
    await used('voucher-requests', teacher, 9);
    expect(await asks((await pupilOf(teacher)).number, teacher)).toMatchObject({ allowed: true });
    expect(await asks((await pupilOf(teacher)).number, teacher)).toMatchObject({ refusal: 'recovery.limit-reached', missing: ['limit:voucher-requests'] });
  });
});

describe('a voucher that somebody else holds', () => {
  it('takes password and authenticator: the link alone, or one of the two, is five guesses and the end, and says nothing of which was wrong', async () => {
    const teacher = await somebody('Ziel');
    const { number, ticketId } = await pupilOf(teacher);
    await asks(number, teacher);
    const token = await linkOf(teacher);
    const guesses = await Promise.all([...Array.from({ length: 6 }, () => says(teacher, 'yes', { token, password: 'geraten' })), ...Array.from({ length: 6 }, () => says(teacher, 'yes', { token, code: '000000' }))]);
    expect(guesses.every(({ allowed }) => !allowed)).toBe(true);
    expect(new Set(guesses.map((one) => ('refusal' in one ? one.refusal : '')))).toEqual(new Set(['recovery.voucher-sign-in-wrong', 'recovery.link-tries-used-up']));
    const [{ tries }] = (await scene.world.rows<{ tries: number }>(`select code_tries as tries from recovery_grant where purpose = 'voucher' and ticket_id = ?`, [ticketId])) as [{ tries: number }];
    expect(tries).toBe(5);
    expect(await says(teacher, 'yes', { token })).toMatchObject({ refusal: 'recovery.link-tries-used-up' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, evidence: [] });
    // Guessing locks nobody's account (R33).
    expect((await scene.world.account('school', teacher.ref)).state).toBe('active');
  });

  it('opens nothing but the first level, also two of them with facts; the teacher hears of it, reports it, and both words are gone', async () => {
    const [one, other] = [await somebody('Eins'), await somebody('Zwei')];
    const { number, ticketId } = await pupilOf(one, other);
    for (const who of [one, other]) {
      await asks(number, who);
      expect(await says(who)).toMatchObject({ allowed: true });
    }
    const held = await scene.describeCase(ticketId);
    expect(held).toMatchObject({ level: 1, points: 5 });
    // What would take the account away from its holder needs another class.
    expect(held.actions.find(({ type }) => type === 'change-email')).toMatchObject({ locked: true });
    const { secrets } = await scene.lastMail('notice', one.address);
    expect(await scene.world.get(ReportNotMe).run({ token: tokenOf(secrets['reportLink']!), typedNumber: secrets['typedNumber']! })).toMatchObject({ allowed: true, frozen: true });
    expect((await scene.world.account('school', one.ref)).state).toBe('frozen');
    const after = await scene.describeCase(ticketId);
    expect(after).toMatchObject({ points: 3, state: 'frozen' });
    expect(after.evidence.find(({ by }) => by === 'Vera Eins')).toMatchObject({ voided: true });
    expect(await scene.world.events(ticketId)).toContain('evidence.voided');
    // Nor is the frozen one asked again.
    expect(await asks((await pupilOf(one)).number, one)).toMatchObject({ refusal: 'recovery.voucher-not-active' });
  });

  it('is nobody whose own second factor was just reset at the desk: nobody gets in by a word and passes it on', async () => {
    const teacher = await somebody('Frisch');
    const { number, caseId, ticketId } = await pupilOf(teacher);
    await asks(number, teacher);
    await scene.world.rows(
      `insert into recovery_action (id, created_at, started_at, settled_at, case_id, ticket_id, portal_key, account_ref, type, state, asker, idempotency_key, operation_id, level_needed, level_held, evidence_ids)
       select gen_random_uuid(), at, at, at, ?, ?, 'school', ?, 'reset-second-factor', 'done', 'agent', 'another day', gen_random_uuid(), 3, 3, '[]' from (select ?::timestamptz as at) as earlier returning id`,
      [caseId, ticketId, teacher.ref, scene.world.clock.now()]);
    expect(await says(teacher)).toMatchObject({ refusal: 'recovery.channel-too-new', until: expect.any(Date) });
    expect(await asks(number, teacher)).toMatchObject({ refusal: 'recovery.channel-too-new' });
    expect(await says(teacher, 'no')).toMatchObject({ allowed: true });
  });

  it('answers no request of before once their account is frozen, their address is another, or the directory knows the relation no longer', async () => {
    const [moved, gone] = [await somebody('Umzug'), await somebody('Weg')];
    const { number, ref } = await pupilOf(moved, gone);
    for (const who of [moved, gone]) await asks(number, who);
    const [address] = (await scene.world.account('school', moved.ref)).addresses;
    await scene.world.get(Directories).of('school').changeAddress(moved.ref, { replaces: address!.id, address: 'angreifer@fremd.example' }, 'moves');
    await scene.world.rows('delete from builtin_relation where account_id = ? and other_id = ? returning id', [ref, gone.ref]);
    for (const who of [moved, gone]) expect(await says(who)).toMatchObject({ refusal: 'recovery.link-revoked' });
  });
});

describe('four eyes', () => {
  /** Somebody who works at the desk as well, under the same address. */
  async function atTheDesk(address: string) {
    count += 1;
    const made = await scene.world.get(AddAgent).run({ email: address, displayName: 'Vera', code: `v${count}`, roles: ['agent', 'approver'], portals: [], password: DESK_PASSWORD });
    if (!made.allowed) throw new Error(made.refusal);
    return scene.colleague({ agentId: made.agentId, email: address, code: `v${count}`, roles: ['agent', 'approver'] });
  }

  /** Anna is lost but for her phone and those who know her. */
  async function anna(...vouchers: Somebody[]) {
    for (const { ref } of vouchers) await scene.world.rows(`insert into builtin_relation (id, account_id, kind, other_id) values (gen_random_uuid(), ?, 'teacher', ?) returning id`, [scene.anna.ref, ref]);
    const about = await scene.asksAPerson();
    await scene.proved(about.caseId, 'call-back');
    await scene.newAddressSaysYes(about.number, `anna${count}@frisch.example`);
    return about;
  }

  it('whoever vouched is no second person, by whatever door they come, nor acts on their own word; nobody asks themself', async () => {
    const teacher = await somebody('Doppelt');
    const desk = await atTheDesk(teacher.address);
    const { number } = await anna(teacher);
    expect(await asks(number, teacher, desk)).toMatchObject({ refusal: 'recovery.voucher-asks' });
    expect(await asks(number, teacher)).toMatchObject({ allowed: true });
    expect(await says(teacher, 'yes', { name: 'Anna Beispiel' })).toMatchObject({ allowed: true });
    expect(await scene.does(number, 'change-email', { channel: 'elsewhere', agent: desk })).toMatchObject({ refusal: 'recovery.checked-by-asker' });
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    expect(await scene.approves(actionId, desk)).toMatchObject({ refusal: 'recovery.approver-vouched' });
    expect(await scene.approves(actionId, scene.colleague({ email: teacher.address.toUpperCase() }))).toMatchObject({ refusal: 'recovery.approver-vouched' });
    expect(await scene.approves(actionId)).toMatchObject({ allowed: true, state: 'held' });
  });

  it('what waits for a second person on a word that was taken back is not approved', async () => {
    const teacher = await somebody('Gehackt');
    const { number } = await anna(teacher);
    await asks(number, teacher);
    expect(await says(teacher, 'yes', { name: 'Anna Beispiel' })).toMatchObject({ allowed: true });
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    const { secrets } = await scene.lastMail('notice', teacher.address);
    expect(await scene.world.get(ReportNotMe).run({ token: tokenOf(secrets['reportLink']!), typedNumber: secrets['typedNumber']! })).toMatchObject({ allowed: true, frozen: true });
    expect(await scene.approves(actionId)).toMatchObject({ allowed: false });
    expect(await scene.addresses()).toEqual([scene.anna.address, scene.anna.second]);
  });

  it('whoever decided as the second person is not asked to vouch afterwards', async () => {
    const [teacher, other] = [await somebody('Eins'), await somebody('Zwei')];
    const desk = await atTheDesk(other.address);
    const { number } = await anna(teacher, other);
    await asks(number, teacher);
    await asks(number, other);
    expect(await says(teacher, 'yes', { name: 'Anna Beispiel' })).toMatchObject({ allowed: true });
    expect(await scene.approves(await scene.doing(number, 'change-email', { channel: 'elsewhere' }), desk)).toMatchObject({ allowed: true, state: 'held' });
    expect(await asks(number, other)).toMatchObject({ refusal: 'recovery.voucher-decides' });
    expect(await says(other, 'yes', { name: 'Anna Beispiel' })).toMatchObject({ refusal: 'recovery.voucher-decides' });
    // Saying no is always possible.
    expect(await says(other, 'no')).toMatchObject({ allowed: true });
  });

  it('whose account has no authenticator signs in with the one of their place at the desk', async () => {
    const bare = await somebody('Platz', { withoutFactor: true });
    const { agentId } = await atTheDesk(bare.address);
    const { number, ticketId } = await pupilOf(bare);
    expect(await asks(number, bare)).toMatchObject({ refusal: 'recovery.voucher-no-second-factor' });
    const given = await scene.world.get(IssueEnrolmentCode).run(agentId, 'their first day', { kind: 'operator' });
    const entered = given.allowed && (await scene.world.get(SignIn).run({ email: bare.address, password: DESK_PASSWORD, enrolmentCode: given.code }));
    if (!entered || !entered.allowed) throw new Error('nobody came in');
    const { sessionId } = entered.agent;
    const { secret } = (await scene.world.get(EnrolSecondFactor).start(sessionId)) as { secret: string };
    const shows = () => generateSync({ secret, epoch: Math.floor(scene.world.clock.now().getTime() / 1_000) });
    expect(await scene.world.get(EnrolSecondFactor).confirm({ sessionId, code: shows() })).toMatchObject({ allowed: true });
    scene.world.clock.moveBy(STEP_MS);
    expect(await asks(number, bare)).toMatchObject({ allowed: true });
    expect(await scene.world.get(Vouch).look(await linkOf(bare))).toMatchObject({ voucher: { signsInAs: 'agent' } });
    const code = shows();
    expect(await says(bare, 'yes', { code })).toMatchObject({ refusal: 'recovery.voucher-sign-in-wrong', missing: ['tries:4'] });
    for (const answer of ['yes', 'no'] as const) expect(await says(bare, answer, { code, password: DESK_PASSWORD, ip: '203.0.113.9' })).toMatchObject({ refusal: 'recovery.voucher-key-needed' });
    expect(await says(bare, 'yes', { code, password: DESK_PASSWORD, ip: '192.0.2.20' })).toMatchObject({ allowed: true });
    expect(await scene.describeCase(ticketId)).toMatchObject({ points: 3 });
    // None but the one in which the app was bound.
    expect(await scene.world.rows('select id from agent_session')).toEqual([{ id: sessionId }]);
  });
});

describe('two answers at once, and one that dies on the way', () => {
  it('of the same person are one', async () => {
    const teacher = await somebody('Doppelklick');
    const { number, ticketId } = await pupilOf(teacher);
    await asks(number, teacher);
    const [token, code] = [await linkOf(teacher), teacher.shows()];
    const answers = await Promise.all(Array.from({ length: 3 }, () => says(teacher, 'yes', { token, code })));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect((await scene.describeCase(ticketId)).evidence).toHaveLength(1);
    expect((await scene.world.mailsTo(teacher.address)).filter(({ kind }) => kind === 'notice')).toHaveLength(1);
  });

  it('after the code was spent: the same code again is the same answer', async () => {
    const teacher = await somebody('Absturz');
    const { number, ticketId } = await pupilOf(teacher);
    await asks(number, teacher);
    const [token, code] = [await linkOf(teacher), teacher.shows()];
    scene.world.directories.dies = 'after';
    await expect(says(teacher, 'yes', { token, code })).rejects.toThrow(Killed);
    expect((await scene.describeCase(ticketId)).evidence).toEqual([]);
    scene.world.clock.moveBy(MINUTE_MS);
    expect(await says(teacher, 'yes', { token, code })).toEqual({ allowed: true, answer: 'yes' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ points: 3 });
  });
});
