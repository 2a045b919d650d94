import type { SentFile } from '#intake';
import type { Locale } from '#kernel';

type Page = Extract<SentFile, { kind: 'page' }>['page'];

const WORDS = {
  de: { images: (count: number) => (count === 1 ? 'Ein Bild aus dem Netz wurde nicht geladen.' : `${count} Bilder aus dem Netz wurden nicht geladen.`), hidden: 'Diese Mail enthält Text, den man nicht sehen soll. Er wird hier mit angezeigt.', title: 'Mail als HTML' },
  en: { images: (count: number) => (count === 1 ? 'One image from the web was not loaded.' : `${count} images from the web were not loaded.`), hidden: 'This mail contains text that is not meant to be seen. It is shown here too.', title: 'Mail as HTML' },
} as const satisfies Record<Locale, unknown>;

const STYLE = `
html{color-scheme:light}body{margin:0;padding:12px;font:15px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin:0 0 0 8px;padding-left:12px;border-left:3px solid #c9ced6}
.rekey{margin:0 0 12px;padding:8px 12px;border-left:4px solid #8a6d00;background:#fff8e1;color:#3b2f00}.rekey p{margin:0}
a{color:#0b57d0;text-decoration:underline}a[data-host]::after{content:" ⟨" attr(data-host) "⟩";font-size:.85em;color:#4a5261}[data-hidden]{outline:1px dashed #a40000}a[data-differs]::after{color:#a40000;font-weight:600}`;

/** The frame's document: notices in our words, then the cleaned HTML. */
export function pageDocument({ html, blockedImages, hasHiddenText }: Page, locale: Locale): string {
  const words = WORDS[locale];
  const notices = [...(blockedImages > 0 ? [words.images(blockedImages)] : []), ...(hasHiddenText ? [words.hidden] : [])];
  const told = notices.length === 0 ? '' : `<div class="rekey" role="note">${notices.map((one) => `<p>${one}</p>`).join('')}</div>`;
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title><style>${STYLE}</style></head><body>${told}${html}</body></html>`;
}
