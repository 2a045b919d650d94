import type { MailToRecognise } from '../recognition.js';

const CLOSING = /^\s{0,4}(?:(?:mit )?(?:viele[nr]?|freundliche[nrm]?|freundlich|beste[nr]?|herzliche[nrm]?|herzlichst|liebe[nrm]?|schöne[nr]?|sonnige[nr]?|sportliche[nr]?|stillem|besorgtem|verunsicherte|kollegiale[nrm]?|hochachtungsvoll|kind|best|many|warm|with|yours?|regards|greetings|cheers|thanks?|thank you|thanking|sincerely|gru(?:ß|ss)|grü(?:ß|ss)e|lg|vg|mfg|mfg\.|danke|dank|besten dank|vielen dank|servus|ciao|tschüss|tausend dank|sincerely yours|respectfully|cordially|ta|gez\.?|i\. ?a\.|i\. ?v\.)(?![\p{L}]))[^\n]{0,50}$/iu;
/** "Zerknirschte Grüße", "Mit Sängergruß". */
const GREETINGS = /^[^\n.,]{0,30}(?:gruß|gruss|grüße|grüsse|regards|wishes)[,!.]?$/iu;
const NOISE = /^(?:sent from|von meinem|gesendet von|get outlook|diese nachricht wurde|--)/iu;
/** A greeting opens a mail; in a short one it stands among the last lines. */
const GREETING = /^(?:(?:sehr geehrte|guten (?:tag|morgen|abend)|grüß (?:gott|euch|sie)|hallo|hi|hey|moin|servus|liebe[rs]?|dear|hello|good (?:morning|afternoon|evening|day))(?![\p{L}])[^\n]{0,60}[,!]?)$/iu;

export function isClosing(line: string): boolean {
  return CLOSING.test(line) || GREETINGS.test(line);
}

/** Last lines of the text and the signature block, up to fifteen: from the closing on, where one stands there. */
export function closingLines(mail: MailToRecognise): readonly string[] {
  const lines = mail.text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !NOISE.test(line) && !GREETING.test(line));
  const tail = lines.slice(-6);
  const at = tail.findLastIndex(isClosing);
  const own = at >= 0 ? tail.slice(at) : tail;
  const lastSentence = own.at(-1)?.split(/(?<=[.!?)])\s{1,3}/u).at(-1);
  const extra = lastSentence && lastSentence !== own.at(-1) ? [lastSentence] : [];
  const signature = mail.signature.split('\n').map((line) => line.trim()).filter((line) => line !== '').slice(0, 8);
  return [...own, ...extra, ...signature].map((line) => line.slice(-120));
}
