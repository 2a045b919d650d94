import { describe, expect, it } from '@jest/globals';
import type { Locale } from '#kernel';
import { html } from './html.js';
import { HOUSE_BRAND, inBoth, layout, type Page } from './layout.js';

const WORD = { de: 'Hallo', en: 'Hello' } as const;
const draw = (locale: Locale): Page => ({
  title: WORD[locale], brand: { ...HOUSE_BRAND, office: [locale === 'de' ? 'Montag' : 'Monday'] },
  body: html`<h1 id="top">${WORD[locale]}</h1><a href="#top">up</a><a href="/t/status">back</a><a href="/r/code?portal=school#code">code</a><a href="https://portal.example/in">sign in</a><a href="//x.example">x</a>
<form method="post" action="/t/details"><button formaction="/t/set?show=1">go</button></form>`,
});

describe('a page that is sent in both languages', () => {
  const page = layout(inBoth('de', draw), 'de', '/t/details', 'nonce');
  const [, other, own] = /<div class="other-language" id="in-en" lang="en">([\s\S]*?)\n<div class="own-language" id="in-de" lang="de">([\s\S]*)<\/body>/.exec(page)!;

  it('has all that surrounds it in both: the way to the content, the switch, the footer; the title once, with both', () => {
    expect(page).toContain('<title>Hallo / Hello – Rekey</title>');
    for (const words of ['Skip to content', 'aria-label="Language"', '<span lang="en" aria-current="true">English</span>', '<a href="#in-de" lang="de" hreflang="de">Deutsch</a>', 'Monday']) expect([words, other!.includes(words), own!.includes(words)]).toEqual([words, true, false]);
    for (const words of ['Zum Inhalt', 'aria-label="Sprache"', '<span lang="de" aria-current="true">Deutsch</span>', '<a href="#in-en" lang="en" hreflang="en">English</a>', 'Montag']) expect([words, other!.includes(words), own!.includes(words)]).toEqual([words, false, true]);
  });

  it('uses no id twice, and every link to a place on it leads into the same language', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const half of [other!, own!]) {
      const places = [...half.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id!).filter((id) => !id.startsWith('in-'));
      expect(places).toHaveLength(2);
      for (const place of places) expect(half).toContain(` id="${place}"`);
    }
  });

  it('remembers the other language with whatever is done there, and sends nobody else a word about it', () => {
    expect([...other!.matchAll(/ (?:href|action|formaction)="([^"#][^"]*)"/g)].map(([, to]) => to)).toEqual(['/t/status?lang=en', '/r/code?portal=school&amp;lang=en#code', 'https://portal.example/in', '//x.example', '/t/details?lang=en', '/t/set?show=1&amp;lang=en']);
    expect(own).not.toContain('lang=en"');
    expect([...own!.matchAll(/ (?:href|action|formaction)="([^"#][^"]*)"/g)].map(([, to]) => to)).toEqual(['/t/status', '/r/code?portal=school#code', 'https://portal.example/in', '//x.example', '/t/details', '/t/set?show=1']);
  });
});

it('a page in one language has one of everything, and the switch asks for the other', () => {
  const page = layout({ ...draw('de'), keep: { portal: 'school' } }, 'de', '/r/code', 'nonce');
  expect(page).toContain('<a href="/r/code?portal=school&amp;lang=en" lang="en" hreflang="en">English</a>');
  expect([page.match(/<main id="main"/g), page.includes('-language"')]).toEqual([['<main id="main"'], false]);
});
