import type { Locale } from '#kernel';

/** What the desk may ask somebody for on the page of their request. */
const de = {
  until: 'Das geht bis',
  submit: 'Code bestätigen',
  codeMissing: 'Bitte tippen Sie den Code ein.',
  title: { 'call-back': 'Code vom Telefon', sms: 'Code aus der SMS', totp: 'Code aus Ihrer Authenticator-App', 'recovery-code': 'Gespeicherter Wiederherstellungscode', 'home-idp': 'Anmeldung bei Ihrer Organisation' },
  lead: {
    'call-back': 'Wir rufen Sie unter der hinterlegten Nummer an und nennen Ihnen einen Code. Tippen Sie ihn hier ein.',
    sms: 'Wir haben einen Code an die Telefonnummer geschickt, die im Konto hinterlegt ist. Tippen Sie ihn hier ein.',
    totp: 'Öffnen Sie die App, mit der Sie sich sonst anmelden, und tippen Sie den Code ein, den sie gerade zeigt. Niemand bei uns sieht ihn.',
    'recovery-code': 'Als Sie den zweiten Faktor eingerichtet haben, haben Sie Codes zum Aufbewahren bekommen. Tippen Sie einen davon ein. Er gilt danach nicht mehr. Niemand bei uns sieht ihn.',
    'home-idp': 'Ihre Organisation kennt Sie. Melden Sie sich dort an, dann wissen wir, dass Sie es sind. Ihr Passwort erfahren wir nicht.',
  },
  hint: { 'call-back': 'sechs Ziffern, die wir am Telefon vorlesen', sms: 'sechs Ziffern', totp: 'sechs Ziffern; sie wechseln alle 30 Sekunden', 'recovery-code': 'Groß- und Kleinschreibung und Leerzeichen sind egal' },
  callWrong: {
    'call-back': 'Der Code stimmt nicht. Bitten Sie darum, ihn noch einmal vorzulesen.', sms: 'Der Code stimmt nicht. Bitte vergleichen Sie ihn mit der neuesten SMS.',
    totp: 'Der Code stimmt nicht. Warten Sie auf den nächsten, und prüfen Sie die Uhrzeit Ihres Telefons.', 'recovery-code': 'Der Code stimmt nicht, oder er wurde schon benutzt. Bitte vergleichen Sie ihn mit Ihrer Liste.',
  },
  callOver: {
    'call-back': 'Gerade läuft kein Anruf, zu dem ein Code gehört.', sms: 'Der Code aus der SMS gilt nicht mehr. Bitte antworten Sie auf unsere E-Mail, dann schicken wir einen neuen.',
    totp: 'Nach diesem Code fragen wir gerade nicht, oder die Zeit dafür ist vorbei. Bitte antworten Sie auf unsere E-Mail.', 'recovery-code': 'Nach diesem Code fragen wir gerade nicht, oder die Zeit dafür ist vorbei. Bitte antworten Sie auf unsere E-Mail.',
    'home-idp': 'Nach dieser Anmeldung fragen wir gerade nicht, oder die Zeit dafür ist vorbei. Bitte antworten Sie auf unsere E-Mail.',
  },
  done: {
    'call-back': 'Danke, der Code stimmt. Wir machen jetzt weiter.', sms: 'Danke, der Code stimmt. Wir machen jetzt weiter.', totp: 'Danke, der Code stimmt. Wir machen jetzt weiter.',
    'recovery-code': 'Danke, der Code stimmt. Er ist jetzt verbraucht. Wir machen weiter und sagen es allen hinterlegten Adressen.',
  },
  newCode: 'Ihr neuer Code', newCodeLead: 'Er tritt an die Stelle des benutzten. Sie sehen ihn nur jetzt. Schreiben Sie ihn zu den anderen.',
  toHome: (provider: string) => `Bei ${provider} anmelden`,
  departure: {
    title: (provider: string) => `Weiter zu ${provider}`,
    lead: 'Sie verlassen jetzt unsere Seiten und melden sich bei Ihrer Organisation an. Danach kommen Sie von selbst hierher zurück.',
    where: 'Prüfen Sie dort, dass oben in der Adresszeile steht:',
    go: (provider: string) => `Weiter zu ${provider}`,
    back: 'Zurück zu Ihrer Anfrage',
  },
  home: {
    'home-done': 'Danke, die Anmeldung hat geklappt. Wir machen jetzt weiter.',
    'home-other-account': 'Die Anmeldung gehört zu einer anderen Person als das Konto. Bitte antworten Sie auf unsere E-Mail.',
    'home-sign-in-failed': 'Die Anmeldung hat nicht geklappt, wurde abgebrochen oder hat zu lange gedauert. Bitte versuchen Sie es noch einmal.',
    'home-provider-unreachable': 'Die Anmeldung Ihrer Organisation antwortet gerade nicht. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
    'nothing-asked': 'Nach dieser Anmeldung fragen wir gerade nicht, oder die Zeit dafür ist vorbei. Bitte antworten Sie auf unsere E-Mail.',
    'recovery.home-provider-unreachable': 'Die Anmeldung Ihrer Organisation antwortet gerade nicht. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
  } as Record<string, string>,
};

const en: typeof de = {
  until: 'You can do so until',
  submit: 'Confirm the code',
  codeMissing: 'Please type the code.',
  title: { 'call-back': 'Code from the phone', sms: 'Code from the text message', totp: 'Code of your authenticator app', 'recovery-code': 'Saved recovery code', 'home-idp': 'Sign-in at your organisation' },
  lead: {
    'call-back': 'We call you on the number on file and tell you a code. Type it here.',
    sms: 'We sent a code to the phone number that is on file for the account. Type it here.',
    totp: 'Open the app with which you usually sign in, and type the code that it shows right now. Nobody at the desk sees it.',
    'recovery-code': 'When you set up the second factor you got codes to keep. Type one of them. After that it no longer works. Nobody at the desk sees it.',
    'home-idp': 'Your organisation knows you. Sign in there, and we know that it is you. We do not learn your password.',
  },
  hint: { 'call-back': 'six digits that we read out on the phone', sms: 'six digits', totp: 'six digits; they change every 30 seconds', 'recovery-code': 'capital or small letters and spaces do not matter' },
  callWrong: {
    'call-back': 'The code is not right. Ask for it to be read out again.', sms: 'The code is not right. Please compare it with the newest text message.',
    totp: 'The code is not right. Wait for the next one, and check the time of your phone.', 'recovery-code': 'The code is not right, or it was used already. Please compare it with your list.',
  },
  callOver: {
    'call-back': 'There is no call under way that has a code.', sms: 'The code from the text message no longer works. Please reply to our e-mail and we send a new one.',
    totp: 'We are not asking for this code at the moment, or the time for it is over. Please reply to our e-mail.', 'recovery-code': 'We are not asking for this code at the moment, or the time for it is over. Please reply to our e-mail.',
    'home-idp': 'We are not asking for this sign-in at the moment, or the time for it is over. Please reply to our e-mail.',
  },
  done: {
    'call-back': 'Thank you, the code is right. We go on now.', sms: 'Thank you, the code is right. We go on now.', totp: 'Thank you, the code is right. We go on now.',
    'recovery-code': 'Thank you, the code is right. It is used up now. We go on, and tell every address on file.',
  },
  newCode: 'Your new code', newCodeLead: 'It takes the place of the one you used. You see it only now. Write it down with the others.',
  toHome: (provider) => `Sign in at ${provider}`,
  departure: {
    title: (provider) => `On to ${provider}`,
    lead: 'You now leave our pages and sign in at your organisation. After that you come back here by yourself.',
    where: 'Check there that the address line says:',
    go: (provider) => `On to ${provider}`,
    back: 'Back to your request',
  },
  home: {
    'home-done': 'Thank you, signing in worked. We go on now.',
    'home-other-account': 'The sign-in belongs to another person than the account. Please reply to our e-mail.',
    'home-sign-in-failed': 'Signing in did not work, was broken off or took too long. Please try again.',
    'home-provider-unreachable': 'The sign-in of your organisation does not answer at the moment. Please try again in a few minutes.',
    'nothing-asked': 'We are not asking for this sign-in at the moment, or the time for it is over. Please reply to our e-mail.',
    'recovery.home-provider-unreachable': 'The sign-in of your organisation does not answer at the moment. Please try again in a few minutes.',
  },
};

export const PROOF_TEXTS = { de, en } as const satisfies Record<Locale, typeof de>;
