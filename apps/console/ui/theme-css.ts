import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { colours, theme } from './theme.js';

type Variables = Readonly<Record<string, string>>;

/** The theme as CSS text: only what differs from Mantine's own sheet. Runs while building, never in the browser. */
export function themeCss(): string {
  const ours = mergeMantineTheme(DEFAULT_THEME, theme);
  const wanted = defaultCssVariablesResolver(ours);
  const given = defaultCssVariablesResolver(DEFAULT_THEME);
  const own = colours(ours);
  return convertCssVariables({
    variables: changed(wanted.variables, given.variables),
    light: { ...changed(wanted.light, given.light), ...own.light },
    dark: { ...changed(wanted.dark, given.dark), ...own.dark },
  });
}

function changed(wanted: Variables, given: Variables): Record<string, string> {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => given[name] !== value));
}
