import { randomBytes } from 'node:crypto';

/** Whose findings about senders the mails carry, as behind every mail server of today: DNS is not what we measure. */
export const BORDER = 'mx.bench.example';

/** What a help desk gets: 60 % short text, 25 % with HTML beside it, 10 % with a picture of 50 to 300 kB, 5 % answers to a mail of the same sender. */
export class MailMix {
  readonly #mark = randomBytes(6).toString('hex');

  /** @param first number of its first person, so that two mixes have nobody in common */
  constructor(readonly recipient: string, private readonly first = 0) {}

  sender(at: number): string {
    const person = this.first + this.#author(at);
    return `person-${person}@${domainOfPerson(person)}`;
  }

  /** Every twentieth answers the mail ten before it. */
  answers(at: number): boolean {
    return at % 20 === 19;
  }

  mail(at: number): string {
    const author = this.#author(at);
    const text = `Guten Tag,\r\n\r\n${CONCERNS[at % CONCERNS.length]}\r\nMein Benutzername ist person.${author}.\r\n\r\nMit freundlichen Grüßen\r\nPerson Nummer ${author}\r\n`;
    const head = [
      `Return-Path: <${this.sender(at)}>`, `Authentication-Results: ${BORDER}; dmarc=pass header.from=${this.sender(at).split('@')[1]}`, `From: Person ${author} <${this.sender(at)}>`, `To: ${this.recipient}`, `Subject: =?utf-8?B?${Buffer.from(`Anliegen ${author}: Zugang`).toString('base64')}?=`,
      `Message-ID: <${this.messageId(at)}>`, ...(this.answers(at) ? [`In-Reply-To: <${this.messageId(author)}>`, `References: <${this.messageId(author)}>`] : []),
      'Date: Mon, 23 Nov 2026 09:00:00 +0100', 'MIME-Version: 1.0',
    ];
    if (at % 10 === 0) return withPicture(head, text, 37_500 + ((at * 7_919) % 187_500));
    if (at % 4 === 1) {
      const html = `<html><body><p>${text.replaceAll('\r\n', '<br>')}</p></body></html>`;
      return [...head, 'Content-Type: multipart/alternative; boundary="a"', '', '--a', PLAIN, '', text, '--a', 'Content-Type: text/html; charset=utf-8', '', html, '--a--', ''].join('\r\n');
    }
    return [...head, PLAIN, '', text].join('\r\n');
  }

  /** Whether a Message-ID is of this mix. */
  owns(messageId: string): boolean {
    return messageId.endsWith(`.${this.#mark}@requesters.example`);
  }

  #author(at: number): number {
    return this.answers(at) ? at - 10 : at;
  }

  /** Without angle brackets. */
  messageId(at: number): string {
    return `${at}.${this.#mark}@requesters.example`;
  }
}

/** People of many organisations: were all of one, the brake on new tickets would take them for a flood. */
function domainOfPerson(person: number): string {
  return `requesters-${Math.floor(person / PEOPLE_OF_A_DOMAIN)}.example`;
}

const PEOPLE_OF_A_DOMAIN = 40;

function withPicture(head: readonly string[], text: string, bytes: number): string {
  const picture = randomBytes(bytes).toString('base64').replace(/(.{76})/g, '$1\r\n');
  return [
    ...head, 'Content-Type: multipart/mixed; boundary="m"', '', '--m', PLAIN, '', text, '--m', 'Content-Type: image/png; name="bild.png"',
    'Content-Disposition: attachment; filename="bild.png"', 'Content-Transfer-Encoding: base64', '', picture, '--m--', '',
  ].join('\r\n');
}

const PLAIN = 'Content-Type: text/plain; charset=utf-8';
const CONCERNS = [
  'ich habe mein Passwort vergessen und komme nicht mehr in mein Konto.', 'die Mail zum Zurücksetzen kommt nicht an, auch nicht im Spam-Ordner.',
  'ich kann mein altes Postfach nicht mehr lesen und brauche eine neue Adresse.', 'der Aktivierungslink ist abgelaufen, bitte schicken Sie einen neuen.', 'wie lautet mein Benutzername?',
];
