import { describe, expect, it } from '@jest/globals';
import { de } from '../texts/de.js';
import { en } from '../texts/en.js';
import { reasonInWords } from './reason.js';

describe('a machine reason in words', () => {
  it('translates name and value', () => {
    expect(reasonInWords('case-type=forgot-password', de)).toBe('Art: Passwort vergessen');
    expect(reasonInWords('risk-signal:urgency', en)).toBe('Sign of risk: urgency');
    expect(reasonInWords('risk-signal:control-moves:lost-email-access', en)).toBe('Sign of risk: the account would come under other control: Lost access to old mailbox');
    expect(reasonInWords('sender-hour=5', de)).toBe('Neue Anfragen dieses Absenders in einer Stunde, erlaubt sind: 5');
    expect(reasonInWords('sender.no-account', en)).toBe('sender is on file for no account');
  });

  it('shows readably what it does not know', () => {
    expect(reasonInWords('brand-new_reason', en)).toBe('brand new reason');
    expect(reasonInWords('confidence=0.90', de)).toBe('Sicherheit der Zuordnung: 0.90');
  });
});
