import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS, hashToken, HOUR_MS, Secret } from '#kernel';
import { CancelAction, CancelByLink, ListWaiting, LookAtGrant, PrintSlips, ReportNotMe } from '#recovery';
import { textsOfPdf } from '../support/read-pdf.js';
import { tokenOf } from '../support/recovery-world.js';
import { holdNotices } from '../support/hold-notices.js';

const { asBefore, asked, get, hasGateway, hasPost, held, losesPhone, losesSecond, scene, serial, told, trail } = holdNotices();

beforeAll(hasGateway);
beforeEach(asBefore);

describe('a change that waits, to whom no electronic way is sure', () => {
  beforeEach(async () => {
    await losesPhone();
    await losesSecond();
  });

  const prints = () => get(PrintSlips).run({ agent: scene.colleague(), portalKey: 'school' });
  const typedFrom = (pdf: Buffer) => {
    const words = textsOfPdf(pdf).map(({ text }) => text);
    const all = words.join('');
    return { words, token: /\/c\/((?:[2-9A-Z]{3}-){10}[2-9A-Z]{3})/.exec(all)![1]!, typedNumber: words.find((word) => /^\d{4}$/.test(word))! };
  };

  it('is told by a letter with page and number, printed with the others; typed in small letters it stops the change (R8, 5.6)', async () => {
    await hasPost();
    const { ticketId, actionId } = await held();
    expect(await told(ticketId)).toEqual([{ event: 'hold-started', mails: 1, phones: '', letter: 'due' }]);
    const printed = await prints();
    const { words, token, typedNumber } = typedFrom(printed.allowed ? printed.pdf : Buffer.of());
    for (const part of ['Eine Änderung an Ihrem Konto steht bevor', 'andere E-Mail-Adresse', 'Hafenstraße 1']) expect(words.join(' ')).toContain(part);
    expect(words.join(' ')).not.toContain(scene.anna.username);
    expect(await get(LookAtGrant).run(token.toLowerCase(), 'cancel')).toMatchObject({ found: true, state: 'usable', expiresAt: new Date(scene.world.clock.now().getTime() + 72 * HOUR_MS + 7 * DAY_MS) });
    expect(await get(CancelByLink).run({ token: token.toLowerCase(), typedNumber })).toEqual({ allowed: true, outcome: 'stopped' });
    expect(await scene.state(actionId)).toBe('cancelled');
    const [row] = await scene.world.rows<{ text: string }>(`select concat((select json_agg(s)::text from recovery_slip s), (select json_agg(g)::text from recovery_grant g), (select json_agg(e)::text from ticket_event e), (select json_agg(a)::text from audit_entry a)) as text`);
    expect(row!.text).not.toContain(token);
  });

  it('and that has no way back is reported by its letter, before and after: the account is frozen', async () => {
    for (const isPrintedAtEnd of [false, true]) {
      const username = `brief${serial()}`;
      const ref = await scene.world.person({ username, addresses: [{ address: `${username}@post.example` }], phones: [], totpSecret: new Secret('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP') });
      Object.assign(scene.anna, { ref, username, address: `${username}@post.example` });
      await hasPost();
      await scene.world.rows(`insert into bounced_address (id, created_at, portal_key, address, until, outbound_message_id) values (gen_random_uuid(), ?, 'school', ?, ?, gen_random_uuid()) returning id`, [scene.world.clock.now(), scene.anna.address, new Date(scene.world.clock.now().getTime() + 90 * DAY_MS)]);
      const { number, caseId, ticketId } = await scene.asksAPerson();
      await scene.proved(caseId, 'in-person', 'letter');
      const actionId = await scene.doing(number, 'reset-second-factor', { channel: 'elsewhere' });
      await scene.approves(actionId);
      expect(await scene.state(actionId)).toBe('held');
      let printed = await prints();
      if (isPrintedAtEnd) {
        await scene.later(25);
        expect(await scene.state(actionId)).toBe('done');
        expect((await told(ticketId)).at(-1)).toMatchObject({ event: 'second-factor-reset', letter: 'due' });
        printed = await prints();
      }
      const { token, typedNumber } = typedFrom(printed.allowed ? printed.pdf : Buffer.of());
      expect(await get(ReportNotMe).run({ token: token.toLowerCase(), typedNumber })).toMatchObject({ allowed: true, frozen: true });
      expect(await trail(ticketId, 'notice.nobody')).toEqual([]);
    }
  });

  it('gets one letter that says how it stands when printed, and takes the change back', async () => {
    await hasPost();
    const { ticketId, actionId } = await held();
    await scene.later(37);
    await scene.later(36);
    expect(await scene.state(actionId)).toBe('done');
    expect(await scene.world.rows(`select id from recovery_slip where kind = 'hold-letter' and account_ref = ?`, [scene.anna.ref])).toHaveLength(1);
    expect((await told(ticketId)).map(({ letter }) => letter)).toEqual(['due', 'none', 'due']);
    const printed = await prints();
    const { words, token, typedNumber } = typedFrom(printed.allowed ? printed.pdf : Buffer.of());
    expect(words.join(' ')).toContain('An Ihrem Konto wurde etwas geändert');
    expect(await get(CancelByLink).run({ token, typedNumber })).toEqual({ allowed: true, outcome: 'undone' });
    expect(await scene.addresses()).toEqual([scene.anna.address]);
  });

  it('gets another one at the end where the first was printed before', async () => {
    await hasPost();
    const { actionId } = await held();
    expect(await prints()).toMatchObject({ allowed: true, count: 1 });
    await scene.later(73);
    expect(await scene.state(actionId)).toBe('done');
    expect(await prints()).toMatchObject({ allowed: true, count: 1 });
  });

  it('and whose phone is over its room, or abroad, is told by a letter all the same', async () => {
    await hasPost();
    await scene.world.rows(`insert into builtin_phone (id, account_id, number, since) values (gen_random_uuid(), ?, '+88150012345', '2020-01-01') returning id`, [scene.anna.ref]);
    const abroad = await held();
    expect((await told(abroad.ticketId)).at(-1)).toEqual({ event: 'hold-started', mails: 1, phones: '', letter: 'due' });
    await scene.world.get(CancelAction).run({ actionId: abroad.actionId, agent: scene.world.mara });
    await scene.world.rows(`update builtin_phone set number = '+493055588888' where account_id = ? returning id`, [scene.anna.ref]);
    for (let time = 0; time < 12; time += 1) await scene.world.rows(`insert into limit_hit (id, "limit", subject, at) values (gen_random_uuid(), 'notice-sms-account', ?, ?) returning id`, [hashToken(`school/${scene.anna.ref}`), scene.world.clock.now()]);
    scene.world.clock.moveBy(120_000);
    Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
    const full = await held();
    expect((await told(full.ticketId)).at(-1)).toEqual({ event: 'hold-started', mails: 1, phones: '', letter: 'due' });
    expect(await trail(full.ticketId, 'notice.not-sent')).toContainEqual(expect.objectContaining({ event: 'hold-started', because: 'recovery.limit-reached' }));
    // Of the change that was cancelled there is no letter.
    expect(await prints()).toMatchObject({ allowed: true, count: 1 });
  });

  it('is not printed by whoever asked for the change, but by whoever approved it', async () => {
    await hasPost();
    const approver = scene.colleague();
    const { actionId } = await asked();
    expect(await scene.approves(actionId, approver)).toMatchObject({ state: 'held' });
    expect(await get(PrintSlips).run({ agent: { ...scene.world.mara, roles: approver.roles }, portalKey: 'school' })).toMatchObject({ refusal: 'recovery.asker-prints-not' });
    expect(await get(PrintSlips).run({ agent: approver, portalKey: 'school' })).toMatchObject({ allowed: true, count: 1 });
  });

  it('and whose postal address was changed before the letter is printed, is told there and not for sure: the ticket says so, once', async () => {
    await hasPost();
    const { ticketId } = await held();
    expect(await trail(ticketId, 'notice.nobody')).toEqual([]);
    scene.world.clock.moveBy(60_000);
    await hasPost(scene.world.clock.now());
    scene.world.clock.moveBy(60_000);
    const printed = await prints();
    expect(printed).toMatchObject({ allowed: true, count: 1 });
    expect(await trail(ticketId, 'notice.nobody')).toEqual([{ event: 'hold-started', actionId: expect.any(String), because: 'recovery.channel-too-new' }]);
    await get(PrintSlips).run({ agent: scene.colleague(), portalKey: 'school', batchId: printed.allowed ? printed.batchId : '' });
    expect(await trail(ticketId, 'notice.nobody')).toHaveLength(1);
  });

  it('is no letter any more once it was stopped', async () => {
    await hasPost();
    const { actionId } = await held();
    const [mail] = await scene.mails(scene.anna.address, 'hold-started');
    await get(CancelByLink).run({ token: tokenOf(mail!.secrets['cancelLink']!), typedNumber: mail!.secrets['typedNumber']! });
    expect(await scene.state(actionId)).toBe('cancelled');
    expect(await prints()).toMatchObject({ refusal: 'recovery.nothing-to-print' });
  });

  it.each([['no postal address', null, 'recovery.no-postal-address'], ['one of yesterday', DAY_MS, 'recovery.channel-too-new']] as const)('and that has %s: the ticket and whoever decides see that nobody could be told', async (_name, age, because) => {
    if (age !== null) await hasPost(new Date(scene.world.clock.now().getTime() - age));
    const { ticketId, actionId, before } = await asked();
    expect(before.actions.find(({ type }) => type === 'change-email')).toMatchObject({ locked: false, holdMs: 72 * HOUR_MS, untold: because });
    expect(await trail(ticketId, 'notice.nobody')).toMatchObject([{ event: 'case-opened', because }]);
    const { waiting } = await get(ListWaiting).run(scene.colleague());
    expect(waiting.find(({ id }) => id === actionId)?.details).toMatchObject({ untold: because });
    await scene.approves(actionId);
    expect(await trail(ticketId, 'notice.nobody')).toMatchObject([{ event: 'case-opened' }, { event: 'hold-started', because }]);
    // A young postal address is written to all the same.
    expect((await told(ticketId)).at(-1)).toMatchObject({ letter: age === null ? 'none' : 'due-new' });
  });
});
