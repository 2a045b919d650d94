import { describe, expect, it } from '@jest/globals';
import type { SignedIn } from '#agents';
import { Directories, type Directory } from '#directory';
import { hashToken, HOUR_MS, newId, Secret } from '#kernel';
import { CancelMail } from '#outbound';
import {
  AskForLink, CancelByLink, LinkAccount, ListWaiting, OrderBulk, PrintSlips, ProveMailbox, RecordCallBackCode, RecordIdentityCheck, RecordLetterPin, ReportNotMe, StartCallBack, StartLetterProof,
  StartMailboxProof, StartNewAddressProof,
} from '#recovery';
import { textOfPdf } from '../support/read-pdf.js';
import { tokenOf } from '../support/recovery-world.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
const get = <T>(type: new (...given: never[]) => T): T => scene.world.get(type);
const COUNTER = { way: 'counter', document: 'id-card', compared: ['face', 'name'], outcome: 'match' } as const;
const evil = (): string => `evil${scene.count}@angreifer.example`;
const twoRoles = (more: Partial<SignedIn> = {}): SignedIn => scene.colleague({ roles: ['agent', 'approver', 'verifier'], ...more });

/** A stranger names Anna, and somebody at the desk links her account to their mail. */
async function strangerAsks() {
  const ticket = await scene.world.writes(evil(), { caseType: 'lost-email-access', fields: { username: scene.anna.username }, recognition: { instant: { allowed: false, because: ['several-problems'] } } });
  expect(await get(LinkAccount).run({ ticketNumber: ticket.number, agent: scene.world.mara, accountRef: scene.anna.ref })).toMatchObject({ allowed: true });
  return ticket;
}

/** Mara "calls"; the code is typed on the page of whoever wrote. */
async function callsBack(ticket: { number: string; ticketId: string; statusToken: string }, agent: SignedIn = scene.world.mara): Promise<void> {
  const [phone] = (await scene.describeCase(ticket.ticketId)).account!.phones;
  const started = await get(StartCallBack).run({ ticketNumber: ticket.number, agent, phoneId: phone!.id });
  if (!started.allowed) throw new Error(started.refusal);
  expect(await get(RecordCallBackCode).run({ token: ticket.statusToken, code: started.call.code })).toMatchObject({ outcome: 'proved' });
}

/** A page of an address that is not on file, with its code. */
async function newAddressPage(number: string, address: string): Promise<{ token: string; code: string }> {
  expect(await get(StartNewAddressProof).run({ ticketNumber: number, agent: scene.world.mara, address, as: 'main' })).toMatchObject({ allowed: true });
  const { secrets } = await scene.lastMail('confirm-new-address', address);
  return { token: tokenOf(secrets['link']!), code: secrets['code']! };
}

describe('one proof, or one person at the desk, does not take an account over', () => {
  it('by a call that nobody made: what it opens goes to what is on file', async () => {
    const ticket = await strangerAsks();
    await callsBack(ticket);
    await scene.newAddressSaysYes(ticket.number, evil(), 'second');
    for (const type of ['add-second-address', 'change-email'] as const) {
      expect(await scene.does(ticket.number, type)).toMatchObject({ allowed: false, refusal: 'recovery.old-mailbox-silent' });
      expect(await scene.does(ticket.number, type, { channel: 'elsewhere' })).toMatchObject({ allowed: false, refusal: 'recovery.level-too-low' });
    }
    expect(await scene.addresses()).not.toContain(evil());
    // One who calls and helps is a desk of one; the mail goes to Anna.
    expect(await scene.does(ticket.number, 'issue-temporary-password')).toMatchObject({ allowed: true, state: 'done' });
    expect((await scene.mails(evil(), 'temporary-password'))).toEqual([]);
    expect((await scene.mails(scene.anna.address, 'temporary-password'))).toHaveLength(1);
  });

  it('by a second address on one proof: only the main mailbox itself opens that, else two people and three days', async () => {
    const ticket = await strangerAsks();
    await callsBack(ticket);
    await scene.newAddressSaysYes(ticket.number, evil(), 'second');
    const tom = twoRoles();
    expect(await scene.does(ticket.number, 'add-second-address', { agent: tom })).toMatchObject({ allowed: false, refusal: 'recovery.old-mailbox-silent' });
    expect(await scene.does(ticket.number, 'add-second-address', { agent: tom, channel: 'elsewhere' })).toMatchObject({ refusal: 'recovery.level-too-low' });
    await scene.proved(ticket.caseId, 'second-address');
    const id = await scene.doing(ticket.number, 'add-second-address', { agent: tom, channel: 'elsewhere' });
    expect(await scene.state(id)).toBe('awaiting-approval');
    expect(await scene.approves(id, scene.colleague({ email: 'uli@desk.example' }))).toMatchObject({ allowed: true, state: 'held' });
    expect((await scene.mails(scene.anna.address, 'hold-started')).at(-1)?.variables).toMatchObject({ change: 'add-second-address' });
    expect((await scene.mails(scene.anna.second, 'hold-started')).at(-1)?.variables).toMatchObject({ change: 'add-second-address' });
    await scene.later(71);
    expect(await scene.addresses()).not.toContain(evil());
    await scene.later(2);
    expect(await scene.addresses()).toContain(evil());
  });

  it('by what was proved before a second address came: that ends, and the row says why, as after a change of the main one (5.4)', async () => {
    const { number } = await scene.asksAPerson();
    await scene.newAddressSaysYes(number, `neu${scene.count}@frisch.example`, 'second');
    await scene.provesMailbox(number);
    expect(await scene.state(await scene.doing(number, 'add-second-address'))).toBe('done');
    expect(await scene.world.rows('select kind, voided_because from evidence where account_ref = ? order by kind', [scene.anna.ref])).toEqual([{ kind: 'mailbox', voided_because: 'address-changed' }, { kind: 'new-address', voided_because: 'address-changed' }]);
  });

  it('by a letter that one person ordered, printed and typed', async () => {
    await scene.world.rows('update builtin_account set postal_address = ?, postal_address_since = ? where id = ? returning id', [JSON.stringify(['Anna Beispiel', 'Hafenstraße 7', '18055 Rostock']), new Date(0), scene.anna.ref]);
    const ticket = await strangerAsks();
    const tom = twoRoles();
    expect(await get(StartLetterProof).run({ ticketNumber: ticket.number, agent: tom })).toMatchObject({ allowed: true });
    const printed = await get(PrintSlips).run({ agent: tom, portalKey: 'school' });
    if (!printed.allowed) throw new Error(printed.refusal);
    const pin = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(textOfPdf(printed.pdf))![0];
    // Nor is it forgotten because a colleague prints the same letter once more.
    expect(await get(PrintSlips).run({ agent: { ...tom, agentId: scene.colleague().agentId }, portalKey: 'school', batchId: printed.batchId })).toMatchObject({ allowed: true, count: 1 });
    expect(await get(RecordLetterPin).run({ token: ticket.statusToken, pin })).toMatchObject({ outcome: 'proved' });
    expect(await scene.does(ticket.number, 'issue-temporary-password', { agent: tom })).toMatchObject({ refusal: 'recovery.checked-by-asker' });
    expect(await scene.does(ticket.number, 'issue-temporary-password')).toMatchObject({ allowed: true });
  });
});

describe('the owner\'s proof does not move the account to somebody else\'s address', () => {
  it('when the "yes" of an address came on a stranger\'s ticket', async () => {
    const stranger = await strangerAsks();
    await scene.newAddressSaysYes(stranger.number, evil());
    const own = await scene.asksAPerson();
    await scene.provesMailbox(own.number);
    expect(await scene.does(own.number, 'change-email')).toMatchObject({ refusal: 'recovery.new-address-unproved' });
    expect(await scene.does(own.number, 'issue-temporary-password', { channel: 'elsewhere', parameters: { via: 'new-address' } })).toMatchObject({ refusal: 'recovery.new-address-unproved' });
    // On the stranger's ticket the owner's proof is no "the old mailbox confirms" either.
    expect(await scene.does(stranger.number, 'change-email')).toMatchObject({ refusal: 'recovery.old-mailbox-silent' });
    expect(await scene.does(stranger.number, 'add-second-address')).toMatchObject({ refusal: 'recovery.old-mailbox-silent' });
    expect(await scene.addresses()).toEqual([scene.anna.address, scene.anna.second]);
  });

  it('and the desk, and whoever approves, see to which address it would go', async () => {
    const { number, ticketId, caseId } = await scene.asksAPerson();
    expect((await scene.describeCase(ticketId)).actions.find(({ type }) => type === 'change-email')).toMatchObject({ target: null });
    await scene.newAddressSaysYes(number, `neu${scene.count}@frisch.example`);
    expect((await scene.describeCase(ticketId)).actions.find(({ type }) => type === 'change-email')).toMatchObject({ target: 'n•••@f•••.example' });
    expect((await scene.describeCase(ticketId)).actions.find(({ type }) => type === 'unlock')).toMatchObject({ target: null });
    await scene.proved(caseId, 'call-back', 'second-address');
    const id = await scene.doing(number, 'add-second-address', { channel: 'elsewhere' });
    const { waiting } = await get(ListWaiting).run(scene.colleague());
    expect(waiting.find((one) => one.id === id)).toMatchObject({ details: { newAddress: 'n•••@f•••.example' } });
  });

  it('but what was proved on a ticket that went into this one goes on here', async () => {
    const first = await scene.asksAPerson();
    await scene.newAddressSaysYes(first.number, `neu${scene.count}@frisch.example`);
    await scene.provesMailbox(first.number);
    const second = await scene.asksAPerson();
    expect(await scene.does(second.number, 'change-email')).toMatchObject({ refusal: 'recovery.new-address-unproved' });
    await scene.world.rows('update ticket set merged_into_id = ? where id = ? returning id', [second.ticketId, first.ticketId]);
    expect(await scene.does(second.number, 'change-email')).toMatchObject({ allowed: true, state: 'done' });
  });

  it('nor does a second address of the same domain confirm for the main one', async () => {
    const [username, address, second] = [`gleich${scene.count}`, `gleich${scene.count}@post.example`, `zweit.gleich${scene.count}@post.example`];
    const ref = await scene.world.person({ username, addresses: [{ address }, { address: second, kind: 'second' }], password: undefined });
    await scene.world.rows(`update builtin_address set confirmed_at = ? where canonical = ? returning id`, [new Date(0), second]);
    Object.assign(scene.anna, { ref, username, address, second });
    const { number, ticketId } = await scene.asksAPerson();
    const onFile = (await scene.describeCase(ticketId)).account!.addresses.find(({ kind }) => kind === 'second')!;
    expect(await get(StartMailboxProof).run({ ticketNumber: number, agent: scene.world.mara, addressId: onFile.id })).toMatchObject({ allowed: true });
    const { secrets } = await scene.lastMail('second-address-proof', second);
    expect(await get(ProveMailbox).run({ token: tokenOf(secrets['link']!), code: secrets['code']! })).toEqual({ allowed: true });
    await scene.newAddressSaysYes(number, evil());
    for (const type of ['change-email', 'add-second-address'] as const) expect(await scene.does(number, type)).toMatchObject({ refusal: 'recovery.old-mailbox-silent' });
  });
});

describe('a stranger who types wrong codes', () => {
  it('on the page of their own new address closes neither the owner\'s cancel and report links nor the proof of the mailbox', async () => {
    const stranger = await strangerAsks();
    await scene.proved(stranger.caseId, 'call-back', 'second-address');
    await scene.newAddressSaysYes(stranger.number, evil());
    const id = await scene.doing(stranger.number, 'change-email', { channel: 'elsewhere' });
    expect(await scene.approves(id)).toMatchObject({ state: 'held' });
    const other = await strangerAsks();
    for (let page = 0; page < 3; page += 1) {
      const { token } = await newAddressPage(other.number, `wieder${page}.${evil()}`);
      for (let tries = 0; tries < 4; tries += 1) await get(ProveMailbox).run({ token, code: 'AAAA2222' });
    }
    const { token } = await newAddressPage(other.number, `zuletzt.${evil()}`);
    expect(await get(ProveMailbox).run({ token, code: 'AAAA2222' })).toMatchObject({ refusal: 'recovery.code-path-closed' });
    // So many proofs were begun that the desk may begin no other for an hour.
    scene.world.clock.moveBy(2 * HOUR_MS);
    const own = await scene.asksAPerson();
    await scene.provesMailbox(own.number);
    const { secrets } = await scene.lastMail('hold-started');
    expect(await get(CancelByLink).run({ token: tokenOf(secrets['cancelLink']!), typedNumber: secrets['typedNumber']! })).toMatchObject({ allowed: true, outcome: 'stopped' });
  });

  it('with a link of one mail closes no other mail\'s link that stops it', async () => {
    const stranger = await strangerAsks();
    await scene.proved(stranger.caseId, 'call-back', 'second-address');
    await scene.newAddressSaysYes(stranger.number, evil());
    const id = await scene.doing(stranger.number, 'change-email', { channel: 'elsewhere' });
    expect(await scene.approves(id)).toMatchObject({ state: 'held' });
    const linkTo = async (address: string) => (await scene.lastMail('hold-started', address)).secrets;
    const [main, second] = [await linkTo(scene.anna.address), await linkTo(scene.anna.second)];
    const wrong = (right: string): string => (right === '1234' ? '4321' : '1234');
    for (let tries = 0; tries < 5; tries += 1) await get(CancelByLink).run({ token: tokenOf(second['cancelLink']!), typedNumber: wrong(second['typedNumber']!) });
    expect(await get(CancelByLink).run({ token: tokenOf(second['cancelLink']!), typedNumber: second['typedNumber']! })).toMatchObject({ refusal: 'recovery.link-tries-used-up' });
    const report = (await scene.lastMail('notice')).secrets;
    for (let tries = 0; tries < 5; tries += 1) await get(ReportNotMe).run({ token: tokenOf(report['reportLink']!), typedNumber: wrong(report['typedNumber']!) });
    expect(await get(CancelByLink).run({ token: tokenOf(main['cancelLink']!), typedNumber: main['typedNumber']! })).toMatchObject({ allowed: true, outcome: 'stopped' });
  });
});

describe('the second person', () => {
  it('does not shorten the hold by a check of their own after the request', async () => {
    const ticket = await strangerAsks();
    await scene.proved(ticket.caseId, 'call-back', 'second-address');
    await scene.newAddressSaysYes(ticket.number, evil());
    const id = await scene.doing(ticket.number, 'change-email', { channel: 'elsewhere' });
    const tom = twoRoles();
    expect(await get(RecordIdentityCheck).run({ ticketNumber: ticket.number, agent: tom, check: COUNTER })).toMatchObject({ outcome: 'proved' });
    expect(await scene.approves(id, tom)).toMatchObject({ state: 'held' });
    const [held] = await scene.world.rows<{ hold_ms: number }>('select hold_ms from recovery_action where id = ?', [id]);
    expect(Number(held!.hold_ms)).toBe(72 * HOUR_MS);
  });

  it('nor does anybody else\'s: the hold is what it was at the request', async () => {
    const ticket = await strangerAsks();
    await scene.proved(ticket.caseId, 'call-back', 'second-address');
    await scene.newAddressSaysYes(ticket.number, evil());
    const id = await scene.doing(ticket.number, 'change-email', { channel: 'elsewhere' });
    expect(await get(RecordIdentityCheck).run({ ticketNumber: ticket.number, agent: twoRoles({ email: 'vera@desk.example' }), check: COUNTER })).toMatchObject({ outcome: 'proved' });
    expect(await scene.approves(id)).toMatchObject({ state: 'held' });
  });

  it('of an order for many has a day, as of any other (5.5)', async () => {
    const asker = scene.colleague({ roles: ['approver'] });
    const order = { portalKey: 'school', kind: 'forced-reset', reason: 'Sicherheitsvorfall im Haus', idempotencyKey: `spät ${newId()}`, agent: asker } as const;
    const asked = await get(OrderBulk).request(order);
    if (!asked.allowed) throw new Error(asked.refusal);
    scene.world.clock.moveBy(24 * HOUR_MS);
    const now = scene.world.clock.now();
    expect(await get(OrderBulk).decide({ bulkId: asked.bulkId, agent: scene.colleague({ provedAt: now }), decision: 'approve' })).toMatchObject({ refusal: 'recovery.no-approval-pending' });
    expect((await get(ListWaiting).run(scene.colleague())).bulks.find(({ id }) => id === asked.bulkId)).toMatchObject({ state: 'expired' });
    const again = { ...order, agent: { ...asker, provedAt: now } };
    expect(await get(OrderBulk).request({ ...again, kind: 'initial-credentials', group: '7a' })).toMatchObject({ refusal: 'recovery.key-used' });
    expect(await get(OrderBulk).request(again)).toMatchObject({ allowed: true, bulkId: asked.bulkId });
  });
});

describe('what warns the holder', () => {
  it('is stopped by nobody at the desk', async () => {
    const ticket = await strangerAsks();
    await scene.proved(ticket.caseId, 'call-back', 'second-address');
    await scene.newAddressSaysYes(ticket.number, evil());
    expect(await scene.approves(await scene.doing(ticket.number, 'change-email', { channel: 'elsewhere' }))).toMatchObject({ state: 'held' });
    const rows = await scene.world.rows<{ id: string; kind: string }>(`select id, kind from outbound_message where kind in ('hold-started', 'notice') and recipient_canonical in (?, ?)`, [scene.anna.address, scene.anna.second]);
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['hold-started', 'notice']));
    for (const { id } of rows) expect(await get(CancelMail).run({ id, actor: { kind: 'agent', id: scene.world.mara.agentId, strength: 'second-factor' } })).toMatchObject({ refusal: 'outbound.warning-stays' });
  });
});

describe('what was proved', () => {
  it('is used up by a temporary password, as by any other password (5.4)', async () => {
    const { number } = await scene.getsTemporaryPassword();
    expect(await scene.world.rows('select kind, voided_because from evidence where account_ref = ?', [scene.anna.ref])).toEqual([{ kind: 'mailbox', voided_because: 'password-changed' }]);
    scene.world.clock.moveBy(2 * 60_000);
    expect(await scene.does(number, 'issue-temporary-password')).toMatchObject({ refusal: 'recovery.level-too-low' });
  });

  const elsewhere = (): Directory => scene.world.get(Directories as never as new () => Directories).of('school');
  it.each([
    ['a password that was set', () => elsewhere().setPassword(scene.anna.ref, new Secret('anderswo selbst gewählt'), newId())],
    ['a password that was set and then has to be changed', async () => {
      await elsewhere().setPassword(scene.anna.ref, new Secret('anderswo selbst gewählt'), newId());
      await elsewhere().requirePasswordChange(scene.anna.ref, newId());
    }],
    ['an address that came on file', () => elsewhere().addAddress(scene.anna.ref, { address: evil(), confirmed: true }, newId())],
    ['a phone that came on file', () => elsewhere().updateProfile(scene.anna.ref, { phone: '+49305550199' }, newId())],
  ])('is over with %s without Rekey (5.4)', async (_what, change) => {
    const { number, ticketId } = await scene.asksAPerson();
    await scene.provesMailbox(number);
    scene.world.clock.moveBy(60_000);
    expect((await scene.describeCase(ticketId)).evidence).toMatchObject([{ kind: 'mailbox', voided: false }]);
    await change();
    expect((await scene.describeCase(ticketId)).evidence).toMatchObject([{ kind: 'mailbox', voided: true }]);
    expect(await scene.does(number, 'issue-temporary-password')).toMatchObject({ refusal: 'recovery.level-too-low' });
    scene.world.clock.moveBy(60_000);
    await scene.provesMailbox(number);
    expect(await scene.does(number, 'issue-temporary-password')).toMatchObject({ allowed: true });
  });
});

describe('somebody with a whole /64', () => {
  it('counts as one who asks for links', async () => {
    const asks = (at: number) => get(AskForLink).run({ portalKey: 'school', login: scene.anna.username, language: 'de', ip: `2001:db8:1:${scene.count}::${at.toString(16)}` });
    const count = async () => Number((await scene.world.rows<{ count: string }>(`select count(*) as count from asked_link where ip like ?`, [`2001:db8:1:${scene.count}::%`]))[0]!.count);
    for (let at = 1; at <= 12; at += 1) await asks(at);
    expect(await count()).toBe(10);
    expect(await scene.world.rows('select 1 as one from limit_hit where subject = ?', [hashToken(`ip:2001:db8:1:${scene.count}::1`)])).toEqual([]);
  });
});
