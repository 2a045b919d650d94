import { plausible } from './archived-mail.js';

/** Enough for any header that a person's mail has. */
export const BEGINNING_BYTES = 64 * 1024;

/** When a mail came, by its topmost Received line, else by its own Date: for archives that do not say. */
export function arrivalOf(beginning: Buffer, now: Date): Date | undefined {
  const head = headOf(beginning);
  const received = /^received:[^\n]*;([^\n;]*)$/im.exec(head)?.[1];
  const date = /^date:([^\n]*)$/im.exec(head)?.[1];
  return [received, date].map((one) => plausible(one === undefined ? undefined : new Date(one.replace(/\([^()]*\)/g, '').trim()), now)).find((moment) => moment !== undefined);
}

/** Why these bytes are no mail; undefined when they may be one. */
export function objectionTo(beginning: Buffer): string | undefined {
  if (beginning.length === 0) return 'empty';
  const head = headOf(beginning);
  return /^[!-9;-~]+[ \t]*:/m.test(head) ? undefined : 'no header line at its beginning';
}

function headOf(beginning: Buffer): string {
  const text = beginning.toString('latin1').replace(/\r\n?/g, '\n').replace(/^\n+/, '').replace(/^>?From [^\n]*\n/, '');
  const end = text.indexOf('\n\n');
  return (end < 0 ? text : text.slice(0, end)).replace(/\n[ \t]+/g, ' ');
}
