import type { Locale } from '#kernel';

const de = {
  portal: {
    title: 'Anmelden', demo: 'Anmeldeseite dieses Portals in der Demo-Welt. Die Anmeldung ist echt.', login: 'Benutzername oder E-Mail-Adresse', password: 'Passwort', submit: 'Anmelden',
    forgotten: 'Passwort vergessen?', forgottenHow: 'Schreiben Sie einfach eine E-Mail in eigenen Worten an', inPlayground: 'In der Demo: das Postfach öffnen',
    signedIn: (name: string) => `Sie sind angemeldet als ${name}`, signOut: 'Abmelden', signedOut: 'Sie sind abgemeldet.', account: 'Konto', lastSignIn: 'Letzte Anmeldung',
    mustChangeTitle: 'Wählen Sie ein neues Passwort', mustChange: 'Sie haben sich mit einem vorläufigen Passwort angemeldet. Bitte wählen Sie jetzt ein eigenes, neues Passwort. Vorher geht es nicht weiter.',
    current: 'Vorläufiges Passwort', next: 'Neues Passwort', repeat: 'Neues Passwort wiederholen', save: 'Neues Passwort speichern',
    refusals: {
      'portal.wrong-credentials': 'Benutzername oder Passwort stimmt nicht.', 'portal.locked': 'Dieses Konto ist gesperrt. Schreiben Sie uns bitte eine E-Mail.', 'portal.password-expired': 'Dieses vorläufige Passwort ist abgelaufen. Schreiben Sie uns bitte eine E-Mail.',
      'portal.not-activated': 'Dieses Konto ist noch nicht aktiviert.', 'portal.session-ended': 'Ihre Sitzung ist zu Ende. Bitte melden Sie sich noch einmal an.',
    } as Record<string, string>,
    other: 'Die Anmeldung ist gerade nicht möglich.',
  },
  playground: {
    title: 'Spielwiese', lead: 'Seien Sie jemand, der nicht mehr hineinkommt: lesen Sie dessen Post, und schreiben Sie an die Hilfe. Alles geht über echtes SMTP und IMAP.',
    people: 'Wer möchten Sie sein?', choose: 'Wählen Sie links eine Person.', inbox: 'Posteingang', empty: 'Noch keine E-Mail. Neue erscheinen hier von selbst.', unread: 'neu', back: 'Zurück zum Posteingang',
    write: 'An die Hilfe schreiben', to: 'An', subject: 'Betreff', text: 'Text', send: 'Senden', oneClick: 'Mit einem Klick senden', answer: 'Antworten', sent: 'Die E-Mail ist unterwegs.', missing: 'Schreiben Sie bitte Betreff und Text.',
    side: 'Die andere Seite', console: 'Konsole der Hilfe', consoleHint: 'Dort erscheint das Ticket, ohne neu zu laden.', signIn: 'Anmeldeseite des Portals', signInHint: 'Hier sehen Sie, ob die Wiederherstellung geklappt hat.',
    portalPassword: 'Passwort am Anfang', noPortalPassword: 'hat noch kein Passwort', status: 'Stand der Anfrage', statusHint: 'Der Link steht in der Eingangsbestätigung.', username: 'Benutzername',
  },
};

const en: typeof de = {
  portal: {
    title: 'Sign in', demo: 'Sign-in page of this portal in the demo world. Signing in is real.', login: 'User name or e-mail address', password: 'Password', submit: 'Sign in',
    forgotten: 'Forgot your password?', forgottenHow: 'Just write an e-mail in your own words to', inPlayground: 'In the demo: open the mailbox',
    signedIn: (name) => `You are signed in as ${name}`, signOut: 'Sign out', signedOut: 'You are signed out.', account: 'Account', lastSignIn: 'Last sign-in',
    mustChangeTitle: 'Choose a new password', mustChange: 'You signed in with a temporary password. Please choose a new password of your own now. There is no way on before that.',
    current: 'Temporary password', next: 'New password', repeat: 'Repeat the new password', save: 'Save the new password',
    refusals: {
      'portal.wrong-credentials': 'User name or password is not right.', 'portal.locked': 'This account is locked. Please write us an e-mail.', 'portal.password-expired': 'This temporary password has expired. Please write us an e-mail.',
      'portal.not-activated': 'This account is not activated yet.', 'portal.session-ended': 'Your session is over. Please sign in again.',
    },
    other: 'Signing in is not possible at the moment.',
  },
  playground: {
    title: 'Playground', lead: 'Be somebody who is locked out: read their mail and write to the desk. Everything travels by real SMTP and IMAP.',
    people: 'Who do you want to be?', choose: 'Choose a person on the left.', inbox: 'Inbox', empty: 'No mail yet. New ones appear here by themselves.', unread: 'new', back: 'Back to the inbox',
    write: 'Write to the desk', to: 'To', subject: 'Subject', text: 'Text', send: 'Send', oneClick: 'Send with one click', answer: 'Reply', sent: 'The mail is on its way.', missing: 'Please write a subject and a text.',
    side: 'The other side', console: 'Console of the desk', consoleHint: 'The ticket appears there without reloading.', signIn: 'Sign-in page of the portal', signInHint: 'Here you see whether the recovery worked.',
    portalPassword: 'Password at the start', noPortalPassword: 'has no password yet', status: 'State of the request', statusHint: 'The link is in the acknowledgement.', username: 'User name',
  },
};

export const DEMO_TEXTS = { de, en } as const satisfies Record<Locale, typeof de>;
