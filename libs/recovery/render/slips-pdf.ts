import PDFDocument from 'pdfkit';
import { spokenParts } from '#directory';
import type { Locale } from '#kernel';
import { changeInWords } from '../domain/hold-sms-text.js';
import { inLatinLetters } from './latin-letters.js';
import { addressLines, FORM_B, MM, SLIPS } from './letter-form.js';
import { LETTER_SCALES, writeBody, writeLines, type PaperText } from './paper-body.js';
import { dayInWords, PAPER_TEXTS } from './paper-texts.js';

/** One paper: for the teacher to hand out, for the counter, or in a window envelope. The one place where it is in clear. */
export interface PaperToPrint {
  readonly kind: 'initial-credentials' | 'temporary-password' | 'pin-letter' | 'proof-letter' | 'hold-letter';
  readonly locale: Locale;
  readonly organisation: string;
  readonly name: string;
  readonly username: string;
  readonly secret: string;
  readonly area: string | null;
  readonly endsAt: Date;
  /** The day that stands on a letter. */
  readonly printedAt: Date;
  /** Where to ask, on a letter; null: nowhere. */
  readonly questionsTo: string | null;
  /** Lines of the postal address; only for a letter. */
  readonly address: readonly string[] | null;
  readonly signInUrl: string | null;
  /** Only for a letter about a change that waits, or was made meanwhile: how to object. `secret` is the number then. */
  readonly hold?: HoldOnPaper | undefined;
}

export interface HoldOnPaper {
  /** The type of the action. */
  readonly change: string;
  readonly isDone: boolean;
  /** When it takes effect, or did. */
  readonly at: Date;
  /** To be typed into the address line. */
  readonly page: string;
}

/** A PDF on A4: letters one a page with the address in the window (DIN 5008 form B), slips four a page with lines to cut along. */
export function printPapers(papers: readonly PaperToPrint[]): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 0, info: { Title: 'Rekey' }, autoFirstPage: false });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  for (const paper of papers) if (paper.address !== null) writeLetter(pdf, paper, paper.address);
  for (const [at, paper] of papers.filter(({ address }) => address === null).entries()) {
    const place = at % SLIPS.perPage;
    if (place === 0) pdf.addPage();
    else line(pdf.dash(3, { space: 3 }), 10 * MM, place * SLIPS.height + SLIPS.top, pdf.page.width - 10 * MM).undash();
    writeBody(pdf, textOf(paper), SLIPS.box(place));
  }
  pdf.end();
  return finished;
}

function writeLetter(pdf: PDFKit.PDFDocument, paper: PaperToPrint, address: readonly string[]): void {
  const words = PAPER_TEXTS[paper.locale];
  pdf.addPage();
  for (const { y, length } of FORM_B.marks) line(pdf, 4 * MM, y, 4 * MM + length);
  pdf.fillColor('#000000');
  writeLines(pdf, [paper.organisation], FORM_B.sender, { size: 7, least: 6, lineHeight: FORM_B.sender.height });
  writeLines(pdf, addressLines(address), FORM_B.address, { size: 10.5, least: 8, lineHeight: FORM_B.address.height / FORM_B.addressLines });
  writeLines(pdf, [paper.organisation, `${words.date}: ${dayInWords(paper.printedAt, paper.locale)}`, ...(paper.questionsTo === null ? [] : [`${words.questions}: ${paper.questionsTo}`])], FORM_B.information, { size: 9, least: 7, lineHeight: 13 });
  writeBody(pdf, textOf(paper), FORM_B.body, LETTER_SCALES);
}

function textOf(paper: PaperToPrint): PaperText {
  const words = PAPER_TEXTS[paper.locale];
  if (paper.hold) return holdText(paper, paper.hold);
  const isProof = paper.kind === 'proof-letter';
  const isPin = paper.kind === 'pin-letter' || isProof;
  const spoken = spokenParts(paper.secret);
  return {
    head: headOf(paper.organisation, paper.name),
    title: words[paper.kind],
    rows: [
      // Whoever opens somebody else's post learns no user name from it.
      ...(isProof ? [] : [[words.username, paper.username] as const]), ...(paper.area === null ? [] : [[words.area, paper.area] as const]), [isPin ? words.pin : words.password, paper.secret, spoken !== undefined],
      ...(spoken ? [[words.wordByWord, spoken.join(' · ')] as const] : []),
      [words.until, dayInWords(paper.endsAt, paper.locale)], ...(paper.signInUrl === null || isProof ? [] : [[words.signIn, paper.signInUrl] as const]),
    ],
    hint: `${spoken ? `${words.spokenHint} ` : ''}${isProof ? words.proofHint : isPin ? words.pinHint : words.hint} ${words.never}`,
  };
}

/** Words of a name of which the fonts have no letter are left out: question marks are nobody's name. */
function headOf(organisation: string, name: string): string {
  const printable = inLatinLetters(name).split(/\s+/).filter((word) => /[^?\p{P}\p{S}]/u.test(word)).join(' ');
  return printable === '' ? organisation : `${organisation} · ${printable}`;
}

/** A warning, and no secret of the account: whoever opens somebody else's post can only stop the change. */
function holdText({ locale, organisation, name, secret, endsAt }: PaperToPrint, { change, isDone, at, page }: HoldOnPaper): PaperText {
  const { hold } = PAPER_TEXTS[locale];
  return {
    head: headOf(organisation, name),
    title: isDone ? hold.wasMade : PAPER_TEXTS[locale]['hold-letter'],
    rows: [[hold.what, changeInWords(change, locale)], [isDone ? hold.since : hold.from, dayInWords(at, locale)], [hold.page, page], [hold.number, secret], [hold.until, dayInWords(endsAt, locale)]],
    hint: isDone ? hold.hintDone : hold.hint,
  };
}

function line(pdf: PDFKit.PDFDocument, from: number, y: number, to: number): PDFKit.PDFDocument {
  return pdf.moveTo(from, y).lineTo(to, y).lineWidth(0.4).strokeColor('#777777').stroke();
}
