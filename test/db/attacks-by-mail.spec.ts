import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#kernel';
import { OutboundIds } from '#outbound';
import { Reply, ReplyAddresses } from '#tickets';
import { BORDER, found, MailDesk, SUPPORT, type ArrivedMail } from '../support/mail-desk.js';

const agent = { agentId: newId(), email: 'mara@desk.example', displayName: 'Mara', code: 'ma', roles: ['agent' as const], portals: [], locale: 'de' as const, strength: 'second-factor' as const };
/** Mails that carry a link, a code or a name of somebody. */
const SECRET_KINDS = ['recovery-link', 'activation-link', 'temporary-password', 'mailbox-proof', 'tell-username', 'notice'];

/** Attacks of recovery-security 3.3 by people who can do nothing but write mails. */
describe('an impostor who writes a mail', () => {
  let desk: MailDesk;
  let count = 0;
  let victim: { address: string; domain: string; username: string };

  beforeAll(async () => {
    desk = await MailDesk.open();
  });
  afterAll(() => desk?.close());

  beforeEach(async () => {
    count += 1;
    const domain = `post${count}.example`;
    victim = { domain, address: `vera@${domain}`, username: `vera${count}` };
    await desk.person(victim.username, victim.address);
    await desk.rows('delete from outbound_message returning id');
  });

  const linkedTo = async ({ ticket_id }: ArrivedMail): Promise<string | null> => (await desk.rows<{ account_ref: string | null }>('select account_ref from recovery_case where ticket_id = ?', [ticket_id]))[0]?.account_ref ?? null;
  const secretsSent = async (): Promise<string[]> => (await desk.outbox()).filter(({ kind }) => SECRET_KINDS.includes(kind)).map(({ kind, recipient }) => `${kind} to ${recipient}`);
  const from = (address = victim.address): string => `From: Vera <${address}>`;

  it('is what the tests below compare with: the holder of the account gets a link at once', async () => {
    const mail = await desk.arrives([found('pass', victim.domain), 'Received: from hop', from()]);
    expect(await linkedTo(mail)).not.toBeNull();
    expect(await secretsSent()).toEqual([`recovery-link to ${victim.address}`]);
  });

  it.each([
    ['no DMARC record', (domain: string) => [found('none', domain)]],
    ['p=none and a failure', (domain: string) => [`Authentication-Results: ${BORDER}; spf=pass smtp.mailfrom=evil.example; dmarc=fail (p=none) header.from=${domain}`]],
    ['SPF of another domain', () => [`Authentication-Results: ${BORDER}; spf=pass smtp.mailfrom=evil.example`]],
    ['DKIM of another domain', () => [`Authentication-Results: ${BORDER}; dkim=pass header.d=evil.example`]],
    ['a pass for nobody', () => [`Authentication-Results: ${BORDER}; dmarc=pass`]],
    ['nothing found at all', () => []],
  ])('T1: gets nothing with a forged From: %s', async (_, results) => {
    const mail = await desk.arrives([...results(victim.domain), 'Received: from hop', from()]);
    expect(mail).toMatchObject({ disposition: 'filed' });
    expect(await linkedTo(mail)).toBeNull();
    expect(await secretsSent()).toEqual([]);
  });

  it('T2: gets nothing for somebody else at the same provider, though DMARC passes', async () => {
    const mail = await desk.arrives([found('pass', victim.domain), 'Received: from hop', from(`eve@${victim.domain}`)], `Guten Tag, ich habe mein Passwort vergessen. Mein Benutzername ist ${victim.username}.`);
    expect(await linkedTo(mail)).toBeNull();
    expect(await secretsSent()).toEqual([]);
  });

  it.each<[string, (domain: string) => string[]]>([
    ['below the hop that brought the mail', (domain) => [found('fail', domain), 'Received: from hop', found('pass', domain)]],
    ['under the border’s own line', (domain) => ['Received: from hop', `Authentication-Results: ${BORDER}; spf=fail`, found('pass', domain)]],
    ['above it', (domain) => [found('pass', domain), found('fail', domain), 'Received: from hop']],
    ['of another server', (domain) => [found('pass', domain).replace(BORDER, 'mx.evil.example'), 'Received: from hop']],
    ['of a server that sounds like ours', (domain) => [found('pass', domain).replace(BORDER, `${BORDER}.evil.example`), 'Received: from hop']],
    ['as ARC', (domain) => [`ARC-Authentication-Results: i=1; ${BORDER}; dmarc=pass header.from=${domain}`, 'Received: from hop']],
    ['in a comment', (domain) => [`Authentication-Results: ${BORDER}; dmarc=fail (; dmarc=pass header.from=${domain})`, 'Received: from hop']],
  ])('T3: gets nothing by Authentication-Results %s', async (_, results) => {
    const mail = await desk.arrives([...results(victim.domain), from()]);
    expect(await linkedTo(mail)).toBeNull();
    expect(await secretsSent()).toEqual([]);
  });

  it.each<[string, (address: string) => string[]]>([
    ['the victim’s address as display name', (address) => [`From: "${address}" <eve@evil.example>`]],
    ['two authors', (address) => [`From: eve@evil.example, ${address}`]],
    ['two From headers', (address) => ['From: eve@evil.example', `From: ${address}`]],
    ['an author that only the border can read', (address) => [`From: "eve x"@evil.example, ${address}`]],
    ['an unreadable From above the victim’s', (address) => ['From: "eve x"@evil.example', `From: ${address}`]],
    ['the victim as Sender', (address) => ['From: eve@evil.example', `Sender: ${address}`, `Resent-From: ${address}`]],
  ])('T4, R73: gets nothing by %s', async (_, lines) => {
    for (const domain of ['evil.example', victim.domain]) {
      const mail = await desk.arrives([found('pass', domain), 'Received: from hop', ...lines(victim.address)]);
      expect(await linkedTo(mail)).toBeNull();
    }
    expect(await secretsSent()).toEqual([]);
  });

  it('T4: never has anything sent to Reply-To, whoever is in From', async () => {
    await desk.arrives([found('pass', victim.domain), 'Received: from hop', from(), 'Reply-To: eve@evil.example', 'Cc: eve2@evil.example', 'Disposition-Notification-To: eve3@evil.example', 'Return-Path: <eve4@evil.example>']);
    expect([...new Set((await desk.outbox()).map(({ recipient }) => recipient))]).toEqual([victim.address]);
  });

  it.each([
    ['a Cyrillic letter', 'vеra'], ['a full-width sign', 'vera＠'], ['an accent of its own', 'vera\u0301'], ['a soft hyphen', 've\u00adra'], ['a zero-width blank', 'ver\u200ba'],
  ])('T6: is not taken for the victim by %s', async (_, local) => {
    const mail = await desk.arrives([found('pass', victim.domain), 'Received: from hop', `From: ${local.endsWith('＠') ? local.slice(0, -1) + '＠' : `${local}@`}${victim.domain}`]);
    expect(await linkedTo(mail)).toBeNull();
    expect(await secretsSent()).toEqual([]);
  });

  it('T6: where two spellings of a domain are one, the mail goes to the stored one', async () => {
    await desk.arrives([found('pass', victim.domain), 'Received: from hop', `From: VERA@ＰＯＳＴ${count}.example`]);
    for (const mail of await secretsSent()) expect(mail).toBe(`recovery-link to ${victim.address}`);
  });

  it('T10: hears the same whether the account that it claims is there or not', async () => {
    const claims = (name: string) => desk.arrives([found('pass', 'evil.example'), 'Received: from hop', `From: eve${name}@evil.example`], `Guten Tag, ich habe mein Passwort vergessen. Mein Benutzername ist ${name}.`);
    await claims(victim.username);
    await claims(`nobody${count}`);
    const sent = await desk.outbox();
    expect(sent.map(({ kind }) => kind)).toEqual(['request-received', 'request-received']);
    expect(sent[0]!.variables).toEqual(sent[1]!.variables);
  });

  it('T13: cannot have somebody’s confirmation code delivered onto a ticket', async () => {
    const { ticket_id: ticketId } = await desk.arrives([found('pass', 'evil.example'), 'Received: from hop', 'From: eve13@evil.example']);
    const [ack] = await desk.outbox();
    const code = await desk.arrives([found('pass', 'chat.example'), `Delivered-To: ${ack!.reply_to}`, 'Received: from hop', 'From: no-reply@chat.example', `To: ${ack!.reply_to}`, 'Subject: Your code is 123456'], 'Your confirmation code is 123456');
    expect(code.ticket_id).not.toBe(ticketId);
    expect(code).toMatchObject({ disposition: 'set-aside' });
  });

  it('T14: gets into no ticket by its number, by a Cc, or by a forged sender, and no history leaves', async () => {
    const { ticket_id: ticketId } = await desk.arrives([found('pass', victim.domain), 'Received: from hop', from()]);
    const [{ number }] = await desk.rows<{ number: string }>('select number from ticket where id = ?', [ticketId]) as [{ number: string }];
    const before = (await desk.outbox()).length;
    const tries = [
      [found('pass', 'evil.example'), 'Received: from hop', 'From: eve14@evil.example', `Subject: Re: Hilfe [${number}]`],
      [found('fail', victim.domain), 'Received: from hop', from(), `Subject: Re: Hilfe [${number}]`, 'Cc: eve14@evil.example'],
      [found('pass', 'evil.example'), 'Received: from hop', 'From: eve14@evil.example', `To: support+${number}@school.example`],
      [found('pass', 'evil.example'), 'Received: from hop', 'From: eve14@evil.example', `To: ${desk.get(ReplyAddresses).make(SUPPORT, ticketId!, victim.address)}`],
    ];
    for (const lines of tries) expect((await desk.arrives(lines)).ticket_id).not.toBe(ticketId);
    const after = (await desk.outbox()).slice(before);
    expect(after.every(({ kind }) => kind === 'request-received')).toBe(true);
    expect(after.map(({ recipient }) => recipient)).not.toContain(victim.address);
    expect(await desk.rows('select requester_address from ticket where id = ?', [ticketId])).toEqual([{ requester_address: victim.address }]);
  });

  it('T16: cannot put a header or a recipient into what we answer', async () => {
    const { ticket_id: ticketId } = await desk.arrives([
      found('pass', 'evil.example'), 'Received: from hop', 'From: =?utf-8?Q?Eve=0D=0ABcc=3A_x=40evil.example?= <eve16@evil.example>', `Subject: =?utf-8?Q?Hilfe=0D=0ABcc:_x@evil.example=00?= ${'lang '.repeat(2_000)}`,
      'Message-ID: <a\tb\r\n c@evil.example>', 'References: <x@y>\r\n\t<=?utf-8?Q?=0D=0ABcc=3A?=@evil.example> <é@evil.example>',
    ]);
    const [{ number }] = await desk.rows<{ number: string }>('select number from ticket where id = ?', [ticketId]) as [{ number: string }];
    expect(await desk.get(Reply).run({ ticketNumber: number, agent, text: 'Guten Tag' })).toMatchObject({ allowed: true });
    for (const mail of await desk.outbox()) {
      const { variables: _variables, ...headers } = mail;
      expect(JSON.stringify(headers)).not.toMatch(/\\r|\\n|\\u0000/);
      expect((mail.subject ?? '').length).toBeLessThanOrEqual(220);
      expect(mail.recipient).toBe('eve16@evil.example');
    }
    expect(await desk.rows(`select 1 from outbound_message where "references"::text ~ '[^[:ascii:]]|[[:cntrl:]]'`)).toEqual([]);
  });

  it('T20: two desks that write to each other stop after one mail', async () => {
    const other = [found('pass', 'other.example'), 'Received: from hop', 'From: support@other.example'];
    await desk.arrives([...other, 'Auto-Submitted: auto-replied', 'X-Rekey-Loop: another-desk']);
    await desk.arrives([...other, 'Return-Path: <>']);
    await desk.arrives([found('pass', 'school.example'), 'Received: from hop', `From: ${SUPPORT}`]);
    const ids = desk.get(OutboundIds);
    const echo = await desk.arrives([...other, `Message-ID: <${ids.make(newId(), 'school.example')}>`]);
    expect(echo).toMatchObject({ disposition: 'set-aside', screen: 'own-echo' });
    expect(await desk.outbox()).toEqual([]);
  });

  it('T24: a quoted approval and a hidden part open nothing', async () => {
    const mail = await desk.arrives([found('pass', 'evil.example'), 'Received: from hop', 'From: eve24@evil.example', 'Content-Type: multipart/alternative; boundary=b'], [
      '--b', 'Content-Type: text/plain; charset=utf-8', '', `Ich habe mein Passwort vergessen, Benutzer ${victim.username}.`, '', 'Am 1.11.2026 schrieb Mara <mara@desk.example>:', '> Identität geprüft, Freigabe erteilt. Zugang bitte an eve24@evil.example senden.',
      '--b', 'Content-Type: text/html; charset=utf-8', '', `<p style="display:none">From: ${victim.address} – approved by agent, send the link to eve24@evil.example</p>`, '--b--',
    ].join('\r\n'));
    expect(await linkedTo(mail)).toBeNull();
    expect(await secretsSent()).toEqual([]);
    const messages = await desk.rows<{ kind: string; text: string; quoted: string }>('select kind, text, quoted from ticket_message where ticket_id = ?', [mail.ticket_id]);
    expect(messages).toMatchObject([{ kind: 'inbound', text: expect.not.stringContaining('Freigabe'), quoted: expect.stringContaining('Freigabe erteilt') }]);
  });
});
