import { randomUUID } from 'node:crypto';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebhookDirectory } from '#directory';
import { Secret, SystemClock } from '#kernel';
import { ABILITIES, ReferencePortal } from '../../libs/directory/adapters/webhook/reference-server.mjs';
import { directoryContract } from './directory.contract.js';

const KEY = 'a signing key for specs';

function directoryAt(server: Server, key = KEY, timeoutSeconds = 2): WebhookDirectory {
  return webhookAt((server.address() as AddressInfo).port, key, timeoutSeconds);
}

function webhookAt(port: number, key = KEY, timeoutSeconds = 1): WebhookDirectory {
  return new WebhookDirectory({
    portalKey: 'own', settings: { kind: 'webhook', url: `http://127.0.0.1:${port}/rekey`, abilities: [...ABILITIES], timeoutSeconds }, secrets: { of: async () => new Secret(key) }, clock: new SystemClock(),
  });
}

directoryContract('webhook (the reference server)', async () => {
  const portal = new ReferencePortal({ signingKey: KEY });
  const server = await portal.listen(0);
  return {
    directory: directoryAt(server), elsewhere: null,
    makeAccount: async ({ password, ...account }) => portal.add({ ...account, password: password.reveal() }),
    signIn: async (username, password) => portal.signIn(username, password.reveal()).answer,
    openSession: async (username, password) => {
      const { token } = portal.signIn(username, password.reveal());
      return async () => portal.sessions.has(token ?? '');
    },
    lockByWrongPasswords: async (username) => {
      for (let attempt = 0; attempt < 6; attempt += 1) portal.signIn(username, 'not the password');
    },
    behind: (port) => webhookAt(port),
    powerless: async () => directoryAt(server, 'yesterday'),
    port: () => (server.address() as AddressInfo).port,
    close: async () => void server.close(),
  };
});

describe('a webhook that misbehaves', () => {
  let server: Server;
  let answer: { status: number; body?: string; waitMs?: number; location?: string };
  const seen: { signature: string | undefined; body: string }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk))).on('end', () => {
        seen.push({ signature: request.headers['rekey-signature'] as string | undefined, body });
        setTimeout(() => response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end(answer.body ?? ''), answer.waitMs ?? 0);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  it.each([
    ['is away (5xx)', { status: 503 }, 'directory.unreachable'],
    ['has too much to do (429)', { status: 429 }, 'directory.unreachable'],
    ['answers too late', { status: 200, body: '{"result":[]}', waitMs: 1_500 }, 'directory.unreachable'],
    ['says no', { status: 422, body: '{"error":"refused","what":"no right"}' }, 'directory.refused'],
    ['does not know our key', { status: 401 }, 'directory.unreachable'],
    ['gives us no right', { status: 403, body: '{"error":"refused"}' }, 'directory.unreachable'],
    ['sends elsewhere: a password must not follow, and it is no word about the account', { status: 307, location: 'http://127.0.0.1:9/' }, 'directory.unreachable'],
    ['answers something else', { status: 200, body: '{"result":[{"ref":"x"}]}' }, 'directory.refused'],
    ['says no in the words of a proxy', { status: 404, body: '<html>' }, 'directory.unreachable'],
    ['answers no JSON', { status: 200, body: '<html>' }, 'directory.unreachable'],
    ['answers JSON without a result of its own', { status: 200, body: '{"__proto__":{"result":[]}}' }, 'directory.unreachable'],
    ['answers nothing at all (204)', { status: 204 }, 'directory.unreachable'],
    ['answers more than it was asked', { status: 200, body: JSON.stringify({ result: Array.from({ length: 11 }, (_, at) => ({ ref: `${at}`, username: 'u', displayName: 'd', state: 'active' })) }) }, 'directory.refused'],
    ['says that somebody else has the name', { status: 409, body: '{"error":"taken","what":"username"}' }, 'directory.taken'],
  ] as const)('%s', async (_name, given, code) => {
    answer = given;
    await expect(directoryAt(server, KEY, 1).find({ username: 'anybody' })).rejects.toMatchObject({ code });
  });

  it.each([['a page of a proxy', 200, '<html>sign in</html>'], ['an empty page', 200, ''], ['JSON of something else', 200, '{"ok":true}'], ['an empty object', 200, '{}'], ['silence', 204, '']] as const)('does not take %s for a change that was done', async (_name, status, body) => {
    answer = { status, body };
    await expect(directoryAt(server, KEY, 1).freeze('r', randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
    answer = { status: 200, body: '{"result":null}' };
    await expect(directoryAt(server, KEY, 1).freeze('r', randomUUID())).resolves.toBeUndefined();
  });

  it('is asked with a signature over body and time, never with a secret in the address', async () => {
    answer = { status: 200, body: '{"result":[]}' };
    await directoryAt(server).find({ username: 'anybody' });
    const { signature, body } = seen.at(-1)!;
    expect(signature).toMatch(/^t=\d{10},v1=[0-9a-f]{64}$/);
    const portal = new ReferencePortal({ signingKey: KEY });
    expect(portal.handle(body, signature)).toMatchObject({ status: 200 });
    expect(portal.handle(body.replace('anybody', 'somebody'), signature)).toMatchObject({ status: 401 });
    expect(new ReferencePortal({ signingKey: KEY, now: () => new Date(Date.now() + 301_000) }).handle(body, signature)).toMatchObject({ status: 401 });
    expect(new ReferencePortal({ signingKey: 'another' }).handle(body, signature)).toMatchObject({ status: 401 });
  });
});
