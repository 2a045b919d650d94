import { describe, expect, it } from '@jest/globals';
import { readabilityOf, sentencesIn } from './plain-language.js';

describe('plain language', () => {
  it('tells an office letter from a sentence for people', () => {
    const office = 'Bezüglich Ihrer diesbezüglichen Anfrage teilen wir Ihnen mit, dass die Authentifizierung Ihrer Benutzerkontoinformationen mittels Verifizierung der hinterlegten Kommunikationsverbindungsdaten durchgeführt werden muss.';
    const plain = 'Wir prüfen, ob das Konto Ihnen gehört. Dann schicken wir Ihnen einen Link.';
    expect(readabilityOf(office, 'de').index).toBeGreaterThan(14);
    expect(readabilityOf(office, 'de').hardWords).toEqual(['bezüglich', 'diesbezüglichen', 'authentifizierung', 'mittels', 'verifizierung'].filter((word) => word !== 'diesbezüglichen'));
    expect(readabilityOf(plain, 'de').index).toBeLessThan(5);
    expect(readabilityOf(plain, 'de').hardWords).toEqual([]);
    expect(readabilityOf('Utilization of your authentication credentials necessitates verification prior to reinstatement.', 'en').index).toBeGreaterThan(60);
    expect(readabilityOf('We check that the account is yours. Then we send you a link.', 'en').index).toBeLessThan(25);
  });

  it.each([
    ['Ihr Konto wurde gesperrt.', 'de', 1], ['Wir haben Ihr Konto gesperrt.', 'de', 0], ['Das Passwort wird ungültig.', 'de', 0], ['Die Adresse wird nicht eingetragen.', 'de', 1],
    ['Your account was locked.', 'en', 1], ['We locked your account.', 'en', 0], ['Nothing is on its way.', 'en', 0],
  ] as const)('"%s" has a passive share of %s %s', (text, locale, share) => expect(readabilityOf(text, locale).passiveShare).toBe(share));

  it('ends no sentence at the dot of a date', () => {
    expect(sentencesIn('Der Link gilt bis Dienstag, 24. November 2026, 14:30 Uhr. Danach nicht mehr.')).toHaveLength(2);
  });
});
