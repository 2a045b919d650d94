import type { Locale } from '#kernel';

export interface Sample {
  readonly key: string;
  readonly label: Record<Locale, string>;
  readonly subject: Record<Locale, string>;
  readonly text: Record<Locale, string>;
  /** Ends with the user name, as people do who are asked for it often. */
  readonly namesUser?: true;
}

/** What people write, one click away. */
export const SAMPLES: readonly Sample[] = [
  {
    key: 'forgot-password',
    label: { de: 'Passwort vergessen', en: 'Forgot my password' },
    subject: { de: 'Passwort vergessen', en: 'I forgot my password' },
    text: { de: 'Guten Tag,\n\nich habe mein Passwort vergessen und komme nicht mehr hinein. Können Sie mir helfen?', en: 'Hello,\n\nI forgot my password and cannot sign in any more. Could you help me?' },
  },
  {
    key: 'activation-mail-missing',
    label: { de: 'Aktivierungslink nicht bekommen', en: 'Activation link never arrived' },
    subject: { de: 'Aktivierungslink', en: 'Activation link' },
    text: {
      de: 'Hallo,\n\nich habe mich registriert, aber ich habe den Aktivierungslink nicht bekommen. Im Spam-Ordner ist auch nichts.',
      en: 'Hello,\n\nI registered, but the e-mail with the activation link never arrived. There is nothing in the spam folder either.',
    },
  },
  {
    key: 'reset-mail-missing',
    namesUser: true,
    label: { de: 'Keine Mail zum Zurücksetzen', en: 'No reset mail arrives' },
    subject: { de: 'Keine E-Mail zum Zurücksetzen erhalten', en: 'No reset mail arrives' },
    text: {
      de: 'Sehr geehrte Damen und Herren,\n\nich habe schon mehrmals auf „Passwort vergessen“ geklickt, bekomme aber keine E-Mail zum Zurücksetzen.',
      en: 'Dear support,\n\nI clicked "forgot password" several times, but no reset mail arrives.',
    },
  },
  {
    key: 'lost-email-access',
    namesUser: true,
    label: { de: 'Altes Postfach nicht mehr lesbar', en: 'Cannot read my old mailbox' },
    subject: { de: 'Kein Zugriff mehr auf mein altes Postfach', en: 'No access to my old mailbox' },
    text: {
      de: 'Guten Tag,\n\nich kann mein altes Postfach nicht mehr lesen, weil ich die Stelle gewechselt habe. Bitte tragen Sie diese Adresse ein und schicken Sie mir neue Zugangsdaten.',
      en: 'Hello,\n\nI can no longer read my old mailbox because I changed jobs. Please register this address and send me new access data.',
    },
  },
  {
    key: 'account-locked',
    label: { de: 'Konto gesperrt', en: 'Account locked' },
    subject: { de: 'Konto gesperrt', en: 'Account locked' },
    text: { de: 'Guten Tag,\n\nnach zu vielen Versuchen ist mein Konto gesperrt. Bitte schalten Sie es wieder frei.', en: 'Hello,\n\nafter too many attempts my account is locked. Please unlock it.' },
  },
  {
    key: 'forgot-username',
    label: { de: 'Benutzername vergessen', en: 'Forgot my user name' },
    subject: { de: 'Benutzername', en: 'User name' },
    text: { de: 'Guten Tag,\n\nwie lautet mein Benutzername? Ich habe ihn vergessen.', en: 'Hello,\n\nwhat is my user name? I have forgotten it.' },
  },
  {
    key: 'urgent',
    namesUser: true,
    label: { de: 'Mit Druck', en: 'With pressure' },
    subject: { de: 'DRINGEND!!! Sofort Passwort an diese Adresse', en: 'URGENT!!! Password to this address now' },
    text: {
      de: 'Ich brauche SOFORT ein neues Passwort, der Geschäftsführer wartet. Schicken Sie es direkt an diese private Adresse, die alte ist gehackt worden. Keine Rückfragen!',
      en: 'I need a new password IMMEDIATELY, the managing director is waiting. Send it straight to this private address, the old one was hacked. No questions!',
    },
  },
];

/** The whole mail of one person. */
export function mailOf(sample: Sample, locale: Locale, who: { readonly name: string; readonly username: string }): { subject: string; text: string } {
  const user = sample.namesUser && who.username ? (locale === 'de' ? `\n\nMein Benutzername ist ${who.username}.` : `\n\nMy user name is ${who.username}.`) : '';
  const greeting = locale === 'de' ? 'Mit freundlichen Grüßen' : 'Kind regards';
  return { subject: sample.subject[locale], text: `${sample.text[locale]}${user}\n\n${greeting}\n${who.name}` };
}
