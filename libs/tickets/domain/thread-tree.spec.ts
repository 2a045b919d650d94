import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answeredMails, threadTree, type MailInThread, type ThreadNode } from './thread-tree.js';

const mail = (messageId: string, references: readonly string[] = [], more: Partial<MailInThread> = {}): MailInThread => (
  { messageId, references, inReplyTo: [], subject: '', at: new Date(0), ...more }
);
const written = ({ mail: here, answers }: ThreadNode<MailInThread>): string => `(${[here?.messageId ?? '', ...answers.map(written)].join('')})`;
const tree = (mails: readonly MailInThread[], bySubject = false): string => threadTree(mails, { bySubject }).map(written).join('');

describe('who answered whom (RFC 5256)', () => {
  it('follows References, else the first In-Reply-To, and keeps the place of what is missing', () => {
    expect(tree([mail('a'), mail('b', ['a']), mail('c', ['a', 'b']), mail('d', [], { inReplyTo: ['a', 'x'] })])).toBe('(a(b(c))(d))');
    expect(tree([mail('b', ['a']), mail('c', ['a'])])).toBe('((b)(c))');
    expect(tree([mail('b', ['a'])])).toBe('(b)');
  });

  it('believes a mail about itself, makes no circles, and lets a second mail of one id stand beside the first', () => {
    expect(tree([mail('a', ['b']), mail('b', ['a'])])).toBe('(b(a))');
    expect(tree([mail('a', ['a'])])).toBe('(a)');
    expect(tree([mail('a'), mail('b', ['a']), mail('b', ['a'])])).toBe('(a(b)(b))');
  });

  it('never joins mails without an id, nor by subject unless asked (cases 10 and 13)', () => {
    expect(tree([mail('', ['']), mail('', [''])])).toBe('()()');
    const [question, answer] = [mail('a', [], { subject: 'Hilfe' }), mail('b', [], { subject: 'AW: Hilfe' })];
    expect(tree([answer, question])).toBe('(b)(a)');
    expect(tree([answer, question], true)).toBe('(a(b))');
    expect(tree([question, mail('c', [], { subject: 'Hilfe' })], true)).toBe('((a)(c))');
  });

  it('has every mail exactly once, whatever the mails say of each other', () => {
    const id = fc.constantFrom('', 'a', 'b', 'c', 'd', 'e');
    const anyMail = fc.record({ messageId: id, references: fc.array(id, { maxLength: 4 }), inReplyTo: fc.array(id, { maxLength: 2 }), subject: fc.constantFrom('', 'x', 'Re: x', 'y'), at: fc.date({ noInvalidDate: true }) });
    const flat = ({ mail: here, answers }: ThreadNode<MailInThread>): MailInThread[] => [...(here ? [here] : []), ...answers.flatMap(flat)];
    fc.assert(fc.property(fc.array(anyMail, { maxLength: 12 }), fc.boolean(), (mails, bySubject) => {
      const found = threadTree(mails, { bySubject }).flatMap(flat);
      expect(found).toHaveLength(mails.length);
      expect(new Set(found)).toEqual(new Set(mails));
      for (const [answer, answered] of answeredMails(mails)) expect(answer).not.toBe(answered);
    }));
  });
});
