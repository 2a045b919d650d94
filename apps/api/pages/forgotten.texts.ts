import type { Locale } from '#kernel';

const de = {
  title: 'Passwort vergessen',
  whichPortal: 'Bei welchem Portal möchten Sie sich anmelden?',
  lead: 'Wir schicken einen Link an die Adresse, die zu Ihrem Konto hinterlegt ist. Damit wählen Sie ein neues Passwort.',
  login: 'Benutzername oder E-Mail-Adresse', loginHint: 'So, wie Sie sich sonst anmelden', loginMissing: 'Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.',
  submit: 'Link schicken',
  otherwise: 'Lieber eine E-Mail?', otherwiseHow: 'Schreiben Sie uns einfach in eigenen Worten, von der Adresse aus, die wir von Ihnen haben:',
  sentTitle: 'Sehen Sie in Ihr Postfach',
  sent: 'Wenn es dieses Konto gibt, ist jetzt eine E-Mail mit einem Link unterwegs. Er gilt höchstens eine Stunde; bis wann, steht in der E-Mail.',
  sentHints: ['Nach ein paar Minuten ist nichts da? Sehen Sie im Spam-Ordner nach.', 'Die E-Mail geht nur an die Adresse, die wir von Ihnen haben, auch wenn Sie inzwischen eine andere benutzen.'],
  proof: { busy: 'Ihr Browser zeigt gerade, dass er kein Roboter ist. Das dauert ein paar Sekunden; Sie müssen nichts tun.', done: 'Geprüft: kein Roboter.', failed: 'Ihr Browser kann die Prüfung nicht ausführen. Schreiben Sie uns bitte eine E-Mail, dann geht es ohne.', none: 'Diese Seite prüft mit JavaScript, dass Sie kein Roboter sind. Ohne JavaScript geht es auch, aber nur zweimal in der Stunde. Danach schreiben Sie uns bitte eine E-Mail.' },
  proofMissing: 'Die Prüfung war noch nicht fertig oder ist abgelaufen. Bitte senden Sie das Formular noch einmal, oder schreiben Sie uns eine E-Mail.',
};

const en: typeof de = {
  title: 'Forgot your password',
  whichPortal: 'Which portal do you want to sign in to?',
  lead: 'We send a link to the address on file for your account. With it you choose a new password.',
  login: 'User name or e-mail address', loginHint: 'As you usually sign in', loginMissing: 'Enter your user name or your e-mail address.',
  submit: 'Send the link',
  otherwise: 'Rather write an e-mail?', otherwiseHow: 'Just write to us in your own words, from the address that we have of you:',
  sentTitle: 'Look into your mailbox',
  sent: 'If there is such an account, an e-mail with a link is on its way now. It is valid for an hour at most; the e-mail says until when.',
  sentHints: ['Nothing there after a few minutes? Look into your spam folder.', 'The e-mail goes only to the address that we have of you, even if you use another one by now.'],
  proof: { busy: 'Your browser is showing that it is not a robot. This takes a few seconds; you need not do anything.', done: 'Checked: not a robot.', failed: 'Your browser cannot do the check. Please write us an e-mail, then it works without.', none: 'This page checks with JavaScript that you are not a robot. It works without JavaScript, too, but only twice an hour. After that please write us an e-mail.' },
  proofMissing: 'The check was not finished yet, or is too old. Please send the form again, or write us an e-mail.',
};

export const FORGOTTEN_TEXTS = { de, en } as const satisfies Record<Locale, typeof de>;
