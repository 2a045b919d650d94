import { findSecrets, MASK, maskText } from '../domain/secrets/mask-secrets.js';

const BLOCK = /^<\/?(?:p|div|br|tr|li|ul|ol|h[1-6]|table|blockquote|pre|hr|dd|dt|section|article|header|footer|center|address)\b/i;
const CELL = /^<\/?t[dh]\b/i;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

interface Piece {
  readonly html: string;
  /** What a person reads of it; for a tag the space that it makes. */
  readonly text: string;
  readonly isTag: boolean;
}

/** Clean HTML without secrets, also where tags cut them into pieces (`Passwort: <b>Som</b>mer24`), and without them in titles. */
export function masked(html: string): string {
  const pieces = piecesOf(html);
  const starts: number[] = [];
  let all = '';
  for (const { text } of pieces) {
    starts.push(all.length);
    all += text;
  }
  const secrets = findSecrets(all);
  return pieces.map((piece, at) => {
    const [from, to] = [starts[at]!, starts[at]! + piece.text.length];
    if (piece.isTag) return piece.html.replace(/ (title|alt)="([^"]*)"/g, (_, name: string, value: string) => ` ${name}="${escaped(maskText(plain(value)))}"`);
    const own = secrets.filter(({ start, end }) => start < to && end > from);
    if (own.length === 0) return piece.html;
    let rest = '';
    let done = from;
    for (const { start, end } of own) {
      rest += escaped(all.slice(done, Math.max(start, from))) + (start >= from ? MASK : '');
      done = Math.min(end, to);
    }
    return rest + escaped(all.slice(done, to));
  }).join('');
}

/** Marks links that say one host and lead to another. */
export function marked(html: string): string {
  return html.replace(/<a data-host="([^"]*)"([^>]*)>([\s\S]{0,2000}?)<\/a>/g, (link, host: string, more: string, inside: string) => {
    const said = /(?:https?:\/\/|www\.)?((?:[\p{L}\d-]+\.)+\p{L}{2,})/iu.exec(plain(inside.replace(/<[^>]*>/g, '')))?.[1]?.toLowerCase().replace(/^www\./, '');
    const real = host.toLowerCase().replace(/^www\.|^mailto:[^@]*@/g, '').replace(/:\d+$/, '');
    return said === undefined || said === real || real.endsWith(`.${said}`) ? link : `<a data-host="${host}" data-differs="yes"${more}>${inside}</a>`;
  });
}

function piecesOf(html: string): Piece[] {
  return html.split(/(<[^>]*>)/).filter(Boolean).map((one) => (one.startsWith('<')
    ? { html: one, text: BLOCK.test(one) ? '\n' : CELL.test(one) ? ' ' : '', isTag: true }
    : { html: one, text: plain(one), isTag: false }));
}

function plain(html: string): string {
  return html.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : -1;
    if (code >= 0) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return ENTITIES[name!.toLowerCase()] ?? whole;
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
