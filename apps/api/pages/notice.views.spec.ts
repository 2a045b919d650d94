import { describe, expect, it } from '@jest/globals';
import { LOCALES } from '#kernel';
import { failurePage } from './notice.views.js';
import { TEXTS } from './texts.js';

describe('the page of something that is away', () => {
  it.each(LOCALES)('tells whoever vouches to take a new code for the next try, and nobody else (%s)', (locale) => {
    const says = (...of: [status: number, kind: Parameters<typeof failurePage>[2]]): boolean => String(failurePage(locale, ...of).body).includes(TEXTS[locale].vouch.codeMayBeSpent);
    expect([says(503, 'v'), says(503, 'r'), says(503, undefined), says(400, 'v'), says(404, 'v')]).toEqual([true, false, false, false, false]);
  });
});
