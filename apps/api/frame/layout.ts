import type { Locale } from '#kernel';
import { inkOn, readableOn } from './colours.js';
import { html, Html } from './html.js';
import { STYLE_PATH } from './style.js';

/** What a page takes from its portal; without one it is the house's own. */
export interface Brand {
  readonly name: string;
  readonly organisation: string;
  readonly colour: string;
  readonly accent: string;
  readonly office: readonly string[];
}

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly brand?: Brand;
  /** Said before the title, so that a screen reader hears it first. */
  readonly failed?: boolean;
  readonly wide?: boolean;
  /** Path of our own script, where it saves a round trip or makes something possible; every page works without, or says how else. */
  readonly script?: string;
  /** Whether that script asks our server for something; any other one can send nothing anywhere. */
  readonly asks?: boolean;
  /** What it shows is to leave the screen by itself, without script: after so many seconds this path is opened instead. */
  readonly leaves?: { readonly afterSeconds: number; readonly to: string };
  /** Query of the language switch beyond `lang`. */
  readonly keep?: Readonly<Record<string, string>>;
  /** The same page in the other language, where it cannot be asked for again: then both are sent, and the switch asks for nothing. */
  readonly other?: Page;
}

/** What is shown this once, in both languages: the answer to a form that must not be sent twice, a secret that is gone afterwards. */
export function inBoth(locale: Locale, draw: (locale: Locale) => Page): Page {
  return { ...draw(locale), other: draw(otherThan(locale)) };
}

export function otherThan(locale: Locale): Locale {
  return locale === 'de' ? 'en' : 'de';
}

interface Half {
  readonly page: Page;
  readonly locale: Locale;
  /** Where the other language is. */
  readonly toOther: string;
  readonly mainId?: string;
}

/** All that a person meets on a page, in one language: the way to the content, brand, switch, content, footer. */
function half({ page, locale, toOther, mainId = 'main' }: Half): Html {
  const [words, brand] = [WORDS[locale], page.brand ?? HOUSE_BRAND];
  const switches = (['de', 'en'] as const).map((one) => (one === locale
    ? html`<span lang="${one}" aria-current="true">${words.languages[one]}</span>`
    : html`<a href="${toOther}" lang="${one}" hreflang="${one}">${words.languages[one]}</a>`));
  return html`<header class="top"><a class="skip" href="#${mainId}">${words.skip}</a><div class="bar">
<p class="brand">${brand.name}${brand.organisation && brand.organisation !== brand.name ? html`<small>${brand.organisation}</small>` : ''}</p>
<nav class="languages" aria-label="${words.language}">${switches}</nav>
</div></header>
<main id="${mainId}" tabindex="-1">${page.body}</main>
<footer class="foot">${brand.office.map((line) => html`<p>${line}</p>`)}</footer>`;
}

/** Both languages in one document: only one is to be seen (`style.ts`), the other one's ids are its own, and what is done there is done in it. */
function bothHalves(page: Page, other: Page, locale: Locale): Html {
  const second = otherThan(locale);
  return html`<div class="other-language" id="in-${second}" lang="${second}">${half({ page: { ...other, body: inLanguage(withOtherIds(other.body), second) }, locale: second, toOther: `#in-${locale}`, mainId: 'main-other' })}</div>
<div class="own-language" id="in-${locale}" lang="${locale}">${half({ page, locale, toOther: `#in-${second}` })}</div>`;
}

function withOtherIds({ markup }: Html): Html {
  return new Html(markup.replace(/ (id|for|aria-describedby|aria-labelledby)="([^"]+)"/g, (_, name: string, ids: string) => ` ${name}="${ids.split(' ').map((id) => `${id}-other`).join(' ')}"`).replace(/ href="#([^"]+)"/g, ' href="#$1-other"'));
}

/** Our own addresses, forms and links, asked for in this language, which `Visit.show` then remembers: the switch itself asks for nothing. */
function inLanguage({ markup }: Html, locale: Locale): Html {
  return new Html(markup.replace(/ (href|action|formaction)="(\/(?!\/)[^"#]*)/g, (_, name: string, to: string) => ` ${name}="${to}${to.includes('?') ? '&amp;' : '?'}lang=${locale}`));
}

export const HOUSE_BRAND: Brand = { name: 'Rekey', organisation: '', colour: '#24303d', accent: '#5b8def', office: [] };

const WORDS = {
  de: { skip: 'Zum Inhalt', language: 'Sprache', failed: 'Fehler: ', languages: { de: 'Deutsch', en: 'English' } },
  en: { skip: 'Skip to content', language: 'Language', failed: 'Error: ', languages: { de: 'Deutsch', en: 'English' } },
} as const;

/** `#rrggbb` or the house's colour: this text goes into a style sheet. */
function safeColour(colour: string, otherwise: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : otherwise;
}

function colourRules(brand: Brand): Html {
  const colour = safeColour(brand.colour, HOUSE_BRAND.colour);
  const accent = safeColour(brand.accent, HOUSE_BRAND.accent);
  return html`:root{--brand:${colour};--brand-ink:${inkOn(colour)};--accent:${accent};--brand-on-light:${readableOn(colour, '#f6f7f9')};--brand-on-dark:${readableOn(colour, '#15191f', 7)}}`;
}

function titleOf({ failed, title }: Page, locale: Locale): string {
  return `${failed ? WORDS[locale].failed : ''}${title}`;
}

/** The whole document around a page's body: language, brand, a way to switch the language, nothing from elsewhere. */
export function layout(page: Page, locale: Locale, path: string, nonce: string): string {
  const brand = page.brand ?? HOUSE_BRAND;
  const toOther = `${path}?${new URLSearchParams({ ...page.keep, lang: otherThan(locale) }).toString()}`;
  return html`<!doctype html>
<html lang="${locale}"${page.wide ? html` class="wide"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">${page.leaves && html`
<meta http-equiv="refresh" content="${page.leaves.afterSeconds}; url=${page.leaves.to}">`}
<meta name="color-scheme" content="light dark">
<title>${titleOf(page, locale)}${page.other && ` / ${titleOf(page.other, otherThan(locale))}`} – ${brand.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_PATH}">
<style nonce="${nonce}">${colourRules(brand)}</style>
${page.script ? html`<script src="${page.script}" defer></script>` : ''}
</head>
<body>
${page.other ? bothHalves(page, page.other, locale) : half({ page, locale, toOther })}
</body>
</html>`.markup;
}
