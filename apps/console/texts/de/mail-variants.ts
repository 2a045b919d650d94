import { words } from './words.js';

/** In which forms a mail can be sent, in the preview of the settings: by `about.value` of the server. */
export const mailVariants = {
  label: 'Variante', usual: 'Beispiel',
  about: {
    salutationName: 'Anrede', agentCode: 'Kürzel', link: 'Nächster Schritt', status: 'Seite der Anfrage', stop: 'Link „24 Stunden keine Mails“', mentionsSecret: 'Geheimes in der Nachricht', dueAt: 'Frist', deadlineAt: 'Frist', correctionDueAt: 'Antrag auf Berichtigung', formerUsername: 'Bisheriger Name',
    keepsRunning: 'Was noch läuft', keepsAccount: 'Konto besteht weiter', event: 'Ereignis', actor: 'Wer es tat', by: 'Wer es tat', change: 'Änderung', action: 'Aktion', proof: 'Nachweis', request: 'Antrag',
  } as Record<string, string>,
  values: {
    ...words.actions, ...words.noticeEvents, with: 'mit', without: 'ohne', override: 'Stufe übergehen',
    totp: 'Authenticator-Code', 'recovery-code': 'Gespeicherter Code', 'home-idp': 'Anmeldung bei der Organisation', sms: 'SMS-Code', access: 'Auskunft', rectification: 'Berichtigung', erasure: 'Löschung',
    'key-bound': 'Neuer Schlüssel', 'key-removed': 'Schlüssel entfernt', 'key-suspended': 'Schlüssel gesperrt', 'app-bound': 'Neue App für Codes', 'enrolment-code-issued': 'Einrichtungscode', 'password-changed': 'Neues Passwort',
    requester: 'die Person selbst', agent: 'das Team', rekey: 'Rekey', self: 'die Person selbst', administrator: 'Administration', holder: 'die Person selbst', desk: 'das Team', 'sign-in': 'durch ihre Anmeldung',
  } as Record<string, string>,
};
