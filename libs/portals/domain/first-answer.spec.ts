import { describe, expect, it } from '@jest/globals';
import { SHIPPED_PLAYBOOKS } from '../adapters/shipped-playbooks.js';
import { firstAnswer, type FirstAnswerFacts } from './first-answer.js';

const text = { de: 'Auf dem Typenschild.', en: 'On the nameplate.' };
const asked = (caseType: 'serial-number-help' | 'lost-email-access' | 'forgot-identity' | 'forgot-password', more: Partial<FirstAnswerFacts['recognition']> = {}) => firstAnswer({
  playbook: SHIPPED_PLAYBOOKS.get(caseType), profile: { answers: [{ caseType: 'serial-number-help', text }], instant: { enabled: true, caseTypes: [], trustRelay: false, minimumConfidence: 0.6 } },
  recognition: { caseType, secondary: [], confidence: 0.9, risk: 'low', fields: {}, ...more }, locale: 'en', requesterAddress: 'ada@new.example', isInformation: (one) => one === 'stay-logged-in',
});

describe('the first mail to a requester', () => {
  it('is the answer, where information is all that is needed', () => {
    expect(asked('serial-number-help')).toEqual({ kind: 'answer', text: 'On the nameplate.' });
    expect(asked('serial-number-help', { secondary: ['stay-logged-in'] })).toMatchObject({ kind: 'answer' });
  });

  it('is no answer when it is not sure, dangerous, or more is asked than information', () => {
    for (const more of [{ confidence: 0.5 }, { risk: 'medium' as const }, { secondary: ['forgot-password' as const] }]) expect(asked('serial-number-help', more)).toEqual({ kind: 'received' });
  });

  it('asks in one mail for what is missing, and not for the address that it came from', () => {
    expect(asked('lost-email-access')).toEqual({ kind: 'ask', asks: ['your user name or the e-mail address that you are registered with'] });
    expect(asked('lost-email-access', { fields: { username: 'ada' } })).toEqual({ kind: 'received' });
    expect(asked('forgot-identity', { fields: { fullName: 'Ada Feld' } })).toEqual({ kind: 'ask', asks: ['your customer or company number or the serial number of your device or your school, company or organisation'] });
  });

  it('asks nothing of somebody who may be an attacker, and nothing where nothing is missing', () => {
    expect(asked('lost-email-access', { risk: 'high' })).toEqual({ kind: 'received' });
    expect(asked('forgot-password')).toEqual({ kind: 'received' });
  });
});
