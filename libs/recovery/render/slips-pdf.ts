import PDFDocument from 'pdfkit';
import type { Locale } from '#kernel';

/** One paper: for the teacher to hand out, for the counter, or in a window envelope. The one place where it is in clear. */
export interface PaperToPrint {
  readonly kind: 'initial-credentials' | 'temporary-password' | 'pin-letter' | 'proof-letter';
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
    'initial-credentials': 'Ihre ersten Zugangsdaten', 'temporary-password': 'Ihr vorläufiges Passwort', 'pin-letter': 'Ihre neue PIN', 'proof-letter': 'Ihr Brief mit PIN', username: 'Benutzername', password: 'Passwort', pin: 'PIN', area: 'Bereich',
    until: 'Gilt bis', signIn: 'Anmelden unter', hint: 'Groß- und Kleinschreibung zählt. Beim ersten Anmelden wählen Sie ein eigenes Passwort.', pinHint: 'Geben Sie die PIN nach der Anmeldung im Portal ein. Sie ist nicht Ihr Passwort.',
    proofHint: 'Jemand hat uns um Hilfe mit Ihrem Konto gebeten. Waren Sie das, geben Sie die PIN auf der Seite zu Ihrer Anfrage ein; der Link dahin steht in unserer ersten E-Mail. Waren Sie es nicht, vernichten Sie diesen Brief und sagen Sie uns Bescheid.',
    never: 'Geben Sie diese Angaben niemandem weiter.',
  },
  en: {
    'initial-credentials': 'Your first credentials', 'temporary-password': 'Your temporary password', 'pin-letter': 'Your new PIN', 'proof-letter': 'Your letter with a PIN', username: 'User name', password: 'Password', pin: 'PIN', area: 'Area',
    until: 'Valid until', signIn: 'Sign in at', hint: 'Upper and lower case matter. At the first sign-in you choose a password of your own.', pinHint: 'Type the PIN in the portal after signing in. It is not your password.',
    proofHint: 'Somebody asked us for help with your account. If it was you, type the PIN on the page of your request; the link to it is in our first e-mail. If it was not you, destroy this letter and tell us.',
    never: 'Tell nobody.',
  },
} as const;

const MM = 72 / 25.4;
const MARGIN = 20 * MM;
const SLIP_HEIGHT = 68 * MM;
const SLIPS_PER_PAGE = 4;
/**
 * DIN 5008 form B: the address field begins 45 mm from the top and 20 mm from the left, 85 mm wide; its upper 17.7 mm are
 * for the sender's line, the 27.3 mm below for up to six lines of the address. Fold marks at 105 and 210 mm, hole mark in the middle.
 */
const WINDOW = { x: 25 * MM, sender: 57.5 * MM, address: 62.7 * MM, width: 80 * MM, mostLines: 6 };
const MARKS = [{ y: 105 * MM, length: 5 * MM }, { y: 148.5 * MM, length: 7 * MM }, { y: 210 * MM, length: 5 * MM }];

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
    for (const { y, length } of MARKS) pdf.moveTo(4 * MM, y).lineTo(4 * MM + length, y).lineWidth(0.4).strokeColor('#777777').stroke();
    pdf.fillColor('#000000').font('Helvetica').fontSize(7).text(paper.organisation, WINDOW.x, WINDOW.sender, { width: WINDOW.width, height: 4 * MM, ellipsis: true });
    pdf.fontSize(10.5).text(paper.address!.slice(0, WINDOW.mostLines).join('\n'), WINDOW.x, WINDOW.address, { width: WINDOW.width, lineGap: 0 });
    body(pdf, paper, 112 * MM);
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
  const isProof = paper.kind === 'proof-letter';
  const isPin = paper.kind === 'pin-letter' || isProof;
  const rows: readonly (readonly [string, string])[] = [
    // Whoever opens somebody else's post learns no user name from it.
    ...(isProof ? [] : [[words.username, paper.username] as const]), ...(paper.area === null ? [] : [[words.area, paper.area] as const]), [isPin ? words.pin : words.password, paper.secret],
    [words.until, new Intl.DateTimeFormat(paper.locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(paper.endsAt)],
    ...(paper.signInUrl === null || isProof ? [] : [[words.signIn, paper.signInUrl] as const]),
  ];
  for (const [name, value] of rows) {
    pdf.moveDown(0.35).font('Helvetica').fontSize(10).text(`${name}:  `, { continued: true, width });
    pdf.font('Courier-Bold').fontSize(12).text(value, { width });
  }
  pdf.moveDown(0.5).font('Helvetica').fontSize(9).text(`${isProof ? words.proofHint : isPin ? words.pinHint : words.hint} ${words.never}`, { width });
}
