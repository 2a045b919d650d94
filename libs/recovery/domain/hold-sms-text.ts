import type { Locale } from '#kernel';
import { shortened } from './sms-text.js';

/** Where a change that waits, or was made, is when its holder is told. */
export type HoldStage = 'requested' | 'started' | 'half-time' | 'completed' | 'cancelled' | 'reverted';

/** How to object: on the page of the link, by its number; null: it cannot be said so shortly, or there is nothing to object to. */
export interface Objection {
  readonly link: string;
  readonly number: string;
}

export interface HoldSms {
  readonly locale: Locale;
  readonly portal: string;
  /** The type of the action. */
  readonly change: string;
  readonly stage: HoldStage;
  /** When it takes effect, at the earliest; for `completed` when it did. */
  readonly at: Date;
  readonly timeZone: string;
  readonly objection: Objection | null;
  /** Where to write instead; null: the portal has no mailbox. */
  readonly writeTo: string | null;
}

/** Two text messages in one (GSM 03.38, 2 × 153): a link alone takes half of one. */
export const MOST_CHARACTERS = 306;

const CHANGES = {
  de: { 'change-email': 'andere E-Mail-Adresse', 'add-second-address': 'zweite E-Mail-Adresse', 'reset-second-factor': 'zweiter Faktor entfernt', 'issue-temporary-password': 'vorläufiges Passwort', 'merge-accounts': 'Zusammenlegung', 'delete-account': 'Löschung', other: 'eine Änderung' },
  en: { 'change-email': 'another e-mail address', 'add-second-address': 'a second e-mail address', 'reset-second-factor': 'second factor removed', 'issue-temporary-password': 'a temporary password', 'merge-accounts': 'merger', 'delete-account': 'deletion', other: 'a change' },
} as const;

const STAGES = {
  de: {
    requested: (what: string, when: string) => `Für Ihr Konto beantragt: ${what}, frühestens ab ${when}.`,
    started: (what: string, when: string) => `Für Ihr Konto geplant: ${what}, ab ${when}.`,
    'half-time': (what: string, when: string) => `Erinnerung. Für Ihr Konto geplant: ${what}, ab ${when}.`,
    completed: (what: string, when: string) => `An Ihrem Konto geändert: ${what}, am ${when}.`,
    cancelled: (what: string) => `Gestoppt, nichts wird geändert: ${what}.`,
    reverted: (what: string) => `Zurückgenommen, alles ist wie vorher: ${what}.`,
  },
  en: {
    requested: (what: string, when: string) => `Asked for your account: ${what}, from ${when} at the earliest.`,
    started: (what: string, when: string) => `Planned for your account: ${what}, from ${when}.`,
    'half-time': (what: string, when: string) => `Reminder. Planned for your account: ${what}, from ${when}.`,
    completed: (what: string, when: string) => `Changed in your account: ${what}, on ${when}.`,
    cancelled: (what: string) => `Stopped, nothing will change: ${what}.`,
    reverted: (what: string) => `Taken back, all is as before: ${what}.`,
  },
} as const satisfies Record<Locale, Record<HoldStage, (what: string, when: string) => string>>;

const OBJECT = {
  de: { page: ({ link, number }: Objection) => `Nicht Sie? Nummer ${number} eingeben: ${link}`, write: (address: string) => `Nicht Sie? Schreiben Sie uns sofort: ${address}` },
  en: { page: ({ link, number }: Objection) => `Not you? Type the number ${number}: ${link}`, write: (address: string) => `Not you? Write to us at once: ${address}` },
} as const;

/**
 * A notice by text message: whose portal, what, when, and how to object. Unlike a code it has a link, since a warning that nobody can act on is none;
 * where that is too long, the address to write to. Never more than two messages.
 */
export function holdSmsText({ locale, portal, change, stage, at, timeZone, objection, writeTo }: HoldSms): string {
  const said = `${shortened(portal)}: ${STAGES[locale][stage](changeInWords(change, locale), momentInWords(at, locale, timeZone))}`;
  if (stage === 'cancelled' || stage === 'reverted') return said;
  const ways = [...(objection ? [OBJECT[locale].page(objection)] : []), ...(writeTo === null ? [] : [OBJECT[locale].write(writeTo)])];
  const fitting = ways.map((way) => `${said} ${way}`).find((text) => text.length <= MOST_CHARACTERS);
  return fitting ?? said;
}

/** A held change in two or three words. */
export function changeInWords(change: string, locale: Locale): string {
  const words: Readonly<Record<string, string>> = CHANGES[locale];
  return words[change] ?? CHANGES[locale].other;
}

/** Whether the link stands in the message: only then it is handed out. */
export function hasRoomForLink(sms: HoldSms): boolean {
  return sms.objection !== null && holdSmsText(sms).includes(sms.objection.link);
}

function momentInWords(at: Date, locale: Locale, timeZone: string): string {
  const [language, day] = locale === 'de' ? ['de-DE', { day: '2-digit', month: '2-digit' }] as const : ['en-GB', { day: 'numeric', month: 'short' }] as const;
  const time = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  const date = new Intl.DateTimeFormat(language, { timeZone, ...day }).format(at);
  return locale === 'de' ? `${date}, ${time} Uhr` : `${date}, ${time}`;
}
