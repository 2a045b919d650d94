import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import PDFDocument from 'pdfkit';
import { linesOfPdf, textsOfPdf, type PlacedText } from '../../../test/support/read-pdf.js';
import { addressLines } from './letter-form.js';
import { inLatinLetters } from './latin-letters.js';
import { printPapers, type PaperToPrint } from './slips-pdf.js';

const ADDRESS = ['Handwerkskammer Nord', 'z. Hd. Frau Änne Größler', 'Straße der Einheit 12 a', '18055 Rostock'];
const LETTER: PaperToPrint = {
  kind: 'proof-letter', locale: 'de', organisation: 'Kundenportal der Kammer', name: 'Änne Größler', username: 'a.groessler', secret: 'AB12-CD34', area: null, endsAt: new Date('2026-12-19T12:00:00Z'), printedAt: new Date('2026-11-28T12:00:00Z'),
  questionsTo: 'support@kammer.example', address: ADDRESS, signInUrl: 'https://portal.kammer.example/anmelden',
};
const SLIP: PaperToPrint = { ...LETTER, kind: 'initial-credentials', address: null };
const LONG = { name: 'Dr. Maximiliane-Friederike Freifrau von und zu Überschwänglich-Größenwahn-Öttingen', organisation: 'Berufsbildende Schulen für Gestaltung, Überlandverkehr und Ökologie der Hansestadt Süderbrarup an der Schlei' };

const measure = new PDFDocument({ autoFirstPage: false }).font('Helvetica');
/** Where a run ends to the right, in millimetres; Helvetica, the wider Courier counts 0.6 em a letter. */
const rightOf = ({ x, text, size }: PlacedText, isMono = false): number => x + (isMono ? text.length * size * 0.6 : measure.fontSize(size).widthOfString(text)) / (72 / 25.4);
const find = (texts: readonly PlacedText[], part: string): PlacedText => texts.find(({ text }) => text.includes(part))!;

async function textsOf(...papers: PaperToPrint[]): Promise<PlacedText[]> {
  return textsOfPdf(await printPapers(papers));
}

/** No base line stands less than 1 mm below another one that it shares a column with. */
function expectNothingOverlaps(texts: readonly PlacedText[]): void {
  for (const [at, one] of texts.entries()) {
    for (const other of texts.slice(at + 1)) {
      if (other.page !== one.page || Math.abs(one.x - other.x) > 1) continue;
      expect({ one: one.text, other: other.text, apart: Math.abs(one.y - other.y) >= Math.min(one.size, other.size) / (72 / 25.4) }).toMatchObject({ apart: true });
    }
  }
}

describe('a letter in a window envelope (DIN 5008 form B)', () => {
  it('has the address in the lower 27.3 mm of the field at 20/45 mm, the sender on one small line above', async () => {
    const texts = await textsOf(LETTER);
    const lines = ADDRESS.map((line) => find(texts, line));
    for (const line of lines) {
      expect(line.x).toBeCloseTo(25, 1);
      expect(line.y).toBeGreaterThan(62.7);
      expect(line.y).toBeLessThan(90);
      expect(rightOf(line)).toBeLessThan(100);
      expect(line.size).toBeGreaterThanOrEqual(8);
    }
    const sender = find(texts, LETTER.organisation);
    expect({ x: sender.x.toFixed(1), isSmall: sender.size < 8, above: sender.y > 57.7 && sender.y < 62.7 }).toEqual({ x: '25.0', isSmall: true, above: true });
  });

  it('has marks to fold at 105 and 210 mm and to punch at 148.5 mm, and keeps the margins of 25 and 20 mm', async () => {
    const pdf = await printPapers([LETTER]);
    expect(linesOfPdf(pdf).map(({ from, to }) => [from.y.toFixed(1), to.y.toFixed(1), from.x >= 4, to.x < 25])).toEqual([['105.0', '105.0', true, true], ['148.5', '148.5', true, true], ['210.0', '210.0', true, true]]);
    const texts = textsOfPdf(pdf);
    for (const text of texts) {
      expect(text.x).toBeGreaterThanOrEqual(24.9);
      expect(rightOf(text, text.text === LETTER.secret)).toBeLessThan(190.5);
    }
    const information = find(texts, 'Datum: 28. November 2026');
    expect(information.x).toBeCloseTo(125, 1);
    expect(information.y).toBeGreaterThan(50);
    expect(find(texts, 'support@kammer.example').y).toBeLessThan(90);
  });

  it('shows through the window, and 10 mm around it, the address and nothing of what is secret', async () => {
    for (const kind of ['proof-letter', 'pin-letter'] as const) {
      const texts = await textsOf({ ...LETTER, kind, area: 'Mein Betrieb' });
      const window = texts.filter(({ x, y }) => x < 115 && y < 100);
      expect(window.map(({ text }) => text)).toEqual([LETTER.organisation, ...ADDRESS]);
      const pin = find(texts, LETTER.secret);
      expect(pin.y).toBeGreaterThan(110);
      // Above the second fold: not on the outer side of a letter folded like a Z.
      expect(pin.y).toBeLessThan(200);
    }
  });

  it('keeps town and country of a long address, on lines that do not run out of the window', async () => {
    const address = ['Überregionales Bildungs- und Technologiezentrum für Dachdecker, Zimmerer und Gerüstbauer e. V.', 'Abteilung Öffentlichkeitsarbeit', 'z. Hd. Herrn Geschäftsführer', 'Dr. Łukasz Şahin', 'Gebäude C, Eingang 7', 'An der Großen Überführung 128', '99999 Süderbrarup', 'Deutschland'];
    const texts = await textsOf({ ...LETTER, address });
    const shown = texts.filter(({ x, y }) => x < 115 && y > 62.7 && y < 100);
    expect(shown).toHaveLength(6);
    expect(shown.at(-1)!.text).toBe('Deutschland');
    expect(shown.at(-2)!.text).toContain('99999 Süderbrarup');
    expect(shown.map(({ text }) => text).join('\n')).toContain('Dr. Lukasz Sahin');
    for (const line of shown) expect(rightOf(line)).toBeLessThan(100.5);
    expect(shown.at(-1)!.y).toBeLessThan(90);
    expectNothingOverlaps(texts);
  });

  it('that warns of a change has its page and number in full, no user name, and nothing of it in the window', async () => {
    const page = `https://desk.a-rather-long-name.example/c/${Array.from({ length: 11 }, () => 'K7Q').join('-')}`;
    for (const isDone of [false, true]) for (const locale of ['de', 'en'] as const) {
      const texts = await textsOf({ ...LETTER, ...LONG, kind: 'hold-letter', locale, secret: '4711', hold: { change: 'change-email', isDone, at: new Date('2026-12-03T09:00:00Z'), page } });
      expect(texts.map(({ text }) => text).join('')).toContain(page);
      expect(find(texts, '4711').y).toBeGreaterThan(110);
      expect(texts.map(({ text }) => text).join(' ')).not.toContain(LETTER.username);
      expect(texts.filter(({ x, y }) => x < 115 && y > 62.7 && y < 100).map(({ text }) => text)).toEqual(ADDRESS);
      expectNothingOverlaps(texts);
      for (const text of texts) expect(text.y).toBeLessThan(277);
    }
  });

  it('that warns of a change never says "valid" of two different things: the change has a day, and so has objecting', async () => {
    for (const [locale, by] of [['de', 'Widerspruch bis'], ['en', 'Object by']] as const) {
      const texts = await textsOf({ ...LETTER, kind: 'hold-letter', locale, secret: '4711', hold: { change: 'change-email', isDone: false, at: new Date('2026-12-03T09:00:00Z'), page: 'https://desk.example/c/K7Q' } });
      expect(texts.map(({ text }) => text)).toContain(by);
      expect(texts.filter(({ text }) => /^(Gilt bis|Valid until)$/.test(text))).toEqual([]);
    }
  });

  it('is written large where the page has the room, and smaller only where much is to be said', async () => {
    expect(find(await textsOf(LETTER), 'Jemand hat uns').size).toBeGreaterThanOrEqual(11);
    expect(find(await textsOf(SLIP), 'Groß- und').size).toBe(9);
  });

  it('leaves out a name of which no letter can be printed: question marks are nobody', async () => {
    for (const name of ['王小明', 'محمد بن عبد الرحمن']) expect(find(await textsOf({ ...SLIP, name }), SLIP.organisation).text).toBe(SLIP.organisation);
    expect(find(await textsOf({ ...SLIP, name: '王小明 Wang' }), SLIP.organisation).text).toBe(`${SLIP.organisation} · Wang`);
    expect(find(await textsOf({ ...SLIP, name: 'Żaneta Łęcka' }), SLIP.organisation).text).toBe(`${SLIP.organisation} · Zaneta Lecka`);
  });

  it('never prints one line over another, nor beyond its place, whatever names and addresses say', async () => {
    const words = fc.string({ minLength: 1, maxLength: 120, unit: fc.constantFrom('a', 'Ä', 'ß', 'W', 'ş', ' ', '-', 'Ж', 'i', '.', '7') }).filter((text) => inLatinLetters(text).trim() !== '');
    await fc.assert(fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 12 }), words, words, async (address, name, organisation) => {
      const texts = await textsOf({ ...LETTER, address, name, organisation });
      expectNothingOverlaps(texts);
      expect(texts.every(({ page, y }) => page === 0 && y < 277)).toBe(true);
      expect(texts.filter(({ x, y }) => x < 115 && y > 62.7 && y < 105).every(({ y }) => y < 90)).toBe(true);
    }), { numRuns: 60 });
  });
});

describe('slips', () => {
  it('stand four on a sheet, each between its lines, however long a name is', async () => {
    const papers = [SLIP, { ...SLIP, ...LONG, username: 'u'.repeat(80), signInUrl: `https://portal.example/${'weit-weg/'.repeat(20)}`, area: 'Mein Betrieb' }, SLIP, { ...SLIP, ...LONG }, SLIP];
    const pdf = await printPapers(papers);
    const cuts = linesOfPdf(pdf);
    expect(cuts.map(({ page, from }) => [page, from.y])).toEqual([76, 144, 212].map((y) => [0, expect.closeTo(y, 1)]));
    const texts = textsOfPdf(pdf);
    expect(Math.max(...texts.map(({ page }) => page))).toBe(1);
    expectNothingOverlaps(texts);
    for (const cut of [76, 144, 212]) expect(texts.filter(({ page, y }) => page === 0 && y > cut - 1 && y < cut + 3)).toEqual([]);
    const passwords = texts.filter(({ text }) => text === SLIP.secret);
    expect(passwords.map(({ page, y }) => [page, Math.floor((y - 8) / 68)])).toEqual([[0, 0], [0, 1], [0, 2], [0, 3], [1, 0]]);
  });
});

describe('the lines of an address', () => {
  it('are six at most, and the last ones stay', () => {
    expect(addressLines(['A', 'B', 'C', 'D', 'E', 'F', 'G', ' '])).toEqual(['A, B', 'C', 'D', 'E', 'F', 'G']);
    expect(addressLines(['A', '', 'B'])).toEqual(['A', 'B']);
  });
});

describe('a slip with a password of words', () => {
  const WORDS = { de: `${['Abfahrt', ...Array.from({ length: 6 }, () => 'anfragen')].join('-')}-7`, en: `${['Amusement', ...Array.from({ length: 5 }, () => 'breakfast')].join('-')}-9` };

  it.each(['de', 'en'] as const)('shows it in one piece on one line, and word by word, and says how to type it; four of them share a page without touching (%s)', async (locale) => {
    const papers = Array.from({ length: 4 }, () => ({ ...SLIP, kind: 'temporary-password' as const, locale, secret: WORDS[locale] }));
    const texts = await textsOf(...papers);
    const whole = texts.filter(({ text }) => text === WORDS[locale]);
    expect({ slips: whole.length, pages: new Set(texts.map(({ page }) => page)).size }).toEqual({ slips: 4, pages: 1 });
    for (const one of whole) {
      expect(rightOf(one, true)).toBeLessThan(201);
      expect(one.size).toBeGreaterThanOrEqual(7);
    }
    expectNothingOverlaps(texts);
    const read = texts.map(({ text }) => text.trim()).join(' ');
    expect(read).toContain(WORDS[locale].split('-').join(' · '));
    expect(read).toContain(locale === 'de' ? 'Nur der erste Buchstabe ist groß' : 'Only the first letter is a capital');
  });

  it('of symbols says nothing of words', async () => {
    const read = (await textsOf({ ...SLIP, kind: 'temporary-password', secret: 'K7QM-2PXR-9ABC-DEFG' })).map(({ text }) => text).join(' ');
    expect(read).not.toMatch(/Wort für Wort|Nur der erste/);
  });
});
