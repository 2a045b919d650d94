import { describe, expect, it } from '@jest/globals';
import { html, safeUrl } from './html.js';

describe('html', () => {
  it('escapes every value, in text and in quoted attributes', () => {
    expect(html`<p title="${'"><script>'}">${"a & b <i> 'c'"}</p>`.markup).toBe('<p title="&quot;&gt;&lt;script&gt;">a &amp; b &lt;i&gt; &#39;c&#39;</p>');
  });

  it('keeps what html made, joins lists and leaves nothing for nothing', () => {
    const items = ['<one>', 'two'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${null}${undefined}${false}${0}`.markup).toBe('<ul><li>&lt;one&gt;</li><li>two</li></ul>0');
  });

  it('does not take an object that only looks like markup', () => {
    expect(html`${String({ markup: '<b>' })}`.markup).toBe('[object Object]');
  });

  it('writes the first part even when it is empty', () => {
    expect(html`${'x'}`.markup).toBe('x');
  });

  it.each([
    ['/portal/school', '/portal/school'], ['https://a.example/b', 'https://a.example/b'], ['javascript:alert(1)', '#'],
    ['//evil.example', '#'], ['/\\evil.example', '#'], ['data:text/html,x', '#'], [' javascript:x', '#'],
  ])('lets %s lead to %s', (given, expected) => expect(safeUrl(given)).toBe(expected));
});
