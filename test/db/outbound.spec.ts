import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';
import { ticketOfMessageId, type QueueMailCommand } from '#outbound';
import { AGENT, LINK, TICKET, clock, fresh, jobs, linkMail, queue, reopen, replyMail, rowOf, run, sql, world, withOutbox } from '../support/outbound-scene.js';

withOutbox();

describe('queueing a mail', () => {
  it('writes row and job in the caller\'s transaction, or neither', async () => {
    const id = await queue(linkMail());
    expect(await jobs()).toMatchObject([{ payload: { outboundMessageId: id, round: 0 }, run_at: null }]);
    await expect(fresh.database.transaction(async (tx) => {
      await world.queue.within(tx, linkMail());
      throw new Error('rolled back');
    })).rejects.toThrow('rolled back');
    expect(await sql('select id from outbound_message')).toHaveLength(1);
    expect(await jobs()).toHaveLength(1);
  });

  it('keeps links and codes sealed, in no column and no job in clear', async () => {
    const id = await queue(linkMail());
    const everything = JSON.stringify([await rowOf(id), await jobs()]);
    for (const secret of [LINK, 'K7QM4TXA', 'Zm9vYmFy']) expect(everything).not.toContain(secret);
    expect(world.sealer.open(String((await rowOf(id))['secrets_sealed']), `outbound:${id}`)).toContain(LINK);
  });

  it('takes exactly one recipient (R59, T5)', async () => {
    const bad = [['a@corp.example', 'evil@corp.example'], 'a@corp.example, evil@corp.example', 'a@corp.example\r\nBcc: evil@corp.example', 'a@corp.example;b@corp.example', '<a@corp.example>', 'a＠corp.example', '', {}, { toString: () => 'a@corp.example' }];
    for (const recipient of bad) {
      const answer = await fresh.database.transaction((tx) => world.queue.within(tx, linkMail({ recipient: recipient as string })));
      expect(answer).toEqual({ allowed: false, refusal: 'outbound.not-one-address' });
    }
    expect(await fresh.database.transaction((tx) => world.queue.within(tx, linkMail({ replyTo: 'x@y.example\nz' })))).toMatchObject({ refusal: 'outbound.not-one-address' });
    expect(await sql('select id from outbound_message')).toHaveLength(0);
  });

  it('refuses variables that do not fit the kind, as a bug', async () => {
    await expect(queue(linkMail({ variables: { username: 'mara' } as never }))).rejects.toThrow();
    await expect(queue(linkMail({ secrets: { link: 'not a link', code: 'x', codePage: LINK } }))).rejects.toThrow();
  });

  it('lets no foreign subject or Message-ID start a header (T16)', async () => {
    const id = await queue(replyMail({ subject: 'Re: x\r\nBcc: evil@corp.example', inReplyTo: '<a@corp.example>\r\nX: y', references: ['<b@corp.example>', 'no id', '<c@corp.example>'] }));
    expect(await rowOf(id)).toMatchObject({ subject: 'Re: x Bcc: evil@corp.example', in_reply_to: null, references: ['b@corp.example', 'c@corp.example'] });
  });

  it('lets ten mails an hour to one person leave, whatever the case of the address, holds the next, calls a person, and has room for a notice', async () => {
    for (let i = 0; i < 10; i += 1) await queue(replyMail({ recipient: i % 2 ? 'mara@corp.example' : 'MARA@CORP.example' }));
    const held = await queue(linkMail());
    expect(new Date((await rowOf(held))['send_at'] as string)).toEqual(new Date(clock.now().getTime() + HOUR_MS));
    expect(new Date((await jobs()).at(-1)!.run_at!)).toEqual(new Date(clock.now().getTime() + HOUR_MS));
    expect(await world.alarms.open()).toMatchObject([{ kind: 'recipient-limit', subject: TICKET, count: 1 }]);
    await queue({ ...linkMail(), kind: 'notice', variables: { salutationName: null, username: 'mara', event: 'password-set', happenedAt: clock.now().toISOString(), actor: 'requester' }, secrets: { reportLink: LINK, typedNumber: '4711' } } as QueueMailCommand);
    await queue(linkMail({ recipient: 'somebody.else@corp.example' }));
    for (let i = 0; i < 8; i += 1) await queue(linkMail());
    const tomorrow = await queue(linkMail({ variables: { salutationName: null, username: 'mara', agentCode: null, expiresAt: new Date(clock.now().getTime() + 2 * DAY_MS).toISOString() } }));
    expect(new Date((await rowOf(tomorrow))['send_at'] as string)).toEqual(new Date(clock.now().getTime() + DAY_MS));
    expect(await fresh.database.transaction((tx) => world.queue.within(tx, linkMail()))).toMatchObject({ allowed: false, refusal: 'outbound.recipient-limit' });
  });

  it('opens the breaker when the desk writes too much by itself, and agents write on', async () => {
    await reopen({ clock, automaticPerHour: 3 });
    for (let i = 0; i < 3; i += 1) await queue(linkMail({ recipient: `p${i}@corp.example` }));
    const held = await queue(linkMail({ recipient: 'p9@corp.example' }));
    expect(await rowOf(held)).toMatchObject({ state: 'queued', held_by: 'breaker' });
    expect(new Date((await rowOf(held))['send_at'] as string)).toEqual(new Date(clock.now().getTime() + HOUR_MS));
    expect(await world.alarms.open()).toMatchObject([{ kind: 'breaker-open', subject: 'desk' }]);
    await queue(replyMail({ recipient: 'p9@corp.example' }));
    await world.watch.run();
    expect(await world.alarms.open()).toHaveLength(1);
    clock.moveBy(HOUR_MS);
    await world.watch.run();
    expect((await world.alarms.open()).map(({ kind }) => kind)).not.toContain('breaker-open');
    expect(await rowOf(await queue(linkMail({ recipient: 'p9@corp.example' })))).toMatchObject({ held_by: null });
  });

  it('lets no more leave in any hour than the breaker allows while a flood lasts, and opens until what waits has left', async () => {
    await reopen({ clock, automaticPerHour: 3 });
    const all: string[] = [];
    const patient = () => ({ variables: { salutationName: null, username: 'mara', agentCode: null, expiresAt: new Date(clock.now().getTime() + 3 * DAY_MS).toISOString() } });
    for (let i = 0; i < 40; i += 1) {
      all.push(await queue(linkMail({ ...patient(), recipient: `flood${i}@corp.example` })));
      clock.moveBy(6 * MINUTE_MS);
    }
    const times = (await Promise.all(all.map(rowOf))).map((row) => new Date(row['send_at'] as string).getTime()).sort((one, other) => one - other);
    for (let i = 3; i < times.length; i += 1) expect(times[i]! - times[i - 3]!).toBeGreaterThanOrEqual(HOUR_MS);
    clock.moveBy(8 * HOUR_MS);
    expect(await fresh.database.read((em) => world.breaker.state(em, clock.now()))).toMatchObject({ isOpen: true });
    clock.moveBy(3 * HOUR_MS);
    expect(await fresh.database.read((em) => world.breaker.state(em, clock.now()))).toMatchObject({ isOpen: false });
  });

  it('counts no mail for the breaker that was cancelled, and holds no warning because others wait', async () => {
    await reopen({ clock, automaticPerHour: 3 });
    const [first] = [await queue(linkMail({ recipient: 'p0@corp.example' })), await queue(linkMail({ recipient: 'p1@corp.example' })), await queue(linkMail({ recipient: 'p2@corp.example' }))];
    for (let i = 0; i < 9; i += 1) expect(await rowOf(await queue(linkMail({ recipient: `q${i}@corp.example` })))).toMatchObject({ held_by: 'breaker' });
    const notice = { ...linkMail({ recipient: 'owner@corp.example' }), kind: 'notice', variables: { salutationName: null, username: 'mara', event: 'password-set', happenedAt: clock.now().toISOString(), actor: 'requester' }, secrets: { reportLink: LINK, typedNumber: '4711' } } as QueueMailCommand;
    for (let i = 0; i < 6; i += 1) expect(await rowOf(await queue(notice))).toMatchObject({ held_by: null });
    expect(await rowOf(await queue(notice))).toMatchObject({ held_by: 'breaker' });
    await fresh.database.transaction((tx) => tx.execute(`update outbound_message set state = 'cancelled' where id <> ?`, [first]));
    expect(await rowOf(await queue(linkMail({ recipient: 'p9@corp.example' })))).toMatchObject({ held_by: null });
  });

  it('lets what somebody at the desk started pass an open breaker, and counts none of it', async () => {
    await reopen({ clock, automaticPerHour: 3 });
    const byAgent = { variables: { salutationName: null, username: 'mara', agentCode: 'ro', expiresAt: new Date(clock.now().getTime() + DAY_MS).toISOString() } };
    for (let i = 0; i < 5; i += 1) expect(await rowOf(await queue(linkMail({ ...byAgent, recipient: `a${i}@corp.example` })))).toMatchObject({ held_by: null, automatic: true, counts_in: null });
    for (let i = 0; i < 4; i += 1) await queue(linkMail({ recipient: `p${i}@corp.example` }));
    expect(await fresh.database.read((em) => world.breaker.state(em, clock.now()))).toMatchObject({ isOpen: true, lastHour: 4, held: 1 });
    expect(await rowOf(await queue(linkMail({ ...byAgent, recipient: 'a9@corp.example' })))).toMatchObject({ held_by: null });
    expect(await rowOf(await queue(linkMail({ startedByAgent: true, recipient: 'a8@corp.example' })))).toMatchObject({ held_by: null });
    expect(await rowOf(await queue(linkMail({ ...byAgent, startedByAgent: false, recipient: 'a7@corp.example' })))).toMatchObject({ held_by: 'breaker' });
  });

  it('lets an administrator who looked at the flood let it pass: what waits leaves, and for an hour nothing waits', async () => {
    await reopen({ clock, automaticPerHour: 3 });
    for (let i = 0; i < 3; i += 1) await queue(linkMail({ recipient: `p${i}@corp.example` }));
    const held = await queue(linkMail({ recipient: 'p9@corp.example' }));
    expect(await fresh.database.read((em) => world.breaker.state(em, clock.now()))).toMatchObject({ isOpen: true, lastHour: 4, limit: 3, held: 1, releasedUntil: null });
    const actor = { kind: 'agent', id: AGENT, strength: 'second-factor' } as const;
    expect(await world.release.run({ agentId: AGENT, reason: 'ok', actor })).toMatchObject({ allowed: false, refusal: 'outbound.reason-too-short' });
    expect(await world.release.run({ agentId: AGENT, reason: 'The school year begins today.', actor })).toEqual({ allowed: true, released: 1 });
    expect(new Date((await rowOf(held))['send_at'] as string)).toEqual(clock.now());
    expect(await rowOf(await queue(linkMail({ recipient: 'p10@corp.example' })))).toMatchObject({ held_by: null });
    expect((await world.alarms.open()).map(({ kind }) => kind)).not.toContain('breaker-open');
    expect(await fresh.database.read((em) => world.breaker.state(em, clock.now()))).toMatchObject({ isOpen: false, held: 0, releasedUntil: new Date(clock.now().getTime() + HOUR_MS) });
    clock.moveBy(HOUR_MS - 1_000);
    for (let i = 0; i < 3; i += 1) await queue(linkMail({ recipient: `q${i}@corp.example` }));
    clock.moveBy(1_000);
    expect(await rowOf(await queue(linkMail({ recipient: 'p11@corp.example' })))).toMatchObject({ held_by: 'breaker' });
  });

  it('is held by nothing any more once its time came, even where the relay then puts it off', async () => {
    await reopen({ clock, automaticPerHour: 1 });
    await queue(linkMail({ recipient: 'p0@corp.example' }));
    const held = await queue(linkMail({ recipient: 'p9@corp.example' }));
    expect(await rowOf(held)).toMatchObject({ held_by: 'breaker' });
    clock.moveBy(HOUR_MS);
    world.relay.answer = { outcome: 'deferred', reply: '451 try later' };
    expect(await run(held)).toBe('queued');
    expect(await rowOf(held)).toMatchObject({ held_by: null });
    expect(await fresh.database.read((em) => world.breaker.state(em, clock.now()))).toMatchObject({ held: 0 });
    expect(await world.release.run({ agentId: AGENT, reason: 'The school year begins today.', actor: { kind: 'agent', id: AGENT, strength: 'second-factor' } })).toEqual({ allowed: true, released: 0 });
  });

  it('lets what waits behind the breaker go no faster than one address may get it', async () => {
    await reopen({ clock, automaticPerHour: 1 });
    await queue(linkMail({ recipient: 'p0@corp.example' }));
    const later = { variables: { salutationName: null, username: 'mara', agentCode: null, expiresAt: new Date(clock.now().getTime() + 2 * DAY_MS).toISOString() } };
    const flooded: string[] = [];
    for (let i = 0; i < 12; i += 1) flooded.push(await queue(linkMail({ ...later, recipient: 'flooded@corp.example' })));
    const other = await queue(linkMail({ ...later, recipient: 'p1@corp.example' }));
    for (const id of [...flooded, other]) expect(await rowOf(id)).toMatchObject({ held_by: 'breaker' });
    expect(await world.release.run({ agentId: AGENT, reason: 'The school year begins today.', actor: { kind: 'agent', id: AGENT, strength: 'second-factor' } })).toEqual({ allowed: true, released: 11 });
    const seen = await Promise.all([...flooded, other].map(rowOf));
    expect(seen.map((row) => row['held_by'])).toEqual([...Array.from({ length: 10 }, () => null), 'recipient-limit', 'recipient-limit', null]);
    expect(seen.map((row) => (new Date(row['send_at'] as string).getTime() - clock.now().getTime()) / HOUR_MS)).toEqual([...Array.from({ length: 10 }, () => 0), 1, 1, 0]);
    expect(seen.map((row) => row['next_attempt_at'])).toEqual(seen.map((row) => row['send_at']));
  });

  it('gives what one order sends to many an hour of its own: no link waits for it, and it waits for no link', async () => {
    await reopen({ clock, automaticPerHour: 3 });
    const announced = (recipient: string) => queue({ ...linkMail({ recipient }), kind: 'forced-reset', variables: { salutationName: null, username: 'mara' }, secrets: {} } as QueueMailCommand);
    for (let i = 0; i < 20; i += 1) expect(await rowOf(await announced(`many-${i}@corp.example`))).toMatchObject({ held_by: null });
    expect(await rowOf(await queue(linkMail({ recipient: 'p0@corp.example' })))).toMatchObject({ held_by: null });
    expect(await fresh.database.read((em) => world.breaker.state(em, clock.now()))).toMatchObject({ isOpen: false, lastHour: 1 });
    for (let i = 1; i < 4; i += 1) await queue(linkMail({ recipient: `p${i}@corp.example` }));
    expect(await fresh.database.read((em) => world.breaker.state(em, clock.now()))).toMatchObject({ isOpen: true, held: 1 });
    expect(await rowOf(await announced('one-more@corp.example'))).toMatchObject({ held_by: null });
  });

  it('lets no rush of acknowledgements use up the room of links, and calls a person as long as some wait', async () => {
    await reopen({ clock, automaticPerHour: 10 });
    const acknowledgement = (recipient: string) => queue({ ...linkMail({ recipient }), kind: 'request-received', variables: { salutationName: null, promise: 'morgen' }, secrets: { statusLink: 'https://desk.example/t/x' } } as QueueMailCommand);
    const heldBy = async (id: string) => (await rowOf(id))['held_by'];
    const rush: string[] = [];
    for (let i = 0; i < 12; i += 1) rush.push(await acknowledgement(`u${i}@attacker${i % 3}.example`));
    expect(await Promise.all(rush.map(heldBy))).toEqual([...Array.from({ length: 5 }, () => null), ...Array.from({ length: 7 }, () => 'breaker')]);
    const soon = { variables: { salutationName: null, username: 'mara', agentCode: null, expiresAt: new Date(clock.now().getTime() + 30 * MINUTE_MS).toISOString() } };
    for (let i = 0; i < 5; i += 1) expect(await heldBy(await queue(linkMail({ ...soon, recipient: `p${i}@corp.example` })))).toBeNull();
    expect(await fresh.database.transaction((tx) => world.queue.within(tx, linkMail({ ...soon, recipient: 'p9@corp.example' })))).toMatchObject({ allowed: false, refusal: 'outbound.breaker-open' });
    expect(await fresh.database.read((em) => world.breaker.state(em, clock.now()))).toMatchObject({ held: 7 });
    clock.moveBy(HOUR_MS + MINUTE_MS);
    await world.watch.run();
    expect(await world.alarms.open()).toMatchObject([{ kind: 'breaker-open' }, { kind: 'outbox-waiting' }]);
    clock.moveBy(HOUR_MS);
    await world.watch.run();
    expect((await world.alarms.open()).map(({ kind }) => kind)).not.toContain('breaker-open');
  });

  it('waits where it is told to', async () => {
    const sendAt = new Date(clock.now().getTime() + 90_000);
    await queue(linkMail({ sendAt }));
    expect(new Date((await jobs())[0]!.run_at!)).toEqual(sendAt);
  });
});

describe('delivering a mail', () => {
  it('hands it over once, complete, and destroys the secrets', async () => {
    const id = await queue(linkMail({ inReplyTo: 'first@corp.example', replyTo: 'support+abc@media.example' }));
    expect(await run(id)).toBe('sent');
    expect(await rowOf(id)).toMatchObject({ state: 'sent', rounds: 1, secrets_sealed: null, failure: null, next_attempt_at: null });
    expect(world.relay.handed).toHaveLength(1);
    const [mail] = world.relay.handed;
    expect(mail).toMatchObject({
      to: 'mara@corp.example', from: { name: 'Medienzentrum Nord', address: 'support@media.example' }, replyTo: 'support+abc@media.example', envelopeFrom: null, inReplyTo: 'first@corp.example', references: ['first@corp.example'],
      subject: 'Ihr Link zum Konto', headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', 'X-Rekey-Loop': world.ids.loopMark },
    });
    expect(mail!.text).toContain(LINK);
    expect(world.ids.messageIdIsOurs(mail!.messageId)).toBe(true);
    expect(await world.outbox.attempts(id)).toMatchObject([{ round: 0, outcome: 'accepted', reply: '250 taken' }]);
  });

  it('writes as the agent from the mailbox, without machine headers', async () => {
    await run(await queue(replyMail({ subject: 'Re: Hilfe [MED-1042]' })));
    expect(world.relay.handed[0]).toMatchObject({ envelopeFrom: expect.stringMatching(/^support\+b\.[0-9a-z]{45}@media\.example$/), subject: 'Re: Hilfe [MED-1042]', headers: { 'X-Rekey-Loop': world.ids.loopMark } });
    expect(world.relay.handed[0]!.headers).not.toHaveProperty('Auto-Submitted');
  });

  it('gives an agent\'s mail a return path of its own, unless the mailbox has no plus addresses', async () => {
    const id = await queue(replyMail({ replyTo: 'support+abc@media.example' }));
    await run(id);
    const { envelopeFrom, replyTo } = world.relay.handed.at(-1)!;
    expect(replyTo).toBe('support+abc@media.example');
    expect(envelopeFrom).toMatch(/^support\+b\.[0-9a-z]{45}@media\.example$/);
    const found = (addresses: string[], portal = world.portalKey) => fresh.database.transaction((tx) => world.ids.ofReturnPaths(tx, portal, [addresses]));
    await fresh.database.transaction((tx) => tx.execute('update outbound_message set ticket_id = ? where id = ?', [TICKET, id]));
    expect(await found(['x@media.example', envelopeFrom!.toUpperCase()])).toMatchObject([[{ outboundMessageId: id, recipientCanonical: 'mara@corp.example' }]]);
    expect(await found([envelopeFrom!], 'other-portal')).toEqual([[]]);
    expect(await found([envelopeFrom!.replace(/.(?=@)/, (last) => (last === 'a' ? 'b' : 'a'))])).toEqual([[]]);
    const profile = (mailboxes: unknown) => fresh.database.transaction((tx) => tx.execute(`update portal set profile = jsonb_set(profile, '{mailboxes}', ?::jsonb)`, [JSON.stringify(mailboxes)]));
    await profile([{ address: 'Support@media.example', displayName: 'x', plusAddresses: false }]);
    await reopen({ clock });
    await run(await queue(replyMail({ replyTo: 'support+abc@media.example' })));
    expect(world.relay.handed.at(-1)).toMatchObject({ envelopeFrom: 'support@media.example', replyTo: null });
    await profile([]);
  });

  it('sends once, however often and however parallel the job runs', async () => {
    const id = await queue(linkMail());
    const results = await Promise.all([run(id), run(id), run(id), run(id)]);
    expect(results.sort()).toEqual(['sent', 'skipped', 'skipped', 'skipped']);
    expect(await run(id)).toBe('skipped');
    expect(world.relay.handed).toHaveLength(1);
  });

  it('tries later when the relay says so, until the link is dead', async () => {
    world.relay.answer = { outcome: 'deferred', reply: '451 try later' };
    const id = await queue(linkMail());
    expect(await run(id)).toBe('queued');
    expect(await rowOf(id)).toMatchObject({ state: 'queued', rounds: 1, failure: '451 try later' });
    expect((await jobs()).at(-1)).toMatchObject({ payload: { outboundMessageId: id, round: 1 } });
    expect(new Date((await jobs()).at(-1)!.run_at!).getTime() - clock.now().getTime()).toBe(MINUTE_MS);
    expect(await run(id, 0)).toBe('skipped');
    clock.moveBy(DAY_MS - 30_000);
    expect(await run(id, 1)).toBe('failed');
    expect((await world.outbox.attempts(id)).map(({ outcome }) => outcome)).toEqual(['deferred', 'deferred']);
  });

  it('fails once its time is over when it could never be prepared, after one more try', async () => {
    const id = await queue(replyMail({ ticketId: TICKET }));
    const signerOf = world.dkimKeys.signerOf.bind(world.dkimKeys);
    world.dkimKeys.signerOf = async () => { throw new Error('the store of keys is gone'); };
    clock.moveBy(48 * HOUR_MS);
    await expect(run(id)).rejects.toThrow('the store of keys is gone');
    expect(await rowOf(id)).toMatchObject({ state: 'queued', rounds: 0 });
    clock.moveBy(2 * HOUR_MS);
    const late = await queue(replyMail());
    await fresh.database.transaction((tx) => tx.execute(`update outbound_message set give_up_at = ? where id = ?`, [new Date(clock.now().getTime() - DAY_MS), late]));
    expect(await run(id)).toBe('failed');
    expect(await rowOf(id)).toMatchObject({ state: 'failed', rounds: 1, failure: 'the mail could not be prepared until its time was over' });
    expect(await world.outbox.attempts(id)).toMatchObject([{ outcome: 'rejected' }]);
    world.dkimKeys.signerOf = signerOf;
    expect(await run(late)).toBe('sent');
  });

  it('never sends a link that was replaced or withdrawn while its mail waited, nor lets a person send it again; a warning stays', async () => {
    const token = LINK.split('/').at(-1)!;
    const dead = new Set<string>();
    world.deadLinks.judgedBy(async (_em, tokens) => tokens.some((one) => dead.has(one)));
    world.relay.answer = { outcome: 'rejected', reply: '550 not now' };
    const [again, waits] = [await queue(linkMail()), await queue(linkMail())];
    expect(await run(again)).toBe('failed');
    dead.add(token);
    world.relay.answer = { outcome: 'accepted', reply: '250 ok' };
    expect(await world.retry.run({ id: again, actor: { kind: 'operator' } })).toEqual({ allowed: false, refusal: 'outbound.mail-expired' });
    expect(await run(waits)).toBe('cancelled');
    expect(await rowOf(waits)).toMatchObject({ state: 'cancelled', secrets_sealed: null, rounds: 0, failure: 'the link in it was replaced or withdrawn before it left' });
    const warning = await queue({ ...linkMail(), kind: 'notice', variables: { salutationName: null, username: 'mara', event: 'password-set', happenedAt: clock.now().toISOString(), actor: 'requester' }, secrets: { reportLink: LINK, typedNumber: '4711' } } as QueueMailCommand);
    expect(await run(warning)).toBe('sent');
  });

  it('never sends a dead link', async () => {
    const id = await queue(linkMail());
    clock.moveBy(DAY_MS);
    expect(await run(id)).toBe('failed');
    expect(await rowOf(id)).toMatchObject({ failure: 'what this mail carries has expired' });
    expect(await world.retry.run({ id, actor: { kind: 'operator' } })).toEqual({ allowed: false, refusal: 'outbound.mail-expired' });
    expect(world.relay.handed).toHaveLength(0);
  });

  it('shows a refusal to a person, who may send again', async () => {
    world.relay.answer = { outcome: 'rejected', reply: `550 refused: ${LINK}` };
    const id = await queue(linkMail());
    expect(await run(id)).toBe('failed');
    expect(await rowOf(id)).toMatchObject({ state: 'failed', failure: '550 refused: https://desk.example/r/[token]' });
    expect(await world.retry.run({ id, actor: { kind: 'operator' } })).toEqual({ allowed: true });
    expect((await jobs()).at(-1)).toMatchObject({ payload: { outboundMessageId: id, round: 1 } });
    world.relay.answer = { outcome: 'accepted', reply: '250 ok' };
    expect(await run(id, 1)).toBe('sent');
    expect(await sql(`select verb, detail from audit_entry where verb = 'mail.retried'`)).toMatchObject([{ detail: { outboundMessageId: id, was: 'failed' } }]);
  });

  it('is sent now where a person says so while it waits for another try, and its pauses begin anew', async () => {
    const actor = { kind: 'agent', id: AGENT, strength: 'second-factor' } as const;
    world.relay.answer = { outcome: 'deferred', reply: '451 try later' };
    const id = await queue(linkMail());
    expect(await world.retry.run({ id, actor })).toEqual({ allowed: false, refusal: 'outbound.not-retriable' });
    const pause = async () => (new Date((await rowOf(id))['next_attempt_at'] as string).getTime() - clock.now().getTime()) / MINUTE_MS;
    const pauses: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      expect(await run(id, round)).toBe('queued');
      pauses.push(await pause());
      clock.moveBy(pauses.at(-1)! * MINUTE_MS);
    }
    expect(await run(id, 6)).toBe('queued');
    expect([...pauses, await pause()]).toEqual([1, 2, 5, 15, 30, 60, 60]);
    clock.moveBy(MINUTE_MS);
    expect(await world.retry.run({ id, actor })).toEqual({ allowed: true });
    expect((await jobs()).at(-1)).toMatchObject({ payload: { outboundMessageId: id, round: 7 }, run_at: null });
    expect(await world.retry.run({ id, actor })).toEqual({ allowed: false, refusal: 'outbound.not-retriable' });
    expect(await run(id, 7)).toBe('queued');
    expect(await pause()).toBe(1);
    const held = await queue(linkMail({ sendAt: new Date(clock.now().getTime() + HOUR_MS) }));
    expect(await world.retry.runAll({ scope: { portals: [] }, actor })).toEqual({ mails: 1 });
    const { rounds, next_attempt_at: next } = await rowOf(held);
    expect([rounds, new Date(next as string)]).toEqual([0, new Date(clock.now().getTime() + HOUR_MS)]);
    expect(await world.retry.runAll({ scope: { portals: [] }, actor })).toEqual({ mails: 0 });
    expect(await sql(`select detail from audit_entry where verb = 'mail.retried' order by sequence desc limit 2`)).toMatchObject([{ detail: { mails: 1, was: 'queued' } }, { detail: { outboundMessageId: id, was: 'queued' } }]);
  });

  it('shows what it cannot write, and hands over nothing', async () => {
    const id = await queue(linkMail());
    await fresh.database.transaction((tx) => tx.execute(`update outbound_message set variables = variables - 'username' where id = ?`, [id]));
    expect(await run(id)).toBe('failed');
    expect(String((await rowOf(id))['failure'])).toMatch(/cannot be written: "username" does not fit/);
    expect(world.relay.handed).toHaveLength(0);
  });

  it('is stopped by cancelling, and not after it left', async () => {
    const id = await queue(linkMail());
    expect(await world.cancel.run({ id, actor: { kind: 'operator' } })).toEqual({ allowed: true });
    expect(await run(id)).toBe('skipped');
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled', secrets_sealed: null });
    const other = await queue(linkMail());
    await run(other);
    expect(await world.cancel.run({ id: other, actor: { kind: 'operator' } })).toEqual({ allowed: false, refusal: 'outbound.not-cancellable' });
  });
});


it('a mail of unknown fate can be sent again or settled, and its secrets die with its link', async () => {
  world.relay.answer = { outcome: 'unknown', reply: 'connection lost' };
  const [one, two, three] = [await queue(linkMail()), await queue(linkMail()), await queue(linkMail())];
  for (const id of [one, two, three]) expect(await run(id)).toBe('unknown');
  expect(await world.retry.run({ id: one, actor: { kind: 'operator' } })).toEqual({ allowed: true });
  expect(await world.retry.run({ id: one, actor: { kind: 'operator' } })).toEqual({ allowed: false, refusal: 'outbound.not-retriable' });
  expect(await world.confirm.run({ id: one, actor: { kind: 'operator' } })).toEqual({ allowed: false, refusal: 'outbound.not-in-doubt' });
  expect(await world.confirm.run({ id: two, actor: { kind: 'operator' } })).toEqual({ allowed: true });
  expect(await rowOf(two)).toMatchObject({ state: 'sent', secrets_sealed: null });
  clock.moveBy(DAY_MS + MINUTE_MS);
  await world.settle.run();
  expect(await rowOf(three)).toMatchObject({ state: 'unknown', secrets_sealed: null });
});

it('a Message-ID leads back to its ticket, only in its portal', async () => {
  const id = await queue(linkMail());
  const messageId = String((await rowOf(id))['message_id']);
  const found = [{ messageId, ticketId: TICKET, outboundMessageId: id, recipientCanonical: 'mara@corp.example' }];
  await fresh.database.read(async (em) => {
    expect(await ticketOfMessageId(em, [`<${messageId}>`, 'foreign@corp.example'])).toEqual(found);
    expect(await world.ids.ticketsOf(em, 'media-centre', [[messageId], ['foreign@corp.example']])).toEqual([found, []]);
    expect(await world.ids.ticketsOf(em, 'school', [[messageId]])).toEqual([[]]);
  });
});

it('the outbox is paged by keyset, newest first', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    clock.moveBy(1_000);
    ids.unshift(await queue(linkMail({ recipient: `p${i}@corp.example` })));
  }
  const first = await world.outbox.list({ scope: { portals: [] }, limit: 3 });
  const second = await world.outbox.list({ scope: { portals: [] }, limit: 3, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
  expect(await world.outbox.list({ limit: 3, scope: { portals: ['school'] } })).toEqual({ items: [], nextCursor: null });
  expect((await world.outbox.list({ limit: 9, scope: { portals: ['media-centre'] }, state: 'queued' })).items).toHaveLength(5);
});
