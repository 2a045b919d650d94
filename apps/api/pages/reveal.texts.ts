import type { Locale } from '#kernel';

const de = {
  title: 'Ihr vorläufiges Passwort',
  lead: (minutes: number) => `Das Passwort wird genau einmal gezeigt. Danach gilt es höchstens noch ${minutes} Minuten. Lassen Sie es sich erst zeigen, wenn Sie sich gleich anmelden können.`,
  submit: 'Passwort anzeigen',
  shownTitle: 'Ihr vorläufiges Passwort',
  secret: 'Vorläufiges Passwort',
  leaves: (minutes: number) => `Diese Seite verschwindet nach ${minutes} Minuten.`, secretHint: 'Markieren und kopieren Sie es, oder schreiben Sie es ab. Sobald Sie die Seite verlassen, ist es nicht mehr zu sehen.',
  copy: 'Passwort kopieren', copied: 'Kopiert. Fügen Sie es jetzt auf der Anmeldeseite ein.', copyFailed: 'Der Browser lässt das Kopieren nicht zu. Das Passwort ist markiert: Kopieren Sie es bitte von Hand.',
  spelled: 'Zeichen für Zeichen', spelledLead: 'Alle Buchstaben sind groß. So tippen Sie es ab, ohne etwas zu verwechseln.',
  expires: 'Es gilt bis',
  next: 'So geht es weiter',
  steps: ['Melden Sie sich mit diesem Passwort an.', 'Sie werden sofort nach einem neuen, eigenen Passwort gefragt.', 'Danach gilt das vorläufige Passwort nicht mehr.'],
  never: 'Geben Sie es niemandem weiter, auch nicht uns. Ruft jemand an und fragt danach, legen Sie auf: Wir fragen nie nach einem Passwort. Bei der Hilfe sieht es niemand.',
};

const en: typeof de = {
  title: 'Your temporary password',
  lead: (minutes) => `The password is shown exactly once. After that it works for ${minutes} minutes at most. Have it shown only when you are ready to sign in.`,
  submit: 'Show the password',
  shownTitle: 'Your temporary password',
  secret: 'Temporary password',
  leaves: (minutes) => `This page disappears after ${minutes} minutes.`, secretHint: 'Select and copy it, or write it down. Once you leave this page it cannot be seen again.',
  copy: 'Copy the password', copied: 'Copied. Now paste it on the sign-in page.', copyFailed: 'The browser does not allow copying. The password is selected: please copy it by hand.',
  spelled: 'Sign by sign', spelledLead: 'All letters are capitals. This is how to type it without mixing anything up.',
  expires: 'It works until',
  next: 'What happens next',
  steps: ['Sign in with this password.', 'You are asked for a new password of your own at once.', 'After that the temporary password no longer works.'],
  never: 'Tell nobody, not even us. If anybody calls and asks for it, hang up: we never ask for a password. Nobody at the desk can see it.',
};

/** Where a temporary password is shown, once (`/s/…`). */
export const REVEAL_TEXTS = { de, en } as const satisfies Record<Locale, typeof de>;
