import { describe, expect, it } from '@jest/globals';
import { isSameOrigin, isSameSite } from './same-origin.js';

const HOUSE = 'https://desk.example';

describe('where a changing request comes from', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://desk.example' }, true],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://desk.example' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: 'https://desk.example' }, true],
    [{ origin: 'https://desk.example.evil.example' }, false],
    [{ origin: 'http://desk.example' }, false],
    [{ origin: 'https://desk.example:8443' }, false],
    [{ origin: 'null' }, false],
    [{ host: 'desk.example', 'x-forwarded-host': 'desk.example' }, false],
    [{}, false],
  ])('%j: %s', (headers, expected) => expect(isSameOrigin(headers, HOUSE)).toBe(expected));

  it('takes both names of this machine', () => {
    expect(isSameOrigin({ origin: 'http://127.0.0.1:3000' }, 'http://localhost:3000')).toBe(true);
    expect(isSameOrigin({ origin: 'http://127.0.0.1:3001' }, 'http://localhost:3000')).toBe(false);
  });

  it('lets a form without script come with the origin that no-referrer leaves it', () => {
    expect(isSameSite({ origin: 'null' }, HOUSE)).toBe(true);
    expect(isSameSite({ origin: 'https://evil.example' }, HOUSE)).toBe(false);
    expect(isSameSite({ 'sec-fetch-site': 'cross-site', origin: 'null' }, HOUSE)).toBe(false);
  });
});
