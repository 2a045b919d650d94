import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { VerifyAudit } from '#audit';
import { Directories, type Directory } from '#directory';
import { MINUTE_MS } from '#kernel';
import { DescribeCase, ExpireGrants, ProveMailbox, RedeemRecoveryLink, RequestAction, RevealSecret, SettleStuckActions, StartMailboxProof, WatchDirectories, type ActionType } from '#recovery';
import { until } from '../../apps/ops/embedded/processes.js';
import { CuttingDoor, type DoorRule } from '../support/cutting-door.js';
import { directoryAt } from '../support/directories/directory-at.js';
import { startKeycloakOnDisk, type LastingKeycloak, type Realm } from '../support/directories/keycloak.js';
import { recoveryWorld, tokenOf, type RecoveryWorld, type SeenMail } from '../support/recovery-world.js';

const OLD = 'gelbe giraffen im herbst';
const NEW = 'Drei Birnen am Kai 7';
const OTHER = 'Vier Kraniche im Herbst';
const [WRITES, ENDS_SESSIONS] = [/PUT \S+\/reset-password /, /POST \S+\/logout /];

/** One for every portal. */
class OneDirectory extends Directories {
  constructor(private readonly directory: Directory) {
    super();
  }

  of(): Directory {
    return this.directory;
  }
}

describe('a Keycloak whose process ends in the middle, and comes up again', () => {
  let keycloak: LastingKeycloak;
  let realm: Realm;
  let door: CuttingDoor;
  let world: RecoveryWorld;
  let count = 0;
  let ada: { readonly username: string; readonly address: string; stillSignedIn(): Promise<boolean> };

  beforeAll(async () => {
    keycloak = await startKeycloakOnDisk();
    realm = await keycloak.makeRealm('back');
    await realm.letSeeManagement();
    door = await CuttingDoor.open(Number(new URL(keycloak.url).port));
    world = await recoveryWorld({ at: new Date(), directories: (database) => new OneDirectory(directoryAt(`http://127.0.0.1:${door.port}`, realm, { database }, { timeoutSeconds: 30 })) });
  });
  afterAll(async () => {
    await world?.close();
    await door?.close();
    await keycloak?.stop();
  });
  beforeEach(async () => {
    const username = `ada${(count += 1)}`;
    const address = `${username}@post.example`;
    await realm.admin('POST', '/users', { username, email: address, firstName: 'Ada', lastName: 'Feld', enabled: true, emailVerified: true, credentials: [{ type: 'password', value: OLD, temporary: false }] });
    const { body } = await realm.signIn(username, OLD);
    ada = { username, address, stillSignedIn: () => realm.stillStands(String(body?.['access_token'])) };
    // Passwords over there are as old as they are.
    world.clock.moveBy(Date.now() - world.clock.now().getTime());
    Object.assign(world.mara, { provedAt: world.clock.now() });
  });
  afterEach(async () => {
    door.rule = {};
    expect(await world.get(VerifyAudit).run()).toMatchObject({ ok: true });
  });

  const mails = async (kind: SeenMail['kind']) => (await world.mailsTo(ada.address)).filter((mail) => mail.kind === kind);
  const secretsOf = async (kind: SeenMail['kind']) => {
    const { secrets } = (await mails(kind)).at(-1)!;
    return { token: tokenOf(secrets['link']!), code: secrets['code']! };
  };
  const opens = async (password: string) => {
    const { status, body } = await realm.signIn(ada.username, password);
    return status === 200 ? 'in' : body?.['error_description'] === 'Account is not fully set up' ? 'must-change' : 'out';
  };
  const acts = (number: string, type: ActionType, idempotencyKey: string = randomUUID()) => world.get(RequestAction).run({ ticketNumber: number, agent: world.mara, type, idempotencyKey });
  const alarms = async () => (await world.rows<{ kind: string }>(`select kind from alarm where cleared_at is null and portal_key = 'school'`)).map(({ kind }) => kind);
  const soon = () => new Date(world.clock.now().getTime() + 2 * MINUTE_MS);
  const asksAPerson = async () => {
    const ticket = await world.writes(ada.address, { recognition: { instant: { allowed: false, because: ['several-problems'] } } });
    expect(await world.get(StartMailboxProof).run({ ticketNumber: ticket.number, agent: world.mara })).toMatchObject({ allowed: true });
    expect(await world.get(ProveMailbox).run(await secretsOf('mailbox-proof'))).toEqual({ allowed: true });
    return ticket;
  };
  const ends = () => keycloak.kill();

  it.each<[string, DoorRule]>([
    ['before a temporary password was written', { atQuestion: { fits: WRITES, then: ends } }],
    ['when it was written, before anybody heard so', { atAnswer: { fits: WRITES, then: ends } }],
  ])('%s: the agent hears that it waits, and afterwards there is one, which nobody at the desk has seen', async (_name, rule) => {
    const { number, ticketId } = await asksAPerson();
    door.rule = rule;
    expect(await acts(number, 'issue-temporary-password', 'click')).toMatchObject({ allowed: true, state: 'approved' });
    await expect(acts(number, 'unlock')).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
    expect(await world.get(SettleStuckActions).run(soon())).toBe(0);
    expect(await world.get(WatchDirectories).run()).toBeGreaterThan(0);
    expect([await alarms(), await mails('temporary-password'), await mails('notice')]).toEqual([['directory-unreachable'], [], []]);

    await keycloak.start();
    expect(await world.get(WatchDirectories).run()).toBe(0);
    const later = new Date(soon().getTime() + 2 * MINUTE_MS);
    const [one, other] = await Promise.all([world.get(SettleStuckActions).run(later), world.get(SettleStuckActions).run(later)]);
    expect([one + other, await alarms()]).toEqual([1, []]);
    expect(await acts(number, 'issue-temporary-password', 'click')).toMatchObject({ allowed: true, state: 'done' });
    expect([await mails('temporary-password'), await mails('notice')]).toMatchObject([[{}], [{ variables: { event: 'temporary-password-issued' } }]]);
    const revealed = await world.get(RevealSecret).run(await secretsOf('temporary-password'));
    if (!revealed.allowed) throw new Error(revealed.refusal);
    expect([await opens(revealed.secret.reveal()), await opens(OLD), await ada.stillSignedIn()]).toEqual(['must-change', 'out', false]);
    expect((await world.get(DescribeCase).run(ticketId, world.mara))!.actionHistory).toMatchObject([{ type: 'issue-temporary-password', state: 'done' }]);
  });

  it.each<[string, DoorRule, boolean]>([
    ['before a password of one\u2019s own was written', { atQuestion: { fits: WRITES, then: ends } }, false],
    ['when it was written, before anybody heard so', { atAnswer: { fits: WRITES, then: ends } }, true],
    ['when it was written, before the sessions ended', { atQuestion: { fits: ENDS_SESSIONS, then: ends } }, true],
  ])('%s: the page says so, and afterwards the link is used up or as good as before', async (_name, rule, isSet) => {
    const { ticketId } = await world.writes(ada.address);
    const { token } = await secretsOf('recovery-link');
    const redeems = (password: string) => world.get(RedeemRecoveryLink).run({ token, password, repeat: password });
    door.rule = rule;
    await expect(redeems(NEW)).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
    expect(await redeems(OTHER)).toMatchObject({ refusal: 'recovery.link-busy' });
    await world.get(ExpireGrants).run(soon());
    expect(await mails('notice')).toEqual([]);

    await keycloak.start();
    await Promise.all([world.get(ExpireGrants).run(soon()), world.get(ExpireGrants).run(soon())]);
    expect((await world.get(DescribeCase).run(ticketId, world.mara))!.state).toBe(isSet ? 'done' : 'executing');
    expect((await mails('notice')).map(({ variables }) => variables['event'])).toEqual(isSet ? ['password-set'] : []);
    expect([await opens(NEW), await opens(OLD), await ada.stillSignedIn()]).toEqual(isSet ? ['in', 'out', false] : ['out', 'in', true]);
    expect(await redeems(OTHER)).toMatchObject(isSet ? { refusal: 'recovery.link-used' } : { allowed: true });
    expect([await opens(isSet ? NEW : OTHER), await mails('notice')]).toMatchObject(['in', [{}]]);
  });

  it('when a new password was written and its lock is still on: it comes off', async () => {
    await world.writes(ada.address);
    const { token } = await secretsOf('recovery-link');
    const [user] = (await realm.admin('GET', `/users?exact=true&username=${ada.username}`)).body as unknown as { id: string }[];
    const isLocked = async () => (await realm.admin('GET', `/attack-detection/brute-force/users/${user!.id}`)).body?.['disabled'] === true;
    expect(await until(async () => (await realm.signIn(ada.username, 'not the password')) && (await isLocked()), 30_000, 100)).toBe(true);
    door.rule = { cutAtCommand: /DELETE \S+\/brute-force\// };
    await expect(world.get(RedeemRecoveryLink).run({ token, password: NEW, repeat: NEW })).rejects.toMatchObject({ code: 'directory.unreachable' });
    expect(await isLocked()).toBe(true);
    await world.get(ExpireGrants).run(soon());
    expect([await isLocked(), await opens(NEW), await ada.stillSignedIn(), await mails('notice')]).toMatchObject([false, 'in', false, [{ variables: { event: 'password-set' } }]]);
  });

  it('and one that only hangs, and does later what it was asked before, leaves the last password', async () => {
    const { number } = await asksAPerson();
    door.rule = { atQuestion: { fits: WRITES, then: () => keycloak.hang() } };
    expect(await acts(number, 'issue-temporary-password', 'click')).toMatchObject({ allowed: true, state: 'approved' });
    keycloak.goOn();
    expect(await world.get(SettleStuckActions).run(soon())).toBe(1);
    const revealed = await world.get(RevealSecret).run(await secretsOf('temporary-password'));
    if (!revealed.allowed) throw new Error(revealed.refusal);
    expect([await opens(revealed.secret.reveal()), await opens(OLD), await mails('temporary-password')]).toMatchObject(['must-change', 'out', [{}]]);
  });
});
