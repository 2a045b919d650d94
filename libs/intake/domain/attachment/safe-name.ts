/** Characters that turn the reading direction or cannot be seen: with them `fdp.exe` reads as `exe.pdf` (T15, T18). */
const TRICKS = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u180e]/g;

/** Whether a name hides what it is. */
export function hidesItself(name: string): boolean {
  return name.search(TRICKS) >= 0 || /\s{3}\S/.test(name);
}

/** The same name with every trick in plain sight: U+202E becomes `[U+202E]`. */
export function withTricksShown(name: string): string {
  return name.replace(TRICKS, (one) => `[U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

/** A `Content-Disposition` that saves and never shows (RFC 6266): a plain name for old browsers, the real one beside it (RFC 8187). */
export function contentDisposition(name: string): string {
  const safe = name.replace(/[\u0000-\u001f\u007f/\\:*?"<>|]/g, '_').replace(/^\.+/, '_').trim().slice(0, 150) || 'attachment';
  const plain = safe.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_');
  const encoded = encodeURIComponent(safe.toWellFormed()).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
