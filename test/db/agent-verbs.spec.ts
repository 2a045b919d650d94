import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddAgent, ReadApiToken } from '#agents';
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

  it('add: says at once everything that is missing, and refuses a role that does not exist, whichever door it comes through', async () => {
    expect(await rekey('add', 'x@desk.example')).toMatchObject({ code: 1, err: expect.stringContaining('--name, --code, --role') });
    expect(await rekey('add', '--help')).toMatchObject({ out: expect.stringMatching(/choices:\s+"agent",\s+"verifier"/) });
    expect(await rekey('add', 'x@desk.example', '--name', 'X', '--code', 'x2', '--role', 'king')).toMatchObject({ code: 1, err: expect.stringMatching(/^refused: agents\.role-unknown \(king\)\n  There is no such role/) });
    expect(await rekey('add', 'x@desk.example', '--name', 'X', '--code', 'x2', '--role', 'agent', '--locale', 'fr')).toMatchObject({ code: 1, err: expect.stringMatching(/^refused: agents\.locale-unknown \(fr\)\n/) });
    expect(await world.get(AddAgent).run({ email: 'x@desk.example', displayName: 'X', code: 'x2', roles: ['king' as never], portals: [] })).toMatchObject({ refusal: 'agents.role-unknown', missing: ['king'] });
  });

  it('list: shows everybody, also a row with a role that was never checked', async () => {
    await world.rows(`update agent set roles = '["agent","king"]' where email = ?`, [ADA]);
    expect(await rekey('list')).toMatchObject({ code: 0, out: expect.stringMatching(/ada@desk\.example +Ada Lang +agent  school in part  not trained, no second factor\n/) });
    expect(JSON.parse((await rekey('list', '--json')).out)).toMatchObject([{ email: ADA, roles: ['agent'], disabledAt: null }]);
  });

  it('rights: replaces what was, and refuses a portal, a queue, a kind and a role that do not exist', async () => {
    expect(await rekey('rights', ADA, '--role', 'agent', '--role', 'approver', '--portal', 'school', '--queue', 'school:triage', '--reason', 'new tasks')).toMatchObject({ code: 0, out: expect.stringContaining('hold from now on') });
    const given = { roles: ['agent', 'approver'], portals: ['school'], limits: { school: { queues: ['triage'] } } };
    expect(await ada()).toMatchObject(given);
    for (const [unknown, ...words] of [['atlantis', '--portal', 'atlantis'], ['school:attic', '--queue', 'school:attic'], ['wizard', '--kind', 'school:wizard']] as const) {
      expect(await rekey('rights', ADA, '--role', 'agent', ...words, '--reason', 'x')).toMatchObject({ code: 1, err: expect.stringContaining(unknown.split(':').at(-1)!) });
    }
    expect(await rekey('rights', ADA, '--role', 'king', '--reason', 'x')).toMatchObject({ code: 1, err: expect.stringMatching(/^refused: agents\.role-unknown \(king\)\n/) });
    expect(await rekey('rights', ADA, '--role', 'agent', '--reason', ' ')).toMatchObject({ code: 1, err: expect.stringMatching(/^refused: agents\.reason-needed\n  Say why/) });
    expect(await rekey('rights', ADA, '--reason', 'nothing left')).toMatchObject({ code: 1 });
    expect(await rekey('rights', 'nobody@desk.example', '--role', 'agent', '--reason', 'x')).toMatchObject({ code: 1, err: expect.stringMatching(/^refused: agents\.unknown\n  Nobody/) });
    expect(await ada()).toMatchObject(given);
  });

  it('train, untrain, keys, enrolment-code, remove-key, reset-second-factor, disable', async () => {
    expect(await rekey('train', ADA)).toMatchObject({ code: 0, out: `${ADA} may act on accounts\n` });
    expect(await rekey('untrain', ADA)).toMatchObject({ code: 0, out: `${ADA} no longer acts on accounts\n` });
    expect(await rekey('keys', ADA)).toMatchObject({ code: 0, out: `${ADA} has no sign-in key\n` });
    const code = await rekey('enrolment-code', ADA, '--reason', 'works from home');
    expect(code).toMatchObject({ code: 0, out: expect.stringMatching(/signs in with password and (?:[A-Z2-9]{4}-){3}[A-Z2-9]{4} until \d{4}-/) });
    expect(JSON.stringify(await world.rows('select * from agent'))).not.toContain(/and (\S+) until/.exec(code.out)![1]!.replaceAll('-', ''));
    expect(await rekey('enrolment-code', ADA, '--reason', '')).toMatchObject({ code: 1, err: expect.stringMatching(/^refused: agents\.reason-needed\n  Say why/) });
    for (const id of ['not an id', '0190a000-0000-7000-8000-000000000000']) expect(await rekey('remove-key', ADA, id, '--reason', 'lost')).toMatchObject({ code: 1, err: expect.stringMatching(/^refused: agents\.key-unknown\n  The person has no/) });
    await world.rows('update agent set totp_confirmed_at = now() where email = ?', [ADA]);
    expect(await rekey('reset-second-factor', ADA)).toMatchObject({ code: 0 });
    expect(await world.rows(`select variables->>'event' as event, variables->>'by' as by from outbound_message where recipient = ? order by id`, [ADA])).toEqual(['enrolment-code-issued', 'enrolment-code-issued', 'second-factor-reset'].map((event) => ({ event, by: 'administrator' })));
    expect(await rekey('disable', ADA)).toMatchObject({ code: 0, out: `${ADA} is disabled\n` });
    expect((await ada()).disabled_at).not.toBeNull();
    expect(await rekey('keys', 'nobody@desk.example')).toMatchObject({ code: 1, err: expect.stringContaining('refused: agents.unknown') });
    expect(await rekey('enrolment-code', ADA, '--reason', 'again')).toMatchObject({ code: 1, err: expect.stringMatching(/^refused: agents\.unknown\n  Nobody/) });
    expect(await rekey('enable', ADA)).toMatchObject({ code: 0, out: `${ADA} may sign in again\n` });
    expect(await ada()).toMatchObject({ disabled_at: null, roles: ['agent', 'approver'] });
    await world.rows('update agent set disabled_at = now(), ended_at = now() where email = ?', [ADA]);
    expect(await rekey('enable', ADA)).toMatchObject({ code: 1, err: expect.stringContaining('agents.unknown') });
    await world.rows('update agent set disabled_at = null, ended_at = null where email = ?', [ADA]);
    const written = await world.rows<{ verb: string }>(`select distinct verb from audit_entry where verb like 'agent.%' and actor_kind = 'operator' order by verb`);
    expect(written.map(({ verb }) => verb)).toEqual(['agent.added', 'agent.disabled', 'agent.enabled', 'agent.enrolment-code-issued', 'agent.rights-changed', 'agent.second-factor-reset', 'agent.trained', 'agent.untrained']);
  });

  it('token issue, list, revoke: printed once, kept as a hash, ends by itself', async () => {
    const issued = JSON.parse((await rekey('token', 'issue', ADA, '--name', 'nightly report', '--days', '30', '--json')).out) as { id: string; token: string; expiresAt: string };
    expect(issued).toMatchObject({ email: ADA, name: 'nightly report', token: expect.stringMatching(/^rekey_/) });
    expect(await world.get(ReadApiToken).run(issued.token)).toMatchObject({ email: ADA, strength: 'token', tokenId: issued.id });
    expect(JSON.stringify([await world.rows('select * from api_token'), await world.rows('select * from audit_entry')])).not.toContain(issued.token);
    const listed = await rekey('token', 'list', ADA);
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining(`${issued.id}  nightly report  until ${issued.expiresAt}  last used `) });
    expect(listed.out).not.toContain(issued.token);
    await world.rows(`update api_token set expires_at = now() - interval '1 minute' where id = ?`, [issued.id]);
    expect(await world.get(ReadApiToken).run(issued.token)).toBeUndefined();

    const second = await rekey('token', 'issue', ADA, '--name', 'import');
    const [token, id] = [/^rekey_\S+/.exec(second.out)![0], /revoke \S+ (\S+)/.exec(second.out)![1]!];
    expect(await rekey('token', 'revoke', ADA, id)).toMatchObject({ code: 0, out: 'the token opens nothing any more\n' });
    expect(await world.get(ReadApiToken).run(token)).toBeUndefined();
    expect(JSON.parse((await rekey('token', 'list', ADA, '--json')).out)).toMatchObject([{ id, name: 'import', revokedAt: expect.any(String) }, { id: issued.id }]);
    for (const words of [['issue', 'nobody@desk.example', '--name', 'x'], ['list', 'nobody@desk.example'], ['revoke', 'nobody@desk.example', id]]) expect(await rekey('token', ...words)).toMatchObject({ code: 1, err: expect.stringContaining('refused: agents.unknown') });
    expect(await rekey('token', 'revoke', ADA, 'not an id')).toMatchObject({ code: 1, err: expect.stringContaining('agents.token-unknown') });
    expect(await rekey('token', 'issue', ADA, '--name', ' ')).toMatchObject({ code: 1, err: expect.stringContaining('agents.token-name-unfit') });
    expect(await rekey('token', 'issue', ADA, '--name', 'x', '--days', '0')).toMatchObject({ code: 1 });
    const verbs = await world.rows<{ verb: string }>(`select verb from audit_entry where verb like 'agent.token-%' order by at, sequence`);
    expect(verbs.map(({ verb }) => verb)).toEqual(['agent.token-issued', 'agent.token-issued', 'agent.token-revoked']);
  });
});
