import { describe, expect, it } from '@jest/globals';
import { bareSubject, replySubject, tagsIn } from './subject.js';

describe('subjects', () => {
  it.each([
    ['AW: Re: WG: Passwort vergessen [SCH-1042]', 'Passwort vergessen'],
    ['Re[2]: [SCH-1042] Hilfe', 'Hilfe'],
    ['Reise nach Berlin', 'Reise nach Berlin'],
    ['', ''],
  ])('%s → %s', (subject, bare) => expect(bareSubject(subject)).toBe(bare));

  it('get one "Re:" and one tag, however often they went to and fro', () => {
    expect(replySubject('Re: AW: Re: Hilfe [SCH-1042] [SCH-1042]', 'SCH-1042')).toBe('Re: Hilfe [SCH-1042]');
    expect(replySubject('', 'SCH-1042')).toBe('Re: [SCH-1042]');
  });

  it('name tickets in brackets only', () => {
    expect(tagsIn('AW: [SCH-1042] und [CHA-7], nicht SCH-1')).toEqual(['SCH-1042', 'CHA-7']);
  });
});
