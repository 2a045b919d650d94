import { describe, expect, it } from '@jest/globals';
import { INSTANT_ANSWERS, judgeInstant, senderIsAuthentic, type InstantFacts } from './instant.js';
import { ACTION_POLICY } from './policy.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const JONAS = { ref: 'jonas', state: 'active', privileged: false, excluded: false, hasSecondFactor: false, addresses: [{ id: 'a', address: 'jonas@post.example', kind: 'primary', confirmedAt: NOW }] } as const;

const asked = (more: Partial<InstantFacts> = {}): InstantFacts => ({
  caseType: 'forgot-password', secondary: [],
  portal: { enabled: true, caseTypes: ['forgot-password', 'activation-mail-missing', 'forgot-username', 'email-change'], trustRelay: false, minimumConfidence: 0.6 },
  content: { allowed: true, because: [], confidence: 0.9, risk: 'low' },
  authenticity: 'pass', senderMatches: [JONAS], candidates: [{ ref: 'jonas', why: ['sender-address'] }], accountMails: [], ...more,
});

describe('instant recovery', () => {
  it('sends a link where nothing speaks against it, and says why', () => {
    expect(judgeInstant(asked(), NOW)).toEqual({
      allowed: true, action: 'send-recovery-link', accountRef: 'jonas', because: ['case-type:forgot-password', 'content.sure', 'sender.one-account', 'mail.authentic', 'answer:send-recovery-link'],
    });
  });

  it.each([
    ['the portal switched it off', { portal: { ...asked().portal, enabled: false } }, 'portal.switched-off'],
    ['the portal does not want it for this case type', { caseType: 'reset-mail-missing' }, 'portal.not-for:reset-mail-missing'],
    ['a link is no answer', { caseType: 'email-change' }, 'case-type.no-answer:email-change'],
    ['the content is not safe', { content: { allowed: false, because: ['risk.word'], confidence: 0.9, risk: 'medium' } }, 'risk.word'],
    ['the risk is high even if the content judge says yes', { content: { allowed: true, because: [], confidence: 0.9, risk: 'high' } }, 'content.high-risk'],
    ['it is not sure what is wanted', { content: { allowed: true, because: [], confidence: 0.59, risk: 'low' } }, 'content.not-sure'],
    ['they also cannot read the mailbox', { secondary: ['lost-email-access'] }, 'content.also:lost-email-access'],
    ['nobody has the sender address', { senderMatches: [] }, 'sender.no-account'],
    ['two accounts have it', { senderMatches: [JONAS, { ...JONAS, ref: 'other' }] }, 'sender.several-accounts'],
    ['DMARC failed', { authenticity: 'fail' }, 'mail.not-authentic'],
    ['nothing is known about authenticity', { authenticity: 'none' }, 'mail.not-authentic'],
    ['the account is privileged', { senderMatches: [{ ...JONAS, privileged: true }] }, 'account.privileged'],
    ['the account is excluded from the desk', { senderMatches: [{ ...JONAS, excluded: true }] }, 'account.excluded'],
    ['the account is frozen', { senderMatches: [{ ...JONAS, state: 'frozen' }] }, 'account.frozen'],
    ['the secretariat must release the registration', { senderMatches: [{ ...JONAS, state: 'registration-locked' }] }, 'account.registration-locked'],
    ['the mail speaks of somebody else', { candidates: [{ ref: 'jonas', why: ['sender-address'] }, { ref: 'petra', why: ['username'] }] }, 'mail.claims-another-account'],
    ['a mail went out just now', { accountMails: [new Date(NOW.getTime() - 1_000)] }, 'limit.too-soon'],
    ['three went out within the hour', { accountMails: [5, 10, 15].map((minutes) => new Date(NOW.getTime() - minutes * 60_000)) }, 'limit.too-many-mails'],
  ] as [string, Partial<InstantFacts>, string][])('leaves it to a person when %s', (_why, more, because) => {
    expect(judgeInstant(asked(more), NOW)).toEqual({ allowed: false, because: expect.arrayContaining([because]) });
  });

  it('names everything that speaks against it, not only the first', () => {
    const verdict = judgeInstant(asked({ authenticity: 'fail', senderMatches: [{ ...JONAS, privileged: true, state: 'frozen' }] }), NOW);
    expect(verdict).toEqual({ allowed: false, because: ['mail.not-authentic', 'account.privileged', 'account.frozen'] });
  });

  it('sends the activation to whoever is not activated yet, and a link to whoever is', () => {
    const pending = { ...JONAS, state: 'pending-activation' } as const;
    expect(judgeInstant(asked({ senderMatches: [pending] }), NOW)).toMatchObject({ action: 'resend-activation' });
    expect(judgeInstant(asked({ caseType: 'activation-mail-missing' }), NOW)).toMatchObject({ action: 'send-recovery-link' });
    expect(judgeInstant(asked({ caseType: 'forgot-username' }), NOW)).toMatchObject({ action: 'tell-username' });
  });

  it('is not stopped by a namesake, and leaves a second factor alone (R39)', () => {
    expect(judgeInstant(asked({ candidates: [{ ref: 'jonas', why: ['sender-address'] }, { ref: 'namesake', why: ['name'] }] }), NOW).allowed).toBe(true);
    expect(judgeInstant(asked({ senderMatches: [{ ...JONAS, hasSecondFactor: true }] }), NOW)).toMatchObject({ allowed: true, because: expect.arrayContaining(['account.second-factor-stays']) });
  });

  it('believes the portal\'s own relay only where it is told to, and never against a DMARC failure', () => {
    expect(senderIsAuthentic('none', true)).toBe(true);
    expect(senderIsAuthentic('unknown', true)).toBe(true);
    expect(senderIsAuthentic('fail', true)).toBe(false);
    expect(senderIsAuthentic('none', false)).toBe(false);
  });

  it('only ever does what needs no evidence and goes to the address on file', () => {
    for (const action of Object.values(INSTANT_ANSWERS)) expect(ACTION_POLICY[action]).toMatchObject({ onFile: { level: 0 }, credential: false, needsAddress: true });
  });
});
