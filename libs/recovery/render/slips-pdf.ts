import PDFDocument from 'pdfkit';
import type { Locale } from '#kernel';

/** One paper: for the teacher to hand out, for the counter, or in a window envelope. The one place where it is in clear. */
export interface PaperToPrint {
  readonly kind: 'initial-credentials' | 'temporary-password' | 'pin-letter';
  readonly locale: Locale;
  readonly organisation: string;
  readonly name: string;
  readonly username: string;
  readonly secret: string;
  readonly area: string | null;
  readonly endsAt: Date;
  /** Lines of the postal address; only for a letter. */
  readonly address: readonly string[] | null;
  readonly signInUrl: string | null;
}

const TEXTS = {
  de: {
    'initial-credentials': 'Ihre ersten Zugangsdaten', 'temporary-password': 'Ihr vorläufiges Passwort', 'pin-letter': 'Ihre neue PIN', username: 'Benutzername', password: 'Passwort', pin: 'PIN', area: 'Bereich',
    until: 'Gilt bis', signIn: 'Anmelden unter', hint: 'Groß- und Kleinschreibung zählt. Beim ersten Anmelden wählen Sie ein eigenes Passwort.', pinHint: 'Geben Sie die PIN nach der Anmeldung im Portal ein. Sie ist nicht Ihr Passwort.',
    never: 'Geben Sie diese Angaben niemandem weiter.',
  },
  en: {
    'initial-credentials': 'Your first credentials', 'temporary-password': 'Your temporary password', 'pin-letter': 'Your new PIN', username: 'User name', password: 'Password', pin: 'PIN', area: 'Area',
    until: 'Valid until', signIn: 'Sign in at', hint: 'Upper and lower case matter. At the first sign-in you choose a password of your own.', pinHint: 'Type the PIN in the portal after signing in. It is not your password.',
    never: 'Tell nobody.',
  },
} as const;

const MM = 72 / 25.4;
const MARGIN = 20 * MM;
const SLIP_HEIGHT = 68 * MM;
const SLIPS_PER_PAGE = 4;
/** Window of a DIN 5008 envelope: form B. */
const WINDOW = { x: 25 * MM, y: 50 * MM };

/** A PDF on A4: letters one a page with the address in the window, slips four a page with lines to cut along. */
export function printPapers(papers: readonly PaperToPrint[]): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, info: { Title: 'Rekey' }, autoFirstPage: false });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  const letters = papers.filter(({ address }) => address !== null);
  const slips = papers.filter(({ address }) => address === null);
  for (const paper of letters) {
    pdf.addPage();
    pdf.font('Helvetica').fontSize(11).text(paper.address!.join('\n'), WINDOW.x, WINDOW.y, { lineBreak: true });
    body(pdf, paper, 110 * MM);
  }
  for (const [at, paper] of slips.entries()) {
    const place = at % SLIPS_PER_PAGE;
    if (place === 0) pdf.addPage();
    else pdf.moveTo(MARGIN / 2, place * SLIP_HEIGHT + 8 * MM).dash(3, { space: 3 }).lineTo(pdf.page.width - MARGIN / 2, place * SLIP_HEIGHT + 8 * MM).strokeColor('#999999').stroke().undash();
    body(pdf, paper, place * SLIP_HEIGHT + 14 * MM);
  }
  pdf.end();
  return finished;
}

function body(pdf: PDFKit.PDFDocument, paper: PaperToPrint, top: number): void {
  const words = TEXTS[paper.locale];
  const width = pdf.page.width - 2 * MARGIN;
  pdf.fillColor('#000000').font('Helvetica').fontSize(9).text(`${paper.organisation} · ${paper.name}`, MARGIN, top, { width });
  pdf.font('Helvetica-Bold').fontSize(14).text(words[paper.kind], { width });
  const isPin = paper.kind === 'pin-letter';
  const rows: readonly (readonly [string, string])[] = [
    [words.username, paper.username], ...(paper.area === null ? [] : [[words.area, paper.area] as const]), [isPin ? words.pin : words.password, paper.secret],
    [words.until, new Intl.DateTimeFormat(paper.locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(paper.endsAt)],
    ...(paper.signInUrl === null ? [] : [[words.signIn, paper.signInUrl] as const]),
  ];
  for (const [name, value] of rows) {
    pdf.moveDown(0.35).font('Helvetica').fontSize(10).text(`${name}:  `, { continued: true, width });
    pdf.font('Courier-Bold').fontSize(12).text(value, { width });
  }
  pdf.moveDown(0.5).font('Helvetica').fontSize(9).text(`${isPin ? words.pinHint : words.hint} ${words.never}`, { width });
}
