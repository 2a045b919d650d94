import { describe, expect, it } from '@jest/globals';
import { HELD_CHANGES } from '#outbound';
import { changeInWords, hasRoomForLink, holdSmsText, MOST_CHARACTERS, type HoldSms, type HoldStage } from './hold-sms-text.js';

const STAGES: readonly HoldStage[] = ['requested', 'started', 'half-time', 'completed', 'cancelled', 'reverted'];
const LINK = `https://desk.example.org/c/${'x'.repeat(43)}`;
const SMS: HoldSms = {
  locale: 'de', portal: 'Schulportal', change: 'change-email', stage: 'started', at: new Date('2026-11-30T09:00:00Z'), timeZone: 'Europe/Berlin', objection: { link: LINK, number: '4711' }, writeTo: 'hilfe@schule.example',
};

describe('a notice by text message', () => {
  it('says whose portal, what, when, and how to object', () => {
    expect(holdSmsText(SMS)).toBe(`Schulportal: Für Ihr Konto geplant: andere E-Mail-Adresse, ab 30.11., 10:00 Uhr. Nicht Sie? Nummer 4711 eingeben: ${LINK}`);
    expect(holdSmsText({ ...SMS, locale: 'en', stage: 'requested' })).toBe(`Schulportal: Asked for your account: another e-mail address, from 30 Nov, 10:00 at the earliest. Not you? Type the number 4711: ${LINK}`);
  });

  it('fits two messages at every stage, in letters that do not halve them, whatever the portal is called', () => {
    for (const locale of ['de', 'en'] as const) for (const stage of STAGES) for (const change of [...HELD_CHANGES, 'never heard of']) {
      const sms = { ...SMS, locale, stage, change, portal: 'Zentraler Eingangskanal der Landesverwaltung für alle Bürgerinnen und Bürger' };
      const text = holdSmsText(sms);
      expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
      expect(text).toMatch(/^[A-Za-z0-9 .,:?/_@()äöüÄÖÜß-]+$/);
      expect(hasRoomForLink(sms)).toBe(stage !== 'cancelled' && stage !== 'reverted');
    }
  });

  it.each([
    ['Schulportal „Nordring“', 'Schulportal "Nordring"'], ['Portal – Bildung', 'Portal - Bildung'], ['Portal d’été', "Portal d'été"], ['Łódź şehir', 'odz sehir'], ['Портал A', 'A'],
  ])('calls the portal %s in letters that do not halve the message', (portal, name) => {
    expect(holdSmsText({ ...SMS, portal })).toMatch(new RegExp(`^${name.replaceAll(/[.*+?^$(){}|[\]\\]/g, '\\$&')}: `));
  });

  it('names the address to write to where the link does not fit, and hands none out then', () => {
    const sms = { ...SMS, objection: { link: `https://${'long.'.repeat(40)}example/c/x`, number: '4711' } };
    expect(holdSmsText(sms)).toMatch(/Nicht Sie\? Schreiben Sie uns sofort: hilfe@schule\.example$/);
    expect(holdSmsText(sms)).not.toContain('4711');
    expect(hasRoomForLink(sms)).toBe(false);
  });

  it('has words of its own for every change that is held', () => {
    for (const locale of ['de', 'en'] as const) for (const change of ['change-email', 'add-second-address', 'reset-second-factor', 'issue-temporary-password', 'delete-account']) expect(changeInWords(change, locale)).not.toBe(changeInWords('other', locale));
  });
});
