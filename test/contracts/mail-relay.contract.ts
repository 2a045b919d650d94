import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MailRelay, OutgoingMail, RelayOutcome } from '#outbound';
import type { SinkMood, SmtpSink } from '../support/smtp-sink.js';

/** A relay that is reached over SMTP, and the server at its other end. */
export interface RelayUnderTest {
  readonly relay: MailRelay;
  readonly sink: SmtpSink;
  close(): Promise<void>;
}

export const MAIL: OutgoingMail = {
  messageId: '01930a5e-0000-7000-8000-000000000001.aa@desk.example', from: { name: 'Mediendesk Grün', address: 'support@desk.example' }, to: 'mara@corp.example', replyTo: 'support+abc@desk.example',
  inReplyTo: 'first@corp.example', references: ['zero@corp.example', 'first@corp.example'], date: new Date('2026-11-23T08:00:00Z'), subject: 'Ihr Link zum Konto – öffnen',
  text: 'Guten Tag,\n\n.ein Punkt am Anfang\nGrüße\n', html: '<p>Guten Tag</p>', headers: { 'Auto-Submitted': 'auto-replied', 'X-Rekey-Loop': 'mark' }, envelopeFrom: null,
};

const FAILURES: readonly (readonly [string, SinkMood, RelayOutcome])[] = [
  ['refuses the sender for now', { kind: 'reply', at: 'sender', code: 451, text: 'try later' }, 'deferred'],
  ['refuses the sender for good, which is about us', { kind: 'reply', at: 'sender', code: 550, text: '5.7.60 may not send as this sender' }, 'deferred'],
  ['knows no relaying for us', { kind: 'reply', at: 'recipient', code: 554, text: '5.7.1 Relay access denied' }, 'deferred'],
  ['has no room at the recipient', { kind: 'reply', at: 'recipient', code: 552, text: '5.2.2 mailbox full' }, 'deferred'],
  ['refuses the recipient for now', { kind: 'reply', at: 'recipient', code: 450, text: 'greylisted' }, 'deferred'],
  ['refuses the recipient for good', { kind: 'reply', at: 'recipient', code: 550, text: 'no such user' }, 'rejected'],
  ['refuses the content for now', { kind: 'reply', at: 'content', code: 452, text: 'disk full' }, 'deferred'],
  ['refuses the content for good', { kind: 'reply', at: 'content', code: 554, text: 'not wanted' }, 'rejected'],
  ['hangs up before it asks for the mail', { kind: 'cut', at: 'recipient' }, 'deferred'],
  ['hangs up in the middle of the mail', { kind: 'cut', at: 'first-byte' }, 'unknown'],
  ['hangs up without a word after the mail', { kind: 'cut', at: 'last-byte' }, 'unknown'],
  ['falls silent before it asks for the mail', { kind: 'silent', at: 'recipient' }, 'deferred'],
  ['falls silent after the mail', { kind: 'silent', at: 'last-byte' }, 'unknown'],
];

/** What DeliverMail relies on, whoever carries the mail. The relay's longest silence is to be one second. */
export function mailRelayContract(name: string, open: () => Promise<RelayUnderTest>): void {
  describe(`mail relay: ${name}`, () => {
    let world: RelayUnderTest;
    beforeAll(async () => void (world = await open()));
    afterAll(() => world.close());
    beforeEach(() => {
      world.sink.mood = { kind: 'accept' };
      world.sink.received.length = 0;
    });

    it('hands over one mail to one recipient, whole, with the null sender', async () => {
      expect(await world.relay.hand(MAIL)).toMatchObject({ outcome: 'accepted', reply: expect.stringMatching(/^2/) });
      expect(world.sink.received).toHaveLength(1);
      const { envelopeFrom, envelopeTo, raw } = world.sink.received[0]!;
      expect({ envelopeFrom, envelopeTo }).toEqual({ envelopeFrom: '', envelopeTo: ['mara@corp.example'] });
      const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
      expect(head).toContain('To: mara@corp.example');
      expect(head).toContain('Reply-To: support+abc@desk.example');
      expect(head).toContain('In-Reply-To: <first@corp.example>');
      expect(head).toContain('References: <zero@corp.example> <first@corp.example>');
      expect(head).toContain(`Message-ID: <${MAIL.messageId}>`);
      expect(head).toContain('Date: Mon, 23 Nov 2026 08:00:00 +0000');
      expect(head).toMatch(/Auto-Submitted: auto-replied/i);
      expect(head).toContain('multipart/alternative');
      expect(head).not.toMatch(/^(List-|Precedence|X-Mailer|Cc|Bcc)/im);
      expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
      expect(raw).toContain('\r\n.ein Punkt am Anfang');
    });

    it('uses the mailbox as sender where an agent writes', async () => {
      await world.relay.hand({ ...MAIL, envelopeFrom: 'support@desk.example' });
      expect(world.sink.received[0]!.envelopeFrom).toBe('support@desk.example');
    });

    it.each(FAILURES)('answers when the other side %s', async (_what, mood, outcome) => {
      world.sink.mood = mood;
      // In the middle of what no buffer on the way holds as a whole.
      const isMiddle = mood.kind === 'cut' && mood.at === 'first-byte';
      const answer = await world.relay.hand(isMiddle ? { ...MAIL, html: 'ü '.repeat(2_000_000) } : MAIL);
      expect(answer.outcome).toBe(outcome);
      expect(answer.reply.length).toBeGreaterThan(3);
      expect(world.sink.received).toHaveLength(0);
      world.sink.mood = { kind: 'accept' };
      expect(await world.relay.hand(MAIL)).toMatchObject({ outcome: 'accepted' });
      expect(world.sink.received).toHaveLength(1);
    });

    it('carries many at once, each exactly once', async () => {
      const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => world.relay.hand({ ...MAIL, messageId: `m${i}@desk.example`, to: `p${i}@corp.example` })));
      expect(answers.every(({ outcome }) => outcome === 'accepted')).toBe(true);
      expect(new Set(world.sink.received.map(({ envelopeTo }) => envelopeTo.join())).size).toBe(40);
      expect(world.sink.received).toHaveLength(40);
    });

    it('says whether the other side is there', async () => {
      expect(await world.relay.check()).toEqual({ ok: true });
    });
  });
}
