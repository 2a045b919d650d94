import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS, hashToken, HOUR_MS, refuse, Secret } from '#kernel';
import { QueueMail, QueueSms, SendSms } from '#outbound';
import { CancelAction, CancelByLink, ListWaiting, ReportNotMe, StartSmsProof } from '#recovery';
import { Killed } from '../support/recovery-world.js';
import { holdNotices } from '../support/hold-notices.js';

const { asBefore, asked, gateway, get, hadCode, hasGateway, hasPhoneSince, hasPost, held, losesPhone, numberOf, objectionIn, scene, serial, texts, told, trail } = holdNotices();

beforeAll(hasGateway);
beforeEach(asBefore);

describe('a change that waits', () => {
  it('is told to the phone on file at the request, the start, half-time and the end, beside every mail (R8, 5.6)', async () => {
    const { ticketId, actionId, before } = await asked('letter', 'second-address');
    expect(before.actions.find(({ type }) => type === 'change-email')).toMatchObject({ locked: false, untold: null });
    expect(await texts(numberOf())).toEqual([expect.stringMatching(/: Für Ihr Konto beantragt: andere E-Mail-Adresse, frühestens ab \d\d\.\d\d\., \d\d:\d\d Uhr\. Nicht Sie\? Nummer \d{4} eingeben: https:\/\/desk\.example\/c\/\S{43}$/)]);
    await scene.approves(actionId);
    await scene.later(37);
    await scene.later(36);
    expect(await scene.state(actionId)).toBe('done');
    const all = await texts(numberOf());
    expect(all.map((text) => /: ([^.:]*?)[.:]/.exec(text)![1])).toEqual(['Für Ihr Konto beantragt', 'Für Ihr Konto geplant', 'Erinnerung', 'An Ihrem Konto geändert']);
    for (const text of all) expect(text.length).toBeLessThanOrEqual(306);
    const phones = `…${numberOf().slice(-2)}`;
    expect(await told(ticketId)).toEqual(['case-opened', 'hold-started', 'hold-half-time', 'hold-completed'].map((event) => ({ event, mails: event === 'case-opened' ? expect.any(Number) : 2, phones, letter: 'none' })));
    expect(await trail(ticketId, 'notice.nobody')).toEqual([]);
  });

  it('is stopped by the page and number of the text message: looking stops nothing, the number does', async () => {
    const { actionId } = await held();
    const { token, typedNumber } = objectionIn((await texts(numberOf())).at(-1)!);
    for (let look = 0; look < 3; look += 1) expect(await get(CancelByLink).look(token)).toMatchObject({ found: true, state: 'usable', event: 'change-email', locale: 'de' });
    expect(await scene.state(actionId)).toBe('held');
    expect(await get(CancelByLink).run({ token, typedNumber: '0000' })).toMatchObject({ refusal: 'recovery.code-wrong' });
    expect(await get(CancelByLink).run({ token, typedNumber })).toEqual({ allowed: true, outcome: 'stopped' });
    expect(await scene.state(actionId)).toBe('cancelled');
    expect((await texts(numberOf())).at(-1)).toMatch(/: Gestoppt, nichts wird geändert: andere E-Mail-Adresse\.$/);
  });

  it('is reported by the text message of the request, and made in the language of the person', async () => {
    await scene.world.rows(`update builtin_account set locale = 'en' where id = ? returning id`, [scene.anna.ref]);
    await asked();
    const [text] = await texts(numberOf());
    expect(text).toMatch(/Asked for your account: another e-mail address, from \d+ \w+, \d\d:\d\d at the earliest\. Not you\?/);
    expect(await get(ReportNotMe).run(objectionIn(text!))).toMatchObject({ allowed: true, frozen: true });
  });

  it('that takes away the second factor is told at its end too, with a way to report it', async () => {
    const username = `zweifach${serial()}`;
    const ref = await scene.world.person({ username, addresses: [{ address: `${username}@post.example` }], phones: [{ number: '+49305559999' }], totpSecret: new Secret('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP') });
    Object.assign(scene.anna, { ref, username, address: `${username}@post.example` });
    await hasPhoneSince(new Date('2020-01-01'));
    const { number, caseId, ticketId } = await scene.asksAPerson();
    await scene.proved(caseId, 'in-person', 'letter', 'call-back');
    const actionId = await scene.doing(number, 'reset-second-factor', { channel: 'elsewhere' });
    await scene.approves(actionId);
    expect(await scene.state(actionId)).toBe('held');
    await scene.later(13);
    await scene.later(12);
    expect(await scene.state(actionId)).toBe('done');
    expect((await told(ticketId)).map(({ event, mails }) => [event, mails])).toEqual([['case-opened', 1], ['hold-started', 1], ['hold-half-time', 1], ['second-factor-reset', 1]]);
    const last = (await texts('+49305559999')).at(-1)!;
    expect(last).toMatch(/: An Ihrem Konto geändert: zweiter Faktor entfernt, am /);
    expect(await get(ReportNotMe).run(objectionIn(last))).toMatchObject({ allowed: true, frozen: true });
  });

  /** What the outbox takes no notice for. */
  async function whileRefused<T>(address: string, run: () => Promise<T>): Promise<T> {
    const queue = get(QueueMail);
    const { within } = queue;
    queue.within = (tx, command) => (command.kind === 'notice' && command.recipient === address ? Promise.resolve(refuse('outbound.recipient-limit')) : within.call(queue, tx, command as never));
    try {
      return await run();
    } finally {
      queue.within = within;
    }
  }

  it('counts for told at its end only whom a mail was really queued for', async () => {
    const username = `zweifach${serial()}`;
    const ref = await scene.world.person({ username, addresses: [{ address: `${username}@post.example` }, { address: `${username}@zweitpost.example`, kind: 'second' }], phones: [], totpSecret: new Secret('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP') });
    Object.assign(scene.anna, { ref, username, address: `${username}@post.example` });
    const { number, caseId, ticketId } = await scene.asksAPerson();
    await scene.proved(caseId, 'in-person', 'letter', 'call-back');
    const actionId = await scene.doing(number, 'reset-second-factor', { channel: 'elsewhere' });
    await scene.approves(actionId);
    await whileRefused(scene.anna.address, () => scene.later(25));
    expect(await scene.state(actionId)).toBe('done');
    expect((await told(ticketId)).map(({ event, mails }) => [event, mails]).at(-1)).toEqual(['second-factor-reset', 1]);
    expect(await trail(ticketId, 'notice.nobody')).toEqual([]);
  });

  it.each([[true, ['case-opened']], [false, []]] as const)('relies at the request on no address that the notice of the case never went to (%s)', async (isRefused, nobody) => {
    await losesPhone();
    const asks = () => asked('letter', 'call-back');
    const { ticketId } = isRefused ? await whileRefused(scene.anna.second, asks) : await asks();
    expect((await trail(ticketId, 'notice.nobody')).map(({ event }) => event)).toEqual(nobody);
  });

  it('leaves no link, number or phone in clear where it does not belong: not in a job, an event, the audit or the message', async () => {
    const { ticketId } = await held();
    const { token, typedNumber } = objectionIn((await texts(numberOf())).at(-1)!);
    const [row] = await scene.world.rows<{ text: string }>(`select concat((select json_agg(s)::text from sms_message s), (select json_agg(g)::text from recovery_grant g), (select json_agg(j)::text from outbox_job j), (select json_agg(e)::text from ticket_event e), (select json_agg(a)::text from audit_entry a)) as text`);
    for (const secret of [token, `"${typedNumber}"`]) expect(row!.text).not.toContain(secret);
    expect(JSON.stringify(await trail(ticketId, 'notice.told'))).not.toContain(numberOf());
  });

  it('is told once at a stage, whatever dies and however many come by, and handed over under one id', async () => {
    const { actionId } = await held();
    const queue = get(QueueSms);
    const { within } = queue;
    for (const when of ['before', 'after']) {
      queue.within = async (...given) => {
        if (when === 'after') await within.apply(queue, given);
        throw new Killed();
      };
      await expect(scene.later(37)).rejects.toThrow(Killed);
      scene.world.clock.moveBy(-37 * HOUR_MS);
    }
    queue.within = within;
    expect(await scene.mails(scene.anna.address, 'hold-half-time')).toEqual([]);
    await scene.later(37);
    await scene.later(1);
    expect(await scene.mails(scene.anna.address, 'hold-half-time')).toHaveLength(1);
    const [{ id } = { id: '' }] = await scene.world.rows<{ id: string }>('select id from sms_message where recipient = ? order by id desc limit 1', [numberOf()]);
    expect((await texts(numberOf())).filter((text) => text.includes('Erinnerung'))).toHaveLength(1);
    // At seven in the morning.
    scene.world.clock.moveBy(9 * HOUR_MS);
    // The gateway takes it, and we die before we know.
    gateway.isAway = true;
    await expect(get(SendSms).run({ smsMessageId: id })).rejects.toMatchObject({ code: 'outbound.sms-gateway-unreachable' });
    gateway.isAway = false;
    await gateway.send({ id, to: numberOf(), text: 'as before' });
    await get(SendSms).run({ smsMessageId: id });
    await get(SendSms).run({ smsMessageId: id });
    expect(gateway.sent.filter((one) => one.id === id)).toHaveLength(1);
    expect(await scene.state(actionId)).toBe('held');
  });

  it('is told to a number changed a moment ago and to the one before it', async () => {
    const { number, caseId, ticketId } = await scene.asksAPerson();
    const former = numberOf();
    const fresh = '+4915112345678';
    await hadCode(former, caseId, ticketId);
    await scene.world.rows('update builtin_phone set number = ?, since = ? where account_id = ? returning id', [fresh, new Date(scene.world.clock.now().getTime() - HOUR_MS), scene.anna.ref]);
    await scene.proved(caseId, 'call-back', 'second-address');
    await scene.newAddressSaysYes(number, `neu${serial()}@frisch.example`);
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    await scene.approves(actionId);
    for (const to of [former, fresh]) expect((await texts(to)).at(-1)).toMatch(/Für Ihr Konto geplant/);
    // Whoever holds a number that is off the file, a thief perhaps, is warned and asked to write, and gets nothing that stops or freezes.
    expect((await texts(fresh)).at(-1)).toContain('https://');
    for (const text of await texts(former)) expect(text).toMatch(/Schreiben Sie uns sofort: \S+@\S+$/);
    expect(await scene.world.rows('select id from recovery_grant where sent_to = ? and action_id is not null', [former])).toEqual([]);
    expect((await told(ticketId)).at(-1)).toMatchObject({ phones: '…78, …'.concat(former.slice(-2)) });
    scene.world.clock.moveBy(1_000);
    // Changed during the hold: the one that came is nobody's, the ones of before hear on.
    await scene.world.rows('update builtin_phone set number = ?, since = ? where account_id = ? returning id', ['+4916099999999', scene.world.clock.now(), scene.anna.ref]);
    await scene.later(37);
    for (const to of [former, fresh]) expect((await texts(to)).at(-1)).toMatch(/Erinnerung/);
    expect(await texts('+4916099999999')).toEqual([]);
  });

  it('is not told to a number of before where the person stood at the counter, or signed in at home', async () => {
    const { number, caseId, ticketId } = await scene.asksAPerson();
    const former = numberOf();
    await hadCode(former, caseId, ticketId);
    await losesPhone();
    await scene.proved(caseId, 'in-person');
    await scene.newAddressSaysYes(number, `neu${serial()}@frisch.example`);
    await scene.approves(await scene.doing(number, 'change-email', { channel: 'elsewhere' }));
    expect((await told(ticketId)).map(({ phones }) => phones)).toEqual(expect.arrayContaining(['']));
    expect(await texts(former)).toEqual([]);
  });

  it('uses up no room of the codes, nor codes any of its: the holder can still be sent one', async () => {
    await scene.world.rows(`insert into builtin_phone (id, account_id, number, since) values (gen_random_uuid(), ?, '+4930555998877', '2020-01-01') returning id`, [scene.anna.ref]);
    const { ticketId, number, actionId } = await held();
    await get(CancelAction).run({ actionId, agent: scene.world.mara });
    expect(await texts(numberOf())).toHaveLength(3);
    const { phones } = (await scene.describeCase(ticketId)).account!;
    expect(await get(StartSmsProof).run({ ticketNumber: number, agent: scene.world.mara, phoneId: phones[0]!.id })).toMatchObject({ allowed: true });
  });

  it('is told to the number of before all the same, however many young ones stand on file, and to one of those', async () => {
    const young = Array.from({ length: 7 }, (_, at) => `+4915198765${scene.count}${at}`);
    // Read in the order of their ids.
    for (const [at, to] of young.entries()) await scene.world.rows(`insert into builtin_phone (id, account_id, number, since) values (?, ?, ?, ?) returning id`, [`00000000-0000-4000-8000-${String(scene.count).padStart(6, '0')}00000${at}`, scene.anna.ref, to, new Date(scene.world.clock.now().getTime() - DAY_MS + at)]);
    const { ticketId } = await held();
    await scene.later(37);
    expect(await texts(numberOf())).toHaveLength(3);
    expect(await Promise.all(young.map(async (to) => (await texts(to)).length))).toEqual([3, 0, 0, 0, 0, 0, 0]);
    expect(await trail(ticketId, 'notice.not-sent')).toContainEqual(expect.objectContaining({ event: 'hold-started', because: 'recovery.channel-too-new', missing: 'phone:young', phone: `…${young[1]!.slice(-2)}` }));
  });

  it('rings a stranger whose number somebody puts on many accounts five times a day at most, and their own room stays', async () => {
    const stranger = '+4915177770000';
    await Promise.all(Array.from({ length: 5 }, () => scene.world.rows(`insert into limit_hit (id, "limit", subject, at) values (gen_random_uuid(), 'notice-sms-young', ?, ?) returning id`, [hashToken(stranger), scene.world.clock.now()])));
    await scene.world.rows(`insert into builtin_phone (id, account_id, number, since) values (gen_random_uuid(), ?, ?, ?) returning id`, [scene.anna.ref, stranger, new Date(scene.world.clock.now().getTime() - DAY_MS)]);
    const { ticketId } = await held();
    expect(await texts(stranger)).toEqual([]);
    expect(await trail(ticketId, 'notice.not-sent')).toContainEqual(expect.objectContaining({ because: 'recovery.limit-reached', missing: 'limit:notice-sms-young' }));
    await scene.world.rows(`update builtin_phone set since = '2020-01-01' where account_id = ? returning id`, [scene.anna.ref]);
    await scene.later(37);
    expect(await texts(stranger)).toHaveLength(1);
  });

  it('is told past the room of the codes; beyond its own room, abroad and refused it stands in the ticket, never in silence', async () => {
    const hits = (name: string, subject: string, times: number) => Promise.all(Array.from({ length: times }, () => scene.world.rows(`insert into limit_hit (id, "limit", subject, at) values (gen_random_uuid(), ?, ?, ?) returning id`, [name, hashToken(subject), scene.world.clock.now()])));
    await hits('sms-account', `school/${scene.anna.ref}`, 5);
    await hits('notice-sms-account', `school/${scene.anna.ref}`, 11);
    const first = await held();
    expect(await texts(numberOf())).toHaveLength(1);
    expect(await trail(first.ticketId, 'notice.not-sent')).toMatchObject([{ event: 'hold-started', because: 'recovery.limit-reached', missing: 'limit:notice-sms-account', phone: `…${numberOf().slice(-2)}` }]);
    const [{ id } = { id: '' }] = await scene.world.rows<{ id: string }>('select id from sms_message where recipient = ?', [numberOf()]);
    gateway.refuses = 'number unknown';
    await get(SendSms).run({ smsMessageId: id });
    expect(await trail(first.ticketId, 'notice.sms-failed')).toEqual([{ event: 'case-opened', smsMessageId: id, state: 'refused' }]);
    await scene.world.rows(`update builtin_phone set number = '+88150012345' where account_id = ? returning id`, [scene.anna.ref]);
    await scene.later(37);
    expect(await trail(first.ticketId, 'notice.not-sent')).toContainEqual(expect.objectContaining({ event: 'hold-half-time', because: 'recovery.sms-country', phone: '…45' }));
  });
});

describe('a temporary password that is made at once', () => {
  it.each([['behind the mailbox', {}], ['at the counter', { channel: 'elsewhere', parameters: { via: 'counter' } }]] as const)('%s is told to the phone on file too, with a number that freezes the account, and by no letter (R8)', async (_where, more) => {
    await hasPost();
    const { number, caseId, ticketId } = await scene.asksAPerson();
    await scene.proved(caseId, 'in-person', 'mailbox');
    const actionId = await scene.doing(number, 'issue-temporary-password', more);
    expect(await scene.state(actionId)).toBe('done');
    const [text, ...others] = await texts(numberOf());
    expect(others).toEqual([]);
    expect(text).toMatch(/: An Ihrem Konto geändert: vorläufiges Passwort, am .* Nicht Sie\? Nummer \d{4} eingeben: https:/);
    expect(await told(ticketId)).toEqual([{ event: 'temporary-password-issued', mails: 2, phones: `…${numberOf().slice(-2)}`, letter: 'none' }]);
    expect(await get(ReportNotMe).run(objectionIn(text!))).toMatchObject({ allowed: true, frozen: true });
  });

  it('leaves half of the room for text messages to holds', async () => {
    const now = scene.world.clock.now();
    for (let at = 0; at < 60; at += 1) await scene.world.rows(`insert into limit_hit (id, "limit", subject, at) values (gen_random_uuid(), 'notice-sms-portal', ?, ?) returning id`, [hashToken('school'), now]);
    const { number, caseId, ticketId } = await scene.asksAPerson();
    await scene.proved(caseId, 'mailbox');
    await scene.doing(number, 'issue-temporary-password');
    expect(await texts(numberOf())).toEqual([]);
    expect(await trail(ticketId, 'notice.not-sent')).toMatchObject([{ event: 'temporary-password-issued', because: 'recovery.limit-reached', missing: 'limit:notice-sms-portal' }]);
  });

  it('is told once, also when somebody died in between, and where nobody has a phone the trail is as before', async () => {
    const { number, caseId, ticketId } = await scene.asksAPerson();
    await scene.proved(caseId, 'mailbox');
    scene.world.directories.dies = 'after';
    await expect(scene.does(number, 'issue-temporary-password')).rejects.toThrow(Killed);
    expect(await texts(numberOf())).toEqual([]);
    await scene.later(1);
    await scene.later(1);
    expect(await texts(numberOf())).toHaveLength(1);
    expect((await told(ticketId)).map(({ event }) => event)).toEqual(['temporary-password-issued']);
    await losesPhone();
    const next = await scene.asksAPerson();
    await scene.proved(next.caseId, 'mailbox');
    await scene.doing(next.number, 'issue-temporary-password');
    expect([...await told(next.ticketId), ...await trail(next.ticketId, 'notice.nobody')]).toEqual([]);
  });
});

describe('a change that waits, and that whoever asks proved by the very ways by which its holder would hear', () => {
  it('reaches nobody for sure: both are told, a letter goes, and whoever decides sees where none can', async () => {
    const { ticketId, actionId, before } = await asked();
    expect(before.actions.find(({ type }) => type === 'change-email')).toMatchObject({ locked: false, untold: 'recovery.no-postal-address' });
    const { waiting } = await get(ListWaiting).run(scene.colleague());
    expect(waiting.find(({ id }) => id === actionId)?.details).toMatchObject({ untold: 'recovery.no-postal-address' });
    expect(await trail(ticketId, 'notice.nobody')).toMatchObject([{ event: 'case-opened' }]);
    await hasPost();
    await scene.approves(actionId);
    expect((await told(ticketId)).at(-1)).toMatchObject({ event: 'hold-started', mails: 2, phones: `…${numberOf().slice(-2)}`, letter: 'due' });
    expect(await trail(ticketId, 'notice.nobody')).toHaveLength(1);
    // Its letter is not printed with those of others.
    await get(CancelAction).run({ actionId, agent: scene.world.mara });
  });

  it('does not reach a phone that refused the message before', async () => {
    await hasPost();
    const { ticketId, actionId } = await asked('letter', 'second-address');
    const [{ id } = { id: '' }] = await scene.world.rows<{ id: string }>('select id from sms_message where recipient = ?', [numberOf()]);
    gateway.refuses = 'number unknown';
    await get(SendSms).run({ smsMessageId: id });
    expect((await told(ticketId)).at(-1)).toMatchObject({ event: 'case-opened', letter: 'none' });
    await scene.approves(actionId);
    // Tried again all the same: a phone that was off may be on.
    expect((await told(ticketId)).at(-1)).toMatchObject({ event: 'hold-started', phones: `…${numberOf().slice(-2)}`, letter: 'due' });
    await get(CancelAction).run({ actionId, agent: scene.world.mara });
    await scene.world.rows('update builtin_account set postal_address = null, postal_address_since = null where id = ? returning id', [scene.anna.ref]);
    expect((await scene.describeCase(ticketId)).actions.find(({ type }) => type === 'change-email')).toMatchObject({ untold: 'recovery.no-postal-address' });
  });

  it('is mailed to an address that the mails came back from, and does not reach it', async () => {
    await losesPhone();
    const second = (await scene.addresses()).find((address) => address !== scene.anna.address)!;
    await scene.world.rows(`insert into bounced_address (id, created_at, portal_key, address, until, outbound_message_id) values (gen_random_uuid(), ?, 'school', ?, ?, gen_random_uuid()) returning id`, [scene.world.clock.now(), second, new Date(scene.world.clock.now().getTime() + 90 * DAY_MS)]);
    const { ticketId, before } = await asked('letter', 'call-back');
    expect(before.actions.find(({ type }) => type === 'change-email')).toMatchObject({ untold: 'recovery.no-postal-address' });
    expect(await trail(ticketId, 'notice.nobody')).toMatchObject([{ event: 'case-opened' }]);
  });

  it('reaches the other phone, which was not proved', async () => {
    await scene.world.rows(`insert into builtin_phone (id, account_id, number, since) values (gen_random_uuid(), ?, '+4930444555', '2020-01-01') returning id`, [scene.anna.ref]);
    const { number, caseId, ticketId } = await scene.asksAPerson();
    await scene.proved(caseId, 'call-back', 'second-address');
    await scene.world.rows(`update evidence set detail = jsonb_build_object('channel', ?::text) where case_id = ? and kind = 'call-back' returning id`, [hashToken(numberOf()), caseId]);
    await scene.newAddressSaysYes(number, `neu${serial()}@frisch.example`);
    await scene.approves(await scene.doing(number, 'change-email', { channel: 'elsewhere' }));
    expect((await told(ticketId)).at(-1)).toMatchObject({ event: 'hold-started', letter: 'none' });
    expect(await trail(ticketId, 'notice.nobody')).toEqual([]);
  });
});
