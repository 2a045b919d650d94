import { threadTree, type MailInThread, type ThreadNode } from '../../../libs/tickets/domain/thread-tree.js';
import { readMime } from '../../../libs/intake/read/read-mime.js';
import { bytesOf, jsonOf, outcome, type Outcome } from './outcome.js';

interface ImapDialogue {
  readonly file: string;
  readonly dialogue: string;
}

/** THREAD=REFERENCES as an IMAP server answers it, also after mails were taken away and added. */
export function imaptest(): Promise<Outcome> {
  const cases = Object.entries(jsonOf<ImapDialogue>('imaptest', 'expected.json')).filter(([, { dialogue }]) => dialogue.includes('THREAD=REFERENCES'));
  return outcome('imaptest', 8, cases, async ({ file, dialogue }) => {
    const waiting = await mailsOf(file);
    const mails = dialogue.includes('messages: all') ? waiting.splice(0) : [];
    const wrong: string[] = [];
    for (const line of dialogue.split('\n')) {
      const expected = /^\* thread (.*)$/i.exec(line)?.[1];
      const deleted = /^ok store ([\d,]+) /.exec(line)?.[1];
      if (line.startsWith('ok append')) mails.push(waiting.shift()!);
      if (deleted) for (const at of deleted.split(',').map(Number).toReversed()) mails.splice(at - 1, 1);
      const ours = threadTree(mails, { bySubject: true }).map((node) => written(node, mails)).join('');
      if (expected !== undefined && ours !== expected) wrong.push(`${ours} for ${expected}`);
    }
    return wrong;
  });
}

async function mailsOf(file: string): Promise<MailInThread[]> {
  const mails = bytesOf('imaptest', file).toString('latin1').split(/^(?=From \S+ {2})/m);
  return Promise.all(mails.map(async (raw) => {
    const [envelope = '', ...lines] = raw.split('\n');
    const bytes = Buffer.from(lines.join('\n'), 'latin1');
    const { messageId, inReplyTo, references, subject } = await readMime(bytes);
    const at = new Date(`${envelope.replace(/^From \S+ +/, '')} UTC`);
    // A mail without an id is read under one made from its digest, which no other mail has.
    return { messageId, inReplyTo, references, subject, at };
  }));
}

/** RFC 5256 section 4: `(2)`, `(3 6 (4 23)(44 7 96))`. */
function written(node: ThreadNode<MailInThread>, mails: readonly MailInThread[]): string {
  return `(${line(node, mails)})`;
}

function line({ mail, answers }: ThreadNode<MailInThread>, mails: readonly MailInThread[]): string {
  const own = mail ? String(mails.indexOf(mail) + 1) : '';
  const below = answers.length === 1 ? line(answers[0]!, mails) : answers.map((one) => written(one, mails)).join('');
  return [own, below].filter((text) => text !== '').join(' ');
}
