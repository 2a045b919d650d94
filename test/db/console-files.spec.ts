import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApi } from '../support/api.js';

/** Of the built console: `npm test` builds before it asks. */
describe('the files of the console', () => {
  let api: TestApi;
  let script: string;
  beforeAll(async () => {
    api = await TestApi.open();
    script = (await readdir('dist/console/assets')).find((name) => name.endsWith('.js'))!;
  });
  afterAll(() => api?.close());

  const get = async (path: string, accept = '*/*', method = 'GET') => {
    const answer = await fetch(api.url + path, { method, headers: { accept } });
    return { path, method, status: answer.status, type: answer.headers.get('content-type'), caching: answer.headers.get('cache-control'), isConsole: (await answer.text()).includes('<div id="root">') };
  };

  it('are kept for ever under their own names', async () => {
    expect(await get(`/assets/${script}`)).toMatchObject({ status: 200, type: expect.stringContaining('javascript'), caching: 'public, max-age=31536000, immutable' });
  });

  it('that are not there any more are not there, whoever asks and however, and nobody keeps that', async () => {
    for (const path of ['/assets/index-of-an-older-build.js', '/assets/gone.css', '/assets/', '/assets', '/assets/../assets/x', '/%61ssets/gone.js', '/assets/gone.js?v=1']) {
      for (const [accept, method] of [['*/*', 'GET'], ['text/html,application/xhtml+xml', 'GET'], ['*/*', 'HEAD']] as const) {
        expect(await get(path, accept, method)).toMatchObject({ path, method, status: 404, caching: 'no-store', isConsole: false });
      }
    }
  });

  it('leave its own places alone: a link into the desk opens it', async () => {
    for (const path of ['/', '/q/all/all', '/t-is-no-page', '/settings/mails', '/assetsment']) expect(await get(path, 'text/html')).toMatchObject({ path, status: 200, type: expect.stringContaining('text/html'), isConsole: true });
  });
});
