export interface WrittenMail {
  readonly from: string;
  readonly to: string;
  readonly raw: string;
}

/** Of many domains, or the brake on new tickets would take them for a flood. */
const PEOPLE_OF_A_DOMAIN = 40;
/** Every so many-th has an account and forgot the password. */
const HOLDER = 4;

/** So many people who write one mail each, all of whom get an answer. */
export class Writers {
  delivered = 0;

  constructor(readonly count: number, private readonly mailboxes: readonly string[], private readonly border: string) {}

  get left(): number {
    return this.count - this.delivered;
  }

  address(number: number): string {
    return `person-${number}@${domainOf(number)}`;
  }

  hasAccount(number: number): boolean {
    return number % HOLDER === 0;
  }

  accountHolders(): { readonly number: number; readonly address: string }[] {
    return Array.from({ length: this.count }, (_, number) => ({ number, address: this.address(number) })).filter(({ number }) => this.hasAccount(number));
  }

  /** The next so many mails. */
  next(share: number): WrittenMail[] {
    const first = this.delivered;
    this.delivered += share;
    return Array.from({ length: share }, (_, at) => this.#mail(first + at));
  }

  #mail(number: number): WrittenMail {
    const [from, to] = [this.address(number), this.mailboxes[number % this.mailboxes.length]!];
    const text = this.hasAccount(number) ? 'ich habe mein Passwort vergessen und brauche einen neuen Link.' : `ich habe eine Frage zum Portal, Nummer ${number}.`;
    const raw = [
      `Authentication-Results: ${this.border}; dmarc=pass header.from=${domainOf(number)}`, 'Received: from hop', `From: Person ${number} <${from}>`, `To: ${to}`, `Subject: ${this.hasAccount(number) ? 'Passwort vergessen' : `Frage ${number}`}`,
      `Message-ID: <${number}@writers.example>`, 'Content-Type: text/plain; charset=utf-8', '', `Guten Tag,\r\n\r\n${text}\r\n\r\nMit freundlichen Grüßen\r\nPerson ${number}`, '',
    ].join('\r\n');
    return { from, to, raw };
  }
}

function domainOf(number: number): string {
  return `crowd-${Math.floor(number / PEOPLE_OF_A_DOMAIN)}.example`;
}
