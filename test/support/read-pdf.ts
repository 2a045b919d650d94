import { inflateSync } from 'node:zlib';

/** A run of text as it stands on the page: millimetres from the upper left corner of the sheet to the beginning of its base line. */
export interface PlacedText {
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Points. */
  readonly size: number;
}

/** A straight line, in millimetres from the upper left corner. */
export interface PlacedLine {
  readonly page: number;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

const A4_HEIGHT = 841.89;
const MM = 72 / 25.4;

/** The text of a PDF as our printer writes it: standard fonts, one hexadecimal string a run. One line each `TJ`. */
export function textOfPdf(pdf: Buffer): string {
  return textsOfPdf(pdf).map(({ text }) => text).join('\n');
}

export function textsOfPdf(pdf: Buffer): PlacedText[] {
  return pagesOf(pdf).flatMap((content, page) => [...content.matchAll(/1 0 0 1 ([\d.-]+) ([\d.-]+) Tm\n\/\S+ ([\d.]+) Tf[\s\S]*?\[([^\]]*)\]\s*TJ/g)].map(([, x, y, size, run = '']) => ({
    page, x: Number(x) / MM, y: (A4_HEIGHT - Number(y)) / MM, size: Number(size), text: [...run.matchAll(/<([0-9a-fA-F]*)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')).join(''),
  })));
}

/** Lines are drawn in the turned system of the page, from the top. */
export function linesOfPdf(pdf: Buffer): PlacedLine[] {
  return pagesOf(pdf).flatMap((content, page) => [...content.matchAll(/([\d.-]+) ([\d.-]+) m\n([\d.-]+) ([\d.-]+) l/g)].map(([, ...numbers]) => {
    const [x1, y1, x2, y2] = numbers.map((number) => Number(number) / MM) as [number, number, number, number];
    return { page, from: { x: x1, y: y1 }, to: { x: x2, y: y2 } };
  }));
}

/** A stream is as long as its dictionary says, and never cut at a line end: its last byte is any byte, 10 and 13 too. */
function pagesOf(pdf: Buffer): string[] {
  return [...pdf.toString('latin1').matchAll(/\/Length (\d+)[^>]*>>\s*stream\r?\n/g)].flatMap(({ 0: head, 1: length, index }) => {
    const start = index + head.length;
    try {
      return [inflateSync(pdf.subarray(start, start + Number(length))).toString('latin1')];
    } catch {
      return [];
    }
  });
}
