import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { newTotpSecret } from '#agents';
import type { CaseView } from '#contracts';
import { DAY_MS, HOUR_MS, MINUTE_MS, Secret } from '#kernel';
import { SendSms } from '#outbound';
import { ImportPortal, PortalSecrets, shippedProfiles } from '#portals';
import { AskForProof, ExpireGrants, GiveSecondFactor, LinkAccount, ProveMailbox, RecordCallBackCode, StartMailboxProof, StartSmsProof, StatusOfTicket, type SecondFactorAnswer } from '#recovery';
import { MergeTickets, UnmergeTicket } from '#tickets';
import { Scene } from '../support/recovery-scene.js';
import { Killed, tokenOf } from '../support/recovery-world.js';
import { ReferenceSmsGateway } from '../support/sms-gateway.js';

const scene = new Scene();
const SAVED = ['ABCD-2345', 'EFGH-6789', 'JKLM-2345'];

const merges = (ticketNumber: string, into: string) => scene.world.get(MergeTickets).run({ ticketNumber, into, agent: scene.world.mara });
const offered = ({ proofs }: CaseView, kind: string) => proofs.find((one) => one.kind === kind);
const ask = (number: string, kind: 'totp' | 'recovery-code') => scene.world.get(AskForProof).run({ ticketNumber: number, agent: scene.world.mara, kind });
const give = (token: string, kind: 'totp' | 'recovery-code', code: string) => scene.world.get(GiveSecondFactor).run({ token, kind, code });

const newCodeOf = (answer: SecondFactorAnswer): string => (answer.allowed ? answer.newCode!.reveal() : '');

/** Somebody with an authenticator and saved codes has written. */
async function otto() {
  scene.count += 1;
  const secret = newTotpSecret();
  const address = `otto${scene.count}@post.example`;
  const ref = await scene.world.person({ username: `otto${scene.count}`, addresses: [{ address }, { address: `otto${scene.count}@zweit.example`, kind: 'second' }], totpSecret: new Secret(secret), recoveryCodes: SAVED.map((code) => new Secret(code)) });
  const writes = () => scene.world.writes(address, { recognition: { instant: { allowed: false, because: ['several-problems'] } } });
  const shows = (back = 0) => generateSync({ secret, epoch: Math.floor(scene.world.clock.now().getTime() / 1_000) - back });
  return { ref, address, writes, shows, wrong: () => (shows() === '000000' ? '000001' : '000000') };
}

describe('a code of the authenticator, and saved ones', () => {
  it('are asked for by the desk, given on the page of that very request, and count for an hour', async () => {
    const { address, writes, shows } = await otto();
    const { number, ticketId, statusToken } = await writes();
    expect(offered(await scene.describeCase(ticketId), 'totp')).toMatchObject({ locked: false, running: null, countsUntil: null, points: 4 });
    expect(await give(statusToken, 'totp', shows())).toMatchObject({ refusal: 'recovery.nothing-asked' });
    expect(await ask(number, 'totp')).toMatchObject({ allowed: true, outcome: 'started' });
    const mail = await scene.lastMail('proof-request', address);
    expect(mail.variables).toMatchObject({ proof: 'totp', salutationName: null, agentCode: 'ma' });
    // The mail leads to the same page; any link to it will do.
    expect(await scene.world.get(StatusOfTicket).run(tokenOf(mail.secrets['link']!))).toMatchObject({ ticketNumber: number, proofs: [{ kind: 'totp', provider: null }] });
    expect(offered(await scene.describeCase(ticketId), 'totp')).toMatchObject({ running: { triesLeft: 5 } });

    expect(await give(statusToken, 'totp', shows())).toEqual({ allowed: true });
    const seen = await scene.describeCase(ticketId);
    expect(seen).toMatchObject({ level: 1, points: 4, evidence: [{ kind: 'totp', outcome: 'proved', thisTicket: true }] });
    expect(offered(seen, 'totp')).toMatchObject({ running: null, countsUntil: new Date(scene.world.clock.now().getTime() + HOUR_MS).toISOString() });
    expect(await give(statusToken, 'totp', shows())).toMatchObject({ refusal: 'recovery.nothing-asked' });
    scene.world.clock.moveBy(HOUR_MS);
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, evidence: [{ expired: true }] });
    for (const verb of ['proof.started', 'evidence.recorded']) expect(await scene.world.events(ticketId)).toContain(verb);
    const [row] = await scene.world.rows<{ text: string }>(`select (select json_agg(e)::text from evidence e) || (select json_agg(a)::text from audit_entry a) || (select json_agg(g)::text from recovery_grant g) as text`);
    expect(row!.text).not.toContain(shows());
  });

  it('tells every address on file when a saved code was used, which works once and gives way to a new one that is shown once (R2, R10)', async () => {
    const { ref, address, writes } = await otto();
    const { number, ticketId, statusToken } = await writes();
    const left = async () => (await scene.world.account('school', ref)).savedCodes;
    await ask(number, 'recovery-code');
    const answer = await give(statusToken, 'recovery-code', ' abcd 2345 ');
    expect(answer).toMatchObject({ allowed: true });
    const newCode = newCodeOf(answer);
    expect(newCode).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
    expect(await left()).toBe(SAVED.length);
    for (const to of [address, address.replace('post', 'zweit')]) expect((await scene.lastMail('notice', to)).variables).toMatchObject({ event: 'recovery-code-replaced', actor: 'requester' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 1, evidence: [{ kind: 'recovery-code', outcome: 'proved' }] });
    const [row] = await scene.world.rows<{ text: string }>(`select (select json_agg(b)::text from builtin_account b) || (select json_agg(o)::text from builtin_operation o) || (select json_agg(a)::text from audit_entry a) || (select json_agg(m)::text from outbound_message m) as text`);
    for (const written of [newCode, newCode.replaceAll('-', '')]) expect(row!.text).not.toContain(written);
    await ask(number, 'recovery-code');
    expect(await give(statusToken, 'recovery-code', SAVED[0]!)).toMatchObject({ refusal: 'recovery.code-wrong', missing: ['tries:4'] });
    const second = await give(statusToken, 'recovery-code', newCode.toLowerCase());
    expect(second).toMatchObject({ allowed: true });
    expect(newCodeOf(second)).not.toBe(newCode);
    expect(await left()).toBe(SAVED.length);
    expect(await give(statusToken, 'recovery-code', SAVED[2]!)).toMatchObject({ refusal: 'recovery.nothing-asked' });
  });

  it('are locked, with the reason, for an account that has none', async () => {
    const { number, ticketId } = await scene.asksAPerson();
    const seen = await scene.describeCase(ticketId);
    expect(offered(seen, 'totp')).toMatchObject({ locked: true, why: { code: 'recovery.no-authenticator' } });
    expect(offered(seen, 'recovery-code')).toMatchObject({ locked: true, why: { code: 'recovery.no-saved-codes' } });
    expect(offered(seen, 'home-idp')).toMatchObject({ locked: true, why: { code: 'recovery.home-sign-in-off' } });
    expect(await ask(number, 'totp')).toMatchObject({ refusal: 'recovery.no-authenticator' });
    expect(await ask(number, 'recovery-code')).toMatchObject({ refusal: 'recovery.no-saved-codes' });
    expect(await scene.world.mailsTo(scene.anna.address)).not.toContainEqual(expect.objectContaining({ kind: 'proof-request' }));
  });

  it('give five tries for a request, however many come at once; then the account remembers a failure', async () => {
    const { writes, wrong } = await otto();
    const { number, ticketId, statusToken } = await writes();
    await ask(number, 'totp');
    const guesses = await Promise.all(Array.from({ length: 12 }, () => give(statusToken, 'totp', wrong())));
    expect(guesses.every(({ allowed }) => !allowed)).toBe(true);
    const [{ tries }] = (await scene.world.rows<{ tries: number }>(`select code_tries as tries from recovery_grant where purpose = 'totp' and ticket_id = ?`, [ticketId])) as [{ tries: number }];
    expect(tries).toBe(5);
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, evidence: expect.arrayContaining([expect.objectContaining({ kind: 'totp', outcome: 'failed' })]) });
    expect((await scene.world.get(StatusOfTicket).run(statusToken))?.proofs).toEqual([]);
  });

  it('count wrong codes for the account, whatever ticket and method; ten in a day close the path for all, also for the right one', async () => {
    const { writes, shows, wrong } = await otto();
    for (const kind of ['totp', 'recovery-code'] as const) {
      const { number, statusToken } = await writes();
      await ask(number, kind);
      for (let guess = 0; guess < 5; guess += 1) await give(statusToken, kind, kind === 'totp' ? wrong() : 'ZZZZ-ZZZZ');
    }
    const { number, ticketId, statusToken } = await writes();
    await ask(number, 'totp');
    expect(await give(statusToken, 'totp', shows())).toMatchObject({ refusal: 'recovery.code-path-closed', until: expect.any(Date) });
    scene.world.clock.moveBy(DAY_MS - MINUTE_MS);
    await ask(number, 'totp');
    scene.world.clock.moveBy(2 * MINUTE_MS);
    expect(await give(statusToken, 'totp', shows())).toEqual({ allowed: true });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 1 });
  });

  it('meet who learns over several tickets with a higher level', async () => {
    const { writes, wrong } = await otto();
    const needed = async (ticketId: string) => (await scene.describeCase(ticketId)).actions.find(({ type }) => type === 'issue-temporary-password')!.levelNeeded;
    const first = await writes();
    expect(await needed(first.ticketId)).toBe(1);
    for (let ticket = 0; ticket < 3; ticket += 1) {
      const { number, statusToken } = await writes();
      await ask(number, 'totp');
      for (let guess = 0; guess < 5; guess += 1) await give(statusToken, 'totp', wrong());
      scene.world.clock.moveBy(DAY_MS);
    }
    expect(await needed(first.ticketId)).toBe(2);
  });

  it('fit no other ticket, no other account, and not twice', async () => {
    const one = await otto();
    const [mine, other] = [await one.writes(), await (await otto()).writes()];
    await ask(mine.number, 'totp');
    expect(await give(other.statusToken, 'totp', one.shows())).toMatchObject({ refusal: 'recovery.nothing-asked' });
    await ask(other.number, 'totp');
    expect(await give(other.statusToken, 'totp', one.shows())).toMatchObject({ refusal: 'recovery.code-wrong' });
    const again = await one.writes();
    expect(await give(mine.statusToken, 'totp', one.shows())).toEqual({ allowed: true });
    await ask(again.number, 'totp');
    expect(await give(again.statusToken, 'totp', one.shows())).toMatchObject({ refusal: 'recovery.code-wrong' });
  });

  it('are asked for no longer once the ticket belongs to another account, or is over', async () => {
    const { address, writes, shows } = await otto();
    const { number, ticketId, caseId, statusToken } = await writes();
    await ask(number, 'totp');
    await scene.world.rows('update recovery_case set candidates = ?::jsonb where id = ? returning id', [JSON.stringify([{ ref: scene.anna.ref, why: ['username'] }]), caseId]);
    expect(await scene.world.get(LinkAccount).run({ ticketNumber: number, agent: scene.world.mara, accountRef: scene.anna.ref })).toEqual({ allowed: true });
    expect((await scene.world.get(StatusOfTicket).run(statusToken))?.proofs).toEqual([]);
    expect(await give(statusToken, 'totp', shows())).toMatchObject({ refusal: 'recovery.nothing-asked' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, evidence: [] });
    const later = await scene.world.writes(address, { recognition: { instant: { allowed: false, because: ['several-problems'] } } });
    await ask(later.number, 'totp');
    scene.world.clock.moveBy(DAY_MS);
    await scene.world.get(ExpireGrants).run();
    expect(await give(later.statusToken, 'totp', shows())).toMatchObject({ refusal: 'recovery.nothing-asked' });
  });

  it.each(['before', 'after'] as const)('killed just %s the directory was asked, cost a try and prove on the second go with the same code', async (dies) => {
    const { ref, writes } = await otto();
    const { number, ticketId, statusToken } = await writes();
    await ask(number, 'recovery-code');
    scene.world.directories.dies = dies;
    await expect(give(statusToken, 'recovery-code', SAVED[0]!)).rejects.toBeInstanceOf(Killed);
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, evidence: [] });
    const answer = await give(statusToken, 'recovery-code', SAVED[0]!);
    expect((await scene.describeCase(ticketId)).evidence).toHaveLength(1);
    // What took its place is what the page now shows, and no other was made on the way.
    expect((await scene.world.account('school', ref)).savedCodes).toBe(SAVED.length);
    await ask(number, 'recovery-code');
    expect(await give(statusToken, 'recovery-code', newCodeOf(answer))).toMatchObject({ allowed: true });
    expect(await scene.world.rows('select 1 from outbound_message where ticket_id = ? and kind = ? and variables->>? = ?', [ticketId, 'notice', 'event', 'recovery-code-replaced'])).toHaveLength(4);
  });

  it('open a privileged account only one level higher, with a second person', async () => {
    const { ref, writes, shows } = await otto();
    await scene.world.rows('update builtin_account set privileged = true where id = ? returning id', [ref]);
    const { number, ticketId, statusToken } = await writes();
    await ask(number, 'totp');
    expect(await give(statusToken, 'totp', shows())).toEqual({ allowed: true });
    const offer = (await scene.describeCase(ticketId)).actions.find(({ type }) => type === 'issue-temporary-password')!;
    expect(offer).toMatchObject({ locked: true, levelNeeded: 2, why: { code: 'recovery.level-too-low' } });
  });
});

describe('a merger', () => {
  it.each(['totp', 'recovery-code'] as const)('takes a %s that was asked for along to the ticket that is left, once, where both are about the same account', async (kind) => {
    const { writes, shows } = await otto();
    const [source, target] = [await writes(), await writes()];
    await ask(source.number, kind);
    expect(await merges(source.number, target.number)).toMatchObject({ allowed: true });
    expect(await scene.world.get(StatusOfTicket).run(source.statusToken)).toMatchObject({ ticketNumber: target.number, proofs: [{ kind }] });
    const code = kind === 'totp' ? shows() : SAVED[0]!;
    const given = await Promise.all([0, 1, 2].map(() => give(source.statusToken, kind, code)));
    expect(given.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(await scene.describeCase(target.ticketId)).toMatchObject({ level: 1, evidence: [{ kind, outcome: 'proved', thisTicket: true }] });
  });

  it('leaves what was asked for another account behind: it neither shows, nor proves, nor hides what is asked now', async () => {
    const one = await otto();
    const [source, target] = [await one.writes(), await one.writes()];
    const other = await otto();
    await scene.world.rows('update recovery_case set account_ref = ? where id = ? returning id', [other.ref, target.caseId]);
    await ask(target.number, 'totp');
    scene.world.clock.moveBy(MINUTE_MS);
    await ask(source.number, 'totp');
    await merges(source.number, target.number);
    // The holder of the first account reads the page of the merged ticket and has the right code of the first account.
    expect(await give(source.statusToken, 'totp', one.shows())).toMatchObject({ refusal: 'recovery.code-wrong' });
    expect(await scene.describeCase(target.ticketId)).toMatchObject({ level: 0, evidence: [] });
    expect((await scene.world.get(StatusOfTicket).run(source.statusToken))?.proofs).toMatchObject([{ kind: 'totp' }]);
    expect(await give(source.statusToken, 'totp', other.shows())).toEqual({ allowed: true });
    expect(await scene.describeCase(target.ticketId)).toMatchObject({ evidence: [{ kind: 'totp', outcome: 'proved' }] });
    const [{ account }] = (await scene.world.rows<{ account: string }>(`select account_ref as account from evidence where outcome = 'proved' and case_id = ?`, [target.caseId])) as [{ account: string }];
    expect(account).toBe(other.ref);
  });

  it('shows nothing of what was asked for another account, where nothing is asked now', async () => {
    const one = await otto();
    const [source, target] = [await one.writes(), await one.writes()];
    await ask(source.number, 'totp');
    await scene.world.rows('update recovery_case set account_ref = ? where id = ? returning id', [(await otto()).ref, target.caseId]);
    await merges(source.number, target.number);
    expect(await scene.world.get(StatusOfTicket).run(source.statusToken)).toMatchObject({ proofs: [], letter: null });
    expect(await give(source.statusToken, 'totp', one.shows())).toMatchObject({ refusal: 'recovery.nothing-asked' });
    expect(await scene.describeCase(target.ticketId)).toMatchObject({ level: 0, evidence: [] });
  });
});

describe('a second address on file', () => {
  it('is proved beside the main mailbox, each by its own link; together they reach A2', async () => {
    const { number, ticketId } = await scene.asksAPerson();
    const { addresses } = (await scene.describeCase(ticketId)).account!;
    for (const { id } of addresses) expect(await scene.world.get(StartMailboxProof).run({ ticketNumber: number, agent: scene.world.mara, addressId: id })).toMatchObject({ allowed: true });
    const seen = await scene.describeCase(ticketId);
    for (const kind of ['mailbox', 'second-address']) expect(offered(seen, kind)).toMatchObject({ locked: false, running: { triesLeft: 5 } });
    const main = await scene.lastMail('mailbox-proof');
    const second = await scene.lastMail('second-address-proof', scene.anna.second);
    const prove = scene.world.get(ProveMailbox);
    // The code of one does not fit the link of the other.
    expect(await prove.run({ token: tokenOf(second.secrets['link']!), code: main.secrets['code']! })).toMatchObject({ refusal: 'recovery.code-wrong' });
    expect(await prove.run({ token: tokenOf(second.secrets['link']!), code: second.secrets['code']! })).toEqual({ allowed: true });
    expect(await prove.run({ token: tokenOf(main.secrets['link']!), code: main.secrets['code']! })).toEqual({ allowed: true });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 2, points: 6 });
  });
});

describe('a code by text message', () => {
  let gateway: ReferenceSmsGateway;
  beforeAll(async () => {
    gateway = await ReferenceSmsGateway.start();
    const { yaml } = (await shippedProfiles()).find(({ key }) => key === 'school')!;
    const imported = await scene.world.get(ImportPortal).run(`${yaml}\nsms:\n  url: ${gateway.url}\n  sender: Hilfe\n`, { kind: 'operator' });
    expect(imported).toMatchObject({ allowed: true });
    await scene.world.get(PortalSecrets).set('school', 'sms', new Secret(gateway.signingKey), { kind: 'operator' });
  });
  afterAll(() => gateway?.close());

  const start = async (number: string, ticketId: string) => {
    const { phones } = (await scene.describeCase(ticketId)).account!;
    return scene.world.get(StartSmsProof).run({ ticketNumber: number, agent: scene.world.mara, phoneId: phones[0]!.id });
  };
  const waiting = async (ticketId: string) => (await scene.world.rows<{ id: string }>(`select id from sms_message where ticket_id = ? and state = 'queued' order by id`, [ticketId])).map(({ id }) => id);
  const delivers = async (ticketId: string) => {
    for (const smsMessageId of await waiting(ticketId)) await scene.world.get(SendSms).run({ smsMessageId });
    return /^(\d{6}) /.exec(gateway.sent.at(-1)!.text)![1]!;
  };
  const types = (token: string, code: string) => scene.world.get(RecordCallBackCode).run({ token, code, by: 'sms' });

  it('goes to the phone on file, is typed on the page of the request, and counts ten minutes', async () => {
    const { number, ticketId, statusToken } = await scene.asksAPerson();
    expect(await start(number, ticketId)).toMatchObject({ allowed: true });
    expect((await scene.lastMail('proof-request')).variables).toMatchObject({ proof: 'sms' });
    const delivery = async () => (await scene.describeCase(ticketId)).grants.map((grant) => grant.delivery);
    expect(await delivery()).toEqual(['queued']);
    const code = await delivers(ticketId);
    expect(await delivery()).toEqual(['sent']);
    expect(gateway.sent.at(-1)).toMatchObject({ to: expect.stringMatching(/^\+4930555\d{4}$/), from: 'Hilfe' });
    expect(gateway.sent.at(-1)!.text.length).toBeLessThanOrEqual(160);
    expect((await scene.world.get(StatusOfTicket).run(statusToken))?.proofs).toMatchObject([{ kind: 'sms' }]);
    expect(await types(statusToken, code === '000000' ? '000001' : '000000')).toMatchObject({ refusal: 'recovery.code-wrong', missing: ['tries:4'] });
    expect(await types(statusToken, code)).toMatchObject({ outcome: 'proved' });
    expect(await types(statusToken, code)).toMatchObject({ refusal: 'recovery.no-call-under-way' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ level: 0, points: 2, evidence: [{ kind: 'sms', outcome: 'proved' }] });
    scene.world.clock.moveBy(10 * MINUTE_MS);
    expect(await scene.describeCase(ticketId)).toMatchObject({ points: 0 });
    const [row] = await scene.world.rows<{ text: string }>(`select (select json_agg(s)::text from sms_message s) || (select json_agg(a)::text from audit_entry a) || (select coalesce(json_agg(o)::text, '') from outbox_job o) as text`);
    expect(row!.text).not.toContain(code);
    expect(row!.text).toContain('sms.sent');
  });

  it('is not sent to a young number, to another country, to one nobody has on file, or too often', async () => {
    const { number, ticketId } = await scene.asksAPerson();
    const { phones } = (await scene.describeCase(ticketId)).account!;
    expect(await scene.world.get(StartSmsProof).run({ ticketNumber: number, agent: scene.world.mara, phoneId: '+4930123456' })).toMatchObject({ refusal: 'recovery.no-such-phone' });
    await scene.world.rows('update builtin_phone set since = ? where id = ? returning id', [new Date(scene.world.clock.now().getTime() - 29 * DAY_MS), phones[0]!.id]);
    expect(offered(await scene.describeCase(ticketId), 'sms')).toMatchObject({ locked: true, why: { code: 'recovery.channel-too-new', until: expect.any(String) } });
    expect(await start(number, ticketId)).toMatchObject({ refusal: 'recovery.channel-too-new' });
    await scene.world.rows(`update builtin_phone set since = '2020-01-01', number = '+88213000001' where id = ? returning id`, [phones[0]!.id]);
    expect(await start(number, ticketId)).toMatchObject({ refusal: 'recovery.sms-country' });
    await scene.world.rows('update builtin_phone set number = ? where id = ? returning id', ['+4930777001', phones[0]!.id]);
    for (let time = 0; time < 3; time += 1) {
      expect(await start(number, ticketId)).toMatchObject({ allowed: true });
      if (time === 0) expect(await start(number, ticketId)).toMatchObject({ refusal: 'recovery.limit-reached', missing: ['limit:sms-account'] });
      scene.world.clock.moveBy(MINUTE_MS);
    }
    expect(await start(number, ticketId)).toMatchObject({ refusal: 'recovery.limit-reached', missing: ['limit:sms-account'] });
    expect(gateway.sent.filter(({ to }) => to === '+88213000001')).toEqual([]);
  });

  it('waits for a gateway that is away, arrives once when a process died on the way, and never after its time', async () => {
    // What other tests left lying about is not looked at here.
    await scene.world.rows(`update sms_message set state = 'expired', text_sealed = null where state = 'queued' returning id`);
    const { number, ticketId, statusToken } = await scene.asksAPerson();
    await start(number, ticketId);
    const [id] = await waiting(ticketId);
    gateway.isAway = true;
    await expect(scene.world.get(SendSms).run({ smsMessageId: id! })).rejects.toMatchObject({ code: 'outbound.sms-gateway-unreachable', retry: 'later' });
    Object.assign(gateway, { isAway: false, forgetsToAnswer: true });
    await expect(scene.world.get(SendSms).run({ smsMessageId: id! })).rejects.toMatchObject({ retry: 'later' });
    gateway.forgetsToAnswer = false;
    scene.world.clock.moveBy(2 * MINUTE_MS);
    expect(await scene.world.get(SendSms).settleLate()).toEqual({ again: 1, expired: 0 });
    const code = await delivers(ticketId);
    expect(gateway.sent.filter((sms) => sms.id === id)).toHaveLength(1);
    expect(await types(statusToken, code)).toMatchObject({ outcome: 'proved' });

    await start(number, ticketId);
    const [late] = await waiting(ticketId);
    scene.world.clock.moveBy(10 * MINUTE_MS);
    expect(await scene.world.get(SendSms).settleLate()).toEqual({ again: 0, expired: 1 });
    await scene.world.get(SendSms).run({ smsMessageId: late! });
    expect(gateway.sent.some((sms) => sms.id === late)).toBe(false);
    expect(await scene.world.rows('select text_sealed from sms_message where text_sealed is not null')).toEqual([]);
  });

  it('goes with a merger to the ticket that is left, for the same account only', async () => {
    const [source, target, foreign] = [await scene.asksAPerson(), await scene.asksAPerson(), await scene.asksAPerson()];
    await start(source.number, source.ticketId);
    const code = await delivers(source.ticketId);
    await scene.world.rows('update recovery_case set account_ref = ? where id = ? returning id', [(await otto()).ref, foreign.caseId]);
    await merges(source.number, foreign.number);
    expect((await scene.world.get(StatusOfTicket).run(source.statusToken))?.proofs).toEqual([]);
    expect(await types(source.statusToken, code)).toMatchObject({ refusal: 'recovery.no-call-under-way' });
    expect(await scene.world.get(UnmergeTicket).run({ ticketNumber: source.number, agent: scene.world.mara })).toMatchObject({ allowed: true });
    await merges(source.number, target.number);
    expect(await types(source.statusToken, code)).toMatchObject({ outcome: 'proved' });
    expect(await scene.describeCase(target.ticketId)).toMatchObject({ points: 2, evidence: [{ kind: 'sms', outcome: 'proved', thisTicket: true }] });
    expect((await scene.describeCase(foreign.ticketId)).evidence).toEqual([]);
  });

  it('dies when the number leaves the account, and does not fit the page of another ticket', async () => {
    const { number, ticketId, statusToken } = await scene.asksAPerson();
    const stranger = await scene.world.writes('stranger@elsewhere.example');
    await start(number, ticketId);
    const code = await delivers(ticketId);
    expect(await types(stranger.statusToken, code)).toMatchObject({ refusal: 'recovery.no-call-under-way' });
    await scene.world.rows('update builtin_phone set number = ? where account_id = ? returning id', ['+49305559999', scene.anna.ref]);
    expect(await types(statusToken, code)).toMatchObject({ refusal: 'recovery.no-call-under-way' });
  });
});
