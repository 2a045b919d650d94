import { describe, expect, it } from '@jest/globals';
import { asProblem, queryString } from './call.js';

describe('asking the server', () => {
  it('leaves out what was not given', () => {
    expect(queryString({ portal: 'school', cursor: undefined, q: '', limit: 50 })).toBe('?portal=school&limit=50');
    expect(queryString(undefined)).toBe('');
  });

  it('makes a problem with a code of whatever comes back', () => {
    expect(asProblem({ type: 'about:blank', title: 'no', status: 422, code: 'recovery.level-too-low', missing: ['points:3'] }, 422)).toMatchObject({ code: 'recovery.level-too-low', missing: ['points:3'] });
    expect(asProblem('<html>bad gateway</html>', 502).code).toBe('console.server-trouble');
    expect(asProblem(undefined, 429).code).toBe('console.too-many');
  });
});
