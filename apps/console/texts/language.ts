import type { LocalText, LocaleWord } from '#contracts';
import type { z } from 'zod';
import { isOneOf, remember } from '../ui/remembered.js';
import { createStore, useStore } from '../ui/store.js';
import type { Texts } from './de.js';

export type Locale = z.infer<typeof LocaleWord>;

/** Only the language in use is loaded. */
const LOADERS: Record<Locale, () => Promise<Texts>> = {
  de: () => import('./de.js').then((texts) => texts.de),
  en: () => import('./en.js').then((texts) => texts.en),
};

interface Language {
  readonly locale: Locale;
  readonly texts: Texts;
}

/** What the person chose in this browser; it wins over the agent's own setting. */
const chosen = remember<Locale | null>('rekey.locale', null, isOneOf('de', 'en'));
const language = createStore<Language | undefined>(undefined);

/** Must have happened before the first render. */
export async function loadLanguage(): Promise<void> {
  await speak(chosen.get() ?? (navigator.language.startsWith('de') ? 'de' : 'en'));
}

export async function chooseLanguage(locale: Locale): Promise<void> {
  chosen.set(locale);
  await speak(locale);
}

/** The signed-in agent's language, unless this browser has a choice of its own. */
export async function suggestLanguage(locale: Locale): Promise<void> {
  if (chosen.get() === null) await speak(locale);
}

async function speak(locale: Locale): Promise<void> {
  if (language.get()?.locale === locale) return;
  language.set({ locale, texts: await LOADERS[locale]() });
  document.documentElement.lang = locale;
}

export function useTexts(): Texts {
  return loaded(useStore(language)).texts;
}

export function useLocale(): Locale {
  return loaded(useStore(language)).locale;
}

/** Outside components. */
export function texts(): Texts {
  return loaded(language.get()).texts;
}

function loaded(value: Language | undefined): Language {
  if (!value) throw new Error('texts asked for before loadLanguage()');
  return value;
}

/** Portal and queue names come in both languages from the server. */
export function inLocale(text: z.infer<typeof LocalText>, locale: Locale): string {
  return text[locale];
}

/** The word for a key of the server; an unknown one is shown readably instead of hidden. */
export function wordFor(table: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(table, key) ? table[key]! : key.replaceAll(/[-_.]/g, ' ');
}
