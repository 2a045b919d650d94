import { describe, expect, it } from '@jest/globals';
import { headersFor, type AnswerKind } from './headers.js';

const KINDS: AnswerKind[] = ['api', 'console', 'asset', 'page', 'scripted', 'playground', 'download'];

describe('headers of an answer', () => {
  it.each(KINDS)('%s: never framed, never sniffed, no referrer', (kind) => {
    const headers = headersFor(kind);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it.each(['page', 'scripted', 'api', 'download', 'playground'] as const)('%s: never stored, never indexed', (kind) => {
    expect(headersFor(kind)['cache-control']).toBe('no-store');
    expect(headersFor(kind)['x-robots-tag']).toContain('noindex');
  });

  it('lets pages run no script and send forms only home', () => {
    const policy = headersFor('page', { nonce: 'abc' })['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("'nonce-abc'");
  });

  it('lets a script of ours run where a page needs one, and talk to nobody; only where it asks the server it may', () => {
    const policies = (['page', 'scripted', 'playground'] as const).map((kind) => headersFor(kind, { nonce: 'abc' })['content-security-policy']!);
    expect(policies.map((policy) => [/script-src 'self';/.test(policy), /connect-src 'self';/.test(policy), policy.includes('connect-src')])).toEqual([[false, false, false], [true, false, false], [true, true, true]]);
  });

  it.each(KINDS)('%s: no inline script, no foreign source', (kind) => {
    const policy = headersFor(kind)['content-security-policy']!;
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect(scripts).not.toMatch(/unsafe|\*|http/);
    expect(policy).not.toMatch(/https?:|\*/);
  });

  it('keeps the console from plugins and other bases', () => {
    const policy = headersFor('console')['content-security-policy']!;
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
  });

  it('promises https only where there is https', () => {
    expect(headersFor('page')).not.toHaveProperty('strict-transport-security');
    expect(headersFor('page', { https: true })).toHaveProperty('strict-transport-security');
  });

  it('keeps hashed files for ever', () => expect(headersFor('asset')['cache-control']).toContain('immutable'));
});
