import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
import { HomeOrganisation } from './home-organisation.js';

const SETTINGS = {
  port: 0, name: { de: 'Schulnetz', en: 'School network' }, clientId: 'rekey', clientSecret: 'the secret of a client', redirectUri: 'http://127.0.0.1:9/t/back/media-centre/school-network',
  people: [{ username: 'p.brandt', password: 'one-good-password' }],
};

describe('the sign-in service of a school in the demo', () => {
  let home: HomeOrganisation;
  let client: openid.Configuration;
  let jar: Map<string, string>;

  beforeAll(async () => {
    home = await HomeOrganisation.start(SETTINGS);
    client = await openid.discovery(new URL(home.issuer), SETTINGS.clientId, undefined, openid.ClientSecretBasic(SETTINGS.clientSecret), { execute: [openid.allowInsecureRequests] });
  });
  afterAll(() => home.stop());

  /** One request of a browser, which follows the way on this service by itself. Returns the page, or where the way leaves it. */
  async function goes(url: string, form?: Record<string, string>): Promise<{ status: number; url: string; html: string; left: URL | undefined }> {
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; '), 'accept-language': 'en' }, ...(form && { method: 'POST', body: new URLSearchParams(form) }) });
    for (const line of answer.headers.getSetCookie()) jar.set(...(/^([^=]+)=([^;]*)/.exec(line)!.slice(1, 3) as [string, string]));
    const location = answer.headers.get('location');
    if (location === null) return { status: answer.status, url, html: await answer.text(), left: undefined };
    const next = new URL(location, url);
    return next.origin === home.issuer ? goes(next.href) : { status: answer.status, url, html: '', left: next };
  }

  async function begins() {
    jar = new Map();
    const verifier = openid.randomPKCECodeVerifier();
    const checks = { expectedState: openid.randomState(), expectedNonce: openid.randomNonce() };
    const away = openid.buildAuthorizationUrl(client, {
      redirect_uri: SETTINGS.redirectUri, scope: 'openid profile', state: checks.expectedState, nonce: checks.expectedNonce, prompt: 'login', max_age: '300',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    });
    return { page: await goes(away.href), checks: { ...checks, pkceCodeVerifier: verifier, maxAge: 300 } };
  }

  it('asks for user name and password, says what was wrong, and tells nothing but who signed in', async () => {
    const { page, checks } = await begins();
    expect(page).toMatchObject({ status: 200, html: expect.stringContaining('<title>Sign in: School network</title>') });
    expect(await goes(page.url, { username: 'p.brandt', password: 'another' })).toMatchObject({ status: 422, html: expect.stringContaining('is not right') });
    expect(await goes(page.url, { username: 'nobody', password: 'one-good-password' })).toMatchObject({ status: 422 });
    const { left } = await goes(page.url, { username: ' P.Brandt ', password: 'one-good-password' });
    const tokens = await openid.authorizationCodeGrant(client, left!, checks);
    expect(tokens.claims()).toMatchObject({ sub: 'p.brandt', preferred_username: 'p.brandt' });
  });

  it('leads back when the person turns round, and asks anew each time', async () => {
    const { page } = await begins();
    expect((await goes(page.url, { cancel: 'yes' })).left?.searchParams.get('error')).toBe('access_denied');
    const again = await begins();
    expect(again.page.html).toContain('name="password"');
    // A page of another browser, and one that is no more.
    jar = new Map();
    expect(await goes(again.page.url, { username: 'p.brandt', password: 'one-good-password' })).toMatchObject({ status: 400, html: expect.stringContaining('This sign-in is over') });
  });
});
