import type { Locale } from '#kernel';

/** The pause of mails that strangers set off (T12). */
const de = {
  title: 'Keine E-Mails für 24 Stunden',
  lead: 'Bekommen Sie E-Mails von uns, ohne darum zu bitten? Dann bittet wohl jemand anderes in Ihrem Namen. Ihrem Konto schadet das nicht. Hier schalten Sie diese E-Mails für 24 Stunden ab.',
  stops: ['Links für ein neues Passwort, Benutzernamen und Eingangsbestätigungen, um die jemand im Internet oder per E-Mail bittet, kommen 24 Stunden lang nicht. Das gilt auch, wenn Sie selbst darum bitten.',
    'Hinweise zur Sicherheit Ihres Kontos kommen weiter. Auch wenn jemand von uns Ihnen schreibt, kommt das an.', 'Danach ist alles wie vorher. Auf dieser Seite können Sie die Pause auch früher beenden.'],
  number: 'Bitte tippen Sie diese Zahl ab:', numberHint: 'So wissen wir, dass ein Mensch das möchte und kein Programm.', numberWrong: 'Die Zahl stimmt nicht. Sie steht direkt über dem Feld.',
  submit: '24 Stunden keine E-Mails',
  fine: 'Stören Sie die E-Mails nicht? Dann müssen Sie nichts tun.',
  onTitle: 'Die Pause läuft', on: 'Wir schicken Ihnen jetzt keine E-Mails, um die jemand in Ihrem Namen bittet.', until: 'Pause bis',
  onLead: 'Brauchen Sie vorher selbst einen Link? Dann beenden Sie die Pause hier und bitten noch einmal darum. Oder schreiben Sie uns: Jemand von uns liest das und antwortet.',
  keepLink: 'Heben Sie die E-Mail auf. Mit ihrem Link kommen Sie auf diese Seite zurück.', end: 'Pause beenden',
  endedTitle: 'Die Pause ist beendet', ended: 'Ab jetzt bekommen Sie wieder alle E-Mails. Wer um einen Link bittet, bekommt ihn.',
};

const en: typeof de = {
  title: 'No e-mails for 24 hours',
  lead: 'Do you get e-mails from us without asking for them? Then somebody else probably asks in your name. That does no harm to your account. Here you switch these e-mails off for 24 hours.',
  stops: ['Links for a new password, user names and confirmations of receipt that somebody asks for on the web or by e-mail do not arrive for 24 hours. That is so, too, when you ask for them yourself.',
    'Notices about the security of your account still arrive. So does whatever one of us writes to you.', 'After that everything is as before. You can also end the pause earlier on this page.'],
  number: 'Please copy this number:', numberHint: 'That tells us that a person wants it, and not a program.', numberWrong: 'The number is not right. It stands right above the field.',
  submit: 'No e-mails for 24 hours',
  fine: 'You do not mind the e-mails? Then you need do nothing.',
  onTitle: 'The pause is on', on: 'We now send you no e-mails that somebody asks for in your name.', until: 'Pause until',
  onLead: 'Do you need a link yourself before that? Then end the pause here and ask for it again. Or write to us: one of us reads it and answers.',
  keepLink: 'Please keep the e-mail. Its link brings you back to this page.', end: 'End the pause',
  endedTitle: 'The pause is over', ended: 'From now on you get all e-mails again. Whoever asks for a link gets it.',
};

export const QUIET_TEXTS = { de, en } as const satisfies Record<Locale, typeof de>;
