import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  AddDetails, CompareFacts, DecideApproval, EscalateCase, LinkAccount, ProveMailbox, RecordCallBackCode, SearchCandidates, StartCallBack, StartMailboxProof, StartNewAddressProof, StatusOfTicket, TickStep,
} from '#recovery';
import { ChangeTicket, MergeTickets } from '#tickets';
import { tokenOf } from '../support/recovery-world.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
const get = <T>(type: new (...given: never[]) => T): T => scene.world.get(type);

async function closes(number: string) {
  for (const state of ['open', 'solved', 'closed'] as const) {
    const { version, state: is } = await scene.world.ticket(number);
    if (is !== state) expect(await get(ChangeTicket).run({ ticketNumber: number, agent: scene.world.mara, patch: { state }, version })).toMatchObject({ allowed: true });
  }
}

const merges = (ticketNumber: string, into: string) => get(MergeTickets).run({ ticketNumber, into, agent: scene.world.mara });

/** Every door by which the desk changes something about a case. */
function doors(ticketNumber: string) {
  const agent = scene.world.mara;
  return {
    link: () => get(LinkAccount).run({ ticketNumber, agent, accountRef: scene.anna.ref }),
    search: () => get(SearchCandidates).run({ ticketNumber, agent, query: { username: scene.anna.username } }),
    tick: () => get(TickStep).run({ ticketNumber, agent, key: 'manual:any', done: true }),
    handOn: () => get(EscalateCase).run({ ticketNumber, agent }),
    mailbox: () => get(StartMailboxProof).run({ ticketNumber, agent }),
    newAddress: () => get(StartNewAddressProof).run({ ticketNumber, agent, address: 'neu@frisch.example', as: 'main' }),
    call: () => get(StartCallBack).run({ ticketNumber, agent, phoneId: 'any' }),
    facts: () => get(CompareFacts).run({ ticketNumber, agent, facts: { birthDate: '2009-04-01', postcode: '10115' } }),
    action: () => scene.does(ticketNumber, 'send-recovery-link'),
    freeze: () => scene.does(ticketNumber, 'freeze'),
    overridden: () => scene.does(ticketNumber, 'issue-temporary-password', { overrideReason: 'Die Schulleitung steht daneben und wartet.', agent: scene.colleague({ roles: ['security'] }) }),
  };
}

async function answersOf(number: string): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [name, open] of Object.entries(doors(number))) {
    const answer = await open();
    answers[name] = answer.allowed ? 'allowed' : { code: answer.refusal, missing: answer.missing };
  }
  return answers;
}

describe('on a ticket that is over', () => {
  it('closed: nothing is begun through any door of the desk', async () => {
    const { number } = await scene.asksAPerson();
    await closes(number);
    expect(new Set(Object.values(await answersOf(number)).map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify({ code: 'recovery.case-closed' })]));
  });

  it('merged: every door says so, and where it goes on', async () => {
    const [first, second, third] = [await scene.asksAPerson(), await scene.asksAPerson(), await scene.asksAPerson()];
    expect(await merges(first.number, second.number)).toMatchObject({ allowed: true });
    expect(await merges(second.number, third.number)).toMatchObject({ allowed: true });
    expect(new Set(Object.values(await answersOf(first.number)).map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify({ code: 'tickets.merged', missing: [`ticket:${third.number}`] })]));
    expect(await scene.does(third.number, 'freeze')).toMatchObject({ allowed: true });
  });

  it('what waits for a second person is not approved there any more, and can be refused', async () => {
    const { number, caseId } = await scene.asksAPerson();
    const target = await scene.asksAPerson();
    await scene.proved(caseId, 'call-back', 'second-address');
    await scene.newAddressSaysYes(number, `neu${scene.count}@frisch.example`);
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    await merges(number, target.number);
    expect(await scene.approves(actionId)).toMatchObject({ refusal: 'tickets.merged', missing: [`ticket:${target.number}`] });
    expect(await get(DecideApproval).run({ actionId, agent: scene.colleague(), decision: 'refuse' })).toMatchObject({ allowed: true, state: 'refused' });
  });

  it('a proof that was asked for before goes with the merger, once, to the ticket that is left', async () => {
    const [source, target] = [await scene.asksAPerson(), await scene.asksAPerson()];
    await get(StartMailboxProof).run({ ticketNumber: source.number, agent: scene.world.mara });
    const { secrets } = await scene.lastMail('mailbox-proof');
    await merges(source.number, target.number);
    const proof = { token: tokenOf(secrets['link']!), code: secrets['code']! };
    const both = await Promise.all([0, 1, 2, 3].map(() => get(ProveMailbox).run(proof)));
    expect(both.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(await scene.world.events(target.ticketId)).toContain('evidence.recorded');
    expect(await scene.describeCase(target.ticketId)).toMatchObject({ level: 1, evidence: [expect.objectContaining({ kind: 'mailbox', thisTicket: true })] });
  });

  it('a proof for a closed ticket opens nothing; the code is still good when the ticket is opened again', async () => {
    const { number, ticketId } = await scene.asksAPerson();
    await get(StartMailboxProof).run({ ticketNumber: number, agent: scene.world.mara });
    const { secrets } = await scene.lastMail('mailbox-proof');
    await closes(number);
    const proof = { token: tokenOf(secrets['link']!), code: secrets['code']! };
    expect(await get(ProveMailbox).run(proof)).toMatchObject({ refusal: 'recovery.case-closed' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ evidence: [] });
    const { version } = await scene.world.ticket(number);
    await get(ChangeTicket).run({ ticketNumber: number, agent: scene.world.mara, patch: { state: 'open' }, version });
    expect(await get(ProveMailbox).run(proof)).toEqual({ allowed: true });
  });

  it('the status page of a merged ticket shows the one that is left, and takes the code of its call', async () => {
    const [source, target] = [await scene.asksAPerson(), await scene.asksAPerson()];
    await merges(source.number, target.number);
    const { phones } = (await scene.describeCase(target.ticketId)).account!;
    const started = await get(StartCallBack).run({ ticketNumber: target.number, agent: scene.world.mara, phoneId: phones[0]!.id });
    // The phone must have been on file for 30 days.
    expect(started).toMatchObject({ allowed: true });
    expect(await get(StatusOfTicket).run(source.statusToken)).toMatchObject({ ticketNumber: target.number, proofs: [{ kind: 'call-back', expiresAt: expect.any(Date) }] });
    expect(await get(RecordCallBackCode).run({ token: source.statusToken, code: started.allowed ? started.call.code : '' })).toMatchObject({ outcome: 'proved' });
  });

  it('but never somebody else\'s ticket: what was merged across requesters stays shut on the page', async () => {
    const source = await scene.asksAPerson();
    const target = await scene.world.writes(scene.anna.second, { recognition: { instant: { allowed: false, because: ['several-problems'] } } });
    expect(await get(MergeTickets).run({ ticketNumber: source.number, into: target.number, agent: scene.world.mara, acrossRequesters: true })).toMatchObject({ allowed: true });
    expect(await get(StatusOfTicket).run(source.statusToken)).toMatchObject({ ticketNumber: source.number, state: 'closed', asks: [] });
    expect(await get(AddDetails).run({ token: source.statusToken, typed: { username: 'x' } })).toMatchObject({ refusal: 'recovery.nothing-missing' });
  });
});

describe('two at once', () => {
  it('an action racing a merger is either done before it or refused after it, never lost between', async () => {
    const [source, target] = [await scene.asksAPerson(), await scene.asksAPerson()];
    const [act, merge] = await Promise.all([scene.does(source.number, 'send-recovery-link'), merges(source.number, target.number)]);
    expect(merge).toMatchObject({ allowed: true });
    const links = await scene.mails(scene.anna.address, 'recovery-link');
    expect(act.allowed ? 'done' : act.refusal).toBe(links.length === 1 ? 'done' : 'tickets.merged');
  });

  it('a double click is one action, even when the ticket was closed between the two', async () => {
    const { number } = await scene.asksAPerson();
    const idempotencyKey = randomUUID();
    const first = await scene.does(number, 'send-recovery-link', { idempotencyKey });
    await closes(number);
    expect(await scene.does(number, 'send-recovery-link', { idempotencyKey })).toEqual(first);
    expect(await scene.mails(scene.anna.address, 'recovery-link')).toHaveLength(1);
  });

  it('two agents who link different accounts: the case is about one of them, and nothing is done to the other', async () => {
    const other = await scene.world.person({ username: `other${scene.count}`, addresses: [{ address: `other${scene.count}@post.example` }] });
    const { number, caseId } = await scene.asksAPerson();
    await get(SearchCandidates).run({ ticketNumber: number, agent: scene.world.mara, query: { username: `other${scene.count}` } });
    const tom = scene.colleague({ roles: ['agent'] });
    await Promise.all([get(LinkAccount).run({ ticketNumber: number, agent: scene.world.mara, accountRef: other }), get(LinkAccount).run({ ticketNumber: number, agent: tom, accountRef: scene.anna.ref }), scene.does(number, 'send-recovery-link')]);
    const [linked] = await scene.world.rows<{ account_ref: string }>('select account_ref from recovery_case where id = ?', [caseId]);
    const acted = await scene.world.rows<{ account_ref: string }>(`select account_ref from recovery_action where case_id = ? and type = 'send-recovery-link'`, [caseId]);
    expect([scene.anna.ref, other]).toContain(linked!.account_ref);
    expect(acted.length).toBeLessThanOrEqual(1);
    for (const mail of [...(await scene.mails(scene.anna.address, 'recovery-link')), ...(await scene.mails(`other${scene.count}@post.example`, 'recovery-link'))]) expect(mail.variables['username']).toBe(acted[0]!.account_ref === other ? `other${scene.count}` : scene.anna.username);
  });
});
