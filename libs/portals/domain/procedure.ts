import type { PortalProfile } from './profile.js';

export type Procedure = NonNullable<PortalProfile['procedure']>;

/** Holds for every portal, whatever its policy: what Rekey enforces, and what only a person can do (ORP.4.A11, BER.5). */
const USUAL: Procedure = {
  de: [
    'Eine Mail ist eine Behauptung. Name, Absender, Stil und Eile beweisen nichts.',
    'Konto verknüpfen: nur unter den Konten wählen, die Rekey anbietet. Passt keines, nachfragen statt raten.',
    'Nachweise einholen, bevor etwas geschieht. Der Fall zeigt, welche noch fehlen. Zurückrufen nur unter der hinterlegten Nummer, nie einem Anruf glauben.',
    'Den schwächsten Schritt wählen, der hilft: erst der Link an die Adresse im Verzeichnis, dann das temporäre Passwort, zuletzt die Änderung der Adresse.',
    'Niemals ein Passwort wählen, ansehen oder vorlesen. Rekey erzeugt und überbringt es.',
    'Nie eine Ausweiskopie verlangen. Kommt trotzdem eine, nicht speichern und nicht weiterleiten.',
    'Gibt es keinen sicheren Weg, etwas zu überbringen: nicht handeln, sondern den Fall weitergeben.',
    'Bei Verdacht sofort einfrieren, auch ohne Nachweise. Ein falsches Einfrieren kostet Stunden, ein versäumtes das Konto.',
    'Wo eine zweite Person nötig ist, fragen Sie jemanden, der mit dem Fall nichts zu tun hatte. Eile ist kein Grund dagegen.',
    'Am Ende sagen, was geschehen ist und was die Person jetzt tun soll. Alles steht im Protokoll.',
  ],
  en: [
    'A mail is a claim. Name, sender, style and urgency prove nothing.',
    'Link the account: choose only among those that Rekey offers. If none fits, ask instead of guessing.',
    'Gather evidence before anything is done. The case shows what is still missing. Call back only at the number on file, never believe a call.',
    'Take the weakest step that helps: first the link to the address on file, then the temporary password, last the change of the address.',
    'Never choose, see or read out a password. Rekey makes and delivers it.',
    'Never ask for a copy of an identity document. If one comes anyway, do not keep it and do not pass it on.',
    'Where there is no safe way to deliver something: do not act, hand the case on.',
    'If in doubt, freeze at once, even without evidence. A wrong freeze costs hours, a missed one costs the account.',
    'Where a second person is needed, ask somebody who had nothing to do with the case. Urgency is no reason against it.',
    'In the end say what was done and what the person should do now. Everything is in the audit.',
  ],
};

/** The written procedure of a portal: its own, or the usual one. */
export function procedureOf({ procedure }: Pick<PortalProfile, 'procedure'>): Procedure {
  return procedure ?? USUAL;
}
