import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KeycloakDirectory } from '#directory';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { directoryAt } from '../support/directories/directory-at.js';

describe('a Keycloak that misbehaves', () => {
  let server: Server;
  let fresh: FreshDatabase;
  /** Status of each further call to the admin API; the last one stays. */
  let answers: number[];
  let waitMs = 0;
  const seen: string[] = [];
  beforeAll(async () => {
    fresh = await freshDatabase();
    server = createServer((request, response) => {
      const isToken = request.url!.endsWith('/token');
      seen.push(isToken ? 'token' : `call ${request.headers.authorization}`);
      const status = isToken ? 200 : answers.length > 1 ? answers.shift()! : answers[0]!;
      setTimeout(() => response.writeHead(status, { 'content-type': 'application/json' }).end(isToken ? JSON.stringify({ access_token: `t${seen.length}`, expires_in: 300 }) : '[]'), isToken ? 0 : waitMs);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server?.close();
    await fresh?.close();
  });
  const fake = (): KeycloakDirectory => {
    seen.length = 0;
    return directoryAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { name: 'r', secret: 's' }, fresh, { timeoutSeconds: 1 });
  };

  it.each([
    ['is away (5xx)', [503], 0, 'directory.unreachable'],
    ['answers too late', [200], 1_500, 'directory.unreachable'],
    ['takes no token at all', [401], 0, 'directory.unreachable'],
    ['gives us no right', [403], 0, 'directory.refused'],
    ['sends elsewhere: a token must not follow, and it is no word about the account', [307], 0, 'directory.unreachable'],
  ])('%s', async (_name, given, wait, code) => {
    [answers, waitMs] = [[...given], wait];
    await expect(fake().find({ username: 'anybody' })).rejects.toMatchObject({ code });
  });

  it('is not there', async () => {
    const gone = directoryAt('http://127.0.0.1:9', { name: 'r', secret: 's' }, fresh, { timeoutSeconds: 1 });
    await expect(gone.find({ username: 'anybody' })).rejects.toMatchObject({ code: 'directory.unreachable' });
  });

  it('ends our token early: another is fetched once, and the same question asked again', async () => {
    [answers, waitMs] = [[200, 401, 200], 0];
    const directory = fake();
    for (let time = 0; time < 3; time += 1) expect(await directory.find({ username: 'anybody' })).toEqual([]);
    expect(seen.map((line) => line.split(' ')[0])).toEqual(['token', 'call', 'call', 'token', 'call', 'call']);
  });

  it('is asked for one token by many at once', async () => {
    [answers, waitMs] = [[200], 0];
    const directory = fake();
    await Promise.all(Array.from({ length: 8 }, () => directory.find({ username: 'anybody' })));
    expect(seen.filter((line) => line === 'token')).toHaveLength(1);
  });
});
