import { compile } from 'html-to-text';
import { cleanText } from './clean-text.js';
import { ATTRIBUTION_HERE, QUOTED_FROM_HERE } from './quote-words.js';

/** Longer HTML is cut before it is read; what people write fits many times over. */
const MAX_HTML = 1_000_000;
/** Newsletters have a few thousand tags. Hundreds of thousands, nested, are there to keep the reader busy. */
const MAX_TAGS = 20_000;

/** What mail programs put around or above a quotation: everything from there on is quoted. */
const QUOTED_FROM = [
  '#divRplyFwdMsg', '#appendonsend', '#stopSpelling', '#OLK_SRC_BODY_SECTION', '#mail-editor-reference-message-container', '#ms-outlook-mobile-body-separator-line', '#replySplit', '#reply-intro',
  '.ms-outlook-mobile-reference-message', '.yahoo_quoted', '.protonmail_quote', '.tutanota_quote', '.zmail_extra', '.iCloud_quoted', '.front-blockquote', 'div[name="quote"]', 'div[name="messageReplySection"]',
];
/** The line that names the author of the quotation below. */
const ATTRIBUTIONS = ['.gmail_attr', '.moz-cite-prefix', '.moz-email-headers-table', '.yahoo_quoted_attribution'];

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: MAX_HTML, maxDepth: 200, maxChildNodes: 5_000 },
  formatters: {
    // Cells of a layout table beside each other must not grow together ("Kundennummer:4711").
    cell: (element, walk, builder) => {
      walk(element.children, builder);
      builder.addInline(' ');
    },
    quotedFromHere: (element, walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 1 });
      builder.addLiteral(QUOTED_FROM_HERE);
      builder.closeBlock({ trailingLineBreaks: 1 });
      walk(element.children, builder);
    },
    attribution: (element, walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 1 });
      builder.addLiteral(ATTRIBUTION_HERE);
      walk(element.children, builder);
      builder.closeBlock({ trailingLineBreaks: 1 });
    },
  },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['<', '>'], noAnchorUrl: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'style', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block' },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false, leadingLineBreaks: 1, trailingLineBreaks: 1 } })),
    { selector: 'p', options: { leadingLineBreaks: 2, trailingLineBreaks: 1 } },
    ...QUOTED_FROM.map((selector) => ({ selector, format: 'quotedFromHere' })),
    ...ATTRIBUTIONS.map((selector) => ({ selector, format: 'attribution' })),
    { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ],
});

/** HTML as text, with marks where mail programs begin a quotation (`withoutMarks` takes them off); quotations keep their `> `. Never throws: HTML that cannot be read, or is not worth it, loses its tags instead. */
export function htmlToPlain(html: string): string {
  const cut = html.slice(0, MAX_HTML);
  if (cut.split('<').length > MAX_TAGS) return withoutTags(cut);
  try {
    return cleanText(convert(cut), MAX_HTML).split('\n').map((line) => line.trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n').trim();
  } catch {
    return withoutTags(cut);
  }
}

function withoutTags(html: string): string {
  // Split at the brackets: a pattern for a whole tag would look for the end of each of a thousand open ones.
  const [before = '', ...tags] = html.split('<');
  const texts = tags.map((tag) => (/^(style|script)\b/i.test(tag) ? '' : tag.slice(tag.indexOf('>') + 1)));
  return cleanText([before, ...texts].join(' ').replace(/\s+/g, ' '), MAX_HTML).trim();
}
