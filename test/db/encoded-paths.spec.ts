import { request as ask } from 'node:http';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddAgent } from '#agents';
import { PASSWORD, TestApi } from '../support/api.js';

const FILES = 'files.desk.example';

/** The router takes these for one address, so they must be one for every rule. */
const waysTo = (api: TestApi, path: string): string[] => [path, path.replace(/^\/(.)/, (_, first: string) => `/%${first.charCodeAt(0).toString(16)}`), `${api.url}${path}`, `http://evil.example${path}`];

describe('an address that is written in another way', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.open({ REKEY_ATTACHMENTS_URL: `http://${FILES}` });
    await api.get(AddAgent).run({ email: 'mallory@desk.example', displayName: 'Mallory', code: 'mal', roles: ['agent'], portals: [], locale: 'en', trained: true, password: PASSWORD });
  });
  afterAll(() => api?.close());

  /** As it stands, which `fetch` would not leave it. */
  async function raw(path: string, { method = 'GET', body, ...headers }: Record<string, string> = {}) {
    const { hostname, port } = new URL(api.url);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      ask({ hostname, port, path, method, headers: { host: new URL(api.url).host, ...headers } }, resolve).on('error', reject).end(body);
    });
    return { status: answer.statusCode, cookies: answer.headers['set-cookie'] ?? [], body: await text(answer) };
  }

  it('signs nobody in by a form of another site', async () => {
    const body = new URLSearchParams({ email: 'mallory@desk.example', password: PASSWORD }).toString();
    for (const path of waysTo(api, '/api/v1/session')) {
      const answer = await raw(path, { method: 'POST', body, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) });
      expect({ path, status: answer.status, cookies: answer.cookies }).toEqual({ path, status: 403, cookies: [] });
      expect(answer.body).toContain('session.csrf');
    }
  });

  it('serves what strangers sent on its own host only, and nothing else there', async () => {
    for (const path of waysTo(api, '/f/nothing-that-anybody-sent')) {
      expect({ path, ...(await raw(path)) }).toEqual({ path, status: 404, cookies: [], body: '' });
      expect((await raw(path, { host: FILES })).body).toBe((await raw('/f/nothing-that-anybody-sent', { host: FILES })).body);
    }
    for (const path of waysTo(api, '/api/v1/portals')) expect({ path, ...(await raw(path, { host: FILES })) }).toEqual({ path, status: 404, cookies: [], body: '' });
  });
});
