import { describe, expect, it } from '@jest/globals';
import type { SignedIn } from '#agents';
import type { CaseType } from '#kernel';
import { CancelAction, CancelByLink, CarryOutWaiting, DecideApproval, ListWaiting, ReportNotMe, SettleStuckActions, StartNewAddressProof, StatusOfTicket, WishForVoucher } from '#recovery';
import { MergeTickets, owedSince, type TicketState } from '#tickets';
import { owedByWhatStands } from '../../libs/tickets/store/owed-since.queries.js';
import { tokenOf } from '../support/recovery-world.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
let count = 0;
const fresh = () => `neu${(count += 1)}@frisch.example`;

/** The old mailbox is silent: A2 by other ways, and the new address has said yes. */
async function silentMailbox(caseType: CaseType = 'forgot-password') {
  const { number, caseId, ticketId, statusToken } = await scene.world.writes(scene.anna.address, { caseType, recognition: { instant: { allowed: false, because: ['several-problems'] } } });
  const address = fresh();
  await scene.proved(caseId, 'call-back', 'second-address');
  await scene.newAddressSaysYes(number, address);
  return { number, caseId, ticketId, statusToken, address };
}

async function held() {
  const about = await silentMailbox();
  const actionId = await scene.doing(about.number, 'change-email', { channel: 'elsewhere' });
  expect(await scene.approves(actionId)).toEqual({ allowed: true, state: 'held' });
  return { ...about, actionId };
}

describe('whoever waits for the end of a hold', () => {
  /** As the lists read it, and as it is told anew when messages are taken away. */
  async function owed(number: string) {
    const [row] = await scene.world.rows<{ id: string; state: TicketState; owedSince: string | null; lastMessageAt: string; isAnswered: boolean }>(
      `select id, state, owed_since as "owedSince", last_message_at as "lastMessageAt", first_answered_at is not null as "isAnswered" from ticket where number = ?`, [number]);
    const since = owedSince({ state: row!.state, owedSince: row!.owedSince === null ? null : new Date(row!.owedSince), lastMessageAt: new Date(row!.lastMessageAt) });
    return { state: row!.state, since, bySteps: await scene.world.database.transaction((tx) => owedByWhatStands(tx, row!.id)), isAnswered: row!.isAnswered };
  }
  const heldNow = () => {
    Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
    return held();
  };
  const answered = { state: 'waiting', since: null, bySteps: null, isAnswered: true };

  it('has been answered: they were told until when', async () => {
    const about = await silentMailbox();
    const actionId = await scene.doing(about.number, 'change-email', { channel: 'elsewhere' });
    expect(await owed(about.number)).toMatchObject({ state: 'open', since: expect.any(Date) });
    await scene.approves(actionId);
    expect(await owed(about.number)).toEqual(answered);
    await scene.later(73);
    expect([await scene.state(actionId), await owed(about.number)]).toEqual(['done', answered]);
  });

  it('is owed one again from when it came to nothing, not since they wrote', async () => {
    const byDesk = await heldNow();
    scene.world.clock.moveBy(3_600_000);
    const now = scene.world.clock.now();
    expect(await scene.world.get(CancelAction).run({ actionId: byDesk.actionId, agent: scene.world.mara })).toMatchObject({ allowed: true });
    expect(await owed(byDesk.number)).toEqual({ state: 'open', since: now, bySteps: now, isAnswered: true });
    // A way that failed at its end is the same.
    const failing = await heldNow();
    scene.world.clock.moveBy(73 * 3_600_000);
    scene.world.directories.dies = 'before';
    await expect(scene.world.get(CarryOutWaiting).run()).rejects.toThrow();
    scene.world.clock.moveBy(2 * 3_600_000);
    await scene.world.get(SettleStuckActions).run();
    const failed = scene.world.clock.now();
    expect([await scene.state(failing.actionId), await owed(failing.number)]).toEqual(['failed', { state: 'open', since: failed, bySteps: failed, isAnswered: true }]);
  });

  it('has not been answered where only other mailboxes hear of it: they wrote from one that is not on file', async () => {
    Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
    const { number, caseId, ticketId } = await silentMailbox();
    const asked = scene.world.clock.now();
    await scene.world.rows(`insert into ticket_event (id, ticket_id, at, verb, actor_kind, detail) values (gen_random_uuid(), ?, ?, 'details.added', 'requester', '{}') returning id`, [ticketId, asked]);
    scene.world.clock.moveBy(60_000);
    await scene.world.rows(`update ticket set requester_address = ?, requester_canonical = ? where number = ? returning id`, ['anna@privat.example', 'anna@privat.example', number]);
    await scene.proved(caseId, 'call-back', 'second-address');
    const actionId = await scene.doing(number, 'issue-temporary-password', { channel: 'elsewhere', parameters: { via: 'counter' } });
    await scene.approves(actionId);
    expect([await scene.state(actionId), await owed(number)]).toEqual(['held', { state: 'open', since: expect.any(Date), bySteps: asked, isAnswered: true }]);
  });

  it('is owed one on the ticket in which theirs goes on, where it was merged', async () => {
    const about = await heldNow();
    const { number: into } = await scene.asksAPerson();
    await scene.world.rows(`update ticket set state = 'waiting', owed_since = null, first_answered_at = created_at where number = ? returning id`, [into]);
    expect(await scene.world.get(MergeTickets).run({ ticketNumber: about.number, into, agent: scene.world.mara })).toMatchObject({ allowed: true });
    expect(await owed(into)).toMatchObject({ state: 'waiting', since: null });
    scene.world.clock.moveBy(3_600_000);
    const now = scene.world.clock.now();
    expect(await scene.world.get(CancelAction).run({ actionId: about.actionId, agent: scene.world.mara })).toMatchObject({ allowed: true });
    expect(await owed(into)).toMatchObject({ state: 'open', since: now });
    expect(await owed(about.number)).toMatchObject({ state: 'closed', since: null });
  });

  it('keeps their place where they wrote meanwhile, and a ticket that was closed stays closed', async () => {
    for (const [state, isOwed] of [['open', true], ['closed', false]] as const) {
      const { number, actionId } = await heldNow();
      scene.world.clock.moveBy(3_600_000);
      const asked = scene.world.clock.now();
      await scene.world.rows('update ticket set state = ?, owed_since = ? where number = ? returning id', [state, asked, number]);
      scene.world.clock.moveBy(3_600_000);
      expect(await scene.world.get(CancelAction).run({ actionId, agent: scene.world.mara })).toMatchObject({ allowed: true });
      expect(await owed(number)).toMatchObject({ state, since: isOwed ? asked : null });
    }
  });
});

describe('a change of address', () => {
  it('that the old mailbox confirms is done at once; the old address hears of it and takes it back', async () => {
    const { number } = await scene.asksAPerson();
    const address = fresh();
    await scene.newAddressSaysYes(number, address);
    expect(await scene.does(number, 'change-email')).toMatchObject({ refusal: 'recovery.level-too-low' });
    await scene.provesMailbox(number);
    const actionId = await scene.doing(number, 'change-email');
    expect(await scene.addresses()).toEqual([address, scene.anna.second]);
    expect(await scene.mails(address, 'address-changed')).toHaveLength(1);
    const [old] = await scene.mails(scene.anna.address, 'hold-completed');
    expect(await scene.mails(scene.anna.second, 'hold-completed')).toHaveLength(1);
    expect(await scene.mails(address, 'hold-completed')).toEqual([]);
    expect(await scene.world.get(CancelByLink).run({ token: tokenOf(old!.secrets['revertLink']!), typedNumber: '0000' })).toMatchObject({ refusal: 'recovery.code-wrong' });
    expect(await scene.world.get(CancelByLink).run({ token: tokenOf(old!.secrets['revertLink']!), typedNumber: old!.secrets['typedNumber']! })).toEqual({ allowed: true, outcome: 'undone' });
    expect(await scene.addresses()).toEqual([scene.anna.address, scene.anna.second]);
    expect(await scene.state(actionId)).toBe('undone');
    // The link of the other address still answers, and undoes nothing twice.
    const [other] = await scene.mails(scene.anna.second, 'hold-completed');
    expect(await scene.world.get(CancelByLink).run({ token: tokenOf(other!.secrets['revertLink']!), typedNumber: other!.secrets['typedNumber']! })).toEqual({ allowed: true, outcome: 'already' });
  });

  it('cannot be taken back after seven days', async () => {
    const { number } = await scene.asksAPerson();
    await scene.newAddressSaysYes(number, fresh());
    await scene.provesMailbox(number);
    const actionId = await scene.doing(number, 'change-email');
    await scene.later(7 * 24 + 1);
    expect(await scene.world.get(CancelAction).run({ actionId, agent: scene.world.mara })).toMatchObject({ refusal: 'recovery.not-cancellable' });
    expect(await scene.state(actionId)).toBe('done');
  });

  it('without the old mailbox waits for a second person, then 72 hours, with notices at start, half-time and end (U11)', async () => {
    const { actionId, number, address } = await held();
    for (const known of [scene.anna.address, scene.anna.second]) expect(await scene.mails(known, 'hold-started')).toHaveLength(1);
    expect(await scene.mails(address, 'hold-started')).toEqual([]);
    await scene.later(35);
    expect(await scene.mails(scene.anna.address, 'hold-half-time')).toEqual([]);
    await scene.later(2);
    for (const known of [scene.anna.address, scene.anna.second]) expect(await scene.mails(known, 'hold-half-time')).toHaveLength(1);
    expect(await scene.addresses()).toEqual([scene.anna.address, scene.anna.second]);
    expect(await scene.does(number, 'issue-temporary-password', { channel: 'elsewhere', parameters: { via: 'counter' } })).toMatchObject({ refusal: 'recovery.case-busy' });
    await scene.later(36);
    expect(await scene.state(actionId)).toBe('done');
    expect(await scene.addresses()).toEqual([address, scene.anna.second]);
    for (const known of [scene.anna.address, scene.anna.second]) expect(await scene.mails(known, 'hold-completed')).toHaveLength(1);
    expect(await scene.mails(address, 'address-changed')).toHaveLength(1);
  });

  it('is told to whoever waits for it: no promise that is over before the hold, no voucher, and a mail to the new address (U11)', async () => {
    const about = await silentMailbox('two-factor-lost');
    const page = () => scene.world.get(StatusOfTicket).run(about.statusToken);
    expect(await page()).toMatchObject({ waitsUntil: null, firstAnsweredAt: null, vouching: { typedNumber: expect.stringMatching(/^\d{4}$/) } });
    const actionId = await scene.doing(about.number, 'change-email', { channel: 'elsewhere' });
    expect(await page()).toMatchObject({ waitsUntil: null, firstAnsweredAt: null });
    expect(await scene.approves(actionId)).toEqual({ allowed: true, state: 'held' });
    const now = scene.world.clock.now();
    const until = new Date(now.getTime() + 72 * 3_600_000);
    expect(await page()).toMatchObject({ waitsUntil: until, firstAnsweredAt: now, vouching: null });
    expect(await scene.world.get(WishForVoucher).run({ token: about.statusToken, typedNumber: '0000' })).toMatchObject({ refusal: 'recovery.nothing-asked' });
    expect((await scene.mails(about.address, 'new-address-waits')).map(({ variables, secrets }) => ({ variables, secrets }))).toEqual([{ variables: { salutationName: null, agentCode: null, effectiveAt: until.toISOString() }, secrets: {} }]);
    for (const known of [scene.anna.address, scene.anna.second]) expect(await scene.mails(known, 'new-address-waits')).toEqual([]);
    await scene.later(73);
    expect(await page()).toMatchObject({ waitsUntil: null });
  });

  it('is stopped from any known address, freezes nobody, and becomes a security case (T25)', async () => {
    const { actionId, number } = await held();
    const [mail] = await scene.mails(scene.anna.second, 'hold-started');
    const [other] = await scene.mails(scene.anna.address, 'hold-started');
    const link = { token: tokenOf(mail!.secrets['cancelLink']!), typedNumber: mail!.secrets['typedNumber']! };
    for (let look = 0; look < 3; look += 1) expect(await scene.world.get(CancelByLink).look(link.token)).toMatchObject({ found: true, state: 'usable', event: 'change-email' });
    const twice = await Promise.all([scene.world.get(CancelByLink).run(link), scene.world.get(CancelByLink).run(link)]);
    expect(twice.filter(({ allowed }) => allowed)).toEqual([{ allowed: true, outcome: 'stopped' }]);
    expect(await scene.state(actionId)).toBe('cancelled');
    expect(await scene.world.get(CancelByLink).run({ token: tokenOf(other!.secrets['cancelLink']!), typedNumber: other!.secrets['typedNumber']! })).toEqual({ allowed: true, outcome: 'already' });
    expect((await scene.world.account('school', scene.anna.ref)).state).toBe('active');
    expect(await scene.world.ticket(number)).toMatchObject({ priority: 'urgent' });
    for (const known of [scene.anna.address, scene.anna.second]) expect(await scene.mails(known, 'hold-cancelled')).toHaveLength(1);
    await scene.later(80);
    expect(await scene.addresses()).toEqual([scene.anna.address, scene.anna.second]);
  });

  it('is answered by a sign-in with the password that was said to be lost', async () => {
    const { actionId } = await held();
    scene.world.clock.moveBy(3_600_000);
    expect(await scene.signsIn('das alte Passwort von Anna')).toMatchObject({ allowed: true });
    await scene.later(1);
    expect(await scene.state(actionId)).toBe('cancelled');
    expect((await scene.mails(scene.anna.address, 'hold-cancelled'))[0]!.variables).toMatchObject({ by: 'sign-in' });
  });

  it('may be followed by another only at A3, and the new mailbox alone opens nothing risky for 30 days (T2)', async () => {
    const { number, caseId } = await scene.asksAPerson();
    const address = fresh();
    await scene.newAddressSaysYes(number, address);
    await scene.provesMailbox(number);
    await scene.doing(number, 'change-email');
    scene.world.clock.moveBy(120_000);
    await scene.newAddressSaysYes(number, fresh());
    await scene.world.rows(`insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, detail) values (gen_random_uuid(), 'school', ?, ?, 'mailbox', 'proved', ?, ?, ?) returning id`,
      [scene.anna.ref, caseId, scene.world.clock.now(), new Date(scene.world.clock.now().getTime() + 3_600_000), JSON.stringify({ channel: (await import('#kernel')).hashToken(address) })]);
    expect(await scene.does(number, 'change-email')).toMatchObject({ refusal: 'recovery.level-too-low' });
    expect(await scene.does(number, 'delete-account')).toMatchObject({ refusal: 'recovery.level-too-low' });
    expect(await scene.does(number, 'reset-second-factor', { channel: 'elsewhere' })).toMatchObject({ allowed: false });
  });

  it('takes exactly one address, and never somebody else\'s (T5)', async () => {
    const { number } = await scene.asksAPerson();
    const ask = (address: string) => scene.world.get(StartNewAddressProof).run({ ticketNumber: number, agent: scene.world.mara, address, as: 'main' });
    for (const address of ['a@b.example,c@d.example', 'a@b.example\r\nBcc: c@d.example', 'a@b.example%0ac@d.example c', '["a@b.example"]', '']) expect(await ask(address)).toMatchObject({ refusal: 'recovery.not-one-address' });
    const taken = `taken${(count += 1)}@post.example`;
    await scene.world.person({ username: `taken${count}`, addresses: [{ address: taken }] });
    expect(await ask(taken.toUpperCase().replace('POST', 'post'))).toMatchObject({ refusal: 'recovery.address-taken' });
  });
});

describe('the second person', () => {
  it('is not who asked, nor of the same line, nor without second factor or fresh proof', async () => {
    const { number } = await silentMailbox();
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    const mara = { ...scene.world.mara, roles: ['agent', 'approver'] as ('agent' | 'approver')[] };
    expect(await scene.approves(actionId, mara)).toMatchObject({ refusal: 'recovery.own-request' });
    expect(await scene.approves(actionId, scene.colleague({ strength: 'password' }))).toMatchObject({ refusal: 'recovery.second-factor-needed' });
    expect(await scene.approves(actionId, scene.colleague({ provedAt: new Date(0) }))).toMatchObject({ refusal: 'recovery.fresh-proof-needed' });
    expect(await scene.approves(actionId, scene.colleague({ roles: ['agent'] }))).toMatchObject({ refusal: 'recovery.no-approval-pending' });
    expect(await scene.approves(actionId, scene.colleague({ portals: ['chamber'] }))).toMatchObject({ refusal: 'recovery.no-approval-pending' });
    expect(await scene.approves(actionId, scene.colleague({ email: scene.anna.address }))).toMatchObject({ refusal: 'recovery.own-account' });
    expect(await scene.state(actionId)).toBe('awaiting-approval');
  });

  it('can say no, and is not waited for longer than a day', async () => {
    const { number } = await silentMailbox();
    const refused = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    expect(await scene.world.get(DecideApproval).run({ actionId: refused, agent: scene.colleague(), decision: 'refuse', reason: 'nicht überzeugend' })).toEqual({ allowed: true, state: 'refused' });
    scene.world.clock.moveBy(120_000);
    const forgotten = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    await scene.later(25);
    expect(await scene.state(forgotten)).toBe('expired');
    expect(await scene.approves(forgotten)).toMatchObject({ refusal: 'recovery.no-approval-pending' });
    expect(await scene.addresses()).toEqual([scene.anna.address, scene.anna.second]);
  });

  it('of two that approve at once one starts the hold; of two agents that ask at once one gets in; the same key is one action', async () => {
    const { number } = await silentMailbox();
    const key = 'the same intention';
    const asked = await Promise.all([0, 1].map(() => scene.does(number, 'change-email', { channel: 'elsewhere', idempotencyKey: key })));
    expect(new Set(asked.map((answer) => (answer.allowed ? answer.actionId : answer.refusal))).size).toBe(1);
    expect(await scene.does(number, 'freeze', { idempotencyKey: key })).toMatchObject({ refusal: 'recovery.key-used' });
    expect(await scene.does(number, 'change-email', { channel: 'elsewhere' })).toMatchObject({ refusal: 'recovery.case-busy' });
    const actionId = asked[0]!.allowed ? asked[0]!.actionId : '';
    const both = await Promise.all([scene.approves(actionId), scene.approves(actionId, scene.colleague({ email: 'ilse@desk.example' }))]);
    expect(both.map((one) => (one.allowed ? one.state : one.refusal)).toSorted()).toEqual(['held', 'recovery.no-approval-pending']);
    expect(await scene.mails(scene.anna.address, 'hold-started')).toHaveLength(1);
  });

  it('racing a cancellation: it is either held or cancelled, and told accordingly', async () => {
    const { number } = await silentMailbox();
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    const [approved, cancelled] = await Promise.all([scene.approves(actionId), scene.world.get(CancelAction).run({ actionId, agent: scene.world.mara })]);
    expect(cancelled).toEqual({ allowed: true, state: 'cancelled' });
    expect(await scene.state(actionId)).toBe('cancelled');
    const wasHeld = approved.allowed;
    expect(await scene.mails(scene.anna.address, 'hold-started')).toHaveLength(wasHeld ? 1 : 0);
    expect(await scene.mails(scene.anna.address, 'hold-cancelled')).toHaveLength(wasHeld ? 1 : 0);
    await scene.later(80);
    expect(await scene.addresses()).toEqual([scene.anna.address, scene.anna.second]);
  });

  it('is needed for an override, which only the security role may ask for, with a reason (T23)', async () => {
    const { number } = await scene.asksAPerson();
    const overrideReason = 'Prüfung in zehn Minuten, die Schulleitung steht daneben.';
    expect(await scene.does(number, 'issue-temporary-password', { overrideReason })).toMatchObject({ refusal: 'agents.not-permitted' });
    const sina = scene.colleague({ roles: ['security'], email: 'sina@desk.example' });
    expect(await scene.does(number, 'issue-temporary-password', { overrideReason: 'dringend', agent: sina })).toMatchObject({ refusal: 'recovery.reason-too-short' });
    const actionId = await scene.doing(number, 'issue-temporary-password', { overrideReason, agent: sina });
    expect(await scene.state(actionId)).toBe('awaiting-approval');
    expect(await scene.approves(actionId, { ...sina, roles: ['security', 'approver'] })).toMatchObject({ refusal: 'recovery.own-request' });
    expect(await scene.approves(actionId)).toEqual({ allowed: true, state: 'done' });
    expect(await scene.world.rows(`select verb from audit_entry where verb = 'action.overridden' and ticket_number = ?`, [number])).toHaveLength(1);
  });
});

describe('an override in the panel', () => {
  const locked = async (ticketId: string, agent: SignedIn) => (await scene.describeCase(ticketId, agent)).actions.filter(({ override }) => override.length > 0).map(({ type, override, why }) => ({ type, override, why: why?.code }));

  it('is offered to the security role alone, for what lacks evidence, over the ways that are possible', async () => {
    const { ticketId } = await scene.asksAPerson();
    const sina = scene.colleague({ roles: ['security'], email: 'sina@desk.example' });
    expect(await locked(ticketId, sina)).toContainEqual({ type: 'issue-temporary-password', override: ['on-file', 'elsewhere'], why: 'recovery.level-too-low' });
    // Nobody read the new address, the account is not locked, the link is open anyhow: no reason helps against that.
    for (const type of ['change-email', 'unlock', 'send-recovery-link']) expect((await locked(ticketId, sina)).map((one) => one.type as string)).not.toContain(type);
    for (const agent of [scene.world.mara, scene.colleague()]) expect(await locked(ticketId, agent)).toEqual([]);
    expect(await scene.describeCase(ticketId, { ...sina, portals: ['chamber'] })).toBeUndefined();
  });

  it('is offered to nobody untrained, and asked for only once', async () => {
    const { number, ticketId } = await scene.asksAPerson();
    const sina = scene.colleague({ roles: ['security'], email: 'sina@desk.example' });
    expect(await locked(ticketId, { ...sina, trained: false })).toEqual([]);
    const overrideReason = 'Prüfung in zehn Minuten, die Schulleitung steht daneben.';
    await scene.doing(number, 'issue-temporary-password', { overrideReason, agent: sina });
    expect((await locked(ticketId, sina)).map(({ type }) => type)).not.toContain('issue-temporary-password');
    const [waiting] = (await scene.world.get(ListWaiting).run(scene.colleague())).waiting.filter(({ ticketNumber }) => ticketNumber === number);
    expect(waiting).toMatchObject({ override: true, reason: overrideReason, levelHeld: 0, levelNeeded: 1, mine: false });
    expect((await scene.describeCase(ticketId)).actionHistory).toMatchObject([{ override: true, overrideReason }]);
  });
});

describe('a freeze', () => {
  it('by the desk on the word of a mail thaws after a day; one that the holder reported stays', async () => {
    const { number } = await scene.asksAPerson();
    await scene.doing(number, 'freeze');
    const state = async () => (await scene.world.account('school', scene.anna.ref)).state;
    await scene.later(23);
    expect(await state()).toBe('frozen');
    await scene.later(2);
    expect(await state()).toBe('active');
    await scene.doing((await scene.asksAPerson()).number, 'freeze');
    const [notice] = (await scene.mails(scene.anna.address, 'notice')).toReversed();
    expect(await scene.world.get(ReportNotMe).run({ token: tokenOf(notice!.secrets['reportLink']!), typedNumber: notice!.secrets['typedNumber']! })).toMatchObject({ allowed: true });
    await scene.later(48);
    expect(await state()).toBe('frozen');
  });

  it('ends early only with evidence and a second person', async () => {
    const { number, caseId } = await scene.asksAPerson();
    await scene.doing(number, 'freeze');
    expect(await scene.does(number, 'unfreeze')).toMatchObject({ refusal: 'recovery.level-too-low' });
    scene.world.clock.moveBy(120_000);
    await scene.proved(caseId, 'call-back');
    const actionId = await scene.doing(number, 'unfreeze');
    expect((await scene.world.account('school', scene.anna.ref)).state).toBe('frozen');
    expect(await scene.approves(actionId)).toEqual({ allowed: true, state: 'done' });
    expect((await scene.world.account('school', scene.anna.ref)).state).toBe('active');
    expect((await scene.mails(scene.anna.second, 'notice')).at(-1)!.variables).toMatchObject({ event: 'account-unfrozen' });
  });
});
