import { describe, expect, it } from '@jest/globals';
import { recogniseRequest } from './recognise-request.js';

const kindOf = (said: string) => recogniseRequest({ said, caseType: 'not-account-related' });

describe('a request about data is recognised', () => {
  it.each([
    'Auskunft nach Art. 15 DSGVO\nbitte teilen Sie mir mit, was Sie über mich wissen.', 'Ich bitte um Auskunft über meine gespeicherten Daten.', 'Welche Daten haben Sie eigentlich über mich gespeichert?', 'hiermit beantrage ich eine Datenauskunft',
    'Gemäß DS-GVO Artikel 15 möchte ich eine Kopie.', 'This is a subject access request.', 'Please send me a copy of my personal data.', 'I want to know what personal data you hold about me', 'under Article 15 of the GDPR I ask you',
  ])('for a copy: %s', (said) => expect(kindOf(said)).toBe('access'));

  it.each([
    'Bitte löschen Sie alle meine personenbezogenen Daten.', 'Ich mache von meinem Recht auf Löschung Gebrauch.', 'Antrag nach Art. 17 DSGVO', 'Bitte sämtliche über mich gespeicherten\nDaten löschen!', 'I exercise my right to be forgotten.', 'Please delete all my data.', 'erase all of my personal data',
    'Auskunft nach Art. 15 und Löschung nach Art. 17 DSGVO',
  ])('for their end: %s', (said) => expect(kindOf(said)).toBe('erasure'));

  it.each(['Ich verlange Berichtigung meiner Daten.', 'Art. 16 DSGVO: mein Name ist falsch', 'my right to rectification'])('for their correction: %s', (said) => expect(kindOf(said)).toBe('rectification'));

  it('by its case, where wrong data are the heart of it (U5, U8)', () => {
    expect(recogniseRequest({ said: 'Ich habe mich vertippt.', caseType: 'registration-data-changed' })).toBe('rectification');
    expect(recogniseRequest({ said: 'Ich habe geheiratet.', caseType: 'profile-data-change' })).toBe('rectification');
  });

  it.each([
    'Ich habe mein Passwort vergessen.', 'Bitte löschen Sie mein Konto.', 'Können Sie mir Auskunft geben, wann Sie offen haben?', 'Ich brauche meine Zugangsdaten.', 'Laut Artikel 15 der Hausordnung …', 'I cannot sign in, the form deleted my data', 'Please delete my account', 'Meine Daten stimmen, aber der Link geht nicht.',
    'Wir achten auf den Datenschutz nach DSGVO.',
  ])('and never in: %s', (said) => expect(kindOf(said)).toBeUndefined());
});
