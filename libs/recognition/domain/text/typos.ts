/** Words that carry the meaning of our mails. A word that is one slip away from one of them is read as that word. */
const KEY_WORDS: readonly string[] = [
  'passwort', 'kennwort', 'vergessen', 'benutzername', 'benutzernamen', 'aktivierung', 'aktivierungslink', 'aktivierungsmail', 'registrierung',
  'registriert', 'registrieren', 'zugangsdaten', 'anmeldung', 'anmelden', 'zuruecksetzen', 'erhalten', 'bekommen', 'gesperrt', 'postfach',
  'bestaetigung', 'bestaetigungslink', 'bestaetigungsmail', 'seriennummer', 'funktioniert', 'abgelaufen', 'sekretariat', 'geaendert',
  'freischalten', 'emailadresse', 'mailadresse', 'adresse', 'loeschen', 'ungueltig',
  'password', 'username', 'account', 'received', 'activation', 'registration', 'registered', 'confirmation', 'forgotten', 'forgot', 'expired',
  'locked', 'remember', 'requested', 'address', 'delete', 'invalid',
];
const BY_LETTER = new Map<string, readonly string[]>();
for (const word of KEY_WORDS) BY_LETTER.set(word[0]!, [...(BY_LETTER.get(word[0]!) ?? []), word]);
const KNOWN = new Set(KEY_WORDS);
/** Real words that happen to be one slip away. */
const LEFT_ALONE = new Set(['adressen', 'adressat', 'accounts', 'anmeldet', 'anmelde', 'registrierte', 'registers', 'register', 'registriere', 'erhalte', 'addressed', 'receive',
  'receives', 'passworts', 'kennworts', 'blocked', 'looked', 'remembers', 'deleted', 'deletes', 'valid', 'forget', 'forgets', 'bekomme', 'vergesse', 'behalten', 'passwords', 'requests', 'aendern', 'adressiert', 'vergossen',
  'anmeldungen', 'vergeben', 'vergebens', 'vergebenen', 'verlassen', 'verpassen', 'vermessen', 'verfassen', 'abgerufen', 'abgelesen', 'abgelaufene', 'abmelden', 'abmeldung', 'abmeldungen', 'abgemeldet', 'passport', 'benommen', 'looking', 'clocked', 'erhaltene', 'erhaltenen', 'passworte', 'forgotten', 'logged', 'docked', 'rocked']);

/** The key word that was meant, or the word itself. One slip for words of 6–8 letters, two from 9 letters on; the first letter must be right. */
export function mendTypo(word: string): string {
  if (word.length < 6 || word.length > 20 || KNOWN.has(word) || LEFT_ALONE.has(word)) return word;
  for (const key of BY_LETTER.get(word[0]!) ?? []) {
    const allowed = key.length >= 9 ? 2 : 1;
    if (Math.abs(key.length - word.length) > allowed || word.startsWith(key) || key.startsWith(word)) continue;
    if (slips(word, key, allowed) <= allowed) return key;
  }
  return word;
}

/** Whether at most one slip of the keys makes one word of the other: a letter more, less, or another, or two in turn. */
export function isOneSlipAway(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short.charCodeAt(at) === long.charCodeAt(at)) at += 1;
  if (at === short.length) return true;
  if (short.length < long.length) return isSameFrom(short, at, long, at + 1);
  if (isSameFrom(short, at + 1, long, at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && isSameFrom(short, at + 2, long, at + 2);
}

function isSameFrom(left: string, leftAt: number, right: string, rightAt: number): boolean {
  for (let at = leftAt, other = rightAt; at < left.length || other < right.length; at += 1, other += 1) if (left.charCodeAt(at) !== right.charCodeAt(other)) return false;
  return true;
}

/** Optimal string alignment distance, given up above `limit`. */
function slips(left: string, right: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + same);
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        cost = Math.min(cost, beforeLast[column - 2]! + 1);
      }
      current.push(cost);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[right.length]!;
}
