import type { Locale } from '#kernel';

/** The words on paper, in the language of the account. */
export const PAPER_TEXTS = {
  de: {
    'initial-credentials': 'Ihre ersten Zugangsdaten', 'temporary-password': 'Ihr vorläufiges Passwort', 'pin-letter': 'Ihre neue PIN', 'proof-letter': 'Ihr Brief mit PIN', 'hold-letter': 'Eine Änderung an Ihrem Konto steht bevor', username: 'Benutzername', password: 'Passwort', wordByWord: 'Wort für Wort', spokenHint: 'Schreiben Sie das Passwort in einem Stück, mit einem Bindestrich zwischen den Wörtern und vor der Ziffer am Ende. Nur der erste Buchstabe ist groß.', pin: 'PIN', area: 'Bereich',
    until: 'Gilt bis', signIn: 'Anmelden unter', hint: 'Groß- und Kleinschreibung zählt. Beim ersten Anmelden wählen Sie ein eigenes Passwort.', pinHint: 'Geben Sie die PIN nach der Anmeldung im Portal ein. Sie ist nicht Ihr Passwort.',
    proofHint: 'Jemand hat uns um Hilfe mit Ihrem Konto gebeten. Waren Sie das, geben Sie die PIN auf der Seite zu Ihrer Anfrage ein; der Link dahin steht in unserer ersten E-Mail. Waren Sie es nicht, vernichten Sie diesen Brief und sagen Sie uns Bescheid.',
    hold: {
      wasMade: 'An Ihrem Konto wurde etwas geändert', what: 'Änderung', from: 'Gilt ab', since: 'Gilt seit', page: 'Seite', number: 'Nummer', until: 'Widerspruch bis',
      hint: 'Das wurde für Ihr Konto verlangt. Wir schreiben Ihnen, weil wir Sie nicht sicher auf einem anderen Weg erreichen. Wollten Sie das nicht? Tippen Sie die Seite in die Adresszeile Ihres Browsers ein, mit allen Strichen, und dort die Nummer. Dann wird die Änderung gestoppt oder, wenn sie schon gilt, zurückgenommen oder geprüft. Wollten Sie es selbst, müssen Sie nichts tun.',
      hintDone: 'Das wurde für Ihr Konto verlangt. Wir schreiben Ihnen, weil wir Sie nicht sicher auf einem anderen Weg erreichen. Wollten Sie das nicht? Tippen Sie die Seite in die Adresszeile Ihres Browsers ein, mit allen Strichen, und dort die Nummer. Dann wird die Änderung zurückgenommen, wo das noch geht, und geprüft. Wollten Sie es selbst, müssen Sie nichts tun.',
    },
    never: 'Geben Sie diese Angaben niemandem weiter.', date: 'Datum', questions: 'Fragen an',
  },
  en: {
    'initial-credentials': 'Your first credentials', 'temporary-password': 'Your temporary password', 'pin-letter': 'Your new PIN', 'proof-letter': 'Your letter with a PIN', 'hold-letter': 'A change to your account is coming', username: 'User name', password: 'Password', wordByWord: 'Word by word', spokenHint: 'Type the password in one piece, with a hyphen between the words and before the digit at the end. Only the first letter is a capital.', pin: 'PIN', area: 'Area',
    until: 'Valid until', signIn: 'Sign in at', hint: 'Upper and lower case matter. At the first sign-in you choose a password of your own.', pinHint: 'Type the PIN in the portal after signing in. It is not your password.',
    proofHint: 'Somebody asked us for help with your account. If it was you, type the PIN on the page of your request; the link to it is in our first e-mail. If it was not you, destroy this letter and tell us.',
    hold: {
      wasMade: 'Something in your account was changed', what: 'Change', from: 'From', since: 'Since', page: 'Page', number: 'Number', until: 'Object by',
      hint: 'This was asked for your account. We write to you because we cannot be sure to reach you any other way. You did not want this? Type the page into the address line of your browser, with all dashes, and the number there. The change is then stopped or, if it was made already, taken back or looked into. If you wanted it yourself, you need do nothing.',
      hintDone: 'This was asked for your account. We write to you because we cannot be sure to reach you any other way. You did not want this? Type the page into the address line of your browser, with all dashes, and the number there. The change is then taken back, where that is still possible, and looked into. If you wanted it yourself, you need do nothing.',
    },
    never: 'Tell nobody.', date: 'Date', questions: 'Questions to',
  },
} as const satisfies Record<Locale, unknown>;

export function dayInWords(day: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(day);
}
