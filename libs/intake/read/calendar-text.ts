import { cleanLine } from './clean-text.js';

const KINDS: Readonly<Record<string, string>> = { REQUEST: 'Einladung / Invitation', REPLY: 'Antwort auf Einladung / Reply to invitation', CANCEL: 'Absage / Cancelled', COUNTER: 'Gegenvorschlag / Counter proposal', PUBLISH: 'Termin / Event' };
const SHOWN: readonly (readonly [string, string])[] = [['SUMMARY', ''], ['DTSTART', 'Beginn / Start: '], ['DTEND', 'Ende / End: '], ['LOCATION', 'Ort / Place: '], ['ORGANIZER', 'Von / From: '], ['DESCRIPTION', '']];

/** An invitation as a few lines for people (RFC 5545); '' when it holds no event. */
export function calendarText(ics: string): string {
  const lines = ics.slice(0, 200_000).replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const start = lines.findIndex((line) => /^BEGIN:V(EVENT|TODO)/i.test(line));
  if (start < 0) return '';
  const method = valueOf(lines, 'METHOD').toUpperCase();
  const event = lines.slice(start, start + 500);
  const shown = SHOWN.map(([name, label]) => {
    const value = spoken(name, valueOf(event, name));
    return value === '' ? '' : label + value;
  });
  return [KINDS[method] ?? KINDS['PUBLISH']!, ...shown].filter((line) => line !== '').join('\n');
}

function valueOf(lines: readonly string[], name: string): string {
  const line = lines.find((one) => one.length > name.length && one.slice(0, name.length).toUpperCase() === name && /[;:]/.test(one[name.length]!));
  if (line === undefined) return '';
  // The value begins behind the first colon that is not inside a quoted parameter (RFC 5545 section 3.1).
  let quoted = false;
  for (let at = name.length; at < line.length; at += 1) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ':' && !quoted) return line.slice(at + 1);
  }
  return '';
}

function spoken(name: string, value: string): string {
  const date = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z?))?$/.exec(value.trim());
  if (date) return `${date[1]}-${date[2]}-${date[3]}${date[4] ? ` ${date[4]}:${date[5]}${date[6] ? ' UTC' : ''}` : ''}`;
  const text = value.replace(/\\n/gi, '\n').replace(/\\([,;\\])/g, '$1').replace(/^mailto:/i, '');
  return name === 'DESCRIPTION' ? text.slice(0, 20_000) : cleanLine(text, 500);
}
