import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Petrol: the one colour of the desk. Shades 6 (dark) and 7 (light) carry white text at ≥ 4.5 : 1. */
const rekey: MantineColorsTuple = ['#eaf6f8', '#d3eaee', '#a8d5dd', '#79bfcb', '#4fa8b8', '#2f92a4', '#1c7d90', '#12697a', '#0d5564', '#083f4b'];
/** Amber belongs to internal notes and to nothing else. */
const note: MantineColorsTuple = ['#fdf6e3', '#faeac2', '#f4d88c', '#edc55a', '#e3b02f', '#c8940f', '#966c00', '#7d5a00', '#614500', '#473300'];
const red: MantineColorsTuple = ['#fdf1f0', '#fbdedc', '#f5b9b5', '#ee918b', '#e56c65', '#d94c45', '#cb3a33', '#b42e28', '#97241f', '#761a16'];
const gray: MantineColorsTuple = ['#f7f8f9', '#f0f2f4', '#e4e8ec', '#d3d9df', '#b9c1ca', '#8d97a3', '#5f6974', '#4b5560', '#333b45', '#1e242b'];
const dark: MantineColorsTuple = ['#dce1e7', '#b9c1cb', '#98a2af', '#707a87', '#3b434e', '#2d343d', '#232930', '#1a1f25', '#14181d', '#0f1216'];

export const theme = createTheme({
  colors: { rekey, note, red, gray, dark },
  primaryColor: 'rekey',
  primaryShade: { light: 7, dark: 6 },
  black: '#1b222a',
  fontFamily: "Inter, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, 'Helvetica Neue', 'DejaVu Sans Condensed', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '600' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    // Locking the scroll needs a style element that the policy forbids; the desk itself never scrolls.
    Modal: { defaultProps: { lockScroll: false, centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Drawer: { defaultProps: { lockScroll: false } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-start' } },
  },
});

/** Where Mantine's own choice is too pale to read (WCAG 1.4.3). */
export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-placeholder': 'var(--mantine-color-gray-6)', '--mantine-color-error': 'var(--mantine-color-red-7)', '--mantine-color-disabled-color': 'var(--mantine-color-gray-6)' },
  dark: {
    '--mantine-color-placeholder': 'var(--mantine-color-dark-2)', '--mantine-color-error': 'var(--mantine-color-red-3)', '--mantine-color-dimmed': 'var(--mantine-color-dark-2)', '--mantine-color-disabled-color': 'var(--mantine-color-dark-2)',
    '--mantine-color-body': 'var(--mantine-color-dark-7)', '--mantine-color-rekey-light': '#17343e', '--mantine-color-rekey-light-hover': '#1d414d', '--mantine-color-rekey-light-color': 'var(--mantine-color-rekey-2)',
  },
});
