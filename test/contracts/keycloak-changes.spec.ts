import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeycloakDirectory } from '#directory';
import { Secret } from '#kernel';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { directoryAt } from '../support/directories/directory-at.js';

describe('a Keycloak that answers a change as it should not', () => {
  const ref = randomUUID();
  const user = { id: ref, username: 'ada', enabled: true, emailVerified: true, requiredActions: ['CONFIGURE_TOTP'], attributes: {} };
  let server: Server;
  let fresh: FreshDatabase;
  let directory: KeycloakDirectory;
  /** What a call gets that is not as usual: status and body; null: no answer in time. By method and path. */
  let answers: Record<string, readonly [status: number, body: string] | null>;
  let changes: string[];
  /** What was sent along with them. */
  let bodies: [what: string, body: unknown][];
  let locked: boolean;
  /** When the realm last counted a failed sign-in. */
  let countedAt: number;
  /** How often somebody tried to sign in as the person. */
  let grants: number;
  /** What the realm says to the next of these, in turn; when they are used up, everything opens. */
  let saidToGrants: (() => readonly [status: number, body: string])[];
  beforeEach(() => {
    [answers, changes, bodies, grants, locked, countedAt, saidToGrants] = [{}, [], [], 0, false, 0, []];
    Object.assign(user, { enabled: true, attributes: {}, requiredActions: ['CONFIGURE_TOTP'] });
  });
  const NOT_THERE = [404, '{"error":"User not found"}'] as const;
  const PAGE = '<html>back soon</html>';
  const given = (path: string): unknown => (path.endsWith('/token') ? { access_token: 't', expires_in: 300 } : path.includes('brute-force') ? { disabled: locked, lastFailure: countedAt } : path.endsWith(`/users/${ref}`) ? user : path.endsWith('/role-mappings') ? {} : []);
  beforeAll(async () => {
    fresh = await freshDatabase();
    server = createServer((request, response) => {
      const path = new URL(request.url!, 'http://here').pathname;
      const isChange = request.method !== 'GET' && !path.endsWith('/token');
      const what = `${request.method} ${path.replace('/admin/realms/r', '').replace(ref, 'ada')}`;
      if (isChange) changes.push(what);
      const own = answers[what];
      let sent = '';
      request.on('data', (piece) => (sent += piece)).on('end', () => {
        if (isChange && sent !== '') bodies.push([what, JSON.parse(sent)]);
        // What it took it shows: an account that was shut and shows as open was opened by somebody else.
        if (what === 'PUT /users/ada' && own === undefined && typeof JSON.parse(sent).enabled === 'boolean') Object.assign(user, { enabled: JSON.parse(sent).enabled });
        const isGrant = path.endsWith('/token') && sent.includes('grant_type=password');
        if (isGrant) grants += 1;
        if (own === null) return;
        const [status, body] = (isGrant ? saidToGrants.shift()?.() : undefined) ?? own ?? (isChange ? [204, ''] : [200, JSON.stringify(given(path))]);
        response.writeHead(status, { 'content-type': body.startsWith('<') ? 'text/html' : 'application/json' }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    directory = directoryAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { name: 'r', secret: 's' }, fresh, { timeoutSeconds: 1 });
  });
  afterAll(async () => {
    server?.closeAllConnections();
    server?.close();
    await fresh?.close();
  });
  const acts = {
    'a new password': (operation: string) => directory.setPassword(ref, new Secret('neue giraffen im frost'), operation),
    'a change that is due': (operation: string) => directory.requirePasswordChange(ref, operation),
  } as const;

  it.each([
    ['says that the account is gone', 'a new password', 'PUT /users/ada/reset-password', NOT_THERE, 'directory.refused'],
    ['says that the account is gone', 'a change that is due', 'PUT /users/ada', NOT_THERE, 'directory.refused'],
    ['says at the very end that the account is gone', 'a new password', 'POST /users/ada/logout', NOT_THERE, 'directory.refused'],
    ['shows the page of a proxy (200)', 'a new password', 'PUT /users/ada/reset-password', [200, PAGE], 'directory.unreachable'],
    ['shows the page of a proxy (404)', 'a new password', 'PUT /users/ada/reset-password', [404, PAGE], 'directory.unreachable'],
    ['shows the page of a proxy at the end (200)', 'a new password', 'POST /users/ada/logout', [200, PAGE], 'directory.unreachable'],
    ['shows the page of a proxy to a question (404)', 'a new password', 'GET /users/ada', [404, PAGE], 'directory.unreachable'],
    ['says nothing in time', 'a new password', 'PUT /users/ada/reset-password', null, 'directory.unreachable'],
    ['says nothing in time at the end', 'a change that is due', 'POST /users/ada/logout', null, 'directory.unreachable'],
  ] as const)('%s: %s, %s is not done, and the same operation does all of it', async (_name, kind, at, answer, code) => {
    const operation = randomUUID();
    [answers, changes] = [{ [at]: answer }, []];
    await expect(acts[kind](operation)).rejects.toMatchObject({ code });
    expect(await directory.happened(operation)).toBe(false);
    [answers, changes] = [{}, []];
    await acts[kind](operation);
    expect(await directory.happened(operation)).toBe(true);
    expect(changes).toEqual(kind === 'a new password' ? ['PUT /users/ada/reset-password', 'DELETE /attack-detection/brute-force/users/ada', 'POST /users/ada/logout'] : ['PUT /users/ada', 'POST /users/ada/logout']);
  });

  it.each([
    ['invalidPasswordMinLengthMessage', 'policy'], ['invalidPasswordGenericMessage', 'policy'], ['invalidPasswordHistoryMessage', 'reused'],
  ])('and says that its policy does not take the new password (%s): another one may be taken', async (error, why) => {
    answers = { 'PUT /users/ada/reset-password': [400, JSON.stringify({ error, error_description: 'Invalid password: in words.' })] };
    await expect(acts['a new password'](randomUUID())).rejects.toMatchObject({ code: 'directory.password-refused', retry: 'never', why });
    expect(changes).toEqual(['PUT /users/ada/reset-password']);
  });

  describe('without its admin console', () => {
    const [NO_CONSOLE, ALL] = [['PAR', 'ADMIN_V2'], ['PAR', 'CLIENT_ADMIN_API_V2']].map((disabledFeatures) => [200, JSON.stringify({ profileInfo: { disabledFeatures } })] as const);
    const SAYS_NOTHING = [500, '{"error":"unknown_error","error_description":"For more on this error consult the server log."}'] as const;
    it.each([
      ['has no words for what its policy refuses: said twice, it is a no to this password', { 'GET /admin/serverinfo': NO_CONSOLE!, 'PUT /users/ada/reset-password': SAYS_NOTHING }, 'directory.password-refused', 2],
      ['and what stands in front of it fails: that is no word about the password', { 'GET /admin/serverinfo': NO_CONSOLE!, 'PUT /users/ada/reset-password': [500, PAGE] as const }, 'directory.unreachable', 1],
      ['is something else than with it, where a fault is a fault', { 'GET /admin/serverinfo': ALL!, 'PUT /users/ada/reset-password': SAYS_NOTHING }, 'directory.unreachable', 1],
    ])('%s', async (_name, given, code, written) => {
      answers = given;
      await expect(acts['a new password'](randomUUID())).rejects.toMatchObject({ code });
      expect(changes).toEqual(Array(written).fill('PUT /users/ada/reset-password'));
    });
  });

  const takesMustChange = (): KeycloakDirectory => {
    Object.assign(user, { requiredActions: ['UPDATE_PASSWORD'] });
    return directory;
  };

  it('is not asked to try a password of an account that its brake has locked, and the brake stays on', async () => {
    locked = true;
    expect(await directory.objectionsTo(ref, new Secret('what it is'))).toEqual([]);
    expect({ grants, changes }).toEqual({ grants: 0, changes: [] });
    locked = false;
    expect(await directory.objectionsTo(ref, new Secret('what it is'))).toEqual(['reused']);
    expect({ grants, changes }).toEqual({ grants: 1, changes: [] });
  });

  it.each<[string, number, string]>([
    ['has a fault', 500, '{"error":"unknown_error"}'],
    ['is away', 503, PAGE],
    ['has too much to do', 429, '{}'],
    ['has a fault of which it makes little', 400, '{"error":"unknown_error"}'],
    ['no longer takes our secret', 401, '{"error":"unauthorized_client","error_description":"Invalid client or Invalid client credentials"}'],
    ['does not answer itself, but a page in front of it (200)', 200, PAGE],
    ['does not answer itself, but a page in front of it (403)', 403, PAGE],
    ['has its realm switched off', 403, '{"error":"access_denied","error_description":"Realm not enabled"}'],
  ])('and %s when it is asked for the password of now: that is no word about the password', async (_name, ...said) => {
    saidToGrants = [() => said];
    await expect(directory.objectionsTo(ref, new Secret('what it is'))).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
    expect({ grants, changes }).toEqual({ grants: 1, changes: [] });
  });

  it('and lets our client ask for no password: then nobody can tell', async () => {
    saidToGrants = [() => [400, '{"error":"unauthorized_client","error_description":"Client not allowed for direct access grants"}']];
    expect(await directory.objectionsTo(ref, new Secret('what it is'))).toEqual([]);
  });

  const WRONG = (): readonly [number, string] => [401, '{"error":"invalid_grant","error_description":"Invalid user credentials"}'];
  const COUNTED = (): readonly [number, string] => ((countedAt += 1), WRONG());
  const BRAKES = { 'GET ': [200, '{"realm":"r","bruteForceProtected":true}'] } as const;

  it('and refuses the password of now while another sign-in of the account is under way: it is asked again, and only what it counts is a no', async () => {
    [answers, saidToGrants] = [BRAKES, [WRONG]];
    expect([await directory.objectionsTo(ref, new Secret('what it is')), grants, changes]).toEqual([['reused'], 2, []]);
    saidToGrants = [COUNTED, COUNTED];
    expect([await directory.objectionsTo(ref, new Secret('another')), grants, changes]).toEqual([[], 4, Array(2).fill('DELETE /attack-detection/brute-force/users/ada')]);
  });

  describe('somebody vouches with password and code', () => {
    const OPENS = (): readonly [number, string] => [200, '{"access_token":"t","expires_in":300}'];
    const BRAKED = (): readonly [number, string] => ((locked = true), WRONG());
    const OTP = [200, '[{"id":"c1","type":"otp"}]'] as const;
    const vouches = (): Promise<boolean> => directory.verifySignIn(ref, { password: new Secret('ihr Kennwort'), code: new Secret('123456') });

    it.each([
      ['counts when both open the account and the password alone does not', OTP, [OPENS, WRONG], true, 2],
      ['counts for nothing when the password alone opens it', OTP, [OPENS, OPENS], false, 2],
      ['counts for nothing when the brake of the realm comes on between the two questions: then it says "wrong" to everything', OTP, [OPENS, BRAKED], false, 2],
      ['counts for nothing without an authenticator, and is not even tried', [200, '[{"id":"c2","type":"password"}]'] as const, [OPENS, WRONG], false, 0],
      ['counts for nothing when they do not open it', OTP, [WRONG], false, 1],
    ] as const)('%s', async (_name, credentials, said, counts, asked) => {
      [answers, saidToGrants] = [{ 'GET /users/ada/credentials': credentials }, [...said]];
      expect([await vouches(), grants]).toEqual([counts, asked]);
    });

    it.each([
      ['counts when the realm counted twice that the password alone was refused', [OPENS, COUNTED, COUNTED], true, 3],
      ['counts for nothing when what the realm counted was somebody else\u2019s, and the password alone opens the account', [OPENS, COUNTED, OPENS], false, 3],
      ['counts for nothing when the password alone was refused only because another sign-in was under way', [OPENS, WRONG, OPENS], false, 3],
      ['counts when both were refused at first because another sign-in was under way', [WRONG, OPENS, WRONG, COUNTED, COUNTED], true, 5],
    ] as const)('and %s', async (_name, said, counts, asked) => {
      [answers, saidToGrants] = [{ ...BRAKES, 'GET /users/ada/credentials': OTP }, [...said]];
      expect([await vouches(), grants]).toEqual([counts, asked]);
    });

    it('counts for nothing, and is not even tried, while the brake is on', async () => {
      [answers, locked, saidToGrants] = [{ 'GET /users/ada/credentials': OTP }, true, [OPENS, WRONG]];
      expect([await vouches(), grants]).toEqual([false, 0]);
    });
  });

  it('is not told to let somebody in whose registration waits by the time that a freeze ends', async () => {
    await directory.freeze(ref, randomUUID());
    await directory.unfreeze(ref, randomUUID());
    await directory.freeze(ref, randomUUID());
    Object.assign(user, { attributes: { registration: ['approval'] } });
    await directory.unfreeze(ref, randomUUID());
    expect(bodies.map(([, body]) => body)).toEqual([{ enabled: false }, { enabled: true }, { enabled: false }, { enabled: false }]);
  });

  it('takes a temporary password without the duty to change it: then nobody knows the password', async () => {
    await expect(directory.setTemporaryPassword(ref, new Secret('Anker-Birke-7'), new Date(Date.now() + 60_000), randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
    expect(bodies).toMatchObject([['PUT /users/ada/reset-password', { value: 'Anker-Birke-7', temporary: true }], ['PUT /users/ada/reset-password', { value: expect.not.stringContaining('Anker'), temporary: true }]]);
  });

  it.each([
    ['a password of one\u2019s own', (of) => directory.setPassword(ref, new Secret('neue giraffen im frost'), of), [['PUT /users/ada/reset-password', { type: 'password', value: 'neue giraffen im frost', temporary: false }]]],
    ['a temporary one', (of) => takesMustChange().setTemporaryPassword(ref, new Secret('Anker-Birke-7'), new Date(Date.now() + 60_000), of), [['PUT /users/ada/reset-password', { type: 'password', value: 'Anker-Birke-7', temporary: true }]]],
    ['a change that is due', acts['a change that is due'], [['PUT /users/ada', { requiredActions: ['CONFIGURE_TOTP', 'UPDATE_PASSWORD'] }]]],
    ['another user name', (of) => directory.changeUsername(ref, 'countess', of), [['PUT /users/ada', { username: 'countess' }]]],
    ['another name', (of) => directory.updateProfile(ref, { familyName: 'King' }, of), [['PUT /users/ada', { lastName: 'King' }]]],
    ['the end of sessions', (of) => directory.endSessions(ref, of), []],
    ['an account unlocked', (of) => directory.unlock(ref, of), []],
  ] as readonly (readonly [string, (operation: string) => Promise<unknown>, readonly unknown[]])[])('is asked for %s, and for nothing else', async (_name, act, expected) => {
    await act(randomUUID());
    expect(bodies).toEqual(expected);
  });

  it('is not believed when it finds whom nobody asked for: databases there are that take \u00fc for u', async () => {
    const found = async (username: string) => {
      answers = { 'GET /users': [200, JSON.stringify([{ ...user, username }])] };
      return (await directory.find({ username: 'muller' })).map(({ ref: one }) => one);
    };
    expect([await found('m\u00fcller'), await found('Muller')]).toEqual([[], [ref]]);
  });

  it('is told that an account is confirmed by the one action taken away, and that a change is due once', async () => {
    Object.assign(user, { requiredActions: ['CONFIGURE_TOTP', 'VERIFY_EMAIL', 'UPDATE_PASSWORD'] });
    await directory.activate(ref, randomUUID());
    await directory.requirePasswordChange(ref, randomUUID());
    expect(bodies).toEqual([['PUT /users/ada', { requiredActions: ['CONFIGURE_TOTP', 'UPDATE_PASSWORD'] }], ['PUT /users/ada', { requiredActions: ['CONFIGURE_TOTP', 'VERIFY_EMAIL', 'UPDATE_PASSWORD'] }]]);
  });
});
