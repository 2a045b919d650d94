import type { IncomingMail } from '../incoming-mail.js';
import { header, says, type Screen } from './screen.js';

/** From this score on a mail without a flag is believed to be spam; SpamAssassin and rspamd reject far above 5. */
const SCORE = 8;

const FLAGS = ['x-spam-flag', 'x-spam', 'x-spam-status'];

/**
 * What the mail server's own filter found. Set aside where an agent sees it, never deleted. The topmost line of a name is
 * believed. A filter that says no is believed before its score: some write the score times ten (cPanel: `X-Spam-Score: 12` for 1.2).
 */
export const spam: Screen = (mail) => {
  const verdict = { mailClass: 'spam', disposition: 'set-aside' } as const;
  for (const name of ['x-spam-flag', 'x-spam']) {
    if (/^(yes|true)\b/i.test(header(mail, name))) return says(verdict, `${name}: ${header(mail, name)}`);
  }
  if (/^yes\b/i.test(header(mail, 'x-spam-status'))) return says(verdict, `x-spam-status: ${header(mail, 'x-spam-status')}`);
  for (const name of ['x-spam-score', 'x-spamd-result', 'x-rspamd-score']) {
    const score = Number.parseFloat(/-?\d+(\.\d+)?/.exec(header(mail, name).replace(/^default:[^[]*\[/, ''))?.[0] ?? '');
    if (score >= SCORE && !FLAGS.some((flag) => /^(no|false)\b/i.test(header(mail, flag)) && sameHop(mail, flag, name))) return says(verdict, `${name}: ${score}`);
  }
  return undefined;
};

/** A "no" that the sender wrote stands below the server's Received line, its score above: then they are not by the same hand. */
function sameHop({ headerNames }: IncomingMail, one: string, other: string): boolean {
  const [first, last] = [headerNames.indexOf(one), headerNames.indexOf(other)].toSorted((a, b) => a - b) as [number, number];
  return !headerNames.slice(Math.max(first, 0), Math.max(last, 0)).includes('received');
}
