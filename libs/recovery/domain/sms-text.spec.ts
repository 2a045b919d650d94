import { describe, expect, it } from '@jest/globals';
import { smsText, voucherSmsText } from './sms-text.js';

describe('a text message with a code', () => {
  it.each(['de', 'en'] as const)('begins with the code, has no link, and is one message whatever the portal is called (%s)', (locale) => {
    for (const portal of ['Schulportal', 'Zentraler Eingangskanal der Landesverwaltung für alle Bürgerinnen und Bürger']) for (const words of [smsText, voucherSmsText]) {
      const text = words(locale, portal, '012345');
      expect(text).toMatch(/^012345 /);
      expect(text.length).toBeLessThanOrEqual(160);
      // GSM 03.38 has these; anything else would halve what fits.
      expect(text).toMatch(/^[A-Za-z0-9 .,()äöüÄÖÜß-]+$/);
      expect(text).not.toMatch(/https?:|www\./);
    }
  });
});
