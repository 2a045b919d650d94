import { SegmentedControl } from '@mantine/core';
import { chooseLanguage, useLocale, useTexts, type Locale } from '../texts/language.js';
import classes from './shell.module.css';

/** The key in the square, and the name. */
export function Mark({ large = false }: { readonly large?: boolean }) {
  return (
    <span className={classes.mark} data-large={large || undefined}>
      <img src="/favicon.svg" alt="" width={large ? 40 : 22} height={large ? 40 : 22} />
      <span>Rekey</span>
    </span>
  );
}

/** Each language in its own words. */
export function LanguageSwitch() {
  const { shell } = useTexts();
  return (
    <SegmentedControl
      size="xs" aria-label={shell.rail.language} value={useLocale()} onChange={(locale) => void chooseLanguage(locale as Locale)}
      data={[{ value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }]}
    />
  );
}
