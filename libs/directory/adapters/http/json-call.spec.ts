import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callJson } from './json-call.js';

/** A server that points elsewhere, on itself or on another host, and one that must never be asked. */
describe('a directory that points elsewhere', () => {
  const asked: { readonly at: 'here' | 'elsewhere'; readonly method: string | undefined; readonly path: string | undefined }[] = [];
  let here: Server;
  let elsewhere: Server;
  let status = 302;
  let location = '';
  const listens = async (at: 'here' | 'elsewhere', head: () => [number, Record<string, string>]): Promise<Server> => {
    const server = createServer((request: IncomingMessage, response) => {
      asked.push({ at, method: request.method, path: request.url });
      request.resume().on('end', () => response.writeHead(...head()).end('{"result":true}'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  beforeAll(async () => {
    here = await listens('here', () => [status, { location }]);
    elsewhere = await listens('elsewhere', () => [200, {}]);
  });
  afterAll(() => {
    for (const server of [here, elsewhere]) {
      server.closeAllConnections();
      server.close();
    }
  });
  beforeEach(() => void asked.splice(0));

  it.each([301, 302, 303, 307, 308].flatMap((code) => (['GET', 'POST', 'PUT'] as const).flatMap((method) => (['elsewhere', 'here'] as const).map((to) => [code, method, to] as const))))(
    'with %i at a %s, %s, is not followed: neither token nor password goes where it was not sent, and it says nothing about the account', async (code, method, to) => {
      status = code;
      location = to === 'here' ? '/another' : `${urlOf(elsewhere)}/take`;
      const call = callJson({ url: `${urlOf(here)}/users`, method, headers: { authorization: 'Bearer a token' }, ...(method !== 'GET' && { body: '{"password":"a password"}' }), timeoutMs: 5_000 });
      await expect(call).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later', message: expect.stringContaining(`points elsewhere (${code}, to ${new URL(urlOf(to === 'here' ? here : elsewhere)).host})`) });
      expect(asked).toEqual([{ at: 'here', method, path: '/users' }]);
    });
});
