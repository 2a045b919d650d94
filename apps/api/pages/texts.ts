import type { Locale } from '#kernel';

/** Every sentence of the pages behind links, by page. The English twin must have the same keys: the compiler asks. */
const de = {
  common: {
    formStale: 'Das Formular war zu alt. Bitte senden Sie es noch einmal ab.',
    code: 'Code aus der E-Mail', codeHint: '8 Zeichen, Groß- und Kleinschreibung ist egal, Leerzeichen stören nicht',
    codeWrong: 'Der Code stimmt nicht. Bitte vergleichen Sie ihn mit der E-Mail.', codeMissing: 'Geben Sie den Code aus der E-Mail ein.',
    triesLeft: (tries: number) => (tries === 1 ? 'Sie haben noch einen Versuch.' : `Sie haben noch ${tries} Versuche.`),
    tooMany: 'Das waren zu viele Versuche. Bitte warten Sie, oder lassen Sie sich einen neuen Link schicken.',
    tooManyUntil: 'Das waren zu viele Versuche. Bitte versuchen Sie es wieder ab',
    trouble: 'Das hat gerade nicht geklappt, weil ein System dahinter nicht antwortet. Es wurde nichts verändert. Bitte versuchen Sie es in einigen Minuten noch einmal.',
    toSignIn: 'Zur Anmeldung', username: 'Benutzername', refused: 'Das ist gerade nicht möglich. Bitte antworten Sie auf unsere E-Mail.',
  },
  invalid: {
    title: 'Dieser Link ist nicht gültig',
    lead: 'Der Link ist unvollständig, wurde schon benutzt oder ist abgelaufen.',
    hints: ['Öffnen Sie die neueste E-Mail von uns: Jeder neue Link macht den vorigen ungültig.', 'Manche E-Mail-Programme zerteilen lange Links. Kopieren Sie den Link dann ganz in die Adresszeile.', 'In der E-Mail steht auch ein Code zum Eintippen.', 'Ihr Browser muss Cookies dieser Seite annehmen.'],
    codePage: 'Code eintippen', again: 'Hilft das nicht, antworten Sie einfach auf unsere E-Mail.',
  },
  dead: {
    used: { title: 'Dieser Link wurde schon benutzt', text: 'Jeder Link geht nur einmal. Waren Sie das nicht, antworten Sie bitte gleich auf unsere E-Mail.' },
    superseded: { title: 'Es gibt einen neueren Link', text: 'Wir haben Ihnen danach noch einen Link geschickt; nur der neueste gilt. Bitte öffnen Sie die neueste E-Mail von uns.' },
    expired: { title: 'Dieser Link ist abgelaufen', text: 'Der Link galt nur eine begrenzte Zeit.' },
    revoked: { title: 'Dieser Link gilt nicht mehr', text: 'Seit dem Versand hat sich am Konto etwas geändert, deshalb gilt der Link nicht mehr. Antworten Sie bitte auf unsere E-Mail.' },
    busy: { title: 'Einen Moment bitte', text: 'Ihre letzte Eingabe wird noch verarbeitet. Bitte öffnen Sie den Link in einer Minute noch einmal.' },
    'tries-used-up': { title: 'Zu viele falsche Eingaben', text: 'Der Code wurde zu oft falsch eingegeben. Der Link gilt nicht mehr. Antworten Sie bitte auf unsere E-Mail.' },
  },
  account: {
    'recovery.account-frozen': 'Dieses Konto ist zur Sicherheit gesperrt. Bitte antworten Sie auf unsere E-Mail.', 'recovery.account-disabled': 'Dieses Konto ist deaktiviert. Bitte antworten Sie auf unsere E-Mail.',
    'recovery.registration-locked': 'Ihre Registrierung wird noch geprüft. Sie bekommen eine E-Mail, sobald es weitergeht.', 'recovery.pending-activation': 'Dieses Konto ist noch nicht aktiviert. Bitte benutzen Sie zuerst den Aktivierungslink.',
    'recovery.directory-refused': 'Das System des Portals hat die Änderung abgelehnt. Es wurde nichts verändert. Bitte antworten Sie auf unsere E-Mail.',
  } as Record<string, string>,
  fault: { title: 'Das hat gerade nicht geklappt', stale: 'Diese Seite ist zu alt', reload: 'Bitte öffnen Sie den Link aus der E-Mail noch einmal.' },
  recover: {
    title: 'Neues Passwort wählen', lead: 'Wählen Sie ein neues Passwort für Ihr Konto.', account: 'Ihr Konto',
    password: 'Neues Passwort', repeat: 'Neues Passwort wiederholen', submit: 'Passwort speichern', show: 'Eingaben anzeigen', hide: 'Eingaben verbergen',
    policy: 'Das Passwort braucht', minLength: (count: number) => `mindestens ${count} Zeichen`, classes: (count: number) => `Zeichen aus mindestens ${count} dieser Gruppen: Großbuchstaben, Kleinbuchstaben, Ziffern, Sonderzeichen`,
    notCommon: 'kein häufig benutztes Wort und nicht Ihren Namen', longIsGood: 'Mehrere Wörter hintereinander sind gut zu merken. Leerzeichen und Umlaute sind erlaubt.',
    notYet: 'Noch ist nichts geändert. Erst wenn Sie speichern, gilt das neue Passwort.',
    doneTitle: 'Ihr neues Passwort gilt', done: 'Wir haben das neue Passwort gespeichert. Das alte gilt nicht mehr, und offene Sitzungen wurden beendet.',
    doneNext: 'Melden Sie sich jetzt mit dem neuen Passwort an. Zur Sicherheit bekommen Sie an alle hinterlegten Adressen eine Nachricht darüber.',
    expired: 'Wir schicken Ihnen gern einen neuen, an die Adresse, die im Konto hinterlegt ist.',
    sendNew: 'Neuen Link schicken', sentTitle: 'Ein neuer Link ist unterwegs', sent: 'Wenn für dieses Konto noch ein Link möglich ist, kommt er gleich an die hinterlegte Adresse. Sehen Sie auch im Spam-Ordner nach. Alte Links gelten dann nicht mehr.',
    byCodeTitle: 'Mit dem Code aus der E-Mail', byCodeLead: 'Wenn der Link nicht funktioniert, tippen Sie hier den Code aus derselben E-Mail ein.', whichPortal: 'Für welches Portal ist der Code?', login: 'Benutzername oder E-Mail-Adresse', loginHint: 'so, wie sie im Konto hinterlegt ist',
    loginMissing: 'Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.', byCodeWrong: 'Code und Konto passen nicht zusammen, oder der Code gilt nicht mehr.',
  },
  objections: {
    missing: 'Geben Sie ein neues Passwort ein.', 'too-short': 'Das Passwort ist zu kurz.', 'too-long': 'Das Passwort ist zu lang.', common: 'Dieses Passwort steht auf einer Liste häufiger Passwörter.', 'organisation-word': 'Das Passwort enthält den Namen der Einrichtung oder des Portals.',
    'own-name': 'Das Passwort enthält Ihren Namen, Benutzernamen oder Ihre Adresse.', reused: 'Das ist Ihr bisheriges oder ein früheres Passwort.', classes: 'Das Passwort braucht mehr verschiedene Zeichenarten.',
    differs: 'Die beiden Eingaben sind nicht gleich.', other: 'Dieses Passwort ist nicht möglich.',
  },
  activate: {
    title: 'Konto aktivieren', lead: 'Wählen Sie ein Passwort. Damit ist Ihre Adresse bestätigt und Ihr Konto aktiv.', submit: 'Konto aktivieren', doneTitle: 'Ihr Konto ist aktiv',
    done: 'Ihre Adresse ist bestätigt, und Ihr Passwort gilt.', doneNext: 'Sie können sich jetzt anmelden.',
  },
  prove: {
    title: 'Postfach bestätigen', lead: 'Jemand hat uns wegen Ihres Kontos geschrieben. Waren Sie das, dann bestätigen Sie bitte, dass Sie dieses Postfach lesen können.', submit: 'Bestätigen',
    notYou: 'Waren Sie das nicht, tun Sie bitte nichts, und antworten Sie auf keine Nachfrage nach diesem Code.', doneTitle: 'Danke, Ihr Postfach ist bestätigt', done: 'Wir machen jetzt mit Ihrer Anfrage weiter und melden uns per E-Mail. Sie können diese Seite schließen.',
  },
  reveal: {
    title: 'Ihr vorläufiges Passwort', lead: 'Das Passwort wird genau einmal gezeigt. Öffnen Sie die Seite erst, wenn Sie es gleich benutzen können.', submit: 'Passwort anzeigen',
    shownTitle: 'Ihr vorläufiges Passwort', secret: 'Vorläufiges Passwort', secretHint: 'Markieren und kopieren Sie es, oder schreiben Sie es ab. Sobald Sie die Seite verlassen, ist es nicht mehr zu sehen.',
    expires: 'Es gilt bis', next: 'So geht es weiter', steps: ['Melden Sie sich mit diesem Passwort an.', 'Sie werden sofort nach einem neuen, eigenen Passwort gefragt.', 'Danach gilt das vorläufige Passwort nicht mehr.'],
    never: 'Geben Sie es niemandem weiter, auch nicht uns. Bei der Hilfe sieht es niemand.',
  },
  report: {
    title: 'Das war ich nicht', lead: 'Wir haben Sie über eine Änderung an Ihrem Konto benachrichtigt. Wenn Sie das nicht waren, sperren wir das Konto sofort und sehen nach.', number: 'Zahl aus der E-Mail', numberHint: 'vier Ziffern; so stellen wir sicher, dass ein Mensch meldet', numberWrong: 'Die Zahl stimmt nicht. Sie steht in derselben E-Mail.', submit: 'Das war ich nicht: Konto sperren',
    fine: 'Waren Sie es selbst, müssen Sie nichts tun.', doneTitle: 'Danke, wir kümmern uns darum', done: 'Das Konto ist gesperrt, und jemand von uns sieht jetzt nach. Bis dahin kann sich niemand anmelden. Wir melden uns bei Ihnen.', doneNoted: 'Ihre Meldung ist da, und jemand von uns sieht jetzt nach. Wir melden uns bei Ihnen.',
    what: 'Worum es geht', when: 'Nachricht vom',
    events: {
      'case-opened': 'jemand hat uns wegen Ihres Kontos um Hilfe gebeten', 'password-set': 'ein neues Passwort wurde gesetzt', 'temporary-password-issued': 'ein vorläufiges Passwort wurde ausgestellt', 'account-unlocked': 'das Konto wurde entsperrt', 'account-activated': 'das Konto wurde aktiviert', 'account-frozen': 'das Konto wurde gesperrt',
    } as Record<string, string>,
  },
  status: {
    title: 'Ihre Anfrage', number: 'Nummer', asked: 'Ihr Anliegen', since: 'Eingegangen', state: 'Stand', promise: 'Zusage', promisedBy: 'spätestens', next: 'Was Sie jetzt tun können',
    states: { new: 'eingegangen, noch nicht bearbeitet', open: 'in Bearbeitung', waiting: 'wir warten auf Ihre Antwort', solved: 'gelöst', closed: 'abgeschlossen' },
    steps: {
      new: 'Sie müssen nichts tun. Wir melden uns per E-Mail.', open: 'Sie müssen nichts tun. Wir melden uns per E-Mail.', waiting: 'Bitte sehen Sie in Ihr Postfach und antworten Sie auf unsere letzte E-Mail.',
      solved: 'Klappt noch etwas nicht? Antworten Sie auf unsere letzte E-Mail, dann geht es hier weiter.', closed: 'Klappt wieder etwas nicht? Schreiben Sie uns einfach eine neue E-Mail.',
    },
    linkSent: 'Wir haben einen Link an die Adresse geschickt, die im Konto hinterlegt ist. Bitte sehen Sie dort auch im Spam-Ordner nach.',
    callTitle: 'Code vom Telefon', callLead: 'Wir rufen Sie unter der hinterlegten Nummer an und nennen Ihnen einen Code. Tippen Sie ihn hier ein.', callHint: 'sechs Ziffern, die wir am Telefon vorlesen', callWrong: 'Der Code stimmt nicht. Bitten Sie darum, ihn noch einmal vorzulesen.', callOver: 'Gerade läuft kein Anruf, zu dem ein Code gehört.', callUntil: 'Der Code gilt bis', callSubmit: 'Code bestätigen', callDone: 'Danke, der Code stimmt. Wir machen jetzt weiter.',
  },
};

export type Texts = typeof de;

const en: Texts = {
  common: {
    formStale: 'The form was too old. Please send it again.',
    code: 'Code from the e-mail', codeHint: '8 characters; capital or small letters and spaces do not matter',
    codeWrong: 'The code is not right. Please compare it with the e-mail.', codeMissing: 'Enter the code from the e-mail.',
    triesLeft: (tries) => (tries === 1 ? 'You have one try left.' : `You have ${tries} tries left.`),
    tooMany: 'Those were too many tries. Please wait, or ask for a new link.',
    tooManyUntil: 'Those were too many tries. Please try again from',
    trouble: 'That did not work just now because a system behind it does not answer. Nothing was changed. Please try again in a few minutes.',
    toSignIn: 'Go to sign-in', username: 'User name', refused: 'That is not possible at the moment. Please reply to our e-mail.',
  },
  invalid: {
    title: 'This link is not valid',
    lead: 'The link is incomplete, was used already, or has expired.',
    hints: ['Open the newest e-mail from us: each new link makes the one before it invalid.', 'Some mail programs break long links. If so, copy the whole link into the address bar.', 'The e-mail also holds a code that you can type.', 'Your browser must accept cookies of this site.'],
    codePage: 'Type the code', again: 'If that does not help, just reply to our e-mail.',
  },
  dead: {
    used: { title: 'This link was used already', text: 'Each link works only once. If that was not you, please reply to our e-mail at once.' },
    superseded: { title: 'There is a newer link', text: 'We sent you another link after this one; only the newest works. Please open the newest e-mail from us.' },
    expired: { title: 'This link has expired', text: 'The link was good for a limited time only.' },
    revoked: { title: 'This link no longer works', text: 'Something about the account has changed since it was sent, so the link no longer works. Please reply to our e-mail.' },
    busy: { title: 'One moment please', text: 'Your last entry is still being processed. Please open the link again in a minute.' },
    'tries-used-up': { title: 'Too many wrong entries', text: 'The code was typed wrongly too often. The link no longer works. Please reply to our e-mail.' },
  },
  account: {
    'recovery.account-frozen': 'This account is locked for safety. Please reply to our e-mail.', 'recovery.account-disabled': 'This account is disabled. Please reply to our e-mail.',
    'recovery.registration-locked': 'Your registration is still being checked. You get an e-mail as soon as it goes on.', 'recovery.pending-activation': 'This account is not activated yet. Please use the activation link first.',
    'recovery.directory-refused': 'The system of the portal refused the change. Nothing was changed. Please reply to our e-mail.',
  },
  fault: { title: 'That did not work just now', stale: 'This page is too old', reload: 'Please open the link from the e-mail again.' },
  recover: {
    title: 'Choose a new password', lead: 'Choose a new password for your account.', account: 'Your account',
    password: 'New password', repeat: 'Repeat the new password', submit: 'Save password', show: 'Show what I typed', hide: 'Hide what I typed',
    policy: 'The password needs', minLength: (count) => `at least ${count} characters`, classes: (count) => `characters from at least ${count} of these groups: capital letters, small letters, digits, symbols`,
    notCommon: 'no common word and not your name', longIsGood: 'Several words in a row are easy to remember. Spaces and any letters are welcome.',
    notYet: 'Nothing has changed yet. The new password counts only once you save it.',
    doneTitle: 'Your new password is set', done: 'We saved the new password. The old one no longer works, and open sessions were ended.',
    doneNext: 'Sign in with the new password now. To be safe, every address on file gets a message about this.',
    expired: 'We will gladly send a new one to the address on file.',
    sendNew: 'Send a new link', sentTitle: 'A new link is on its way', sent: 'If a link is still possible for this account, it arrives at the address on file shortly. Please look in the spam folder too. Old links no longer work then.',
    byCodeTitle: 'With the code from the e-mail', byCodeLead: 'If the link does not work, type the code from the same e-mail here.', whichPortal: 'Which portal is the code for?', login: 'User name or e-mail address', loginHint: 'as it is on file for the account',
    loginMissing: 'Enter your user name or your e-mail address.', byCodeWrong: 'Code and account do not belong together, or the code no longer works.',
  },
  objections: {
    missing: 'Enter a new password.', 'too-short': 'The password is too short.', 'too-long': 'The password is too long.', common: 'This password is on a list of common passwords.', 'organisation-word': 'The password contains the name of the organisation or the portal.',
    'own-name': 'The password contains your name, user name or address.', reused: 'This is your present or an earlier password.', classes: 'The password needs more different kinds of characters.',
    differs: 'The two entries are not the same.', other: 'This password is not possible.',
  },
  activate: {
    title: 'Activate your account', lead: 'Choose a password. This confirms your address and makes your account active.', submit: 'Activate account', doneTitle: 'Your account is active',
    done: 'Your address is confirmed and your password is set.', doneNext: 'You can sign in now.',
  },
  prove: {
    title: 'Confirm your mailbox', lead: 'Somebody wrote to us about your account. If it was you, please confirm that you can read this mailbox.', submit: 'Confirm',
    notYou: 'If it was not you, please do nothing, and tell nobody this code.', doneTitle: 'Thank you, your mailbox is confirmed', done: 'We go on with your request now and will write to you. You can close this page.',
  },
  reveal: {
    title: 'Your temporary password', lead: 'The password is shown exactly once. Go on only when you can use it right away.', submit: 'Show the password',
    shownTitle: 'Your temporary password', secret: 'Temporary password', secretHint: 'Select and copy it, or write it down. Once you leave this page it cannot be seen again.',
    expires: 'It works until', next: 'What happens next', steps: ['Sign in with this password.', 'You are asked for a new password of your own at once.', 'After that the temporary password no longer works.'],
    never: 'Tell nobody, not even us. Nobody at the desk can see it.',
  },
  report: {
    title: 'That was not me', lead: 'We told you about a change to your account. If it was not you, we lock the account at once and have a look.', number: 'Number from the e-mail', numberHint: 'four digits; so we know that a person reports', numberWrong: 'The number is not right. It is in the same e-mail.', submit: 'That was not me: lock the account',
    fine: 'If it was you, there is nothing to do.', doneTitle: 'Thank you, we take care of it', done: 'The account is locked and one of us is having a look. Until then nobody can sign in. We will be in touch.', doneNoted: 'We have your report and one of us is having a look. We will be in touch.',
    what: 'What it is about', when: 'Message of',
    events: {
      'case-opened': 'somebody asked us for help with your account', 'password-set': 'a new password was set', 'temporary-password-issued': 'a temporary password was issued', 'account-unlocked': 'the account was unlocked', 'account-activated': 'the account was activated', 'account-frozen': 'the account was locked',
    },
  },
  status: {
    title: 'Your request', number: 'Number', asked: 'You asked about', since: 'Received', state: 'State', promise: 'Promise', promisedBy: 'at the latest', next: 'What you can do now',
    states: { new: 'received, not looked at yet', open: 'being worked on', waiting: 'we wait for your answer', solved: 'solved', closed: 'closed' },
    steps: {
      new: 'There is nothing to do. We will write to you.', open: 'There is nothing to do. We will write to you.', waiting: 'Please look into your mailbox and reply to our last e-mail.',
      solved: 'Is something still not working? Reply to our last e-mail and we go on here.', closed: 'Is something not working again? Just write us a new e-mail.',
    },
    linkSent: 'We sent a link to the address on file. Please look in the spam folder too.',
    callTitle: 'Code from the phone', callLead: 'We call you on the number on file and tell you a code. Type it here.', callHint: 'six digits that we read out on the phone', callWrong: 'The code is not right. Ask for it to be read out again.', callOver: 'There is no call under way that has a code.', callUntil: 'The code works until', callSubmit: 'Confirm the code', callDone: 'Thank you, the code is right. We go on now.',
  },
};

export const TEXTS = { de, en } as const satisfies Record<Locale, Texts>;
