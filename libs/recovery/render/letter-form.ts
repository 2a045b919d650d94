/** Points of PDF in a millimetre. */
export const MM = 72 / 25.4;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * DIN 5008 form B, in points from the upper left corner of an A4 sheet. The address field is 85 mm × 45 mm at 20/45 mm; text
 * stands 5 mm inside. Its upper 17.7 mm end with the sender's line, the 27.3 mm below take six lines. The window of the envelope
 * shows the address field and moves by some millimetres around it: what is secret begins far below.
 */
export const FORM_B = {
  field: box(20, 45, 85, 45),
  sender: box(25, 57.7, 75, 5),
  address: box(25, 62.7, 75, 27.3),
  information: box(125, 50, 75, 40),
  /** 25 mm on the left, 20 mm on the right; 8.46 mm below the address field, and below the first fold. */
  body: box(25, 108, 165, 160),
  /** Two for folding, one for the hole puncher; the left edge stays free, since no printer reaches it. */
  marks: [{ y: 105 * MM, length: 5 * MM }, { y: 148.5 * MM, length: 7 * MM }, { y: 210 * MM, length: 5 * MM }],
  addressLines: 6,
} as const;

/** Four slips on a sheet, with a line to cut along above each but the first. */
export const SLIPS = { perPage: 4, height: 68 * MM, top: 8 * MM, box: (place: number): Box => box(20, 8 + place * 68 + 6, 170, 58) } as const;

function box(x: number, y: number, width: number, height: number): Box {
  return { x: x * MM, y: y * MM, width: width * MM, height: height * MM };
}

/** Six lines at most, and never without the last two, by which a letter finds its way: of the others the shortest neighbours share a line. */
export function addressLines(lines: readonly string[], most: number = FORM_B.addressLines): string[] {
  const kept = lines.map((line) => line.trim()).filter((line) => line !== '');
  while (kept.length > most) {
    const pairs = kept.slice(0, -3).map((line, at) => ({ at, length: line.length + kept[at + 1]!.length }));
    const { at } = pairs.reduce((shortest, one) => (one.length < shortest.length ? one : shortest));
    kept.splice(at, 2, `${kept[at]}, ${kept[at + 1]}`);
  }
  return kept;
}
