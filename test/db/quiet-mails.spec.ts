import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';
import { Portals } from '#portals';
import { AskForLink, ForeseeInstant, QuietMails, ReportNotMe, SendAskedLink, SendNewLink } from '#recovery';
import { Scene } from '../support/recovery-scene.js';
import { tokenOf } from '../support/recovery-world.js';

const scene = new Scene();

describe('T12: "no mails for 24 hours", by the link in a mail that a request from outside set off', () => {
  const quiet = () => scene.world.get(QuietMails);
  const kindsTo = async (to: string) => (await scene.world.mailsTo(to)).map(({ kind }) => kind);
  const events = (ticketId: string) => scene.world.rows<{ verb: string; detail: Record<string, unknown> }>(`select verb, detail from ticket_event where ticket_id = ? and verb in ('request.quiet', 'silence.begun', 'silence.ended', 'action.refused', 'instant.refused') order by at, id`, [ticketId]);

  /** A stranger asks in Anna's name; she has a mail, and its link. */
  async function quietToken(): Promise<string> {
    await scene.world.writes(scene.anna.address);
    return tokenOf((await scene.lastMail('recovery-link')).secrets['quietLink']!);
  }
  async function numberOf(token: string): Promise<string> {
    const view = await quiet().look(token);
    if (!view.found || !view.quiet) throw new Error('no such page');
    return view.quiet.typedNumber;
  }
  async function presses(token: string, what: 'begin' | 'end' = 'begin') {
    return quiet()[what]({ token, typedNumber: await numberOf(token), ip: '192.0.2.1' });
  }
  /** Somebody types Anna's name on "forgot your password", and the worker looks. */
  async function asksOnPage(login = scene.anna.username): Promise<void> {
    await scene.world.get(AskForLink).run({ portalKey: 'school', login, language: 'de', ip: `2001:db8:${scene.count}::${Math.floor(scene.world.clock.now().getTime() / 1_000) % 9_999}` });
    for (const { id } of await scene.world.rows<{ id: string }>('select id from asked_link')) await scene.world.get(SendAskedLink).run({ askedLinkId: id });
  }
  const ticketsOfAnna = () => scene.world.rows<{ id: string; number: string }>(`select t.id, t.number from ticket t join recovery_case c on c.ticket_id = t.id where c.account_ref = ? order by t.created_at, t.number`, [scene.anna.ref]);

  const numbersOfAnna = async () => `{${(await ticketsOfAnna()).map(({ number }) => number).join(',')}}`;

  it('keeps links away that strangers ask for, by mail, on the page and by the button of an old link; the desk sees why, and after 24 hours all is as before', async () => {
    const token = await quietToken();
    const old = tokenOf((await scene.lastMail('recovery-link')).secrets['link']!);
    const until = new Date(scene.world.clock.now().getTime() + DAY_MS);
    expect(await presses(token)).toEqual({ allowed: true, until });
    const before = await kindsTo(scene.anna.address);

    scene.world.clock.moveBy(2 * MINUTE_MS);
    const { ticketId, instant } = await scene.world.writes(scene.anna.address);
    expect(instant).toEqual({ allowed: false, because: ['recovery.quiet'] });
    expect((await scene.describeCase(ticketId)).account?.username).toBe(scene.anna.username);
    await asksOnPage();
    const asked = (await ticketsOfAnna()).at(-1)!;
    expect(await events(asked.id)).toEqual([{ verb: 'request.quiet', detail: { until: until.toISOString() } }]);
    scene.world.clock.moveBy(DAY_MS - 3 * MINUTE_MS);
    await scene.world.rows(`update recovery_grant set state = 'expired', expires_at = created_at where purpose = 'recovery-link' and account_ref = ? returning id`, [scene.anna.ref]);
    await scene.world.get(SendNewLink).run({ token: old, ip: '192.0.2.9' });
    expect(await kindsTo(scene.anna.address)).toEqual(before);

    scene.world.clock.moveBy(2 * MINUTE_MS);
    expect((await scene.world.writes(scene.anna.address)).instant).toMatchObject({ allowed: true });
    expect(await quiet().look(token)).toMatchObject({ state: 'used', quiet: { until: null } });
  });

  it.each([
    ['a user name', 'forgot-username', 'tell-username', 'active'], ['an activation link', 'activation-mail-missing', 'activation-link', 'pending-activation'],
  ] as const)('keeps %s away that strangers ask for by mail', async (_what, caseType, kind, state) => {
    const address = `wen${scene.count}-${caseType}@post.example`;
    await scene.world.person({ username: address.split('@')[0]!, addresses: [{ address }], state });
    expect((await scene.world.writes(address, { caseType })).instant).toMatchObject({ allowed: true });
    const [mail] = await scene.world.mailsTo(address);
    expect(mail).toMatchObject({ kind });
    await presses(tokenOf(mail!.secrets['quietLink']!));
    scene.world.clock.moveBy(2 * MINUTE_MS);
    expect((await scene.world.writes(address, { caseType })).instant).toEqual({ allowed: false, because: ['recovery.quiet'] });
    expect(await kindsTo(address)).toEqual([kind]);
    scene.world.clock.moveBy(DAY_MS);
    expect((await scene.world.writes(address, { caseType })).instant).toMatchObject({ allowed: true });
  });

  it('counts for all accounts that have the mailbox: an office has several', async () => {
    const token = await quietToken();
    await scene.world.rows('update recovery_grant set account_ref = ? where purpose = ? and account_ref = ? returning id', [await scene.world.person({ username: `amt${scene.count}`, addresses: [{ address: `amt${scene.count}@post.example` }] }), 'quiet', scene.anna.ref]);
    await scene.world.rows(`update recovery_grant set state = 'used', used_at = ?, expires_at = ? where purpose = 'quiet' and sent_to = ? returning id`, [scene.world.clock.now(), new Date(scene.world.clock.now().getTime() + DAY_MS), scene.anna.address]);
    scene.world.clock.moveBy(2 * MINUTE_MS);
    expect((await scene.world.writes(scene.anna.address)).instant).toEqual({ allowed: false, because: ['recovery.quiet'] });
    expect(await quiet().look(token)).toMatchObject({ quiet: { until: expect.any(Date) } });
  });

  it('keeps no link away from an agent, nor a proof, nor a notice; and what an agent sends has no such link', async () => {
    await presses(await quietToken());
    scene.world.clock.moveBy(2 * MINUTE_MS);
    const { number } = await scene.asksAPerson();
    expect(await scene.acts(number, 'send-recovery-link')).toMatchObject({ allowed: true });
    expect((await scene.lastMail('recovery-link')).secrets['quietLink'] ?? null).toBeNull();
    await scene.provesMailbox(number);
    expect(await scene.acts(number, 'freeze')).toMatchObject({ allowed: true });
    for (const to of [scene.anna.address, scene.anna.second]) expect((await scene.lastMail('notice', to)).variables).toMatchObject({ event: 'account-frozen' });
  });

  it('counts for the one mailbox: a link asked for to another address on file arrives, with a link of its own', async () => {
    await presses(await quietToken());
    scene.world.clock.moveBy(2 * MINUTE_MS);
    await asksOnPage(scene.anna.second);
    expect((await scene.lastMail('recovery-link', scene.anna.second)).secrets['quietLink']).toMatch(/^https:\/\/desk\.example\/n\/[\w-]{43}$/);
  });

  it('is told to every other address on file, written down, and ended by whoever says there that it was not them', async () => {
    const token = await quietToken();
    const mailsOfAnna = (await kindsTo(scene.anna.address)).length;
    await presses(token);
    expect(await kindsTo(scene.anna.address)).toHaveLength(mailsOfAnna);
    const notice = await scene.lastMail('notice', scene.anna.second);
    expect(notice.variables).toMatchObject({ event: 'mails-paused', actor: 'requester' });
    expect(await scene.world.rows(`select verb, outcome, detail ->> 'until' as until from audit_entry where verb like 'silence.%' and ticket_number = any(?)`, [await numbersOfAnna()])).toEqual([{ verb: 'silence.begun', outcome: 'done', until: expect.any(String) }]);
    expect(await scene.world.get(ReportNotMe).run({ token: tokenOf(notice.secrets['reportLink']!), typedNumber: notice.secrets['typedNumber']! })).toMatchObject({ allowed: true });
    expect(await quiet().look(token)).toMatchObject({ state: 'used', quiet: { until: null } });
    expect(await scene.world.rows(`select verb from audit_entry where verb like 'silence.%' and ticket_number = any(?) order by id`, [await numbersOfAnna()])).toEqual([{ verb: 'silence.begun' }, { verb: 'silence.ended' }]);
    expect((await events((await ticketsOfAnna())[0]!.id)).map(({ verb }) => verb)).toEqual(['silence.begun', 'silence.ended']);
  });

  it('is ended by the same page, and by the link of any other mail to the same mailbox', async () => {
    const first = await quietToken();
    scene.world.clock.moveBy(2 * MINUTE_MS);
    const second = await quietToken();
    await presses(first);
    expect(await quiet().look(second)).toMatchObject({ state: 'usable', quiet: { until: expect.any(Date) } });
    expect(await presses(second, 'end')).toEqual({ allowed: true, until: null });
    const [ticket] = await ticketsOfAnna();
    expect((await events(ticket!.id)).map(({ verb }) => verb)).toEqual(['silence.begun']);
    scene.world.clock.moveBy(2 * MINUTE_MS);
    expect((await scene.world.writes(scene.anna.address)).instant).toMatchObject({ allowed: true });
  });

  it('grows no longer by being pressed again, and one link begins it once: whoever saw one mail silences nobody for good', async () => {
    const token = await quietToken();
    scene.world.clock.moveBy(2 * MINUTE_MS);
    const other = await quietToken();
    const [first] = await Promise.all([presses(token), presses(token)]);
    scene.world.clock.moveBy(HOUR_MS);
    expect(await presses(token)).toEqual(first);
    expect(await presses(other)).toEqual(first);
    scene.world.clock.moveBy(DAY_MS);
    expect(await quiet().begin({ token, typedNumber: await numberOf(token) })).toMatchObject({ allowed: false, refusal: 'recovery.link-used' });
    expect(await presses(await quietToken())).toMatchObject({ allowed: true, until: expect.any(Date) });
    expect(await scene.world.rows(`select 1 from audit_entry where verb = 'silence.begun' and ticket_number = any(?)`, [await numbersOfAnna()])).toHaveLength(2);
  });

  it('gives an impostor nothing: no link without the mailbox, none of another purpose or a guessed one, none with a wrong number, none once the address is off the file', async () => {
    const eve = `eve${scene.count}@evil.example`;
    await scene.world.writes(eve, { fields: { username: scene.anna.username } });
    expect(await kindsTo(eve)).toEqual([]);
    const token = await quietToken();
    const recovery = tokenOf((await scene.lastMail('recovery-link')).secrets['link']!);
    for (const wrong of [recovery, 'A'.repeat(43), 'x']) {
      expect(await quiet().look(wrong)).toEqual({ found: false });
      expect(await quiet().begin({ token: wrong, typedNumber: '0000' })).toEqual({ allowed: false, refusal: 'recovery.link-unknown' });
    }
    const right = await numberOf(token);
    for (const typedNumber of ['', right === '0000' ? '0001' : '0000', `${right}0`]) expect(await quiet().begin({ token, typedNumber })).toEqual({ allowed: false, refusal: 'recovery.code-wrong' });
    await scene.world.rows('update builtin_address set address = ?, canonical = ? where account_id = ? and canonical = ? returning id', ['neu@post.example', `neu${scene.count}@post.example`, scene.anna.ref, scene.anna.address]);
    expect(await presses(token)).toMatchObject({ allowed: false, refusal: 'recovery.link-revoked' });
    expect(await scene.world.rows(`select 1 from audit_entry where verb like 'silence.%' and ticket_number = any(?)`, [await numbersOfAnna()])).toEqual([]);
  });

  it('turns no flood of mails into one of tickets: a page asked thirty times opens no more than it would have mailed', async () => {
    await presses(await quietToken());
    const before = (await ticketsOfAnna()).length;
    for (let at = 0; at < 30; at += 1) {
      scene.world.clock.moveBy(70_000);
      await asksOnPage();
    }
    expect((await ticketsOfAnna()).length - before).toBe(3);
    expect((await kindsTo(scene.anna.address)).filter((kind) => kind === 'recovery-link')).toHaveLength(1);
  });

  it('writes no more of the button of an old link into its ticket than would have been mailed', async () => {
    await presses(await quietToken());
    const old = tokenOf((await scene.lastMail('recovery-link')).secrets['link']!);
    await scene.world.rows(`update recovery_grant set state = 'expired', expires_at = created_at where purpose = 'recovery-link' and account_ref = ? returning id`, [scene.anna.ref]);
    for (let at = 0; at < 12; at += 1) {
      scene.world.clock.moveBy(70_000);
      expect(await scene.world.get(SendNewLink).run({ token: old, ip: `198.51.100.${at}` })).toEqual({ done: true });
    }
    const [ticket] = await ticketsOfAnna();
    expect((await events(ticket!.id)).filter(({ verb }) => verb === 'request.quiet')).toHaveLength(3);
  });

  it('is foreseen: what would be answered to a mail now', async () => {
    const token = await quietToken();
    scene.world.clock.moveBy(2 * MINUTE_MS);
    const foresee = async () => scene.world.get(ForeseeInstant).run({
      profile: await scene.world.get(Portals).get('school'), authenticity: 'pass', fromAddress: scene.anna.address,
      recognition: { caseType: 'forgot-password', secondary: [], confidence: 0.9, language: 'de', fields: {}, risk: 'low', riskSignals: [], signals: [], instant: { allowed: true, because: [] } },
    });
    expect(await foresee()).toMatchObject({ allowed: true });
    await presses(token);
    expect(await foresee()).toEqual({ allowed: false, because: ['recovery.quiet'] });
  });
});
