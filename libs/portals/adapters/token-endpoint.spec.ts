import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refresh } from './token-endpoint.js';

const TEN_YEARS_S = 10 * 365 * 86_400;

describe('the answer of a sign-in service', () => {
  let server: Server;
  let says: object = {};
  beforeAll(async () => {
    server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(says)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());

  const asked = async (answer: object) => {
    says = answer;
    const tokens = await refresh({ tokenEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`, clientId: 'rekey', scopes: '', grant: 'refresh-token' }, { refreshToken: 'former' });
    return { access: tokens.accessToken.reveal(), refresh: tokens.refreshToken?.reveal(), lives: tokens.expiresInSeconds, refreshLives: tokens.refreshExpiresInSeconds };
  };

  it('is taken as it is meant', async () => {
    expect(await asked({ access_token: 'a', expires_in: 600, refresh_token: 'r', refresh_token_expires_in: '86400' })).toEqual({ access: 'a', refresh: 'r', lives: 600, refreshLives: 86_400 });
    expect(await asked({ access_token: 'a' })).toEqual({ access: 'a', refresh: undefined, lives: 3_600, refreshLives: undefined });
  });

  it.each([
    ['no time at all', { expires_in: 0, refresh_token_expires_in: 0 }, { lives: 3_600, refreshLives: undefined }],
    ['nothing that is a time', { expires_in: 'never', refresh_expires_in: null }, { lives: 3_600, refreshLives: undefined }],
    ['longer than any date', { expires_in: Number.MAX_SAFE_INTEGER, refresh_expires_in: Number.MAX_SAFE_INTEGER }, { lives: TEN_YEARS_S, refreshLives: TEN_YEARS_S }],
    ['parts of a second', { expires_in: 599.7 }, { lives: 599, refreshLives: undefined }],
  ])('costs no rotated token for what it says of times: %s', async (_, times, expected) => {
    expect(await asked({ access_token: 'a', refresh_token: 'rotated', ...times })).toEqual({ access: 'a', refresh: 'rotated', ...expected });
  });

  it('with an empty token in place of a rotated one leaves the former', async () => {
    expect(await asked({ access_token: 'a', refresh_token: '' })).toMatchObject({ access: 'a', refresh: undefined });
  });
});
