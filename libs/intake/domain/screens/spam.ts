import { header, says, type Screen } from './screen.js';

/** From this score on a mail without a flag is believed to be spam; SpamAssassin and rspamd reject far above 5. */
const SCORE = 8;

/** What the mail server's own filter found. Set aside where an agent sees it, never deleted. */
export const spam: Screen = (mail) => {
  const verdict = { mailClass: 'spam', disposition: 'set-aside' } as const;
  for (const name of ['x-spam-flag', 'x-spam']) {
    if (/^(yes|true)\b/i.test(header(mail, name))) return says(verdict, `${name}: ${header(mail, name)}`);
  }
  if (/^yes\b/i.test(header(mail, 'x-spam-status'))) return says(verdict, `x-spam-status: ${header(mail, 'x-spam-status')}`);
  for (const name of ['x-spam-score', 'x-spamd-result', 'x-rspamd-score']) {
    const score = Number.parseFloat(/-?\d+(\.\d+)?/.exec(header(mail, name).replace(/^default:[^[]*\[/, ''))?.[0] ?? '');
    if (score >= SCORE) return says(verdict, `${name}: ${score}`);
  }
  return undefined;
};
