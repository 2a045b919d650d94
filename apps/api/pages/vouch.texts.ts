import type { Locale } from '#kernel';

/** What somebody reads who is asked whether a person is who they say. */
const de = {
  /** On the page of the request. */
  wish: {
    title: 'Jemand kann für Sie bürgen', lead: 'Kennt Sie jemand persönlich, der für Sie zuständig ist? Zum Beispiel Ihre Leitung? Dann können wir dort nachfragen, ob Sie es sind.', submit: 'Ja, bitte nachfragen', number: 'Bitte tippen Sie diese Zahl ab:', numberHint: 'So wissen wir, dass ein Mensch darum bittet und kein Programm.', numberWrong: 'Die Zahl stimmt nicht. Sie steht direkt über dem Feld.',
    hint: 'Wer für Sie bürgen darf, hat Ihre Organisation festgelegt. Sie müssen niemanden nennen. Sagen Sie der Person am besten selbst Bescheid.',
    said: 'Danke. Wenn jemand für Sie bürgen darf, fragen wir dort jetzt nach. Sie müssen nichts weiter tun.', wished: 'Das haben Sie uns gesagt am', wait: 'Meldet sich innerhalb von zwei Tagen niemand, helfen wir Ihnen auf einem anderen Weg.',
    over: 'Nachfragen können wir hier gerade nicht. Bitte antworten Sie auf unsere E-Mail.',
  },
  title: 'Können Sie diese Person bestätigen?',
  lead: (name: string, portal: string) => `${name} kommt nicht in das Konto bei ${portal}. Wir fragen Sie, weil Sie im Verzeichnis als Ansprechperson für diese Person stehen.`,
  talkFirst: 'Sprechen Sie zuerst mit der Person selbst: von Angesicht zu Angesicht, oder am Telefon unter einer Nummer, die Sie schon kennen. Eine E-Mail oder ein Anruf von ihr reicht nicht.',
  question: (name: string) => `Wissen Sie sicher, dass wirklich ${name} um Hilfe bittet?`,
  options: [['yes', 'Ja, wir haben miteinander gesprochen, und ich bin sicher.'], ['no', 'Nein, das ist sie oder er nicht, oder ich weiß, dass niemand gefragt hat.'], ['unsure', 'Ich bin nicht sicher.']] as readonly (readonly [string, string])[],
  name: 'Name der Person',
  nameHint: (name: string) => `nur wenn Sie mit Ja antworten; bitte tippen Sie ihn ab: ${name}`,
  signIn: 'Mit Ihrer eigenen Anmeldung bestätigen',
  password: 'Ihr Passwort',
  passwordHint: { account: (portal: string) => `das Passwort Ihres eigenen Kontos bei ${portal}`, agent: () => 'das Passwort Ihres Zugangs zu diesem Hilfe-Platz' },
  code: 'Code aus Ihrer Authenticator-App', codeHint: 'sechs Ziffern; sie wechseln alle 30 Sekunden',
  submit: 'Antwort senden',
  kept: 'Ihr Name, Ihre Antwort und die Zeit werden festgehalten. Wir fragen Sie nie am Telefon oder per E-Mail nach diesem Passwort oder Code.',
  answerMissing: 'Bitte wählen Sie eine Antwort.', passwordMissing: 'Bitte geben Sie Ihr Passwort ein.', codeMissing: 'Bitte tippen Sie den Code aus Ihrer Authenticator-App ein.',
  signInWrong: 'Passwort oder Code stimmen nicht. Ein Code gilt nur einmal: Warten Sie auf den nächsten.',
  refused: {
    'recovery.voucher-name-differs': 'Der Name stimmt nicht mit dem oben überein. Meinen Sie wirklich diese Person?',
    'recovery.limit-reached': 'Sie haben heute schon für fünf Personen gebürgt. Mehr geht an einem Tag nicht. Nein oder „nicht sicher“ können Sie weiter antworten.',
    'recovery.voucher-decides': 'Sie haben zu diesem Konto schon als zweite Person entschieden. Deshalb können Sie nicht auch bürgen.',
    'recovery.voucher-key-needed': 'Von außerhalb des Hauses reicht der Code der App für Ihr Konto nicht: Eine falsche Seite könnte ihn weitergeben. Öffnen Sie diesen Link im Haus, oder rufen Sie den Support an.',
    'recovery.channel-too-new': 'Die Adresse oder der zweite Faktor Ihres eigenen Kontos ist noch keine 30 Tage alt. So lange können Sie für niemanden bürgen.',
  } as Record<string, string>,
  doneTitle: 'Danke für Ihre Antwort',
  done: {
    yes: 'Wir haben festgehalten, dass Sie für die Person bürgen. An Ihre eigenen Adressen geht eine Nachricht darüber.',
    no: 'Danke für die Warnung. Jemand von uns sieht jetzt nach, und was schon bestätigt war, gilt nicht mehr. An Ihre eigenen Adressen geht eine Nachricht darüber.',
    unsure: 'In Ordnung. Wir verlassen uns nicht auf Sie und suchen einen anderen Weg.',
  },
};

const en: typeof de = {
  wish: {
    title: 'Somebody can vouch for you', lead: 'Does somebody who is in charge of you know you in person, for instance your manager? Then we can ask there whether it is you.', submit: 'Yes, please ask', number: 'Please copy this number:', numberHint: 'That tells us that a person asks, and not a program.', numberWrong: 'The number is not right. It stands right above the field.',
    hint: 'Your organisation has laid down who may vouch for you. You need not name anybody. It is best to tell the person yourself.',
    said: 'Thank you. If somebody may vouch for you, we ask there now. There is nothing more to do for you.', wished: 'You told us on', wait: 'If nobody answers within two days, we help you another way.',
    over: 'We cannot ask anybody here at the moment. Please reply to our e-mail.',
  },
  title: 'Can you vouch for this person?',
  lead: (name, portal) => `${name} cannot get into the account at ${portal}. We ask you because the directory names you as answering for this person.`,
  talkFirst: 'Please speak to the person first: face to face, or on the phone under a number that you know already. An e-mail or a call from them is not enough.',
  question: (name) => `Do you know for sure that it is really ${name} who asks for help?`,
  options: [['yes', 'Yes, we spoke to each other and I am sure.'], ['no', 'No, it is not them, or I know that nobody asked.'], ['unsure', 'I am not sure.']],
  name: 'Name of the person',
  nameHint: (name) => `only if you answer yes; please copy it: ${name}`,
  signIn: 'Confirm with your own sign-in',
  password: 'Your password',
  passwordHint: { account: (portal) => `the password of your own account at ${portal}`, agent: () => 'the password of your place at this desk' },
  code: 'Code of your authenticator app', codeHint: 'six digits; they change every 30 seconds',
  submit: 'Send the answer',
  kept: 'Your name, your answer and the time are kept. We never ask you for this password or code on the phone or by e-mail.',
  answerMissing: 'Please choose an answer.', passwordMissing: 'Please enter your password.', codeMissing: 'Please type the code of your authenticator app.',
  signInWrong: 'Password or code are not right. A code works only once: wait for the next.',
  refused: {
    'recovery.voucher-name-differs': 'The name is not the one above. Do you really mean this person?',
    'recovery.limit-reached': 'You have vouched for five people today. More is not possible on one day. You can still answer no or “not sure”.',
    'recovery.voucher-decides': 'You already decided about this account as the second person, so you cannot vouch as well.',
    'recovery.voucher-key-needed': 'From outside, the code of the app is not enough for your account: a false page could pass it on. Open this link on site, or call the support.',
    'recovery.channel-too-new': 'The address or the second factor of your own account was changed less than 30 days ago. Until then you cannot vouch for anybody.',
  },
  doneTitle: 'Thank you for your answer',
  done: {
    yes: 'We noted that you vouch for the person. A message about it goes to your own addresses.',
    no: 'Thank you for the warning. One of us is having a look, and what was confirmed before no longer counts. A message about it goes to your own addresses.',
    unsure: 'All right. We do not rely on you and look for another way.',
  },
};

export const VOUCH_TEXTS = { de, en } as const satisfies Record<Locale, typeof de>;
