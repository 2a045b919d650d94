import { createTransport } from 'nodemailer';
import { DEMO_ACCOUNTS, DEMO_STRANGER } from './people.js';
import type { DemoRequester, DemoWorld } from './seed-demo-world.js';

interface Sample {
  readonly subject: string;
  readonly text: (name: string) => string;
}

/** What people write to a support desk, from the easy to the delicate. */
const SAMPLES: Readonly<Record<'de' | 'en', readonly Sample[]>> = {
  de: [
    { subject: 'Passwort vergessen', text: (name) => `Guten Tag,\n\nich habe mein Passwort vergessen und komme nicht mehr ins Portal. Können Sie mir helfen?\n\nMit freundlichen Grüßen\n${name}` },
    { subject: 'Aktivierungslink', text: (name) => `Hallo,\n\nich habe den Aktivierungslink nicht bekommen, im Spam ist auch nichts.\n\n${name}` },
    { subject: 'Link geht nicht', text: (name) => `Guten Tag, der Link zum Zurücksetzen sagt nur "abgelaufen". Bitte schicken Sie mir einen neuen.\n\nViele Grüße\n${name}` },
    { subject: 'Benutzername?', text: (name) => `Sehr geehrte Damen und Herren,\n\nmir ist mein Benutzername entfallen. Wie lautet er?\n\n${name}` },
    { subject: 'neue Zugangsdaten', text: (name) => `Hallo, ich brauche bitte neue Zugangsdaten, die alten funktionieren nicht mehr.\nGruß ${name}` },
    { subject: 'Neue E-Mail-Adresse', text: (name) => `Guten Tag,\n\nmein altes Postfach kann ich nicht mehr lesen. Bitte ändern Sie die Adresse zu meinem Konto auf diese hier.\n\n${name}` },
    { subject: 'gesperrt', text: (name) => `Ich habe mich ein paar Mal vertippt und jetzt ist mein Konto gesperrt!! Ich brauche den Zugang heute noch.\n${name}` },
    { subject: 'Frage', text: (name) => `Guten Tag, wie lange bleibe ich angemeldet, wenn ich das Häkchen bei "Login merken" setze?\n\nDanke\n${name}` },
  ],
  en: [
    { subject: 'Cannot sign in', text: (name) => `Hello,\n\nI forgot my password for the portal. Could you help me to get back in?\n\nKind regards\n${name}` },
    { subject: 'No confirmation mail', text: (name) => `Hi, I registered two days ago and never received the confirmation mail. It is not in my spam folder either.\n\n${name}` },
    { subject: 'User name', text: (name) => `Dear team,\n\nI can't remember my user name. Which one is it?\n\n${name}` },
    { subject: 'Lost mailbox', text: (name) => `Hello, I left my old company and can no longer read the address you have on file. What can I do?\n\n${name}` },
  ],
};

const AT_ONCE = 5;

/** Lets the demo requesters write to their portals, over SMTP as they would, in turn until `count` mails are sent. */
export async function sendDemoMails(world: DemoWorld, smtpPort: number, count: number): Promise<void> {
  const writers = world.requesters.filter(({ address }) => address !== DEMO_STRANGER.address);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      await sendOne(world, smtpPort, writers[index % writers.length]!, Math.floor(index / writers.length) + index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function sendOne(world: DemoWorld, smtpPort: number, writer: DemoRequester, turn: number): Promise<void> {
  const samples = SAMPLES[languageOf(writer)];
  const { subject, text } = samples[turn % samples.length]!;
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true, auth: { user: writer.imapUser, pass: writer.imapPassword } });
  await transport.sendMail({
    from: { name: writer.name, address: writer.address },
    to: world.mailboxes.find(({ portal }) => portal === writer.portal)!.address,
    subject,
    text: text(writer.name),
  });
  transport.close();
}

function languageOf(writer: DemoRequester): 'de' | 'en' {
  return DEMO_ACCOUNTS.find(({ portal, username }) => portal === writer.portal && username === writer.username)?.locale ?? 'de';
}
