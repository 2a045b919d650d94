import { everyMail } from './every-mail.js';
import type { Outcome } from './outcome.js';
import { crisp, discourse, talonHtml, talonStandard } from './reply-sources.js';
import { mime4j, phpMimeMailParser, stalwart, zammad } from './structure-sources.js';
import { imaptest } from './thread-sources.js';

/** All sources with expectations that we can compare, in the order in which they are printed. */
export const SOURCES: Readonly<Record<string, () => Promise<Outcome>>> = {
  zammad, stalwart, phpMimeMailParser, mime4j, crisp, talonStandard, talonHtml, discourse, imaptest, everyMail,
};

/** One line per source; with `wrong` also one per case that is not right. */
export function printable({ source, right, of, atLeast, wrong }: Outcome, withWrong = false): string {
  const line = `${right >= atLeast ? 'ok ' : 'LOW'} ${source.padEnd(26)} ${String(right).padStart(5)} of ${String(of).padStart(4)}   (at least ${atLeast})`;
  return withWrong ? [line, ...wrong.map((one) => `      ${one}`)].join('\n') : line;
}
