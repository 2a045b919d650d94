import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '#kernel';
import { ImportPortal, Mailboxes, shippedProfiles } from '#portals';
import { agent } from '../../apps/ops/verbs/agent.js';
import { MailroomHouse } from '../support/mailroom-house.js';
import { runVerb, type VerbAnswer } from '../support/run-verb.js';

const ADA = 'ada@desk.example';

/** People at the desk by the command line: what each verb does, says, and answers when it cannot. */
describe('rekey agent', () => {
  let world: MailroomHouse;
  beforeAll(async () => {
    world = await MailroomHouse.open();
    await world.get(ImportPortal).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
    await world.get(Mailboxes).save({ portalKey: 'school', address: 'support@school.example', displayName: 'Support', imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x') });
  });
  afterAll(() => world?.close());

  const rekey = (...words: string[]): Promise<VerbAnswer> => runVerb(agent, ['agent', ...words], world.environment);
  const ada = async () => (await world.rows<{ roles: string[]; portals: string[]; limits: object; trained_at: Date | null; disabled_at: Date | null }>('select * from agent where email = ?', [ADA]))[0]!;

  it('add: prints the password once; who is not allowed outside the house gets a code for a sign-in key', async () => {
    const added = await rekey('add', ADA, '--name', 'Ada Lang', '--code', 'al', '--role', 'agent', '--portal', 'school', '--kind', 'school:pupil', '--untrained');
    expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/ada@desk\.example can sign in with: \S{12,}/) });
    const password = /sign in with: (\S+)/.exec(added.out)![1]!;
    expect(JSON.stringify(await world.rows('select * from agent'))).not.toContain(password);
    expect(JSON.stringify(await world.rows('select * from audit_entry'))).not.toContain(password);
    expect(await ada()).toMatchObject({ roles: ['agent'], portals: ['school'], limits: { school: { kinds: ['pupil'] } } });
    expect(await rekey('add', ADA, '--name', 'Ada Lang', '--code', 'ax', '--role', 'agent')).toMatchObject({ code: 1, err: expect.stringContaining('refused: agents.') });
  });

  it('rights: replaces what was, and refuses a portal, a queue, a kind and a role that do not exist', async () => {
    expect(await rekey('rights', ADA, '--role', 'agent', '--role', 'approver', '--portal', 'school', '--queue', 'school:triage', '--reason', 'new tasks')).toMatchObject({ code: 0, out: expect.stringContaining('hold from now on') });
    const given = { roles: ['agent', 'approver'], portals: ['school'], limits: { school: { queues: ['triage'] } } };
    expect(await ada()).toMatchObject(given);
    for (const [unknown, ...words] of [['atlantis', '--portal', 'atlantis'], ['school:attic', '--queue', 'school:attic'], ['wizard', '--kind', 'school:wizard']] as const) {
      expect(await rekey('rights', ADA, '--role', 'agent', ...words, '--reason', 'x')).toMatchObject({ code: 1, err: expect.stringContaining(unknown.split(':').at(-1)!) });
    }
    expect(await rekey('rights', ADA, '--role', 'agent', '--reason', ' ')).toMatchObject({ code: 1, err: 'refused: agents.reason-needed\n' });
    expect(await rekey('rights', ADA, '--reason', 'nothing left')).toMatchObject({ code: 1 });
    expect(await rekey('rights', 'nobody@desk.example', '--role', 'agent', '--reason', 'x')).toMatchObject({ code: 1, err: 'refused: agents.unknown\n' });
    expect(await ada()).toMatchObject(given);
  });

  it('train, untrain, keys, enrolment-code, remove-key, reset-second-factor, disable', async () => {
    expect(await rekey('train', ADA)).toMatchObject({ code: 0, out: `${ADA} may act on accounts\n` });
    expect(await rekey('untrain', ADA)).toMatchObject({ code: 0, out: `${ADA} no longer acts on accounts\n` });
    expect(await rekey('keys', ADA)).toMatchObject({ code: 0, out: `${ADA} has no sign-in key\n` });
    const code = await rekey('enrolment-code', ADA, '--reason', 'works from home');
    expect(code).toMatchObject({ code: 0, out: expect.stringMatching(/signs in with password and (?:[A-Z2-9]{4}-){3}[A-Z2-9]{4} until \d{4}-/) });
    expect(JSON.stringify(await world.rows('select * from agent'))).not.toContain(/and (\S+) until/.exec(code.out)![1]!.replaceAll('-', ''));
    expect(await rekey('enrolment-code', ADA, '--reason', '')).toMatchObject({ code: 1, err: 'refused: agents.reason-needed\n' });
    for (const id of ['not an id', '0190a000-0000-7000-8000-000000000000']) expect(await rekey('remove-key', ADA, id, '--reason', 'lost')).toMatchObject({ code: 1, err: 'refused: agents.key-unknown\n' });
    await world.rows('update agent set totp_confirmed_at = now() where email = ?', [ADA]);
    expect(await rekey('reset-second-factor', ADA)).toMatchObject({ code: 0 });
    expect(await world.rows(`select variables->>'event' as event, variables->>'by' as by from outbound_message where recipient = ? order by id`, [ADA])).toEqual(['enrolment-code-issued', 'enrolment-code-issued', 'second-factor-reset'].map((event) => ({ event, by: 'administrator' })));
    expect(await rekey('disable', ADA)).toMatchObject({ code: 0, out: `${ADA} is disabled\n` });
    expect((await ada()).disabled_at).not.toBeNull();
    expect(await rekey('enrolment-code', ADA, '--reason', 'again')).toMatchObject({ code: 1, err: 'refused: agents.unknown\n' });
    const written = await world.rows<{ verb: string }>(`select distinct verb from audit_entry where verb like 'agent.%' and actor_kind = 'operator' order by verb`);
    expect(written.map(({ verb }) => verb)).toEqual(['agent.added', 'agent.disabled', 'agent.enrolment-code-issued', 'agent.rights-changed', 'agent.second-factor-reset', 'agent.trained', 'agent.untrained']);
  });
});
