import { describe, expect, it } from '@jest/globals';
import { AddDetails, LinkAccount, StatusOfTicket, TickStep } from '#recovery';
import { Scene } from '../support/recovery-scene.js';

const scene = new Scene();
const { stringContaining } = expect;

describe('the playbook of a case', () => {
  it('asks on the status page for what is missing, finds the account by it, and says whose turn it is', async () => {
    const stranger = `neu${scene.count}@anderswo.example`;
    const { number, ticketId, statusToken } = await scene.world.writes(stranger, { caseType: 'lost-email-access' });
    const status = await scene.world.get(StatusOfTicket).run(statusToken);
    // The mail came from the new address: that is not asked again.
    expect(status?.asks).toEqual([['username', 'registeredEmail']]);
    const before = (await scene.describeCase(ticketId)).checklist;
    expect(before).toMatchObject({ missing: ['username|registeredEmail'], proposed: null });
    expect(before.steps.find(({ key }) => key === 'link-account')?.state).toBe('open');

    // Opened again by hand, so it waits since its newest message: whoever adds to it keeps that place.
    const place = async () => (await scene.world.database.transaction((tx) => tx.execute<{ since: string | null }[]>('select coalesce(owed_since, last_message_at)::text as since from ticket where id = ?', [ticketId])))[0]!.since;
    await scene.world.database.transaction((tx) => tx.execute(`update ticket set state = 'open', owed_since = null, last_message_at = last_message_at - interval '1 day' where id = ?`, [ticketId]));
    const kept = await place();
    const wrong = await scene.world.get(AddDetails).run({ token: statusToken, typed: { registeredEmail: 'keine Adresse' } });
    expect(wrong).toMatchObject({ allowed: true, problems: [{ field: 'registeredEmail' }] });
    expect(await scene.world.get(AddDetails).run({ token: statusToken, typed: { username: scene.anna.username, organisation: 'nicht gefragt' } })).toEqual({ allowed: true, problems: [], stillMissing: [] });
    expect(await place()).toBe(kept);
    expect(await scene.world.get(AddDetails).run({ token: statusToken, typed: { username: 'x' } })).toMatchObject({ refusal: 'recovery.nothing-missing' });

    const after = await scene.describeCase(ticketId);
    expect(after.claimed).toEqual({ username: scene.anna.username });
    expect(after.candidates.map(({ accountRef }) => accountRef)).toEqual([scene.anna.ref]);
    expect(after.account).toBeNull();
    expect((await scene.world.get(StatusOfTicket).run(statusToken))?.asks).toEqual([]);
    await scene.world.get(LinkAccount).run({ ticketNumber: number, agent: scene.world.mara, accountRef: scene.anna.ref });
    const { steps } = (await scene.describeCase(ticketId)).checklist;
    expect(steps.filter(({ state }) => state === 'done').map(({ key }) => key)).toEqual(expect.arrayContaining(['ask:username|registeredEmail', 'ask:newEmail', 'link-account']));
    expect(steps.find(({ key }) => key === 'prove')?.state).toBe('open');
  });

  it('says the same to everybody, whether there is an account or not (R24)', async () => {
    const known = await scene.world.writes(scene.anna.address, { caseType: 'lost-email-access', authenticity: 'none' });
    const unknown = await scene.world.writes(`niemand${scene.count}@post.example`, { caseType: 'lost-email-access', authenticity: 'none' });
    const [one, other] = await Promise.all([known, unknown].map(({ statusToken }) => scene.world.get(StatusOfTicket).run(statusToken)));
    expect(one?.asks).toEqual(other?.asks);
    expect(one?.answer).toEqual(other?.answer);
    const answers = await Promise.all([known, unknown].map(({ statusToken }) => scene.world.get(AddDetails).run({ token: statusToken, typed: { username: scene.anna.username } })));
    expect(answers[0]).toEqual(answers[1]);
  });

  it('takes each detail once: what is known cannot be overwritten from the page', async () => {
    const { ticketId, statusToken } = await scene.world.writes(`viel${scene.count}@anderswo.example`, { caseType: 'forgot-identity' });
    const add = (organisation: string) => scene.world.get(AddDetails).run({ token: statusToken, typed: { organisation } });
    expect(await Promise.all([add('Schule 1'), add('Schule 1')])).toEqual([{ allowed: true, problems: [], stillMissing: ['fullName'] }, { allowed: true, problems: [], stillMissing: ['fullName'] }]);
    expect(await add('Schule 2')).toEqual({ allowed: true, problems: [], stillMissing: ['fullName'] });
    expect((await scene.describeCase(ticketId)).claimed).toEqual({ organisation: 'Schule 1' });
  });

  it('keeps what a person ticked off, once, and takes it back', async () => {
    const { number, ticketId } = await scene.world.writes(`firma${scene.count}@anderswo.example`, { caseType: 'registration-not-accepted' });
    const tick = (key: string, done: boolean) => scene.world.get(TickStep).run({ ticketNumber: number, agent: scene.world.mara, key, done });
    const stateOf = async () => (await scene.describeCase(ticketId)).checklist.steps.find(({ key }) => key === 'manual:check-entitlement');
    expect(await stateOf()).toMatchObject({ state: 'open', text: { de: stringContaining('Berechtigung') } });
    expect(await Promise.all([tick('manual:check-entitlement', true), tick('manual:check-entitlement', true)])).toEqual([{ allowed: true }, { allowed: true }]);
    expect(await stateOf()).toMatchObject({ state: 'done' });
    expect((await scene.world.events(ticketId)).filter((verb) => verb === 'step.ticked')).toHaveLength(1);
    await tick('manual:check-entitlement', false);
    expect(await stateOf()).toMatchObject({ state: 'open' });
    expect(await tick('manual:something-else', true)).toMatchObject({ refusal: 'recovery.no-such-step' });
    expect(await tick('act', true)).toMatchObject({ refusal: 'recovery.no-such-step' });
  });

  it('proposes the first action that is unlocked, and none once it helped', async () => {
    const { number, ticketId } = await scene.asksAPerson();
    expect((await scene.describeCase(ticketId)).checklist.proposed).toBe('send-recovery-link');
    await scene.acts(number, 'send-recovery-link');
    const { checklist } = await scene.describeCase(ticketId);
    expect(checklist.proposed).toBeNull();
    expect(checklist.steps.find(({ key }) => key === 'act')?.state).toBe('done');
    expect(checklist.answer).toContain('Passwort vergessen?');
  });
});
