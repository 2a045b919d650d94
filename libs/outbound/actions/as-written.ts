import { CODE_ALPHABET } from '#kernel';
import { cutTokens } from '#log';
import { oneLine } from '../domain/one-line.js';

const LONGEST = 500;
/** A code as our mails write it, `K7QM-2PXR`, and not as part of something longer. A word in capitals that looks like one goes with it, which does no harm. */
const CODE = new RegExp(`(?<![A-Za-z0-9-])[${CODE_ALPHABET}]{4}-[${CODE_ALPHABET}]{4}(?![A-Za-z0-9-])`, 'g');

/** What somebody outside said about a mail of ours, fit to be kept and shown: one line, and of the links and codes that it quotes none that works (T8, R37). */
export function asWritten(said: string): string {
  // Cut before it is shortened: half a link is no secret any more, but it does not look like one either.
  return oneLine(cutTokens(said).replace(CODE, '[code]'), LONGEST);
}
