import type { Box } from './letter-form.js';
import { inLatinLetters } from './latin-letters.js';

export interface PaperText {
  /** Whose paper it is: the organisation and the person. */
  readonly head: string;
  readonly title: string;
  /** What is to be typed in one piece stands on one line. */
  readonly rows: readonly (readonly [name: string, value: string, unbroken?: boolean])[];
  readonly hint: string;
}

type Pdf = PDFKit.PDFDocument;

const SCALES: readonly number[] = [1, 0.9, 0.8, 0.7, 0.6];
/** A letter has a page to itself: it is read by people without their glasses, too. */
export const LETTER_SCALES: readonly number[] = [1.25, ...SCALES];
const NAME_SHARE = 0.22;
/** How wide each letter of Courier is, in parts of its size. */
const COURIER = 0.6;

/** Writes head, title, rows and hint into a box, smaller where much is to be said: nothing reaches into what stands below. */
export function writeBody(pdf: Pdf, text: PaperText, box: Box, scales: readonly number[] = SCALES): void {
  const parts = partsOf(text, box);
  const scale = scales.find((one) => heightOf(pdf, parts, box, one) <= box.height) ?? scales.at(-1)!;
  let y = box.y;
  for (const part of parts) {
    const height = partHeight(pdf, part, box, scale);
    for (const piece of part.pieces) {
      const { x, width } = placeOf(piece, box);
      // The last resort, for texts that no scale makes fit: cut with an ellipsis at the end of the box.
      const room = Math.max(box.y + box.height - y, piece.size * scale);
      styled(pdf, piece, scale).text(piece.text, x, y, { width, height: room, ellipsis: true, lineBreak: true });
    }
    y += height + part.gap * scale;
  }
}

/** The largest size down to `least` at which all lines stand on one line each within the width; then they are cut. */
export function writeLines(pdf: Pdf, lines: readonly string[], box: Box, { size, least, lineHeight }: { readonly size: number; readonly least: number; readonly lineHeight: number }): void {
  const printed = lines.map(inLatinLetters);
  pdf.font('Helvetica').fontSize(size);
  const widest = Math.max(...printed.map((line) => pdf.widthOfString(line)), 1);
  const fitting = Math.max(least, Math.min(size, Math.floor((size * box.width * 10) / widest) / 10));
  pdf.fontSize(fitting);
  for (const [at, line] of printed.entries()) pdf.text(line, box.x, box.y + at * lineHeight, { width: box.width, height: lineHeight, ellipsis: true, lineBreak: true });
}

interface Piece {
  readonly text: string;
  readonly font: string;
  readonly size: number;
  readonly column: 'all' | 'name' | 'value';
}

interface Part {
  readonly pieces: readonly Piece[];
  readonly gap: number;
}

function partsOf({ head, title, rows, hint }: PaperText, { width }: Box): Part[] {
  const whole = (text: string, font: string, size: number, gap: number): Part => ({ pieces: [{ text: inLatinLetters(text), font, size, column: 'all' }], gap });
  return [
    whole(head, 'Helvetica', 9, 1), whole(title, 'Helvetica-Bold', 14, 5),
    ...rows.map(([name, value, unbroken = false]): Part => ({
      pieces: [{ text: name, font: 'Helvetica', size: 10, column: 'name' }, { text: inLatinLetters(value), font: 'Courier-Bold', size: unbroken ? Math.min(12, (width * (1 - NAME_SHARE) - 1) / (value.length * COURIER)) : 12, column: 'value' }], gap: 3,
    })),
    whole(hint, 'Helvetica', 9, 0),
  ];
}

function heightOf(pdf: Pdf, parts: readonly Part[], box: Box, scale: number): number {
  return parts.reduce((sum, part) => sum + partHeight(pdf, part, box, scale) + part.gap * scale, 0);
}

function partHeight(pdf: Pdf, { pieces }: Part, box: Box, scale: number): number {
  return Math.max(...pieces.map((piece) => styled(pdf, piece, scale).heightOfString(piece.text, { width: placeOf(piece, box).width })));
}

function styled(pdf: Pdf, { font, size }: Piece, scale: number): Pdf {
  return pdf.font(font).fontSize(size * scale);
}

function placeOf({ column }: Piece, { x, width }: Box): { x: number; width: number } {
  if (column === 'all') return { x, width };
  return column === 'name' ? { x, width: width * NAME_SHARE - 6 } : { x: x + width * NAME_SHARE, width: width * (1 - NAME_SHARE) };
}
