import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { CallProblem } from '../call.js';
import { KeyTrouble } from '../sign-in-key.js';
import { texts, useLocale, useTexts, type Locale } from '../texts/language.js';
import type { Texts } from '../texts/de.js';
import { toast } from './toasts.js';
import { missingInWords } from './missing.js';
import { relative } from './times.js';
import classes from './ui.module.css';

export interface No {
  readonly code: string;
  readonly missing?: readonly string[] | undefined;
  readonly until?: string | null | undefined;
}

/** Why not, what is missing, and when again: as sentences. */
export function noInWords({ code, missing, until }: No, t: Texts, locale: Locale, now = Date.now()): string {
  const codes: Readonly<Record<string, string>> = t.refusals.codes;
  const known = codes[code];
  const needs = missing?.length && NAMES_WHAT_IS_MISSING.has(code) ? t.refusals.missing(missing.map((word) => missingInWords(word, t)).join(', ')) : '';
  const wait = until ? Date.parse(until) - now : Number.NaN;
  const again = Number.isNaN(wait) ? '' : wait < 60_000 ? t.refusals.untilSoon : t.refusals.until(relative(until!, now, locale));
  return [known ?? t.refusals.unknown(code), needs, again].filter((part) => part !== '').join(' ');
}

/** Elsewhere `missing` names fields or permissions: of use to a program, not to a person. */
const NAMES_WHAT_IS_MISSING = new Set(['recovery.level-too-low', 'recovery.check-incomplete']);

export function problemInWords(error: unknown, t: Texts, locale: Locale): string {
  if (error instanceof CallProblem) return noInWords(error.problem, t, locale);
  if (error instanceof KeyTrouble) return t.signInKeys.troubles[error.kind];
  console.error(error);
  return t.refusals.unknown('console.bug');
}

/** For mutations: say it in the corner. */
export function sayProblem(error: unknown): void {
  toast('problem', problemInWords(error, texts(), document.documentElement.lang === 'en' ? 'en' : 'de'));
}

/** In place of what could not be loaded or done. */
export function Problem({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const t = useTexts();
  const locale = useLocale();
  return (
    <div role="alert" className={classes.problem}>
      <IconAlertTriangle size={18} aria-hidden />
      <p>{problemInWords(error, t, locale)}</p>
      {retry && <Button size="xs" variant="default" onClick={retry}>{t.shell.common.retry}</Button>}
    </div>
  );
}
