import { describe, expect, it } from '@jest/globals';
import { whyNotInstant } from './why-not-instant.js';

const said = (because: readonly string[], locale: 'de' | 'en' = 'de') => whyNotInstant(because, locale, (caseType) => `<${caseType}>`, (code) => `?${code}`);

describe('why Rekey does not answer by itself', () => {
  it('says what may be an attack first, and what the portal has chosen last', () => {
    expect(said(['portal.switched-off', 'words-not-understood', 'sender.no-account', 'caution:pretext', 'risk-signal:prompt-injection'])).toEqual([
      'Die Mail versucht, die Auswertung zu steuern.', 'Die Adresse des Absenders steht bei keinem Konto.', 'Die Mail klingt nach einem Vorwand.', 'Die Mail enthält Wörter, die Rekey in einer solchen Mail nicht kennt.',
      'Das Portal hat die Sofort-Wiederherstellung ausgeschaltet.',
    ]);
  });

  it('says nothing twice', () => {
    expect(said(['risk:high', 'content.high-risk', 'not-sure-enough', 'content.not-sure'])).toEqual(['Die Mail gilt als hohes Risiko.', 'Rekey ist nicht sicher genug, worum es geht.']);
  });

  it('calls a case type by its name', () => {
    expect(said(['case-needs-person:email-change'], 'en')).toEqual(['A link alone does not solve “<email-change>”.']);
    expect(said(['risk-signal:control-moves:lost-email-access'], 'en')).toEqual(['The account would come under other control (<lost-email-access>).']);
  });

  it('hides nothing that it has no sentence for, and falls back on what it knows of the kind', () => {
    expect(said(['brand-new', 'risk-signal:brand-new'])).toEqual(['Etwas in der Mail deutet auf ein Risiko.', '?brand-new']);
  });
});
