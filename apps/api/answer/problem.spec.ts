import { describe, expect, it } from '@jest/globals';
import { NotFoundException } from '@nestjs/common';
import { Fault, refuse } from '#kernel';
import { PortalUnknown } from '#portals';
import { allowedOr, Misfit, problemFor, Refused } from './problem.js';

const NOW = new Date('2026-11-23T10:00:00Z');

class DirectoryAway extends Fault {
  readonly code = 'directory.unreachable';
  readonly retry = 'later';
}

describe('problem details', () => {
  it('says what is missing and when to come back', () => {
    const { problem, retryAfterSeconds } = problemFor(new Refused(refuse('session.throttled', { missing: ['time'], until: new Date('2026-11-23T10:01:30Z') })), 'c', NOW);
    expect(problem).toEqual({ type: 'urn:rekey:problem:session.throttled', title: 'Too Many Requests', status: 429, code: 'session.throttled', missing: ['time'], until: '2026-11-23T10:01:30.000Z' });
    expect(retryAfterSeconds).toBe(90);
  });

  it('answers a level that is too low with 422', () => {
    expect(problemFor(new Refused(refuse('recovery.level-too-low', { missing: ['points:3'] })), 'c', NOW).problem.status).toBe(422);
  });

  it('names the fields of a body that does not fit', () => {
    expect(problemFor(new Misfit([{ path: 'text', message: 'too short' }]), 'c', NOW).problem).toMatchObject({ status: 400, code: 'request.invalid', fields: [{ path: 'text', message: 'too short' }] });
  });

  it('tells a fault by its code and asks to come back', () => {
    const { problem, retryAfterSeconds, bug } = problemFor(new DirectoryAway('ldap://secret-host is away'), 'abc', NOW);
    expect(problem).toMatchObject({ status: 503, code: 'directory.unreachable', detail: 'correlation abc' });
    expect([retryAfterSeconds, bug]).toEqual([10, false]);
    expect(JSON.stringify(problem)).not.toContain('secret-host');
  });

  it('answers for a portal that does not exist with 404, which no waiting mends', () => {
    expect(problemFor(new PortalUnknown('atlantis'), 'c', NOW)).toEqual({ problem: { type: 'urn:rekey:problem:portals.unknown', title: 'Not Found', status: 404, code: 'portals.unknown' }, bug: false });
  });

  it('tells nothing about a bug but its correlation id', () => {
    const { problem, bug } = problemFor(new Error('password of row 7 is null'), 'abc', NOW);
    expect(problem).toEqual({ type: 'urn:rekey:problem:rekey.bug', title: 'Internal Server Error', status: 500, code: 'rekey.bug', detail: 'correlation abc' });
    expect(bug).toBe(true);
  });

  it.each([
    [new NotFoundException(), 404, 'request.not-found'],
    [Object.assign(new Error('x'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }), 413, 'request.too-large'],
    [Object.assign(new Error('x'), { code: 'FST_ERR_CTP_INVALID_JSON_BODY', statusCode: 400 }), 400, 'request.malformed'],
  ])('keeps the status of %s', (thrown, status, code) => expect(problemFor(thrown, 'c', NOW).problem).toMatchObject({ status, code }));

  it('lets through what is allowed', () => {
    expect(allowedOr({ allowed: true as const, id: '1' })).toEqual({ allowed: true, id: '1' });
    expect(() => allowedOr(refuse('ticket.closed'))).toThrow(Refused);
  });
});
