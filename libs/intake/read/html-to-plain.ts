import { compile } from 'html-to-text';
import { cleanText } from './clean-text.js';

/** Longer HTML is cut before it is read; what people write fits many times over. */
const MAX_HTML = 1_000_000;

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: MAX_HTML, maxDepth: 200, maxChildNodes: 5_000 },
  formatters: {
    // Cells of a layout table beside each other must not grow together ("Kundennummer:4711").
    cell: (element, walk, builder) => {
      walk(element.children, builder);
      builder.addInline(' ');
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
    { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ],
});

/** HTML as text; quotations keep their `> `. Never throws: HTML that cannot be read loses its tags instead. */
export function htmlToPlain(html: string): string {
  const cut = html.slice(0, MAX_HTML);
  try {
    return cleanText(convert(cut), MAX_HTML).replace(/[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
  } catch {
    return cleanText(cut.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, ' ').replace(/<[^>]*>/g, ' '), MAX_HTML).trim();
  }
}
