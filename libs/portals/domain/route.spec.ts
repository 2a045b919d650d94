import { describe, expect, it } from '@jest/globals';
import { CASE_TYPES, type CaseType } from '#kernel';
import { aProfile } from '../profile-for-specs.js';
import { escalationQueueOf, routeTicket, type RouteFacts } from './route.js';

const profile = aProfile({
  routes: [
    { queue: 'security', risk: ['high'], priority: 'urgent' },
    { queue: 'links', caseTypes: ['forgot-password'], risk: ['low'] },
    { queue: 'answers', caseTypes: ['wrong-site', 'forgot-password'] },
    { queue: 'triage' },
  ],
});
const facts = (more: Partial<RouteFacts>): RouteFacts => ({ caseType: 'forgot-password', risk: 'low', confidence: 0.9, mailClass: 'request', ...more });

describe('the queue of a mail', () => {
  it('is that of the first rule that fits, and says why', () => {
    expect(routeTicket(profile, facts({}))).toEqual({ queue: 'links', priority: 'normal', because: ['risk=low', 'case-type=forgot-password', 'confidence=0.90', 'rule=2'] });
    expect(routeTicket(profile, facts({ risk: 'medium' })).queue).toBe('answers');
  });

  it('is security for danger, however unsure we are what the mail is about', () => {
    expect(routeTicket(profile, facts({ risk: 'high', confidence: 0.1 }))).toEqual({ queue: 'security', priority: 'urgent', because: ['risk=high', 'rule=1'] });
  });

  it('is triage when we are not sure', () => {
    expect(routeTicket(profile, facts({ confidence: 0.44 }))).toEqual({
      queue: 'triage', priority: 'normal', because: ['case-type=forgot-password', 'confidence=0.44', 'triage-below=0.45'],
    });
    expect(routeTicket(profile, facts({ confidence: 0.45 })).queue).toBe('links');
  });

  it('is triage, sooner, when we are not sure and something is odd', () => {
    expect(routeTicket(profile, facts({ confidence: 0.2, risk: 'medium' })).priority).toBe('high');
  });

  it('is triage for a machine mail that somebody released from quarantine', () => {
    expect(routeTicket(profile, facts({ mailClass: 'bounce' }))).toMatchObject({ queue: 'triage', because: ['mail-class=bounce'] });
    expect(routeTicket(profile, facts({ caseType: 'spam' }))).toMatchObject({ queue: 'triage', because: ['case-type=spam'] });
  });

  it('is the last rule\'s for everything else', () => {
    expect(routeTicket(profile, facts({ caseType: 'pin-activation' }))).toMatchObject({ queue: 'triage', because: ['case-type=pin-activation', 'confidence=0.90', 'rule=4'] });
  });

  it('always is one of the portal\'s queues', () => {
    const queues = new Set(profile.queues.map(({ key }) => key));
    for (const caseType of CASE_TYPES as readonly CaseType[]) {
      for (const risk of ['low', 'medium', 'high'] as const) expect(queues).toContain(routeTicket(profile, facts({ caseType, risk })).queue);
    }
  });
});

describe('who takes over what cannot be delivered safely (R64)', () => {
  it('is the queue that the profile names, else the one for danger, else triage', () => {
    expect(escalationQueueOf(aProfile({ ...profile, escalationQueue: 'answers' }))).toBe('answers');
    expect(escalationQueueOf(profile)).toBe('security');
    expect(escalationQueueOf(aProfile())).toBe('triage');
  });
});
