/** WCAG 2.2 contrast between text and its background, small text (1.4.3). */
const ENOUGH = 4.5;
const STEP = 0.04;

type Rgb = readonly [number, number, number];

function rgbOf(colour: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as unknown as Rgb;
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part * 255).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two `#rrggbb` colours, 1…21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is easier to read on the colour. */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  return contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000';
}

/**
 * The colour itself, or the nearest shade of it that can be read on the background: a portal's brand may be pale.
 *
 * @param least contrast that is enough
 */
export function readableOn(colour: string, background: string, least = ENOUGH): string {
  const goal = inkOn(background) === '#ffffff' ? 1 : 0;
  let rgb = rgbOf(colour);
  for (let tries = 0; tries < 60 && contrast(hexOf(rgb), background) < least; tries += 1) {
    rgb = rgb.map((part) => part + (goal - part) * STEP) as unknown as Rgb;
  }
  return contrast(hexOf(rgb), background) >= least ? hexOf(rgb) : inkOn(background);
}
