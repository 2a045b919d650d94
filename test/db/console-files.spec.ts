import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLEAN_PATHS } from '../../apps/api/frame/link-kinds.js';
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
    const text = await answer.text();
    return { path, method, status: answer.status, type: answer.headers.get('content-type'), caching: answer.headers.get('cache-control'), text, isConsole: text.includes('<div id="root">') };
  };

  it('are kept for ever under their own names', async () => {
    expect(await get(`/assets/${script}`)).toMatchObject({ status: 200, type: expect.stringContaining('javascript'), caching: 'public, max-age=31536000, immutable' });
  });

  it('that are not there any more are not there, whoever asks and however, and nobody keeps that', async () => {
    for (const path of ['/assets/index-of-an-older-build.js', '/assets/gone.css', '/assets/', '/assets', '/assets/../assets/x', '/%61ssets/gone.js', '/assets/gone.js?v=1', '/ASSETS/gone.js', '//assets/gone.js', '/assets%2Fgone.js']) {
      for (const [accept, method] of [['*/*', 'GET'], ['text/html,application/xhtml+xml', 'GET'], ['*/*', 'HEAD']] as const) {
        expect(await get(path, accept, method)).toMatchObject({ path, method, status: 404, caching: 'no-store', isConsole: false });
      }
    }
  });

  it('leave its own places alone: a link into the desk opens it', async () => {
    for (const path of ['/', '/q/all/all', '/t-is-no-page', '/settings/mails', '/assetsment']) expect(await get(path, 'text/html')).toMatchObject({ path, status: 200, type: expect.stringContaining('text/html'), isConsole: true });
  });

  it.each(Object.keys(CLEAN_PATHS))('are not what a link leads to that was cut or lengthened on its way (/%s): a page says that it is not valid', async (kind) => {
    const token = 'x'.repeat(43);
    for (const path of [`/${kind}`, `/${kind}/${token}/x`, `/${kind}/${token}//`, `//${kind}/${token}`, `//${kind}/${token}/`]) {
      const answer = await get(path, 'text/html');
      expect(answer).toMatchObject({ path, status: 404, type: expect.stringContaining('text/html'), caching: 'no-store', isConsole: false });
      expect(answer.text).toContain('<h1>');
      // Asked for in another language it stays here.
      expect(answer.text).not.toMatch(/href="(?:\/[\\/]|https?:)/);
    }
  });

  it.each(Object.entries(CLEAN_PATHS))('are not what a link leads to that a mail program put a slash behind (/%s/TOKEN/): it is the link itself, and its token is in no address any more', async (kind, cleanPath) => {
    const token = 'x'.repeat(43);
    const enter = (path: string) => fetch(api.url + path, { redirect: 'manual', headers: { accept: 'text/html' } });
    for (const [path, location] of [[`/${kind}/${token}/`, cleanPath], [`/${kind}/${token}/?lang=en`, `${cleanPath}?lang=en`], [`/${kind}/${token}/?lang=//evil.example`, cleanPath]] as const) {
      const [slashed, asMailed] = [await enter(path), await enter(path.replace(`${token}/`, token))];
      expect({ path, status: slashed.status, location: slashed.headers.get('location') }).toEqual({ path, status: 303, location });
      expect(slashed.headers.getSetCookie()).toEqual([expect.stringContaining(`rekey-${kind}=${token};`)]);
      for (const header of ['set-cookie', 'location', 'referrer-policy', 'cache-control']) expect(slashed.headers.get(header)).toBe(asMailed.headers.get(header));
      expect(await slashed.text()).toBe('');
    }
    // Nothing that follows the kind becomes a host or a path of its own.
    for (const rest of ['/evil.example/', 'evil.example/', '%2Fevil.example/', '%5Cevil.example/']) expect([null, cleanPath]).toContain((await enter(`/${kind}/${rest}`)).headers.get('location'));
    // The page itself may get one as well; the link that was opened before is not forgotten by that.
    const page = await enter(`${cleanPath}/`);
    expect({ status: page.status, cookies: page.headers.getSetCookie().filter((cookie) => cookie.startsWith(`rekey-${kind}=`)) }).toEqual({ status: (await enter(cleanPath)).status, cookies: [] });
  });

  it.each(['/v/answer', '/d/read'])('nor is a form that is too large (%s): people are told so on a page', async (path) => {
    const answer = await fetch(api.url + path, { method: 'POST', body: new URLSearchParams({ form: 'x'.repeat(3_000_000) }), headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([413, expect.stringContaining('text/html'), expect.stringContaining('<h1>')]);
  });
});
