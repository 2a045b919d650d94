import sanitize from 'sanitize-html';
import type { OpenedPage } from '../mail-opener.js';
import { htmlToPlain } from './html-to-plain.js';
import { marked, masked } from './shown-text.js';

const MAX_HTML = 1_000_000;
const MAX_TAGS = 20_000;
const MAX_PICTURES = 10;
/** Takes the place of a picture that would have told its sender who looks, and when. */
const BLOCKED = '▢';

const LENGTH = /^-?\d{1,4}(?:\.\d{1,3})?(?:px|pt|em|rem|%)?$/;
const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s,.%]{1,40}\))$/i;
const WORD = /^[a-z0-9 -]{1,40}$/i;
const STYLES = {
  color: [COLOUR], 'background-color': [COLOUR], 'text-align': [WORD], 'font-weight': [WORD], 'font-style': [WORD], 'text-decoration': [WORD], 'font-family': [/^[\w\s,"'-]{1,100}$/], 'font-size': [LENGTH, WORD], 'line-height': [LENGTH],
  'vertical-align': [WORD], 'white-space': [WORD], 'border-collapse': [WORD], 'list-style-type': [WORD],
  ...Object.fromEntries(['width', 'max-width', 'padding', 'padding-left', 'padding-right', 'padding-top', 'padding-bottom', 'margin', 'margin-left', 'margin-right', 'margin-top', 'margin-bottom'].map((name) => [name, [/^(?:(?:\d{1,3}(?:px|pt|em|%)?|auto)\s?){1,4}$/]])),
};
const TAGS = [
  'a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img',
  'ins', 'kbd', 'li', 'main', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
];
/** Text that is there and not meant to be seen (T24): instructions to machines, or another story than the visible one. */
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])|max-height\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all|text-indent\s*:\s*-\d{3}|(?:left|top)\s*:\s*-\d{3}/i;
const WORTH_TELLING = 20;

/**
 * A mail's HTML, fit to be shown in a sandboxed frame: what says something stays, what does something goes. Made anew
 * from the raw mail each time and never stored, so a slip in here loses nobody's words (zammad#2706, #3742, #4260); HTML
 * that cannot be cleaned within bounds is shown as its text.
 *
 * @param pictureOf a `data:` address for a content id (RFC 2392), drawn by us; undefined when there is no such picture
 */
export async function showHtml(source: string, pictureOf: (contentId: string) => Promise<string | undefined>): Promise<OpenedPage> {
  const cut = source.slice(0, MAX_HTML);
  const pictures = await drawnPictures(cut, pictureOf);
  let blockedImages = 0;
  let hiddenLetters = 0;
  const clean = (): string => sanitize(cut, {
    allowedTags: TAGS,
    // Text inside a tag that nobody knows is still text; only these hold none.
    nonTextTags: ['script', 'style', 'title', 'xml'],
    allowedAttributes: { '*': ['data-hidden', 'style', 'dir', 'lang', 'align', 'valign'], a: ['data-host', 'title'], img: ['src', 'alt', 'width', 'height'], td: ['colspan', 'rowspan', 'bgcolor', 'width'], th: ['colspan', 'rowspan', 'bgcolor', 'width'], table: ['border', 'cellpadding', 'cellspacing', 'bgcolor', 'width'], font: ['color', 'size', 'face'], ol: ['start', 'type'], col: ['span', 'width'], tr: ['bgcolor'] },
    allowedStyles: { '*': STYLES },
    allowedSchemesByTag: { img: ['data'] },
    allowedSchemes: [],
    allowProtocolRelative: false,
    nestingLimit: 200,
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: HIDDEN.test(attribs['style'] ?? '') || 'hidden' in attribs ? { ...attribs, 'data-hidden': 'yes' } : attribs }),
      a: (tagName, { href }) => ({ tagName, attribs: linkShown(href) }),
      img: (_, { src = '', alt, width, height }) => {
        const picture = pictures.get(src);
        if (picture) return { tagName: 'img', attribs: { src: picture, ...(alt && { alt }), ...(width && { width }), ...(height && { height }) } };
        blockedImages += 1;
        return { tagName: 'span', attribs: {}, text: alt?.trim() ? `${BLOCKED} ${alt.trim().slice(0, 200)}` : BLOCKED };
      },
    },
    exclusiveFilter: ({ attribs, text }) => {
      if (attribs['data-hidden'] !== undefined) hiddenLetters += text.trim().length;
      return false;
    },
  });
  try {
    if (source.split('<', MAX_TAGS + 1).length > MAX_TAGS) throw new Error('too many tags');
    const html = marked(masked(clean()));
    return { html, blockedImages, hasHiddenText: hiddenLetters >= WORTH_TELLING };
  } catch {
    return { html: `<pre>${masked(escaped(htmlToPlain(source)))}</pre>`, blockedImages: 0, hasHiddenText: hiddenLetters >= WORTH_TELLING };
  }
}

async function drawnPictures(html: string, pictureOf: (contentId: string) => Promise<string | undefined>): Promise<ReadonlyMap<string, string>> {
  const sources = new Set([...html.matchAll(/\bsrc\s*=\s*["']?(cid:[^"'\s>]{1,300})/gi)].map(([, src]) => src!.replaceAll('&amp;', '&')));
  const drawn = new Map<string, string>();
  for (const src of [...sources].slice(0, MAX_PICTURES)) {
    const picture = await pictureOf(decoded(src.slice(4)));
    if (picture) drawn.set(src, picture);
  }
  return drawn;
}

/** Nothing to click: where a link really leads is written beside it, and its whole address is its title. */
function linkShown(href: string | undefined): Record<string, string> {
  const address = (href ?? '').trim().slice(0, 2_000);
  if (address === '' || address.startsWith('#')) return {};
  if (!URL.canParse(address)) return { 'data-host': '?' };
  const { protocol, host, pathname } = new URL(address);
  if (/^https?:$/.test(protocol)) return { 'data-host': host.slice(0, 120), title: address };
  return { 'data-host': (/^(mailto|tel):$/.test(protocol) ? `${protocol}${pathname}` : protocol.replace(':', '')).slice(0, 120) };
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
